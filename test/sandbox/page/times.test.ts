import { expect, test } from "vitest";
import { timesIn } from "../../../src/sandbox/page/times.ts";

const berlin = timesIn("Europe/Berlin");
const newYork = timesIn("America/New_York");
const lateEvening = Date.UTC(2026, 10, 16, 23, 30);
const day = 86_400_000;

test("each person reads the time of where they are", () => {
  expect(berlin.clock(lateEvening)).toBe("00:30");
  expect(newYork.clock(lateEvening)).toBe("18:30");
  expect(newYork.clockWithZone(lateEvening)).toMatch(/^18:30 \(.+\)$/);
});

test("it is another day for one than for the other", () => {
  expect(berlin.dayKey(lateEvening)).toBe("17/11/2026");
  expect(newYork.dayKey(lateEvening)).toBe("16/11/2026");
});

test.each([
  [0, "Today", "today 00:30"],
  [day, "Yesterday", "yesterday 00:30"],
  [7 * day, "Tuesday 10 November", "10 Nov 00:30"],
  [365 * day, "Monday 17 November 2025", "17 Nov 00:30"],
])("%d ms ago is %s", (before, named, moment) => {
  expect(berlin.day(lateEvening - before, lateEvening)).toBe(named);
  expect(berlin.moment(lateEvening - before, lateEvening)).toBe(moment);
});
