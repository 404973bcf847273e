import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { realClock } from "../src/clock.ts";

describe("the real clock", () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_000_000 });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** Advances the timers, and tells after how many milliseconds the sleep was over. */
  async function sleptFor(ms: number, signal?: AbortSignal): Promise<() => number | undefined> {
    const clock = realClock();
    const began = clock.now();
    let ended: number | undefined;
    void clock.sleep(ms, signal).then(() => {
      ended = clock.now() - began;
    });
    await vi.advanceTimersByTimeAsync(0);
    return () => ended;
  }

  test("tells the time of the machine", () => {
    expect(realClock().now()).toBe(1_000_000);
  });

  test("sleeps as long as asked", async () => {
    const ended = await sleptFor(5_000);
    await vi.advanceTimersByTimeAsync(4_999);
    expect(ended()).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    expect(ended()).toBe(5_000);
  });

  test("sleeps longer than a timer of Node can hold", async () => {
    const sixtyDays = 60 * 24 * 3_600_000;
    const ended = await sleptFor(sixtyDays);
    await vi.advanceTimersByTimeAsync(sixtyDays - 1);
    expect(ended()).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    expect(ended()).toBe(sixtyDays);
  });

  test("wakes at once when the sleep is called off, and leaves no timer", async () => {
    const stop = new AbortController();
    const ended = await sleptFor(60 * 24 * 3_600_000, stop.signal);
    await vi.advanceTimersByTimeAsync(100);
    stop.abort();
    await vi.advanceTimersByTimeAsync(0);
    expect(ended()).toBe(100);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("does not fall asleep once called off, nor for a time that is past", async () => {
    expect((await sleptFor(1_000, AbortSignal.abort()))()).toBe(0);
    expect((await sleptFor(-5))()).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });
});
