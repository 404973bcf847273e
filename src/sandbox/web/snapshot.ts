import { canSee } from "../slack/channels.ts";
import type { Channel, User, View } from "../slack/model.ts";
import { visibleMessages } from "../slack/person/find.ts";
import { stackOf, withState } from "../slack/views.ts";
import { directMessage, type Workspace } from "../slack/workspace.ts";
import type { PagePlugs } from "./page-plugs.ts";
import type {
  ChannelSeen,
  HomeSeen,
  ModalSeen,
  ShortcutSeen,
  SlashCommandSeen,
  Snapshot,
  UserSeen,
} from "./protocol.ts";
import type { ReadMarks } from "./read-marks.ts";

/** What is looked at, and who looks. */
export type Reader = {
  readonly workspace: Workspace;
  readonly plugs: PagePlugs;
  readonly marks: ReadMarks;
  readonly pace: 0 | 1;
  readonly me: string;
};

/** The workspace as one person sees it. The conversation with the app is there for everybody: it only waits to be used. */
export function snapshot(reader: Reader): Snapshot {
  const { workspace, me } = reader;
  directMessage(workspace, me);
  const channels = [...workspace.channels.values()].filter((channel) => canSee(channel, me));
  return {
    lastEventId: workspace.changes.at(-1)?.id ?? 0,
    now: workspace.clock.now(),
    pace: reader.pace,
    team: { id: workspace.team.id, name: workspace.team.name },
    me,
    bot: workspace.app.botUserId,
    users: [...workspace.users.values()].map((user) => userSeen(reader, user)),
    usergroups: [...workspace.usergroups.values()].map(({ id, handle, name }) => ({ id, handle, name })),
    channels: channels.map((channel) => channelSeen(reader, channel)),
    messages: Object.fromEntries(channels.map((channel) => [channel.id, visibleMessages(channel, me)])),
    modals: modalsSeen(reader),
    home: homeSeen(reader),
    commands: commandsSeen(reader),
    shortcuts: shortcutsSeen(workspace),
    caption: String(workspace.changes.findLast(({ type }) => type === "caption")?.data ?? ""),
  };
}

export function isSeat({ isBot, isStranger, deleted }: User): boolean {
  return !isBot && !isStranger && !deleted;
}

export function userSeen({ plugs }: Reader, user: User): UserSeen {
  const { id, name, realName, deleted, isBot, tz } = user;
  const part = plugs.parts[name];
  const seen = { id, name, real_name: realName, deleted, is_bot: isBot, tz, is_seat: isSeat(user) };
  return part === undefined ? seen : { ...seen, part };
}

export function channelSeen({ workspace, marks, me }: Reader, channel: Channel): ChannelSeen {
  const { id, kind, archived, topic, purpose, members, pins, bookmarks } = channel;
  return {
    id,
    kind,
    name: kind === "im" ? (workspace.users.get(workspace.app.botUserId)?.realName ?? "") : channel.name,
    topic: topic.value,
    purpose: purpose.value,
    archived,
    is_member: members.has(me),
    members: [...members],
    pins,
    bookmarks,
    last_read: marks.of(me, id),
  };
}

export function modalsSeen({ workspace, me }: Reader): readonly ModalSeen[] {
  return stackOf(workspace, me).map((view) => {
    const { id, title, submit, close, hash } = view;
    return {
      id,
      title: title.text,
      submit: submit?.text ?? null,
      close: close?.text ?? null,
      hash,
      ...contentOf(workspace, view),
    };
  });
}

export function homeSeen({ workspace, me }: Reader): HomeSeen | null {
  const view = workspace.homes.get(me);
  return view === undefined ? null : { id: view.id, ...contentOf(workspace, view) };
}

function contentOf(workspace: Workspace, view: View): Pick<ModalSeen, "blocks" | "values"> {
  const { blocks, state } = withState(workspace, view);
  return { blocks, values: state.values };
}

function commandsSeen({ workspace, plugs }: Reader): readonly SlashCommandSeen[] {
  const commands = workspace.app.manifest.features?.slash_commands ?? [];
  return commands.map(({ command, description = "", usage_hint = "" }) => ({
    command,
    description,
    usage_hint,
    words: plugs.words[command] ?? [],
  }));
}

function shortcutsSeen({ app }: Workspace): readonly ShortcutSeen[] {
  const shortcuts = app.manifest.features?.shortcuts ?? [];
  return shortcuts.map(({ name, type, description = "" }) => ({
    name,
    type: type === "message" ? "message" : "global",
    description,
  }));
}
