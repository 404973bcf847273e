import { MINUTE, SECOND } from "../../shared/time.ts";
import type { MethodSpec } from "./api/method-table.ts";
import type { Workspace } from "./workspace.ts";

export type Limits = {
  /** Counts the call and says how many seconds to wait when it is one too many, else undefined. */
  over(method: string, spec: MethodSpec, channel: string): number | undefined;
};

/** Slack's rate limits on the workspace's clock: a minute's window per method, a bucket per channel for posts. */
export function createLimits({ clock, switches }: Workspace): Limits {
  const windows = new Map<string, number[]>();
  const buckets = new Map<string, { tokens: number; at: number }>();

  function overWindow(key: string, most: number): number | undefined {
    const now = clock.now();
    const recent = (windows.get(key) ?? []).filter((at) => at > now - MINUTE);
    windows.set(key, recent);
    const oldest = recent[recent.length - most];
    if (oldest !== undefined) return secondsUntil(oldest + MINUTE - now);
    recent.push(now);
    return undefined;
  }

  function overBucket(channel: string): number | undefined {
    const now = clock.now();
    const bucket = buckets.get(channel) ?? { tokens: switches.burst, at: now };
    const tokens = Math.min(switches.burst, bucket.tokens + (now - bucket.at) / SECOND);
    buckets.set(channel, { tokens: tokens < 1 ? tokens : tokens - 1, at: now });
    return tokens < 1 ? secondsUntil((1 - tokens) * SECOND) : undefined;
  }

  return {
    over(method, spec, channel) {
      if (!switches.limits) return undefined;
      if (spec.limit !== "posts") return overWindow(method, spec.limit);
      return overBucket(channel) ?? overWindow(method, switches.postsPerMinute);
    },
  };
}

function secondsUntil(ms: number): number {
  return Math.max(1, Math.ceil(ms / SECOND));
}
