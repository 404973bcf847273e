import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Step } from "../../src/demo/scenario.ts";
import { type Course, dueSteps, nextDue } from "../../src/demo/schedule.ts";

const BEGINS = 1_000_000;

function step(number: number, after: number, more: Partial<Step> = {}): Step {
  return { number, after, when: undefined, until: undefined, deed: { verb: "waits", waits: "x" }, ...more };
}

function course(more: Partial<Course> = {}): Course {
  return { begins: BEGINS, moments: new Map(), done: new Set(), waitsForChannel: true, pauses: [], ...more };
}

test("the earliest comes first, and of two at the same time the one that stands first", () => {
  expect(nextDue([step(1, 50), step(3, 10), step(2, 10)], course())).toMatchObject({
    at: BEGINS + 10,
    step: { number: 2 },
  });
});

test("what waits for a moment counts from it", () => {
  const waiting = [step(1, 30, { when: "resolved" })];
  expect(nextDue(waiting, course())).toBeUndefined();
  expect(nextDue(waiting, course({ moments: new Map([["resolved", BEGINS + 500]]) }))?.at).toBe(BEGINS + 530);
});

test("once its end has come, a step does not", () => {
  const nagging = [step(1, 30, { until: "asked why" })];
  expect(nextDue(nagging, course())).toBeDefined();
  expect(nextDue(nagging, course({ moments: new Map([["asked why", BEGINS]]) }))).toBeUndefined();
});

test("what is said in the incident's channel waits for the channel, unless the story has no trainee", () => {
  const saying = [step(1, 30, { deed: { verb: "says", who: "bo", says: "Hello", in: "incident" } })];
  expect(nextDue(saying, course())).toBeUndefined();
  expect(nextDue(saying, course({ moments: new Map([["opened", BEGINS + 90]]) }))?.at).toBe(BEGINS + 90);
  expect(nextDue(saying, course({ waitsForChannel: false }))?.at).toBe(BEGINS + 30);
});

describe("properties", () => {
  const steps = fc
    .array(fc.record({ after: fc.nat(10_000), when: fc.constantFrom(undefined, "opened", "resolved") }), {
      maxLength: 20,
    })
    .map((all) => all.map(({ after, when }, index) => step(index + 1, after, { when })));
  const moments = fc
    .record({ opened: fc.option(fc.nat(10_000)), resolved: fc.option(fc.nat(10_000)) })
    .map(
      (at) =>
        new Map(
          Object.entries(at).flatMap(([name, after]) => (after === null ? [] : [[name, BEGINS + after] as const])),
        ),
    );
  const pauses = fc
    .array(fc.tuple(fc.nat(10_000), fc.nat(1_000)), { maxLength: 4 })
    .map((all) => all.map(([from, length]) => ({ from: BEGINS + from, to: BEGINS + from + length })));

  test("time never runs back from one step to the next, and none is lost or played twice", () => {
    fc.assert(
      fc.property(steps, moments, pauses, (all, known, held) => {
        const done = new Set<number>();
        let before = 0;
        for (;;) {
          const due = nextDue(all, course({ moments: known, pauses: held, done }));
          if (due === undefined) break;
          expect(due.at).toBeGreaterThanOrEqual(before);
          expect(done.has(due.step.number)).toBe(false);
          before = due.at;
          done.add(due.step.number);
        }
        const possible = all.filter(({ when }) => when === undefined || known.has(when));
        expect(done.size).toBe(possible.length);
      }),
    );
  });

  test("a pause makes nothing come earlier, and nothing later than by its length", () => {
    fc.assert(
      fc.property(steps, moments, pauses, (all, known, held) => {
        const total = held.reduce((sum, { from, to }) => sum + to - from, 0);
        const byNumber = new Map(
          dueSteps(all, course({ moments: known })).map(({ step: one, at }) => [one.number, at]),
        );
        for (const { step: one, at } of dueSteps(all, course({ moments: known, pauses: held }))) {
          const without = byNumber.get(one.number) ?? 0;
          expect(at).toBeGreaterThanOrEqual(without);
          expect(at).toBeLessThanOrEqual(without + total);
        }
      }),
    );
  });
});
