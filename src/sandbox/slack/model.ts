/** A message's id within its channel: seconds with six decimals, as text. */
export type Ts = string;

export type Block = { type: string; block_id: string; [key: string]: unknown };
export type Blocks = readonly Block[];

export type User = {
  readonly id: string;
  readonly teamId: string;
  readonly isBot: boolean;
  /** Belongs to another company: came in through a shared channel. */
  readonly isStranger: boolean;
  name: string;
  realName: string;
  displayName: string;
  email: string;
  tz: string;
  deleted: boolean;
};

export type Said = { value: string; creator: string; last_set: number };

export type Pin = { readonly ts: Ts; readonly by: string; readonly created: number };

export type Bookmark = {
  readonly id: string;
  readonly channel_id: string;
  title: string;
  link: string;
  emoji: string;
  type: "link";
  date_created: number;
  date_updated: number;
  last_updated_by_user_id: string;
};

export type ChannelKind = "public" | "private" | "im";

export type Channel = {
  readonly id: string;
  readonly kind: ChannelKind;
  readonly creator: string;
  /** Epoch seconds. */
  readonly created: number;
  readonly isGeneral: boolean;
  name: string;
  topic: Said;
  purpose: Said;
  archived: boolean;
  readonly previousNames: string[];
  readonly members: Set<string>;
  /** Oldest first, replies among them. */
  readonly messages: Message[];
  readonly ephemerals: { readonly user: string; readonly message: Message }[];
  readonly pins: Pin[];
  readonly bookmarks: Bookmark[];
};

export type Reaction = { readonly name: string; readonly users: string[] };

/** As it goes over the wire, but for `channel`, which Slack does not repeat inside a message. */
export type Message = {
  readonly channel: string;
  readonly type: "message";
  readonly ts: Ts;
  readonly user: string;
  readonly team: string;
  text: string;
  subtype?: string;
  bot_id?: string;
  app_id?: string;
  username?: string;
  client_msg_id?: string;
  blocks?: Blocks;
  attachments?: readonly unknown[];
  metadata?: { event_type: string; event_payload: Record<string, unknown> };
  files?: readonly WireFile[];
  thread_ts?: Ts;
  parent_user_id?: string;
  reply_count?: number;
  reply_users?: string[];
  reply_users_count?: number;
  latest_reply?: Ts;
  edited?: { user: string; ts: Ts };
  reactions?: Reaction[];
  pinned_to?: string[];
  is_ephemeral?: true;
  inviter?: string;
  topic?: string;
  purpose?: string;
  name?: string;
  old_name?: string;
  item?: { type: "message"; channel: string; ts: Ts };
};

export type WireFile = {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly mimetype: string;
  readonly filetype: string;
  readonly size: number;
  readonly alt_txt?: string;
  readonly user: string;
  readonly created: number;
  readonly timestamp: number;
  readonly mode: "hosted";
  readonly is_external: false;
  readonly url_private: string;
  readonly url_private_download: string;
  readonly permalink: string;
};

export type StoredFile = { readonly bytes: Uint8Array; readonly channels: Set<string>; wire: WireFile };

export type Usergroup = { readonly id: string; readonly handle: string; readonly name: string; users: string[] };

/** What one input holds: `{type, value}`, `{type, selected_option}` and the like. */
export type Value = { readonly type: string; readonly [key: string]: unknown };
export type Values = Record<string, Record<string, Value>>;

export type View = {
  readonly id: string;
  readonly team_id: string;
  readonly type: "modal" | "home";
  readonly callback_id: string;
  readonly private_metadata: string;
  readonly external_id: string;
  readonly title: { readonly type: "plain_text"; readonly text: string };
  readonly submit: { readonly type: "plain_text"; readonly text: string } | null;
  readonly close: { readonly type: "plain_text"; readonly text: string } | null;
  readonly blocks: Blocks;
  readonly clear_on_close: boolean;
  readonly notify_on_close: boolean;
  readonly hash: string;
  readonly state: { readonly values: Values };
  readonly previous_view_id: string | null;
  readonly root_view_id: string;
  readonly app_id: string;
  readonly bot_id: string;
  readonly app_installed_team_id: string;
};
