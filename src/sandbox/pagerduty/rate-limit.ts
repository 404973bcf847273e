import { type Clock, MINUTE, SECOND } from "../../shared/time.ts";
import { type Answer, refusal } from "./answer.ts";

/** So many calls a minute for each token, counted in whole minutes of the clock given. */
export function openRateLimit(clock: Clock, limit: number) {
  const windows = new Map<string, { readonly start: number; used: number }>();

  /** Counts one call; answers with the headers to send and, beyond the limit, with the refusal. */
  function count(token: string): { headers: Record<string, string>; refused: Answer | undefined } {
    const start = Math.floor(clock.now() / MINUTE) * MINUTE;
    const current = windows.get(token);
    const window = current?.start === start ? current : { start, used: 0 };
    window.used += 1;
    windows.set(token, window);
    const headers = {
      "ratelimit-limit": String(limit),
      "ratelimit-remaining": String(Math.max(0, limit - window.used)),
      "ratelimit-reset": String(Math.ceil((start + MINUTE - clock.now()) / SECOND)),
    };
    return { headers, refused: window.used > limit ? tooManyRequests() : undefined };
  }

  return { count };
}

export function tooManyRequests(): Answer {
  return refusal(429, 2020, "Rate Limit Exceeded");
}
