import type { Instant } from "../../shared/time.ts";
import { DAY, HOUR, MINUTE } from "../../shared/time.ts";

export type Reading = {
  /** IANA name of the reader's time zone. */
  readonly zone: string;
  readonly now: Instant;
};

type Parts = { readonly [part in Intl.DateTimeFormatPartTypes]?: string };

/** Slack leaves the year out within about half a year of now. */
const SAME_YEAR = 182 * DAY;

/** As far as dates reach, in either direction. */
const FARTHEST = 8.64e15;

/**
 * A moment in one of Slack's date formats, such as `{date_short_pretty} at {time}`, as this reader sees it.
 * Nothing when the format has a token that Slack does not know, or there is no such moment: then the fallback is to be
 * shown.
 */
export function sayDate(at: Instant, format: string, reading: Reading): string | undefined {
  if (Math.abs(at) > FARTHEST) return undefined;
  let known = true;
  const text = format.replaceAll(/\{(\w+)\}/g, (_, token: string) => {
    const said = sayToken(at, token, reading);
    if (said === undefined) known = false;
    return said ?? "";
  });
  return known && text !== format ? text : undefined;
}

/** The hour and minute in the reader's zone: `14:05`. */
export function sayTime(at: Instant, zone: string): string {
  const { hour, minute } = partsOf(at, zone);
  return `${hour}:${minute}`;
}

function sayToken(at: Instant, token: string, reading: Reading): string | undefined {
  const { year, month, day, weekday, hour, minute, second } = partsOf(at, reading.zone);
  const { month: number } = partsOf(at, reading.zone, "2-digit");
  const short = month?.slice(0, 3);
  const long = `${month} ${ordinal(Number(day))}`;
  const far = Math.abs(at - reading.now) > SAME_YEAR;
  switch (token) {
    case "date_num":
      return `${year}-${number}-${day?.padStart(2, "0")}`;
    case "date":
      return far ? `${long}, ${year}` : long;
    case "date_short":
      return `${short} ${day}, ${year}`;
    case "date_long":
      return `${weekday}, ${long}, ${year}`;
    case "date_pretty":
    case "date_short_pretty":
    case "date_long_pretty":
      return nearDay(at, reading) ?? sayToken(at, token.replace("_pretty", ""), reading);
    case "time":
      return `${hour}:${minute}`;
    case "time_secs":
      return `${hour}:${minute}:${second}`;
    case "ago":
      return sayAgo(at - reading.now);
  }
  return undefined;
}

function partsOf(at: Instant, zone: string, month: "long" | "2-digit" = "long"): Parts {
  const parts = formatFor(zone, month).formatToParts(at);
  return Object.fromEntries(parts.map(({ type, value }) => [type, value]));
}

/** To make one takes many times as long as to use it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(timeZone: string, month: "long" | "2-digit"): Intl.DateTimeFormat {
  const key = `${timeZone} ${month}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone,
    year: "numeric",
    month,
    day: "numeric",
    weekday: "long",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  formats.set(key, made);
  return made;
}

function nearDay(at: Instant, reading: Reading): string | undefined {
  const days = dayNumber(at, reading.zone) - dayNumber(reading.now, reading.zone);
  return new Map([
    [-1, "yesterday"],
    [0, "today"],
    [1, "tomorrow"],
  ]).get(days);
}

/** Calendar days in that zone, counted so that neighbours differ by one whatever the clocks do between them. */
function dayNumber(at: Instant, zone: string): number {
  const { year, month, day } = partsOf(at, zone, "2-digit");
  return Date.UTC(Number(year), Number(month) - 1, Number(day)) / DAY;
}

function sayAgo(distance: number): string {
  const size = Math.abs(distance);
  if (size < MINUTE) return distance > 0 ? "in a moment" : "just now";
  const [unit, length] =
    size < HOUR ? (["minute", MINUTE] as const) : size < DAY ? (["hour", HOUR] as const) : (["day", DAY] as const);
  const count = Math.floor(size / length);
  return new Intl.RelativeTimeFormat("en").format(Math.sign(distance) * count, unit);
}

function ordinal(day: number): string {
  const endings: { readonly [rule: string]: string } = { one: "st", two: "nd", few: "rd", other: "th" };
  return `${day}${endings[new Intl.PluralRules("en", { type: "ordinal" }).select(day)]}`;
}
