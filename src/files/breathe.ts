import { setImmediate } from "node:timers/promises";

import type { Steps } from "../catalog/steps.ts";

/** Text gone through in one turn of the event loop: some milliseconds of parsing, several times as much at the start. */
const TEXT_PER_TURN = 2_500;

/** Does long work step by step and lets the event loop turn in between, so that nobody waits for it. */
export async function breathe<T>(steps: Steps<T>): Promise<T> {
  for (let worked = 0; ; ) {
    const step = steps.next();
    if (step.done === true) return step.value;
    worked += step.value;
    if (worked < TEXT_PER_TURN) continue;
    worked = 0;
    await setImmediate();
  }
}
