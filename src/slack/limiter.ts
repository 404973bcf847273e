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

export type Limiter = {
  /** Takes room for a call now, or says when there will be some. `leaves` so many calls of the minute to others. */
  take(
    method: string,
    channel?: string,
    leaves?: number,
  ): { readonly ok: true } | { readonly ok: false; readonly at: Instant };
  /** Slack said that this method has no room. */
  pause(method: string, ms: number): void;
};

/** Counts the background calls of the last minute, so that Slack never has to refuse one. */
export function limiterOn(clock: Clock): Limiter {
  const calls = new Map<string, Instant[]>();
  const pausedUntil = new Map<string, Instant>();
  const lastPost = new Map<string, Instant>();

  function roomAt(method: string, channel: string | undefined, leaves: number, now: Instant): Instant {
    const recent = (calls.get(method) ?? []).filter((at) => at > now - MINUTE);
    calls.set(method, recent);
    const limit = (PER_MINUTE[method] ?? UNLISTED) - leaves;
    const window = recent.length < limit ? now : (recent[recent.length - limit] ?? now) + MINUTE;
    const posted = method === "chat.postMessage" && channel !== undefined ? lastPost.get(channel) : undefined;
    return Math.max(window, pausedUntil.get(method) ?? 0, posted === undefined ? 0 : posted + POSTS_PER_CHANNEL_EVERY);
  }

  return {
    take(method, channel, leaves = 0) {
      const now = clock.now();
      const at = roomAt(method, channel, leaves, now);
      if (at > now) return { ok: false, at };
      calls.get(method)?.push(now);
      if (method === "chat.postMessage" && channel !== undefined) lastPost.set(channel, now);
      return { ok: true };
    },
    pause(method, ms) {
      pausedUntil.set(method, Math.max(pausedUntil.get(method) ?? 0, clock.now() + ms));
    },
  };
}
