import fc from "fast-check";
import { expect, test } from "vitest";
import { nextTimeLike } from "../../src/demo/time-of-day.ts";
import { sayTime } from "../../src/sandbox/print/date.ts";
import { HOUR } from "../../src/shared/time.ts";

const begins = Date.UTC(2026, 10, 23, 13, 2);

test.each([
  ["2026-11-23T13:02:00Z", "2026-11-23T13:02:00Z"],
  ["2026-11-23T13:01:00Z", "2026-11-23T13:02:00Z"],
  ["2026-11-23T13:02:01Z", "2026-11-24T13:02:00Z"],
  ["2026-10-01T20:00:00Z", "2026-10-02T12:02:00Z"],
  ["2026-07-01T10:00:00Z", "2026-07-01T12:02:00Z"],
])("what begins at 14:02 in Berlin, played at %s, begins at %s", (now, at) => {
  expect(new Date(nextTimeLike(begins, "Europe/Berlin", Date.parse(now))).toISOString()).toBe(
    new Date(at).toISOString(),
  );
});

test("it is never past, never more than a day off, and clocks show the same", () => {
  const zones = fc.constantFrom("UTC", "Europe/Berlin", "America/New_York", "Asia/Tokyo", "Pacific/Auckland");
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2032, 0) }), zones, (now, zone) => {
      const at = nextTimeLike(begins, zone, now);
      expect(at).toBeGreaterThanOrEqual(now);
      // A day has 25 hours when clocks are set back.
      expect(at - now).toBeLessThanOrEqual(25 * HOUR);
      expect(sayTime(at, zone)).toBe(sayTime(begins, zone));
    }),
  );
});
