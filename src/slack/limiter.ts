import type { Clock, Instant } from "../shared/time.ts";
import { MINUTE, SECOND } from "../shared/time.ts";

/**
 * Slack's limits, per method and workspace, as the documentation states them; a window is one minute and bursts beyond are
 * not promised. `chat.postMessage` has a limit of its own: about one a second in a channel.
 */
const PER_MINUTE: Readonly<Record<string, number>> = {
  "conversations.create": 20,
  "conversations.setTopic": 20,
  "conversations.list": 20,
  "users.conversations": 20,
  "bookmarks.add": 20,
  "pins.add": 20,
  "conversations.invite": 50,
  "conversations.history": 50,
  "conversations.replies": 50,
  "conversations.open": 50,
  "conversations.info": 50,
  "bookmarks.list": 50,
  "chat.update": 50,
  "conversations.members": 100,
  "users.info": 100,
  "views.publish": 100,
  "views.update": 100,
  "chat.postEphemeral": 100,
  "chat.postMessage": 240,
};
const UNLISTED = 20;
const POSTS_PER_CHANNEL_EVERY = SECOND;

/** What effects write. The process before this one may have used up what there was; reads are few, and people wait for them. */
const EMPTY_AT_START = new Set([
  "conversations.create",
  "conversations.setTopic",
  "conversations.invite",
  "bookmarks.add",
  "pins.add",
  "chat.update",
  "chat.postMessage",
]);

/** Whom a channel is created for: somebody who declared and waits, an alert of the worst severity, or any other alert. */
export type CreatedFor = "person" | "worst" | "others";
const CREATE = "conversations.create";
/** Of twenty channels a minute a quarter is kept for people who declare, some of it for the worst. */
const LEAVES: Readonly<Record<CreatedFor, number>> = { person: 0, worst: 2, others: 5 };
/**
 * All other alerts get theirs evenly, a few at once: thirty lesser incidents would else use up the minute in which a
 * SEV1 comes.
 */
const EVENLY = MINUTE / 15;
const AT_ONCE = 3;

export type Wanted = { readonly channel?: string; readonly createdFor?: CreatedFor };

export type Limiter = {
  /** Takes room for a call now, or says when there will be some. */
  take(method: string, wanted?: Wanted): { readonly ok: true } | { readonly ok: false; readonly at: Instant };
  /** A call that waits for no room, since a person does, leaves less of it to the others. */
  count(method: string, channel: string | undefined): void;
  /** Slack said that this method has no room; of posts, that there is none in this channel. */
  pause(method: string, ms: number, channel?: string): void;
};

/** Counts the background calls of the last minute, so that Slack never has to refuse one. */
export function limiterOn(clock: Clock): Limiter {
  const began = clock.now();
  const calls = new Map<string, Instant[]>();
  const pausedUntil = new Map<string, Instant>();
  const lastPost = new Map<string, Instant>();
  /** Up to when creations are spoken for at an even pace. */
  let createdUntil = began + AT_ONCE * EVENLY;

  function recentCalls(method: string, now: Instant): Instant[] {
    const recent = (calls.get(method) ?? usedBefore(method, began)).filter((at) => at > now - MINUTE);
    calls.set(method, recent);
    return recent;
  }

  function roomAt(method: string, { channel, createdFor = "others" }: Wanted, now: Instant): Instant {
    const recent = recentCalls(method, now);
    const limit = limitOf(method) - (method === CREATE ? LEAVES[createdFor] : 0);
    const window = recent.length < limit ? now : (recent[recent.length - limit] ?? now) + MINUTE;
    const into = postedInto(method, channel);
    const next = into === undefined ? 0 : (lastPost.get(into) ?? began) + POSTS_PER_CHANNEL_EVERY;
    const even = method === CREATE && createdFor === "others" ? createdUntil - (AT_ONCE - 1) * EVENLY : 0;
    return Math.max(window, pausedUntil.get(paused(method, into)) ?? 0, even, next);
  }

  function count(method: string, channel: string | undefined): void {
    const now = clock.now();
    recentCalls(method, now).push(now);
    if (method === CREATE) createdUntil = Math.max(createdUntil, now) + EVENLY;
    const into = postedInto(method, channel);
    if (into !== undefined) lastPost.set(into, now);
  }

  return {
    count,
    take(method, wanted = {}) {
      const now = clock.now();
      const at = roomAt(method, wanted, now);
      if (at > now) return { ok: false, at };
      count(method, wanted.channel);
      return { ok: true };
    },
    pause(method, ms, channel) {
      const what = paused(method, postedInto(method, channel));
      pausedUntil.set(what, Math.max(pausedUntil.get(what) ?? 0, clock.now() + ms));
    },
  };
}

/** Slack's limit for posts is each channel's own. */
function postedInto(method: string, channel: string | undefined): string | undefined {
  return method === "chat.postMessage" ? channel : undefined;
}

function paused(method: string, into: string | undefined): string {
  return into === undefined ? method : `${method} ${into}`;
}

function limitOf(method: string): number {
  return PER_MINUTE[method] ?? UNLISTED;
}

/** As if the minute before the start had been used evenly, but for what is kept for people. */
function usedBefore(method: string, began: Instant): Instant[] {
  if (!EMPTY_AT_START.has(method)) return [];
  const used = limitOf(method) - (method === CREATE ? LEAVES.others : 0);
  return Array.from({ length: used }, (_, index) => began - MINUTE + ((index + 1) * MINUTE) / used);
}
