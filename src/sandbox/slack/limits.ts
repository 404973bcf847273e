import { MINUTE, SECOND } from "../../shared/time.ts";
import type { MethodSpec } from "./api/method-table.ts";
import type { Workspace } from "./workspace.ts";

export type Limits = {
  /** Counts the call and says how many seconds to wait when it is one too many, else undefined. */
  over(method: string, spec: MethodSpec, channel: string): number | undefined;
  /** What this minute still allows, of methods that were called. */
  budgets(): { readonly method: string; readonly left: number; readonly of: number }[];
};

/** Slack's rate limits on the workspace's clock: a minute's window per method, a bucket per channel for posts. */
export function createLimits({ clock, switches }: Workspace): Limits {
  const windows = new Map<string, number[]>();
  const most = new Map<string, number>();
  const buckets = new Map<string, { tokens: number; at: number }>();

  function recentIn(key: string): number[] {
    const now = clock.now();
    return (windows.get(key) ?? []).filter((at) => at > now - MINUTE);
  }

  function overWindow(key: string, allowed: number): number | undefined {
    const now = clock.now();
    const recent = recentIn(key);
    windows.set(key, recent);
    most.set(key, allowed);
    const oldest = recent[recent.length - allowed];
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
    budgets: () => [...most].map(([method, of]) => ({ method, of, left: Math.max(0, of - recentIn(method).length) })),
  };
}

function secondsUntil(ms: number): number {
  return Math.max(1, Math.ceil(ms / SECOND));
}
