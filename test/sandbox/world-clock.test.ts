import fc from "fast-check";
import { expect, test } from "vitest";
import { movableClock } from "../../src/sandbox/clock.ts";

test("stands still until it is moved", async () => {
  const clock = movableClock({ start: 1_000 });
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(clock.now()).toBe(1_000);
  await clock.jumpTo(500);
  expect(clock.now()).toBe(1_000);
  await clock.advance(250);
  expect(clock.now()).toBe(1_250);
  expect(clock.nextWake()).toBeNull();
});

test("wakes sleepers in order of their time, each at its own, whatever the order they went to sleep in", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 500 }), { maxLength: 20 }), async (naps) => {
      const clock = movableClock({ start: 0 });
      const woken: [number, number][] = [];
      for (const nap of naps) void clock.sleep(nap).then(() => woken.push([nap, clock.now()]));
      await clock.advance(500);
      expect(woken).toEqual(naps.toSorted((a, b) => a - b).map((nap) => [nap, nap]));
    }),
    { numRuns: 50 },
  );
});

test("one who goes to sleep again while time moves is woken in the same move", async () => {
  const clock = movableClock({ start: 0 });
  let ticks = 0;
  void (async () => {
    for (; ticks < 5; ticks += 1) await clock.sleep(100);
  })();
  await clock.advance(450);
  expect(ticks).toBe(4);
  expect(clock.nextWake()).toBe(500);
});

test("a sleep that is called off ends at once, and leaves nothing to wake for", async () => {
  const clock = movableClock({ start: 0 });
  const stop = new AbortController();
  const nap = clock.sleep(60_000, stop.signal);
  stop.abort();
  await nap;
  expect(clock.nextWake()).toBeNull();
  await clock.sleep(60_000, stop.signal);
});

test("flows with real time when it runs, and can be moved ahead all the same", async () => {
  const clock = movableClock({ start: 0, running: true });
  await clock.sleep(10);
  expect(clock.now()).toBeGreaterThanOrEqual(10);
  let awake = false;
  const nap = clock.sleep(3_600_000).then(() => {
    awake = true;
  });
  await clock.advance(3_600_000);
  await nap;
  expect(awake).toBe(true);
  clock.stop();
});
