import fc from "fast-check";
import { expect, test } from "vitest";
import { fromWallTime, toWallTime } from "../../../../src/sandbox/page/blocks/zone-time.ts";

const ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Chatham", "Pacific/Apia"];
const seconds = (iso: string): number => Date.parse(iso) / 1000;

test.each([
  ["2026-11-22T14:05:00Z", "UTC", "2026-11-22T14:05"],
  ["2026-11-22T23:30:00Z", "Europe/Berlin", "2026-11-23T00:30"],
  ["2026-11-22T14:05:00Z", "Asia/Kolkata", "2026-11-22T19:35"],
  ["2026-07-01T12:00:00Z", "America/New_York", "2026-07-01T08:00"],
])("%s is in %s on the wall clocks %s", (iso, zone, wall) => {
  expect(toWallTime(seconds(iso), zone)).toBe(wall);
  expect(fromWallTime(wall, zone)).toBe(seconds(iso));
});

test("an hour that the clocks skip is taken as the one after it", () => {
  expect(fromWallTime("2026-03-29T02:30", "Europe/Berlin")).toBe(seconds("2026-03-29T01:30:00Z"));
});

test("what is no time is nothing", () => {
  expect(fromWallTime("", "UTC")).toBeUndefined();
});

test("every minute is read back to the same wall time", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60_000_000 }), fc.constantFrom(...ZONES), (minute, zone) => {
      const wall = toWallTime(minute * 60, zone);
      expect(toWallTime(fromWallTime(wall, zone) ?? 0, zone)).toBe(wall);
    }),
  );
});
