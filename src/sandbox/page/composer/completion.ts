import type { ChannelSeen, SlashCommandSeen, UserSeen } from "../../web/protocol.ts";

export type Suggestion = {
  readonly key: string;
  /** What is chosen, such as `/incident` or `@ana`. */
  readonly label: string;
  /** A line on what it is. */
  readonly says: string;
  /** What is typed instead. */
  readonly insert: string;
};

export type Completion = {
  /** Where in the text the piece stands that is completed. */
  readonly from: number;
  readonly to: number;
  readonly title: string;
  /** Whether the first one is meant by Enter as long as no other is chosen: not where what is typed may be all. */
  readonly isEager: boolean;
  readonly suggestions: readonly Suggestion[];
};

export type Known = {
  readonly commands: readonly SlashCommandSeen[];
  readonly users: readonly UserSeen[];
  readonly channels: readonly ChannelSeen[];
  readonly usergroups: readonly { readonly handle: string; readonly name: string }[];
  readonly emojis: Readonly<Record<string, string>>;
};

const MOST = 8;
const PIECE = /(?:^|[\s(])(?<sign>[@#:])(?<typed>[\p{L}\p{N}._+-]*)$/u;

/** What could be meant by what stands before the cursor. */
export function complete(text: string, cursor: number, known: Known): Completion | undefined {
  const before = text.slice(0, cursor);
  const found = before.startsWith("/") ? completeCommand(before, known) : undefined;
  const completion = found ?? completePiece(before, known);
  return completion === undefined || completion.suggestions.length === 0 ? undefined : completion;
}

/** The text with the suggestion in it, and where the cursor stands then. */
export function accept(
  text: string,
  { from, to }: Completion,
  { insert }: Suggestion,
): { text: string; cursor: number } {
  const rest = text.slice(to);
  const inserted = rest.startsWith(" ") ? insert : `${insert} `;
  return { text: text.slice(0, from) + inserted + rest, cursor: from + insert.length + 1 };
}

function completeCommand(before: string, { commands }: Known): Completion | undefined {
  const [, name = "", space, word = ""] = /^(\/\S*)(\s+)?(\S*)$/.exec(before) ?? [];
  if (name === "") return undefined;
  if (space === undefined) {
    const suggestions = commands
      .filter(({ command }) => command.startsWith(name.toLowerCase()))
      .map(({ command, description, usage_hint }) => ({
        key: command,
        label: `${command} ${usage_hint}`.trim(),
        says: description,
        insert: command,
      }));
    const isEager = !commands.some(({ command }) => command === name);
    return { from: 0, to: before.length, title: "Commands", isEager, suggestions };
  }
  const words = commands.find(({ command }) => command === name)?.words ?? [];
  const suggestions = words
    .filter((each) => each.word.startsWith(word.toLowerCase()) && each.word !== word)
    .map((each) => ({ key: each.word, label: `${name} ${each.word}`, says: each.says, insert: each.word }));
  return { from: before.length - word.length, to: before.length, title: name, isEager: false, suggestions };
}

function completePiece(before: string, known: Known): Completion | undefined {
  const { sign, typed = "" } = PIECE.exec(before)?.groups ?? {};
  if (sign === undefined) return undefined;
  const place = { from: before.length - typed.length - 1, to: before.length, isEager: true };
  const wanted = typed.toLowerCase();
  switch (sign) {
    case "@":
      return { ...place, title: "People", suggestions: best(peopleOf(known), wanted) };
    case "#":
      return { ...place, title: "Channels", suggestions: best(channelsOf(known), wanted) };
    default:
      // A single letter after a colon is more often a smiley or a time.
      if (wanted.length < 2) return undefined;
      return { ...place, title: "Emoji", suggestions: best(emojisOf(known), wanted) };
  }
}

function peopleOf({ users, usergroups }: Known): Suggestion[] {
  const people = users
    .filter(({ deleted }) => !deleted)
    .map(({ id, name, real_name }) => ({ key: id, label: `@${name}`, says: real_name, insert: `@${name}` }));
  const groups = usergroups.map(({ handle, name }) => ({
    key: handle,
    label: `@${handle}`,
    says: name,
    insert: `@${handle}`,
  }));
  const everybody = [
    { key: "here", label: "@here", says: "Notifies everyone who is active", insert: "@here" },
    { key: "channel", label: "@channel", says: "Notifies everyone in this channel", insert: "@channel" },
  ];
  return [...people, ...groups, ...everybody];
}

function channelsOf({ channels }: Known): Suggestion[] {
  return channels
    .filter(({ kind, archived }) => kind !== "im" && !archived)
    .map(({ id, name, topic, purpose }) => ({
      key: id,
      label: `#${name}`,
      says: topic === "" ? purpose : topic,
      insert: `#${name}`,
    }));
}

function emojisOf({ emojis }: Known): Suggestion[] {
  return Object.entries(emojis).map(([name, emoji]) => ({
    key: name,
    label: `:${name}:`,
    says: emoji,
    insert: `:${name}:`,
  }));
}

/** Those that begin with what was typed come first, then those with a word in them that does. */
function best(suggestions: readonly Suggestion[], wanted: string): Suggestion[] {
  const rank = ({ label, says }: Suggestion): number => {
    if (label.slice(1).toLowerCase().startsWith(wanted)) return 0;
    return words(`${label.slice(1)} ${says}`).some((word) => word.startsWith(wanted)) ? 1 : 2;
  };
  return suggestions
    .map((suggestion) => ({ suggestion, rank: rank(suggestion) }))
    .filter((each) => each.rank < 2)
    .sort((one, other) => one.rank - other.rank)
    .slice(0, MOST)
    .map(({ suggestion }) => suggestion);
}

function words(text: string): string[] {
  return text.toLowerCase().split(/[\s_-]+/);
}
