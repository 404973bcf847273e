import type { Instant } from "../shared/time.ts";
import { MINUTE, SECOND } from "../shared/time.ts";

const CAP = MINUTE;

/**
 * When to try again: doubling from one second up to a minute, with jitter between half and whole of it so that what failed
 * together does not come back together. A wait that the other side asked for is never cut short.
 *
 * @param attempts how many were made, 1 after the first
 * @param random from 0 up to 1
 */
export function nextAttempt(
  attempts: number,
  now: Instant,
  retryAfterMs: number | undefined,
  random: () => number,
): Instant {
  const full = Math.min(CAP, SECOND * 2 ** Math.min(attempts - 1, 10));
  const wait = Math.ceil(full / 2 + (full / 2) * random());
  return now + Math.max(wait, Math.ceil(retryAfterMs ?? 0));
}
