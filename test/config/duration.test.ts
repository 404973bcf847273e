import fc from "fast-check";
import { expect, test } from "vitest";
import { readDuration } from "../../src/config/duration.ts";

test.each([
  ["15s", 15_000],
  ["30m", 1_800_000],
  ["30 min", 1_800_000],
  ["4h", 14_400_000],
  ["1h 30m", 5_400_000],
  ["1H30M", 5_400_000],
  ["14d", 1_209_600_000],
])("%s is %i ms", (text, ms) => {
  expect(readDuration(text)).toBe(ms);
});

test.each(["", "15", "h", "-5m", "1.5h", "5 minutes", "5m later", "9999999s"])("%j is no length of time", (text) => {
  expect(readDuration(text)).toBeUndefined();
});

test("any text is read or refused, never thrown at", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const ms = readDuration(text);
      expect(ms === undefined || ms >= 0).toBe(true);
    }),
  );
});
