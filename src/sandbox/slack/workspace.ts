import { randomInt } from "node:crypto";
import type { Clock } from "../../shared/time.ts";
import type { InstalledApp } from "./app.ts";
import type { Bookmark, Channel, ChannelKind, StoredFile, Ts, User, Usergroup, Values, View } from "./model.ts";
import type { Switches } from "./switches.ts";

/** One change of the model, for those who watch the workspace. */
export type Change = {
  readonly id: number;
  readonly type: string;
  /** Seen by members only when that channel is private; absent means everyone. */
  readonly channel?: string;
  /** Seen by this person alone. */
  readonly user?: string;
  readonly data: unknown;
};

/** An event as the Events API words it, before it is put into its envelope. */
export type SlackEvent = { readonly type: string; readonly [key: string]: unknown };

export type Workspace = {
  readonly team: { readonly id: string; readonly name: string; readonly domain: string };
  readonly clock: Clock;
  readonly switches: Switches;
  readonly app: InstalledApp;
  readonly users: Map<string, User>;
  readonly usergroups: Map<string, Usergroup>;
  readonly channels: Map<string, Channel>;
  readonly files: Map<string, StoredFile>;
  /** Files that were announced, by id, until they are completed. */
  readonly uploads: Map<string, Upload>;
  /** Open forms of each person, the visible one last. */
  readonly modals: Map<string, View[]>;
  readonly homes: Map<string, View>;
  /** What people have filled in so far, by view. */
  readonly filled: Map<string, Values>;
  readonly changes: Change[];
  readonly nextId: (prefix: string) => string;
  /** A new timestamp, later than every one before. */
  readonly stamp: () => Ts;
  readonly seconds: () => number;
  changed(type: string, data: unknown, seenBy?: { channel?: string; user?: string }): void;
  onChange(listener: (change: Change) => void): () => void;
  /** Tells the app, if it subscribed and may know. `channel` is where it happened. */
  emit(event: SlackEvent, channel?: Channel): void;
  onEvent(listener: (event: SlackEvent, channel: Channel | undefined) => void): void;
};

export type UserSeed = {
  readonly name: string;
  readonly realName?: string;
  readonly email?: string;
  readonly tz?: string;
  readonly isStranger?: boolean;
  readonly deleted?: boolean;
};

export type ChannelSeed = {
  readonly name: string;
  readonly kind?: Exclude<ChannelKind, "im">;
  /** Names of people; the bot is "pitwall". */
  readonly members: readonly string[];
};

/** A group that can be mentioned, with the names of its people. */
export type UsergroupSeed = { readonly handle: string; readonly name: string; readonly users: readonly string[] };

export type Upload = { readonly name: string; readonly length: number; bytes: Uint8Array | undefined };

const KEPT_CHANGES = 20_000;
/** Changes are counted from somewhere below this, so that another workspace's numbers are known to be foreign. */
const FIRST_CHANGE_BELOW = 2 ** 47;

export function createWorkspace(options: { clock: Clock; switches: Switches; app: InstalledApp }): Workspace {
  const { clock } = options;
  const changes: Change[] = [];
  const changeListeners = new Set<(change: Change) => void>();
  const eventListeners: ((event: SlackEvent, channel: Channel | undefined) => void)[] = [];
  let lastMicros = 0;
  let lastId = 0;
  let lastChange = randomInt(FIRST_CHANGE_BELOW);

  return {
    ...options,
    team: { id: "T0ACME", name: "Acme", domain: "acme" },
    users: new Map(),
    usergroups: new Map(),
    channels: new Map(),
    files: new Map(),
    uploads: new Map(),
    modals: new Map(),
    homes: new Map(),
    filled: new Map(),
    changes,
    nextId(prefix) {
      lastId += 1;
      return `${prefix}${lastId.toString(36).toUpperCase().padStart(9, "0")}`;
    },
    stamp() {
      lastMicros = Math.max(lastMicros + 1, clock.now() * 1_000);
      return microsToTs(lastMicros);
    },
    seconds: () => Math.floor(clock.now() / 1_000),
    changed(type, data, seenBy = {}) {
      lastChange += 1;
      const change: Change = { id: lastChange, type, ...seenBy, data: structuredClone(data) };
      changes.push(change);
      if (changes.length > KEPT_CHANGES) changes.shift();
      for (const listener of changeListeners) listener(change);
    },
    onChange(listener) {
      changeListeners.add(listener);
      return () => changeListeners.delete(listener);
    },
    emit(event, channel) {
      for (const listener of eventListeners) listener(event, channel);
    },
    onEvent(listener) {
      eventListeners.push(listener);
    },
  };
}

function microsToTs(micros: number): Ts {
  const seconds = Math.floor(micros / 1_000_000);
  return `${seconds}.${String(micros % 1_000_000).padStart(6, "0")}`;
}

export function tsToMillis(ts: Ts): number {
  return Math.floor(Number(ts) * 1_000);
}

export function addUser(workspace: Workspace, seed: UserSeed, id = `U0${seed.name.toUpperCase()}`): User {
  const user: User = {
    id,
    teamId: seed.isStranger === true ? "T0OTHER" : workspace.team.id,
    isBot: id === workspace.app.botUserId,
    isStranger: seed.isStranger ?? false,
    name: seed.name,
    realName: seed.realName ?? seed.name,
    displayName: seed.name,
    email: seed.email ?? `${seed.name}@acme.example`,
    tz: seed.tz ?? "Europe/Berlin",
    deleted: seed.deleted ?? false,
  };
  workspace.users.set(id, user);
  return user;
}

export type NewChannel = {
  readonly name: string;
  readonly kind: ChannelKind;
  readonly creator: string;
  readonly members: readonly string[];
};

/** Puts a channel into the workspace without any of the messages and events that come with it. */
export function addChannel(workspace: Workspace, { name, kind, creator, members }: NewChannel): Channel {
  const channel: Channel = {
    id: workspace.nextId(kind === "im" ? "D" : "C"),
    kind,
    creator,
    created: workspace.seconds(),
    isGeneral: kind === "public" && name === "general",
    name,
    topic: { value: "", creator: "", last_set: 0 },
    purpose: { value: "", creator: "", last_set: 0 },
    archived: false,
    previousNames: [],
    members: new Set(members),
    messages: [],
    ephemerals: [],
    pins: [],
    bookmarks: [] as Bookmark[],
  };
  workspace.channels.set(channel.id, channel);
  return channel;
}

/** The conversation of the app with one person; opened when there is none yet. */
export function directMessage(workspace: Workspace, userId: string): Channel {
  const known = findDirectMessage(workspace, userId);
  if (known !== undefined) return known;
  const { botUserId } = workspace.app;
  const opened = addChannel(workspace, { name: "", kind: "im", creator: botUserId, members: [botUserId, userId] });
  workspace.changed("channel", { id: opened.id }, { channel: opened.id });
  return opened;
}

export function findDirectMessage(workspace: Workspace, userId: string): Channel | undefined {
  return [...workspace.channels.values()].find((channel) => channel.kind === "im" && channel.members.has(userId));
}
