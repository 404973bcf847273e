import type { Option } from "@slack/types";
import type { ChannelSeen, UserSeen } from "../../../web/protocol.ts";

/** Something that can be chosen from a list. */
export type Choice = {
  readonly key: string;
  readonly text: string;
  readonly says?: string;
  /** What stands above it and its like. */
  readonly group?: string;
  /** What the element holds when it is chosen: an option, or an id. */
  readonly held: unknown;
};

type Offering = {
  readonly options?: readonly Option[];
  readonly option_groups?: readonly {
    readonly label: { readonly text: string };
    readonly options: readonly Option[];
  }[];
};

export function optionChoices({ options = [], option_groups = [] }: Offering): readonly Choice[] {
  return [
    ...options.map((option) => optionChoice(option)),
    ...option_groups.flatMap(({ label, options: grouped }) =>
      grouped.map((option) => optionChoice(option, label.text)),
    ),
  ];
}

export function optionChoice(option: Option, group?: string): Choice {
  return {
    key: option.value ?? option.text.text,
    text: option.text.text,
    held: option,
    ...(option.description === undefined ? {} : { says: option.description.text }),
    ...(group === undefined ? {} : { group }),
  };
}

type People = { readonly users: Readonly<Record<string, UserSeen>>; readonly me: string };

/** People who can be chosen, oneself first. */
export function peopleChoices({ users, me }: People): readonly Choice[] {
  const people = Object.values(users).filter((user) => !user.deleted && !user.is_bot);
  return people
    .sort((a, b) => Number(b.id === me) - Number(a.id === me) || a.name.localeCompare(b.name))
    .map((user) => ({
      key: user.id,
      text: user.name,
      says: user.id === me ? `${user.real_name} (you)` : user.real_name,
      held: user.id,
    }));
}

type ConversationFilter = { readonly include?: readonly string[] };

/** Conversations that can be chosen. A channels_select offers public channels alone. */
export function conversationChoices(
  channels: readonly Pick<ChannelSeen, "id" | "kind" | "name" | "archived">[],
  filter: ConversationFilter | "channels",
): readonly Choice[] {
  const kinds = filter === "channels" ? ["public"] : (filter.include ?? ["public", "private", "im"]);
  return channels
    .filter(({ kind, archived }) => !archived && kinds.includes(kind))
    .map(({ id, kind, name }) => ({ key: id, text: kind === "im" ? name : `#${name}`, held: id }));
}

/** Those whose words contain what was typed. */
export function matching(choices: readonly Choice[], typed: string): readonly Choice[] {
  const wanted = typed.trim().replace(/^[@#]/, "").toLocaleLowerCase();
  return choices.filter(({ text, says = "" }) => `${text} ${says}`.toLocaleLowerCase().includes(wanted));
}
