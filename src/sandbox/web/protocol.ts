import type { Blocks, Bookmark, Message, Pin, Value, Values } from "../slack/model.ts";

/*
 * What the page and the workspace say to each other. The page is one more Slack client: it asks for the state once, follows
 * the stream of changes, and sends what its person does. It holds no rules of its own.
 *
 *   GET  /_sandbox/state?as=U0ANA      a `Snapshot`
 *   GET  /_sandbox/events?as=U0ANA     server-sent events, resumable by `Last-Event-ID`; the event's name is a `ChangeType`
 *   POST /_sandbox/do                  a `Deed`; answered by a `DeedAnswer`, or 409 and a `Problem` in plain words
 *   POST /_sandbox/upload?as=U0ANA&name=graph.png   bytes; answered by `{id}`, for `says` and file inputs
 *   GET  /_sandbox/files/F01?as=U0ANA  bytes of a file that this person may see
 *   GET  /_sandbox/world               a `WorldState`
 *   POST /_sandbox/world               a `WorldDeed`; answered 204, or 409 and a `Problem`
 *   GET  /_sandbox/calls?after=41      a `CallsPage`
 */

export type Problem = { readonly problem: string };

export type UserSeen = {
  readonly id: string;
  readonly name: string;
  readonly real_name: string;
  readonly deleted: boolean;
  readonly is_bot: boolean;
  /** IANA name, such as Europe/Berlin. */
  readonly tz: string;
  /** Whether somebody can be this person at the page. */
  readonly is_seat: boolean;
  /** What they are here, for the switch between people: "Commander", "On call for payments". */
  readonly part?: string;
};

export type ChannelSeen = {
  readonly id: string;
  readonly kind: "public" | "private" | "im";
  readonly name: string;
  readonly topic: string;
  readonly purpose: string;
  readonly archived: boolean;
  readonly is_member: boolean;
  readonly members: readonly string[];
  readonly pins: readonly Pin[];
  readonly bookmarks: readonly Bookmark[];
  /** Everything after this timestamp is unread by this person; "0" when nothing was read. */
  readonly last_read: string;
};

export type SlashCommandSeen = {
  readonly command: string;
  readonly description: string;
  readonly usage_hint: string;
  /** Words that may follow, each with a line on what it does, for the composer's completion. */
  readonly words: readonly { readonly word: string; readonly says: string }[];
};

export type ShortcutSeen = { readonly name: string; readonly type: "global" | "message"; readonly description: string };

export type ModalSeen = {
  readonly id: string;
  readonly title: string;
  /** Absent: nothing can be sent off. */
  readonly submit: string | null;
  readonly close: string | null;
  readonly blocks: Blocks;
  readonly values: Values;
  /** Changes when the app has changed the form. */
  readonly hash: string;
};

export type HomeSeen = { readonly id: string; readonly blocks: Blocks; readonly values: Values };

export type Snapshot = {
  readonly lastEventId: number;
  /** Workspace time, epoch ms. */
  readonly now: number;
  /** Real ms that workspace time takes for one of its own: 0 when it stands still. */
  readonly pace: 0 | 1;
  readonly team: { readonly id: string; readonly name: string };
  readonly me: string;
  readonly bot: string;
  readonly users: readonly UserSeen[];
  readonly usergroups: readonly { readonly id: string; readonly handle: string; readonly name: string }[];
  readonly channels: readonly ChannelSeen[];
  /** By channel id, oldest first, replies and this person's ephemeral answers among them. */
  readonly messages: Readonly<Record<string, readonly Message[]>>;
  /** Open forms, the visible one last. */
  readonly modals: readonly ModalSeen[];
  readonly home: HomeSeen | null;
  readonly commands: readonly SlashCommandSeen[];
  readonly shortcuts: readonly ShortcutSeen[];
  readonly caption: string;
};

