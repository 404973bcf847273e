import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { type MovableClock, movableClock } from "../../src/sandbox/clock.ts";
import { MINUTE, SECOND } from "../../src/shared/time.ts";
import { type CreatedFor, type Limiter, limiterOn } from "../../src/slack/limiter.ts";

const START = Date.UTC(2026, 10, 23, 9);
const CREATE = "conversations.create";

let clock: MovableClock;
let limiter: Limiter;
beforeEach(async () => {
  clock = movableClock({ start: START });
  limiter = limiterOn(clock);
});

/** As one that has been running for long. */
const rested = () => clock.advance(MINUTE);

function created(createdFor: CreatedFor, wanted: number): number {
  return Array.from({ length: wanted }, () => limiter.take(CREATE, { createdFor })).filter(({ ok }) => ok).length;
}

describe("calls of one method", () => {
  it("are as many in any minute as Slack allows, and the first too many is told when there is room", async () => {
    await rested();
    for (let call = 0; call < 50; call += 1) {
      expect(limiter.take("chat.update")).toEqual({ ok: true });
      await clock.advance(100);
    }
    expect(limiter.take("chat.update")).toEqual({ ok: false, at: START + MINUTE + MINUTE });
    await clock.jumpTo(START + MINUTE + MINUTE);
    expect(limiter.take("chat.update")).toEqual({ ok: true });
    expect(limiter.take("chat.update")).toEqual({ ok: false, at: START + MINUTE + MINUTE + 100 });
  });

  it("leave those of others alone, when there are many and when Slack asks for a pause", async () => {
    await rested();
    for (let call = 0; call < 20; call += 1) limiter.take("pins.add");
    limiter.pause("conversations.setTopic", 7 * SECOND);
    expect(limiter.take("pins.add").ok).toBe(false);
    expect(limiter.take("conversations.setTopic")).toEqual({ ok: false, at: clock.now() + 7 * SECOND });
    expect(limiter.take("bookmarks.add").ok).toBe(true);
    await clock.advance(7 * SECOND);
    expect(limiter.take("conversations.setTopic").ok).toBe(true);
  });

  it("are not shortened in their pause by a later, shorter one", () => {
    limiter.pause("views.publish", 9 * SECOND);
    limiter.pause("views.publish", SECOND);
    expect(limiter.take("views.publish")).toEqual({ ok: false, at: START + 9 * SECOND });
  });
});

it("posts into one channel go a second apart, those into others do not wait for them", async () => {
  await rested();
  const now = clock.now();
  expect(limiter.take("chat.postMessage", { channel: "C1" }).ok).toBe(true);
  expect(limiter.take("chat.postMessage", { channel: "C1" })).toEqual({ ok: false, at: now + SECOND });
  expect(limiter.take("chat.postMessage", { channel: "C2" }).ok).toBe(true);
  expect(limiter.take("chat.update", { channel: "C1" }).ok).toBe(true);
  await clock.advance(SECOND);
  expect(limiter.take("chat.postMessage", { channel: "C1" }).ok).toBe(true);
});

it("a channel in which Slack wants no more posts for now holds up no other, nor what else is done in it", async () => {
  await rested();
  limiter.pause("chat.postMessage", 30 * SECOND, "C1");
  expect(limiter.take("chat.postMessage", { channel: "C1" })).toEqual({ ok: false, at: clock.now() + 30 * SECOND });
  expect(limiter.take("chat.postMessage", { channel: "C2" }).ok).toBe(true);
  expect(limiter.take("chat.update", { channel: "C1" }).ok).toBe(true);
  limiter.pause("chat.update", 30 * SECOND, "C1");
  expect(limiter.take("chat.update", { channel: "C2" }).ok).toBe(false);
});

it("calls that people wait for are counted, and leave less to the others", async () => {
  await rested();
  for (let call = 0; call < 60; call += 1) limiter.count("chat.update", "C1");
  limiter.count("chat.postMessage", "C1");
  expect(limiter.take("chat.update")).toEqual({ ok: false, at: clock.now() + MINUTE });
  expect(limiter.take("chat.postMessage", { channel: "C1" }).ok).toBe(false);
  expect(limiter.take("chat.postMessage", { channel: "C2" }).ok).toBe(true);
});

describe("twenty new channels a minute", () => {
  it("are all for people, but for alerts fewer: two are left by the worst, a quarter by the others", async () => {
    await rested();
    expect(created("worst", 30)).toBe(18);
    expect(created("others", 30)).toBe(0);
    expect(created("person", 30)).toBe(2);
    await rested();
    expect(created("person", 30)).toBe(20);
  });

  it("go evenly to lesser alerts, so that the worst find room whenever they come", async () => {
    await rested();
    expect(created("others", 30)).toBe(3);
    expect(limiter.take(CREATE)).toEqual({ ok: false, at: clock.now() + 4 * SECOND });
    const waits: number[] = [];
    for (let second = 0; second < 60; second += 1) {
      limiter.take(CREATE, { createdFor: "others" });
      if (second % 6 === 5) {
        const room = limiter.take(CREATE, { createdFor: "worst" });
        waits.push(room.ok ? 0 : room.at - clock.now());
      }
      await clock.advance(SECOND);
    }
    expect(Math.max(...waits)).toBeLessThanOrEqual(5 * SECOND);
  });

  it("are fifteen a minute for lesser alerts in the long run", async () => {
    await rested();
    let count = 0;
    for (let second = 0; second < 600; second += 1) {
      count += created("others", 5);
      await clock.advance(SECOND);
    }
    expect(count).toBeGreaterThanOrEqual(150);
    expect(count).toBeLessThanOrEqual(153);
  });
});

describe("at its start", () => {
  it("takes the minute before for used, so that a bot that starts again and again sends no bursts", async () => {
    for (const method of ["chat.update", "chat.postMessage", "conversations.setTopic", "pins.add", "bookmarks.add"])
      expect(limiter.take(method).ok).toBe(false);
    expect(limiter.take("conversations.setTopic")).toEqual({ ok: false, at: START + 3 * SECOND });
    expect(limiter.take("chat.postMessage")).toEqual({ ok: false, at: START + 250 });
    expect(limiter.take("chat.postMessage", { channel: "C1" })).toEqual({ ok: false, at: START + SECOND });
    await clock.advance(3 * SECOND);
    expect(limiter.take("conversations.setTopic").ok).toBe(true);
    expect(limiter.take("conversations.setTopic").ok).toBe(false);
  });

  it("has room for people who declare, and for what is read", () => {
    expect(created("others", 5)).toBe(0);
    expect(created("person", 9)).toBe(5);
    expect(limiter.take("conversations.history").ok).toBe(true);
  });
});

it("never more than the limit in any minute, whatever is asked when and for whom", async () => {
  const step = fc.record({
    wait: fc.constantFrom(0, 1, 900, 4_000, 30_000),
    createdFor: fc.constantFrom<CreatedFor>("person", "worst", "others"),
    times: fc.integer({ min: 1, max: 8 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const time = movableClock({ start: START });
      const under = limiterOn(time);
      const taken: number[] = [];
      for (const { wait, createdFor, times } of steps) {
        await time.advance(wait);
        for (let call = 0; call < times; call += 1) {
          const room = under.take(CREATE, { createdFor });
          if (room.ok) taken.push(time.now());
          else expect(room.at).toBeGreaterThan(time.now());
        }
      }
      for (const at of taken)
        expect(taken.filter((other) => other > at - MINUTE && other <= at).length).toBeLessThanOrEqual(20);
    }),
  );
});
