import { describe, expect, test } from "vitest";
import { MINUTE } from "../../src/shared/time.ts";
import { milestoneFaults, milestonesOf } from "../../src/timeline/milestones.ts";
import { alertBody } from "../bodies.ts";
import { T0 } from "../given.ts";
import { checkoutIsDown } from "./checkout-is-down.ts";
import { ANA, declared, type Happened, PAGERDUTY, record } from "./record.ts";

const opened: Happened = [0, ANA, "Declared", declared];
const alert = alertBody();
const monitoring: Happened = [20, ANA, "StatusChanged", { from: "identified", to: "monitoring", undo: false }];
const relapse: Happened = [25, ANA, "StatusChanged", { from: "monitoring", to: "investigating", undo: false }];
const resolved: Happened = [30, ANA, "Resolved", { what: "x", impactEndedAt: T0 + 18 * MINUTE, resolveAlerts: false }];
const resolvedNow: Happened = [
  30,
  ANA,
  "Resolved",
  { what: "x", impactEndedAt: T0 + 30 * MINUTE, resolveAlerts: false },
];

/** Minutes after T0, by milestone. */
function minutesOf(...happened: readonly Happened[]): Record<string, number> {
  const found = Object.entries(milestonesOf(record(...happened)));
  return Object.fromEntries(found.map(([milestone, { at }]) => [milestone, (at - T0) / MINUTE]));
}

test("the whole story has its milestones, and no start that nobody stated", () => {
  expect(minutesOf(...checkoutIsDown)).toEqual({
    detected: 0,
    declared: 0,
    acknowledged: 2,
    mitigated: 38,
    resolved: 52,
  });
});

test.each<[string, readonly Happened[], Record<string, number>]>([
  ["a person who declares has detected it", [opened], { detected: 0, declared: 0 }],
  [
    "an alert before the declaration detected it",
    [opened, [-5, PAGERDUTY, "AlertJoined", alert]],
    { detected: -5, declared: 0 },
  ],
  ["an alert after it did not", [opened, [5, PAGERDUTY, "AlertJoined", alert]], { detected: 0, declared: 0 }],
  ["monitoring means that impact is over", [opened, monitoring], { detected: 0, declared: 0, mitigated: 20 }],
  ["unless it comes back", [opened, monitoring, relapse], { detected: 0, declared: 0 }],
  [
    "an end stated at resolve outweighs the status",
    [opened, monitoring, resolved],
    { detected: 0, declared: 0, mitigated: 18, resolved: 30 },
  ],
  [
    "an end that nobody stated does not",
    [opened, monitoring, resolvedNow],
    { detected: 0, declared: 0, mitigated: 20, resolved: 30 },
  ],
  [
    "reopening takes mitigated and resolved away",
    [opened, monitoring, resolved, [40, ANA, "Reopened", { reason: "back", undo: false }]],
    { detected: 0, declared: 0 },
  ],
  [
    "a resolve that was undone never was",
    [opened, monitoring, resolved, [31, ANA, "Reopened", { reason: "", undo: true }]],
    { detected: 0, declared: 0, mitigated: 20 },
  ],
  [
    "a person's word outweighs what follows from events",
    [opened, [3, ANA, "MilestoneSet", { milestone: "mitigated", at: T0 + 2 * MINUTE, source: "ana" }], monitoring],
    { detected: 0, declared: 0, mitigated: 2 },
  ],
  [
    "unless that was struck",
    [
      opened,
      [3, ANA, "MilestoneSet", { milestone: "started", at: T0, source: "ana" }],
      [4, ANA, "EntryStruck", { version: 2, why: "wrong" }],
    ],
    { detected: 0, declared: 0 },
  ],
])("%s", (_name, happened, expected) => {
  expect(minutesOf(...happened)).toEqual(expected);
});

test("an alert that comes in late does not move a detection that somebody set", () => {
  const set: Happened = [3, ANA, "MilestoneSet", { milestone: "detected", at: T0 + MINUTE, source: "ana" }];
  expect(minutesOf(opened, set, [-5, PAGERDUTY, "AlertJoined", alert])).toMatchObject({ detected: 1 });
});

test("our own page is no detection", () => {
  const events = record(
    opened,
    [-1, "pitwall", "AlertJoined", alert],
    [1, "pitwall", "PageSent", { page: "g1", alert: "P1", url: null, people: [] }],
  );
  expect(milestonesOf(events).detected?.source).toBe("declared by a person");
});

test("each milestone names the event that it rests on", () => {
  const found = milestonesOf(record(opened, [-5, PAGERDUTY, "AlertJoined", alert]));
  expect(found.detected).toEqual({ at: T0 - 5 * MINUTE, source: "first alert", seq: 2 });
});

describe("an order that cannot be", () => {
  const fact = (at: number) => ({ at, source: "", seq: 1 });

  test("is named", () => {
    expect(milestoneFaults({ started: fact(5), detected: fact(3), mitigated: fact(9), resolved: fact(8) })).toEqual([
      { earlier: "started", later: "detected" },
      { earlier: "mitigated", later: "resolved" },
    ]);
  });

  test("needs both times", () => {
    expect(milestoneFaults({ resolved: fact(1) })).toEqual([]);
    expect(milestoneFaults({ started: fact(1), detected: fact(1) })).toEqual([]);
  });
});
