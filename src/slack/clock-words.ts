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
  const ago = /^(.*?)\s*\b(\d{1,3})\s*(m|min|mins|minutes?|h|hrs?|hours?)\s+ago$/is.exec(text);
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

/** The last instant at or before now at which clocks in that zone showed this time. */
function lastTime(hour: number, minute: number, now: Instant, zone: string): Instant {
  const wanted = hour * HOUR + minute * MINUTE;
  const shown = sinceMidnight(now, zone);
  const guess = now - ((shown - wanted + DAY) % DAY);
  // A change of clocks in between moves the guess by the difference.
  const wrong = sinceMidnight(guess, zone) - wanted;
  return guess - (Math.abs(wrong) <= 2 * HOUR ? wrong : 0);
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
