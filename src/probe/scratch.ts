import { type Clock, SECOND } from "../shared/time.ts";
import type { Call, Called } from "../slack/call.ts";
import type { Person } from "./person.ts";
import { Inconclusive } from "./probe.ts";

export type Channel = { readonly id: string; readonly name: string };
export type Posted = { readonly channel: string; readonly ts: string };

/** The channels of one run, and the only way to Slack: what is written elsewhere is a bug and throws. */
export type Scratch = {
  readonly clock: Clock;
  /** The bot's own user. */
  readonly me: string;
  readonly channel: Channel;
  readonly person: Person | undefined;
  /** The permissions that the manifest asks for. */
  readonly scopes: readonly string[];
  /** One call, made again when Slack asks to wait. */
  readonly call: Call;
  /** One call, once. */
  readonly callOnce: Call;
  /** One call that the probe stands on. */
  must<Data>(method: string, args: Record<string, unknown>): Promise<Data>;
  /** A name that this run has not used, long or short. */
  newName(): string;
  create(name: string): Promise<Channel>;
  /** Posts into the scratch channel, not faster than Slack wants it. */
  post(message: Readonly<Record<string, unknown>>): Promise<Posted>;
  /** An archived channel with a message of the bot's in it; the same one for every probe. */
  archived(): Promise<Channel & { readonly ts: string }>;
  /** Archives every channel of this run; returns those that would not be. */
  cleanUp(): Promise<readonly string[]>;
};

const POSTS_EVERY = 1.1 * SECOND;
const MOST_WAITS = 4;

export async function openScratch(parts: {
  readonly call: Call;
  readonly clock: Clock;
  readonly me: string;
  /** What the names of its channels begin with. */
  readonly name: string;
  readonly person: Person | undefined;
  readonly scopes: readonly string[];
}): Promise<Scratch> {
  const { clock, me, person, scopes } = parts;
  const mine = new Map<string, string>();
  const archivedIds = new Set<unknown>();
  const begins = `${parts.name}-${Math.floor(clock.now() / SECOND).toString(36)}`;
  let names = 0;
  let lastPost = Number.NEGATIVE_INFINITY;
  let archivedOne: Promise<Channel & { readonly ts: string }> | undefined;

  const callOnce: Call = async <Data>(method: string, args: Record<string, unknown>) => {
    const where = args["channel"] ?? args["channel_id"];
    if (where !== undefined && !mine.has(where as string)) throw new Error(`${method} would reach beyond the scratch`);
    const called = await parts.call<Data>(method, args);
    if (method === "conversations.create" && called.ok) {
      const { channel } = called.data as { readonly channel: Channel };
      mine.set(channel.id, channel.name);
    }
    if (method === "conversations.archive" && called.ok) archivedIds.add(where);
    if (method === "conversations.unarchive" && called.ok) archivedIds.delete(where);
    return called;
  };

  const call: Call = async <Data>(method: string, args: Record<string, unknown>) => {
    let called = await callOnce<Data>(method, args);
    for (let waits = 0; !called.ok && called.kind === "limited" && waits < MOST_WAITS; waits += 1) {
      await clock.sleep(called.afterMs);
      called = await callOnce<Data>(method, args);
    }
    return called;
  };

  async function must<Data>(method: string, args: Record<string, unknown>): Promise<Data> {
    const called = await call<Data>(method, args);
    if (called.ok) return called.data;
    throw new Inconclusive(sayCalled(method, called));
  }

  function newName(): string {
    names += 1;
    return names === 1 ? begins : `${begins}-${names}`;
  }

  async function create(name: string): Promise<Channel> {
    const { channel } = await must<{ channel: Channel }>("conversations.create", { name });
    return { id: channel.id, name: channel.name };
  }

  async function makeArchived(): Promise<Channel & { readonly ts: string }> {
    const made = await create(newName());
    const { ts } = await must<Posted>("chat.postMessage", { channel: made.id, text: "This channel is archived next." });
    await must("conversations.archive", { channel: made.id });
    return { ...made, ts };
  }

  async function first(): Promise<Channel> {
    try {
      return await create(newName());
    } catch (error) {
      // Its answer may have been lost.
      await cleanUp();
      throw error;
    }
  }

  async function cleanUp(): Promise<readonly string[]> {
    // A creation whose answer was lost is found by its name.
    const listed = await call<{ channels: readonly { id: string; name: string; creator?: string }[] }>(
      "users.conversations",
      { types: "public_channel", exclude_archived: true, limit: 999 },
    );
    for (const one of listed.ok ? listed.data.channels : [])
      if (one.name.startsWith(begins) && one.creator === me) mine.set(one.id, one.name);
    const left: string[] = [];
    for (const [id, name] of mine) {
      const why = archivedIds.has(id) ? undefined : await whyNotArchived(id);
      if (why !== undefined) left.push(`#${name}: ${why}`);
    }
    return left;
  }

  /** Tries twice, since the first answer may be lost. */
  async function whyNotArchived(channel: string): Promise<string | undefined> {
    let called = await call("conversations.archive", { channel });
    if (!called.ok && called.kind === "unknown") called = await call("conversations.archive", { channel });
    const isDone = called.ok || (called.kind === "refused" && called.error === "already_archived");
    return isDone ? undefined : sayCalled("conversations.archive", called);
  }

  const channel = await first();
  return {
    clock,
    me,
    channel,
    person,
    scopes,
    call,
    callOnce,
    must,
    newName,
    create,
    async post(message) {
      await clock.sleep(lastPost + POSTS_EVERY - clock.now());
      const posted = await must<Posted>("chat.postMessage", { channel: channel.id, unfurl_links: false, ...message });
      lastPost = clock.now();
      return { channel: posted.channel, ts: posted.ts };
    },
    archived() {
      archivedOne ??= makeArchived();
      return archivedOne;
    },
    cleanUp,
  };
}

/** What Slack answered, in a few words. */
export function sayCalled(method: string, called: Called<unknown>): string {
  if (called.ok) return `${method} succeeded`;
  switch (called.kind) {
    case "refused":
      return `${method} was refused: ${called.error}`;
    case "limited":
      return `${method} was limited: wait ${Math.ceil(called.afterMs / SECOND)} s`;
    case "away":
    case "unknown":
      return `${method} got no answer (${called.detail})`;
  }
}
