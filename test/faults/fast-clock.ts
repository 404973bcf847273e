import { realClock } from "../../src/clock.ts";
import type { Clock, Instant } from "../../src/shared/time.ts";

/** A time that several processes share without talking: it goes `factor` times as fast as that of the machine. */
export type FastTime = { readonly origin: Instant; readonly factor: number };

export function fastNow({ origin, factor }: FastTime): Instant {
  return Math.floor(origin + (Date.now() - origin) * factor);
}

export function fastClock(time: FastTime): Clock {
  const real = realClock();
  return { now: () => fastNow(time), sleep: (ms, signal) => real.sleep(ms / time.factor, signal) };
}
