import { DAY, HOUR, type Instant, MINUTE } from "../shared/time.ts";

export type TimeWords = {
  /** The text without the words of time. */
  readonly text: string;
  readonly at: Instant | undefined;
};

/**
 * Reads a time at the end of what people type: `at 14:05`, `14:05`, `at 2:05 pm`, `10 min ago`, `2 h ago`. Clock times are
 * those of the writer's zone (IANA name; UTC where Slack knows none), and the last such time before now is meant.
 */
export function readTimeWords(text: string, now: Instant, zone: string | undefined): TimeWords {
  const ago = /^(.*?)\s*(?<![\d.,])(\d{1,3})\s*(m|min|mins|minutes?|h|hrs?|hours?)\s+ago$/is.exec(text);
  if (ago !== null) {
    const unit = (ago[3] ?? "m").toLowerCase().startsWith("h") ? HOUR : MINUTE;
    return { text: (ago[1] ?? "").trim(), at: now - Number(ago[2]) * unit };
  }
  const clock = /^(.*?)\s*\b(?:at\s+)?(\d{1,2}):(\d{2})\s*(am|pm)?$/is.exec(text);
  if (clock === null) return { text, at: undefined };
  const before = (clock[1] ?? "").trim();
  // Without "at", a time is only meant where it stands alone: "error rate fell to 12:30" is a sentence.
  if (before !== "" && !/\bat\s+\d{1,2}:\d{2}\s*(?:am|pm)?$/i.test(text)) return { text, at: undefined };
  const hour = hourOf(Number(clock[2]), clock[4]?.toLowerCase());
  const minute = Number(clock[3]);
  if (hour === undefined || minute > 59) return { text, at: undefined };
  return { text: before, at: lastTime(hour, minute, now, zone ?? "UTC") };
}

function hourOf(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour <= 23 ? hour : undefined;
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half === "pm" ? 12 : 0);
}

/**
 * The last instant at or before now at which clocks in that zone showed this time. Where they changed since, they ran at
 * two distances from UTC, and a time may have been shown twice or, on that day, never.
 */
function lastTime(hour: number, minute: number, now: Instant, zone: string): Instant {
  const wanted = hour * HOUR + minute * MINUTE;
  const ahead = [now, now - DAY].map((at) => sinceMidnight(at, zone) - at);
  const candidates = ahead.flatMap((distance) => {
    const sinceThen = (((now + distance - wanted) % DAY) + DAY) % DAY;
    return [now - sinceThen, now - sinceThen - DAY];
  });
  return Math.max(...candidates.filter((at) => sinceMidnight(at, zone) === wanted));
}

/** What clocks in that zone show, as 03:12; undefined when it is no zone that we know. */
export function clockTime(at: Instant, zone: string): string | undefined {
  try {
    return new Intl.DateTimeFormat("en-GB", {
      timeZone: zone,
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    }).format(at);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Says times with the zone beside them, as 15:12 CET: what stands in a form is saved, and read elsewhere. UTC where no zone is known. */
export function zonedTimes(zone: string | undefined): (at: Instant) => string {
  const known = zone === undefined || clockTime(0, zone) === undefined ? "UTC" : zone;
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: known,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZoneName: "short",
  });
  return (at) => format.format(at);
}

function sinceMidnight(at: Instant, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  }).formatToParts(at);
  const value = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return value("hour") * HOUR + value("minute") * MINUTE + value("second") * 1000 + (at % 1000);
}
