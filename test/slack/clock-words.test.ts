import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DAY, HOUR, MINUTE } from "../../src/shared/time.ts";
import { readTimeWords } from "../../src/slack/clock-words.ts";

/** A Wednesday afternoon in summer: 16:30 in Berlin, 20:00 in Kolkata, 07:30 in Los Angeles. */
const NOW = Date.parse("2026-07-01T14:30:00Z");

function read(text: string, zone = "Europe/Berlin", now = NOW): readonly [text: string, at: string | undefined] {
  const words = readTimeWords(text, now, zone);
  return [words.text, words.at === undefined ? undefined : new Date(words.at).toISOString()];
}

describe("a time at the end of what people type", () => {
  test.each([
    ["at 14:05", "", "2026-07-01T12:05:00.000Z"],
    ["14:05", "", "2026-07-01T12:05:00.000Z"],
    ["At 14:05", "", "2026-07-01T12:05:00.000Z"],
    ["9:05", "", "2026-07-01T07:05:00.000Z"],
    ["00:00", "", "2026-06-30T22:00:00.000Z"],
    ["at 2:05 pm", "", "2026-07-01T12:05:00.000Z"],
    ["2:05pm", "", "2026-07-01T12:05:00.000Z"],
    ["12:30 AM", "", "2026-06-30T22:30:00.000Z"],
    ["12:30 pm", "", "2026-07-01T10:30:00.000Z"],
    ["16:30", "", "2026-07-01T14:30:00.000Z"],
    ["16:31", "", "2026-06-30T14:31:00.000Z"],
    ["failed over at 14:05", "failed over", "2026-07-01T12:05:00.000Z"],
    ["failed over at  2:05 PM", "failed over", "2026-07-01T12:05:00.000Z"],
    ["two\nlines at 14:05", "two\nlines", "2026-07-01T12:05:00.000Z"],
    ["10 min ago", "", "2026-07-01T14:20:00.000Z"],
    ["failed over 10 min ago", "failed over", "2026-07-01T14:20:00.000Z"],
    ["failed over 1 minute ago", "failed over", "2026-07-01T14:29:00.000Z"],
    ["failed over 2h ago", "failed over", "2026-07-01T12:30:00.000Z"],
    ["failed over 3 HOURS AGO", "failed over", "2026-07-01T11:30:00.000Z"],
    ["failed over 0 min ago", "failed over", "2026-07-01T14:30:00.000Z"],
  ])("%j is read", (text, rest, at) => {
    expect(read(text)).toEqual([rest, at]);
  });

  test.each([
    "",
    "error rate fell to 12:30",
    "ratio is 3:14",
    "the 14:05 deploy failed",
    "at 25:00",
    "at 14:60",
    "at 13:05 pm",
    "at 0:30 am",
    "combat 14:05",
    "1000 min ago",
    "p95 was 1.5 h ago",
    "10 sec ago",
    "long ago",
    "at 14:05 we failed over",
    "at 14.05",
    "14:05:30",
  ])("%j merely contains one, or none", (text) => {
    expect(read(text)).toEqual([text, undefined]);
  });
});

describe("a clock time", () => {
  test.each([
    ["UTC", "14:05", "2026-07-01T14:05:00.000Z"],
    ["Asia/Kolkata", "14:05", "2026-07-01T08:35:00.000Z"],
    ["America/Los_Angeles", "14:05", "2026-06-30T21:05:00.000Z"],
    ["America/Los_Angeles", "7:05", "2026-07-01T14:05:00.000Z"],
    ["Pacific/Kiritimati", "4:05", "2026-07-01T14:05:00.000Z"],
    ["Pacific/Kiritimati", "23:59", "2026-07-01T09:59:00.000Z"],
  ])("in %s is that of the writer: %s", (zone, text, at) => {
    expect(read(text, zone)).toEqual(["", at]);
  });

  test("is UTC where Slack knows no zone", () => {
    expect(readTimeWords("14:05", NOW, undefined).at).toBe(Date.parse("2026-07-01T14:05:00Z"));
  });

  const spring = "2026-03-29";
  const autumn = "2026-10-25";

  test.each([
    ["03:30, before the hour that was left out", `${spring}T01:30:00Z`, "01:30", `${spring}T00:30:00.000Z`],
    ["03:30, in the hour that was left out", `${spring}T01:30:00Z`, "02:30", "2026-03-28T01:30:00.000Z"],
    ["03:00, a minute after it never was", `${spring}T01:00:00Z`, "02:59", "2026-03-28T01:59:00.000Z"],
    ["12:00 on the day clocks went forward", `${spring}T10:00:00Z`, "13:00", "2026-03-28T12:00:00.000Z"],
    [
      "02:10 for the second time, later than any such time since",
      `${autumn}T01:10:00Z`,
      "02:30",
      `${autumn}T00:30:00.000Z`,
    ],
    ["02:40 for the second time, the second of two", `${autumn}T01:40:00Z`, "02:30", `${autumn}T01:30:00.000Z`],
    ["12:00 on the day clocks went back", `${autumn}T11:00:00Z`, "13:00", "2026-10-24T11:00:00.000Z"],
  ])("across a change of clocks: at %s", (_name, now, text, at) => {
    expect(read(text, "Europe/Berlin", Date.parse(now))).toEqual(["", at]);
  });

  test("across a change of half an hour", () => {
    const now = Date.parse("2026-04-04T15:10:00Z");
    expect(read("01:50", "Australia/Lord_Howe", now)).toEqual(["", "2026-04-04T14:50:00.000Z"]);
  });
});

test("whatever the zone and the hour, the last such time is meant and never one to come", () => {
  const zones = [
    "UTC",
    "Europe/Berlin",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "America/New_York",
  ];
  const year = Date.parse("2026-01-01T00:00:00Z");
  const two = (value: number) => String(value).padStart(2, "0");
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: year, max: year + 365 * DAY }),
      fc.integer({ min: 0, max: 23 }),
      fc.integer({ min: 0, max: 59 }),
      (zone, now, hour, minute) => {
        const at = readTimeWords(`at ${two(hour)}:${two(minute)}`, now, zone).at ?? Number.NaN;
        expect(at).toBeLessThanOrEqual(now);
        // A time that one day left out is that of the day before.
        expect(at).toBeGreaterThan(now - 2 * DAY);
        const shown = new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeStyle: "short", hourCycle: "h23" });
        expect(shown.format(at)).toBe(`${two(hour)}:${two(minute)}`);
        for (let later = at + 30 * MINUTE; later <= now; later += 30 * MINUTE)
          expect(shown.format(later)).not.toBe(`${two(hour)}:${two(minute)}`);
      },
    ),
    { numRuns: 1_000 },
  );
}, 60_000);

test("text is kept whatever it is, and a time in it is never one to come", () => {
  const ends = fc.constantFrom("", " at 14:05", " 10 min ago", "14:05", " at 99:99", " 999 h ago");
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), ends, (text, end) => {
      const read = readTimeWords(text + end, NOW, "Europe/Berlin");
      if (read.at === undefined) expect(read.text).toBe(text + end);
      else expect(text.trim().startsWith(read.text.slice(0, text.trim().length))).toBe(true);
      expect(read.at ?? NOW).toBeLessThanOrEqual(NOW);
      expect(read.at ?? NOW).toBeGreaterThanOrEqual(NOW - 999 * HOUR);
    }),
    { numRuns: 1_000 },
  );
});
