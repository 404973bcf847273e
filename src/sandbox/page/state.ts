import type { Message, Reaction } from "../slack/model.ts";
import type { ChangeData, ChangeType, ChannelSeen, Snapshot, UserSeen } from "../web/protocol.ts";

/** What the page knows: the workspace as one person sees it. */
export type PageState = Omit<Snapshot, "users"> & {
  /** By id. */
  readonly users: Readonly<Record<string, UserSeen>>;
  /** Counts up whenever `WorldState` may have changed. */
  readonly worldVersion: number;
  /** Counts up with every call between the app and Slack. */
  readonly callVersion: number;
};

export type Change = {
  [Type in ChangeType]: {
    readonly type: Type;
    /** Absent for what the page tells itself. */
    readonly id?: number;
    readonly data: ChangeData[Type];
  };
}[ChangeType];

export function fromSnapshot(snapshot: Snapshot): PageState {
  return {
    ...snapshot,
    users: Object.fromEntries(snapshot.users.map((user) => [user.id, user])),
    worldVersion: 0,
    callVersion: 0,
  };
}

/** Whether a change cannot be folded in, because it tells of more than it brings. */
export function needsSnapshot(state: PageState, change: Change): boolean {
  if (change.type === "reset") return true;
  // A channel that comes into sight, or goes out of it by being left, has other messages than before.
  if (change.type !== "channel_seen") return false;
  return !state.channels.some(({ id }) => id === change.data.id);
}

export function fold(state: PageState, change: Change): PageState {
  const next = folded(state, change);
  return change.id === undefined || change.id <= state.lastEventId ? next : { ...next, lastEventId: change.id };
}

function folded(state: PageState, change: Change): PageState {
  switch (change.type) {
    case "message":
    case "ephemeral":
    case "message_changed":
    case "ephemeral_changed":
      return withMessages(state, change.data.channel, (messages) => put(messages, change.data));
    case "message_deleted":
    case "ephemeral_deleted":
      return withMessages(state, change.data.channel, (messages) => messages.filter(({ ts }) => ts !== change.data.ts));
    case "reaction_added":
    case "reaction_removed": {
      const { channel, ts, user, reaction } = change.data;
      const reacts = change.type === "reaction_added" ? withReaction : withoutReaction;
      return withMessages(state, channel, (messages) =>
        messages.map((message) =>
          message.ts === ts ? { ...message, reactions: reacts(message.reactions ?? [], reaction, user) } : message,
        ),
      );
    }
    case "pin_added": {
      const { channel, ts, user } = change.data;
      const pin = { ts, by: user, created: Number.parseInt(ts, 10) };
      return withChannel(state, channel, ({ pins }) => ({ pins: [pin, ...pins.filter((each) => each.ts !== ts)] }));
    }
    case "pin_removed": {
      const { channel, ts } = change.data;
      return withChannel(state, channel, ({ pins }) => ({ pins: pins.filter((pin) => pin.ts !== ts) }));
    }
    case "bookmark": {
      const bookmark = change.data;
      return withChannel(state, bookmark.channel_id, ({ bookmarks }) => ({
        bookmarks: replaced(bookmarks, bookmark),
      }));
    }
    case "bookmark_removed": {
      const { channel, id } = change.data;
      return withChannel(state, channel, ({ bookmarks }) => ({
        bookmarks: bookmarks.filter((each) => each.id !== id),
      }));
    }
    case "channel_seen":
      return { ...state, channels: replaced(state.channels, change.data) };
    case "channel_deleted":
      return { ...state, channels: state.channels.filter(({ id }) => id !== change.data.id) };
    case "user_seen":
      return { ...state, users: { ...state.users, [change.data.id]: change.data } };
    case "read": {
      const { channel, last_read } = change.data;
      return withChannel(state, channel, () => ({ last_read }));
    }
    case "modals_seen":
      return { ...state, modals: change.data };
    case "home_seen":
      return { ...state, home: change.data };
    case "caption":
      return { ...state, caption: change.data };
    case "clock":
      return { ...state, ...change.data, worldVersion: state.worldVersion + 1 };
    case "world":
      return { ...state, worldVersion: state.worldVersion + 1 };
    case "call":
      return { ...state, callVersion: state.callVersion + 1 };
    case "reset":
      return state;
  }
}

function withChannel(state: PageState, id: string, changed: (channel: ChannelSeen) => Partial<ChannelSeen>): PageState {
  return {
    ...state,
    channels: state.channels.map((channel) => (channel.id === id ? { ...channel, ...changed(channel) } : channel)),
  };
}

function withMessages(
  state: PageState,
  channel: string,
  changed: (messages: readonly Message[]) => readonly Message[],
): PageState {
  return { ...state, messages: { ...state.messages, [channel]: changed(state.messages[channel] ?? []) } };
}

/** By its timestamp: in the place of the older version, or where it belongs in time, which is nearly always the end. */
function put(messages: readonly Message[], message: Message): readonly Message[] {
  const at = messages.findLastIndex(({ ts }) => ts <= message.ts);
  return messages[at]?.ts === message.ts ? messages.with(at, message) : messages.toSpliced(at + 1, 0, message);
}

function replaced<T extends { readonly id: string }>(all: readonly T[], one: T): readonly T[] {
  const at = all.findIndex(({ id }) => id === one.id);
  return at === -1 ? [...all, one] : all.with(at, one);
}

function withReaction(reactions: readonly Reaction[], name: string, user: string): Reaction[] {
  if (!reactions.some((each) => each.name === name)) return [...reactions, { name, users: [user] }];
  return reactions.map((each) =>
    each.name === name && !each.users.includes(user) ? { name, users: [...each.users, user] } : each,
  );
}

function withoutReaction(reactions: readonly Reaction[], name: string, user: string): Reaction[] {
  return reactions
    .map((each) => (each.name === name ? { name, users: each.users.filter((id) => id !== user) } : each))
    .filter(({ users }) => users.length > 0);
}
