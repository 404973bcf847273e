import fc from "fast-check";
import { expect, test } from "vitest";

import { parseCivilDate, sayAgo } from "../../src/catalog/civil-date.ts";
import { DAY } from "../../src/shared/time.ts";

test("A day is read as the platform's own calendar reads it", () => {
  const day = fc.date({ min: new Date("1900-01-01"), max: new Date("2200-12-31"), noInvalidDate: true });
  fc.assert(
    fc.property(day, (date) => {
      const text = date.toISOString().slice(0, 10);
      expect(parseCivilDate(text)).toBe(Date.parse(text));
    }),
  );
});

test.each(["2026-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "yesterday", ""])("%j is no day", (text) => {
  expect(parseCivilDate(text)).toBeUndefined();
});

test.each([
  [0, "today"],
  [-5, "today"],
  [1, "yesterday"],
  [12, "12 days ago"],
  [90, "2 months ago"],
  [800, "2 years ago"],
])("%i days are said as %j", (days, said) => {
  expect(sayAgo(days * DAY, 0)).toBe(said);
});
