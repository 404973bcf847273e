import { describe, expect, it } from "vitest";
import { sayDate, sayTime } from "../../../src/sandbox/print/date.ts";

const at = (iso: string) => Date.parse(iso);
const reading = (now: string, zone = "Europe/Berlin") => ({ now: at(now), zone });
const moment = at("2026-08-01T12:05:09Z");
const later = reading("2026-08-20T12:00:00Z");

describe("a date in Slack's formats", () => {
  it.each([
    ["{date_num}", "2026-08-01"],
    ["{date}", "August 1st"],
    ["{date_short}", "Aug 1, 2026"],
    ["{date_long}", "Saturday, August 1st, 2026"],
    ["{date_pretty}", "August 1st"],
    ["{date_short_pretty}", "Aug 1, 2026"],
    ["{date_long_pretty}", "Saturday, August 1st, 2026"],
    ["{time}", "14:05"],
    ["{time_secs}", "14:05:09"],
    ["{ago}", "18 days ago"],
    ["since {date_num} at {time}", "since 2026-08-01 at 14:05"],
  ])("%s is %s", (format, expected) => {
    expect(sayDate(moment, format, later)).toBe(expected);
  });

  it("names the year once the date is half a year away", () => {
    expect(sayDate(moment, "{date}", reading("2027-03-01T12:00:00Z"))).toBe("August 1st, 2026");
  });

  it.each([
    ["2026-08-01T21:59:00Z", "today"],
    ["2026-08-01T22:01:00Z", "yesterday"],
    ["2026-07-31T21:59:00Z", "tomorrow"],
    ["2026-08-03T12:00:00Z", "Aug 1, 2026"],
  ])("at %s the reader in Berlin hears %s", (now, expected) => {
    expect(sayDate(moment, "{date_short_pretty}", reading(now))).toBe(expected);
  });

  it.each([
    ["2026-08-01T12:05:40Z", "just now"],
    ["2026-08-01T12:06:09Z", "1 minute ago"],
    ["2026-08-01T13:34:09Z", "1 hour ago"],
    ["2026-08-04T12:05:09Z", "3 days ago"],
    ["2026-08-01T12:04:59Z", "in a moment"],
    ["2026-08-01T11:35:09Z", "in 30 minutes"],
  ])("at %s it was %s", (now, expected) => {
    expect(sayDate(moment, "{ago}", reading(now))).toBe(expected);
  });

  it.each(["{tomorrow}", "{time} {nonsense}", "no token at all", ""])("leaves %j to the fallback", (format) => {
    expect(sayDate(moment, format, later)).toBeUndefined();
  });

  it.each([8.64e15 + 1_000, 1e20, -1e20])("leaves the moment %d, which no calendar has, to the fallback", (moment) => {
    expect(sayDate(moment, "{time}", later)).toBeUndefined();
  });

  it("counts days, not hours, over a change of the clocks", () => {
    const night = at("2026-10-25T00:30:00Z");
    expect(sayDate(night, "{date_pretty}", reading("2026-10-24T21:00:00Z"))).toBe("tomorrow");
    expect(sayDate(night, "{date_pretty}", reading("2026-10-25T22:30:00Z"))).toBe("today");
  });

  it("ends ordinals as they are spoken", () => {
    const days = [1, 2, 3, 4, 11, 12, 13, 21, 22, 23, 31].map((day) =>
      sayDate(Date.UTC(2026, 7, day, 12), "{date}", later)?.replace("August ", ""),
    );
    expect(days.join(" ")).toBe("1st 2nd 3rd 4th 11th 12th 13th 21st 22nd 23rd 31st");
  });

  it("says midnight as 00:00", () => {
    expect(sayTime(at("2026-08-01T22:00:00Z"), "Europe/Berlin")).toBe("00:00");
  });
});
