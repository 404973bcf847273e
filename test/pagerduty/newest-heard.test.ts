import { expect, test } from "vitest";
import type { PagerDutyEvent } from "../../src/pagerduty/event.ts";
import { newestHeard } from "../../src/pagerduty/newest-heard.ts";

function told(id: string, occurredAt: number, eventId = "webhook"): PagerDutyEvent {
  return {
    type: "status_update",
    eventId,
    occurredAt,
    agent: null,
    incident: { id, title: null, url: null },
    message: "",
  };
}

test("an event is late when a newer one of its alert was heard, and of no other alert", () => {
  const newest = newestHeard();
  expect(newest.overtaking(told("Q1", 2_000))).toBeUndefined();
  expect(newest.overtaking(told("Q1", 2_000))).toBeUndefined();
  expect(newest.overtaking(told("Q1", 1_000))).toBeDefined();
  expect(newest.overtaking(told("Q2", 1_000))).toBeUndefined();
  expect(newest.overtaking(told("Q1", 3_000))).toBeUndefined();
});

test("what was listed within the same second is not late, since a listing tells no milliseconds", () => {
  const newest = newestHeard();
  newest.overtaking(told("Q1", 5_400));
  expect(newest.overtaking(told("Q1", 5_000, "poll:Q1:resolved:5000"))).toBeUndefined();
  expect(newest.overtaking(told("Q1", 4_000, "poll:Q1:acknowledged:4000"))).toBeDefined();
});

test("it forgets what lies back", () => {
  const newest = newestHeard();
  newest.overtaking(told("Q0", 9_000));
  for (let index = 1; index <= 1_000; index += 1) newest.overtaking(told(`Q${index}`, 9_000));
  expect(newest.overtaking(told("Q0", 1_000))).toBeUndefined();
});
