import type { Clock } from "../../shared/time.ts";

/** At most one running timer per key, on the clock given. Starting one stops the one before. */
export function openTimers(clock: Clock) {
  const running = new Map<string, AbortController>();

  function cancel(key: string): void {
    running.get(key)?.abort();
    running.delete(key);
  }

  function start(key: string, ms: number, action: () => void): void {
    cancel(key);
    const stop = new AbortController();
    running.set(key, stop);
    void clock.sleep(ms, stop.signal).then(() => {
      if (stop.signal.aborted) return;
      running.delete(key);
      action();
    });
  }

  function close(): void {
    for (const key of [...running.keys()]) cancel(key);
  }

  return { start, cancel, close };
}