/** The events of the stream and what their `data` holds (`{channel?, user?, data}`). */
export type ChangeData = {
  message: Message;
  message_changed: Message;
  message_deleted: { readonly channel: string; readonly ts: string };
  ephemeral: Message;
  ephemeral_changed: Message;
  ephemeral_deleted: { readonly channel: string; readonly ts: string };
  reaction_added: { readonly channel: string; readonly ts: string; readonly user: string; readonly reaction: string };
  reaction_removed: { readonly channel: string; readonly ts: string; readonly user: string; readonly reaction: string };
  pin_added: { readonly channel: string; readonly ts: string; readonly user: string };
  pin_removed: { readonly channel: string; readonly ts: string; readonly user: string };
  bookmark: Bookmark;
  bookmark_removed: { readonly channel: string; readonly id: string };
  /** The channel as this person sees it now: also sent when one becomes visible; then its messages are asked for anew. */
  channel_seen: ChannelSeen;
  channel_deleted: { readonly id: string };
  user_seen: UserSeen;
  read: { readonly channel: string; readonly last_read: string };
  /** The whole stack of this person's forms, the visible one last. */
  modals_seen: readonly ModalSeen[];
  home_seen: HomeSeen | null;
  caption: string;
  /** Time was moved. */
  clock: { readonly now: number; readonly pace: 0 | 1 };
  /** Something of `WorldState` changed: ask for it when it is on the screen. */
  world: null;
  /** A call was made: ask for the next `CallsPage` when it is on the screen. */
  call: null;
  /** What was missed is no longer kept: ask for the state. */
  reset: null;
};

export type ChangeType = keyof ChangeData;

/** Where an element is used: in a message, in the form on top, or on the Home tab. */
export type Spot =
  | { readonly in: "message"; readonly channel: string; readonly ts: string }
  | { readonly in: "modal"; readonly view: string }
  | { readonly in: "home" };

export type Deed = { readonly as: string } & (
  | {
      readonly do: "says";
      readonly channel: string;
      readonly text: string;
      readonly thread?: string;
      readonly files?: readonly string[];
    }
  /** A slash command, also where the app is not a member. */
  | { readonly do: "types"; readonly channel: string; readonly text: string }
  | { readonly do: "edits"; readonly channel: string; readonly ts: string; readonly text: string }
  | { readonly do: "deletes"; readonly channel: string; readonly ts: string }
  | {
      readonly do: "reacts";
      readonly channel: string;
      readonly ts: string;
      readonly emoji: string;
      readonly on: boolean;
    }
  | { readonly do: "pins"; readonly channel: string; readonly ts: string; readonly on: boolean }
  | { readonly do: "shortcut"; readonly name: string; readonly channel?: string; readonly ts?: string }
  /** Presses a button or chooses from a list outside a form's inputs (`value`); a confirm dialog was said yes to. */
  | {
      readonly do: "uses";
      readonly spot: Spot;
      readonly block: string;
      readonly action: string;
      readonly value?: Value;
    }
  /** Keeps what an input holds, so that the state of the form is the same in every browser; tells the app where the block asks for it. */
  | {
      readonly do: "fills";
      readonly spot: Spot;
      readonly block: string;
      readonly action: string;
      readonly value: Value;
    }
  /** Options for an external select. */
  | {
      readonly do: "suggests";
      readonly spot: Spot;
      readonly block: string;
      readonly action: string;
      readonly typed: string;
    }
  /** Sends the form on top off with these values (all of them: nothing filled in is lost on the way). */
  | { readonly do: "submits"; readonly view: string; readonly values: Values }
  | { readonly do: "closes"; readonly view: string; readonly all: boolean }
  | { readonly do: "opens-home" }
  | { readonly do: "reads"; readonly channel: string; readonly ts: string }
  | { readonly do: "joins" | "leaves"; readonly channel: string }
);

export type OptionSeen = {
  readonly text: { readonly type: "plain_text"; readonly text: string };
  readonly value: string;
};

/** By `do`; whatever is not named here is answered `{}`. */
export type DeedAnswer = {
  /** `types`, `uses`, `shortcut`: what Slack shows when the app did not answer in time or rightly, else absent. */
  readonly failure?: string;
  /** `suggests`. */
  readonly options?: readonly OptionSeen[];
  /** `submits`: by block id, what Slack itself or the app finds wrong; the form stays open. */
  readonly errors?: Readonly<Record<string, string>>;
  /** `says`: the timestamp of the message. */
  readonly ts?: string;
};
