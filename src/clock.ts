import type { Clock } from "./shared/time.ts";

/** What a timer of Node holds: anything longer fires at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** The time of this machine. Its timers keep the process alive: whoever stops the bot aborts the sleeps. */
export function realClock(): Clock {
  return { now: () => Date.now(), sleep };
}

async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  for (let left = Math.max(0, ms); !signal?.aborted; left -= LONGEST_TIMER) {
    await oneTimer(Math.min(left, LONGEST_TIMER), signal);
    if (left <= LONGEST_TIMER) return;
  }
}

function oneTimer(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener("abort", end);
  });
}
