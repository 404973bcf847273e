import { setImmediate as nextTurn } from "node:timers/promises";
import type { Clock, Instant } from "../shared/time.ts";

export type MovableClock = Clock & {
  /** Moves forward by `ms`, waking each sleeper at its own time and in order. */
  advance(ms: number): Promise<void>;
  /** Moves forward to `to`; a time that is past moves nothing. */
  jumpTo(to: Instant): Promise<void>;
  /** When the earliest sleeper is due, or null when nobody sleeps. */
  nextWake(): Instant | null;
  /** Lets go of the real timer of a running clock; sleepers stay asleep. */
  stop(): void;
};

type Sleeper = { readonly due: Instant; readonly wake: () => void };

type Options = {
  readonly start: Instant;
  readonly running?: boolean;
  /** Told when somebody has moved it. */
  readonly moved?: () => void;
};

/** A clock that stands still until it is moved or, when `running`, also flows with real time. */
export function movableClock({ start, running = false, moved = () => {} }: Options): MovableClock {
  const sleepers: Sleeper[] = [];
  let virtual = start;
  let realThen = performance.now();
  let timer: NodeJS.Timeout | undefined;
  let moving: Promise<void> = Promise.resolve();

  function now(): Instant {
    return running ? Math.floor(virtual + (performance.now() - realThen)) : virtual;
  }

  function setNow(to: Instant): void {
    if (to <= now()) return;
    virtual = to;
    realThen = performance.now();
  }

  function nextWake(): Instant | null {
    return sleepers[0]?.due ?? null;
  }

  function plan(): void {
    if (!running) return;
    clearTimeout(timer);
    const due = nextWake();
    if (due !== null) timer = setTimeout(wakeDue, Math.min(Math.max(0, due - now()), 2 ** 31 - 1));
  }

  function wakeDue(): void {
    while (sleepers[0] !== undefined && sleepers[0].due <= now()) sleepers.shift()?.wake();
    plan();
  }

  function sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (ms <= 0 || signal?.aborted === true) return Promise.resolve();
    return new Promise((resolve) => {
      const sleeper: Sleeper = { due: now() + ms, wake };
      function wake(): void {
        signal?.removeEventListener("abort", leave);
        resolve();
      }
      function leave(): void {
        sleepers.splice(sleepers.indexOf(sleeper), 1);
        resolve();
        plan();
      }
      signal?.addEventListener("abort", leave, { once: true });
      const later = sleepers.findIndex((other) => other.due > sleeper.due);
      sleepers.splice(later === -1 ? sleepers.length : later, 0, sleeper);
      plan();
    });
  }

  async function move(to: Instant): Promise<void> {
    for (let due = nextWake(); due !== null && due <= to; due = nextWake()) {
      setNow(due);
      sleepers.shift()?.wake();
      await nextTurn();
      await nextTurn();
    }
    setNow(to);
    plan();
    moved();
  }

  function jumpTo(to: Instant): Promise<void> {
    moving = moving.then(() => move(to));
    return moving;
  }

  return {
    now,
    sleep,
    nextWake,
    jumpTo,
    advance: (ms) => jumpTo(now() + ms),
    stop() {
      clearTimeout(timer);
      running = false;
    },
  };
}
