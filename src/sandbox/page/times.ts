/** Dates and times as one person reads them, in the zone they live in. Cheap to ask: the formats are kept. */
export type Times = {
  /** 14:07 */
  clock(at: number): string;
  /** 14:07:31 */
  second(at: number): string;
  /** Today, Yesterday, Monday 16 November */
  day(at: number, now: number): string;
  /** The same for all moments of one day. */
  dayKey(at: number): string;
  /** Monday 16 November 2026 at 14:07:31 */
  full(at: number): string;
  /** today 14:07, 16 Nov 14:07 */
  moment(at: number, now: number): string;
  /** 14:07 (CET) */
  clockWithZone(at: number): string;
};

const DAY_MS = 24 * 60 * 60_000;
const kept = new Map<string, Times>();

export function timesIn(zone: string): Times {
  const known = kept.get(zone);
  if (known !== undefined) return known;
  const made = makeTimes(zone);
  kept.set(zone, made);
  return made;
}

function makeTimes(timeZone: string): Times {
  const format = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat("en-GB", { ...options, timeZone });
  const clock = format({ hour: "2-digit", minute: "2-digit" });
  const second = format({ hour: "2-digit", minute: "2-digit", second: "2-digit" });
  const long = format({ weekday: "long", day: "numeric", month: "long" });
  const longWithYear = format({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
  const short = format({ day: "numeric", month: "short" });
  const key = format({ year: "numeric", month: "2-digit", day: "2-digit" });
  const year = format({ year: "numeric" });
  const full = format({ dateStyle: "full", timeStyle: "medium" });
  const zoneName = format({ hour: "2-digit", minute: "2-digit", timeZoneName: "short" });
  const dayKeys = new Map<number, string>();

  function dayKey(at: number): string {
    // No zone changes its day within a quarter of an hour.
    const quarter = Math.floor(at / 900_000);
    const day = dayKeys.get(quarter) ?? key.format(at);
    dayKeys.set(quarter, day);
    return day;
  }

  function nearDay(at: number, now: number): "today" | "yesterday" | undefined {
    if (dayKey(at) === dayKey(now)) return "today";
    return dayKey(at) === dayKey(now - DAY_MS) ? "yesterday" : undefined;
  }

  return {
    clock: (at) => clock.format(at),
    second: (at) => second.format(at),
    dayKey,
    day(at, now) {
      const near = nearDay(at, now);
      if (near !== undefined) return near === "today" ? "Today" : "Yesterday";
      // With the year, a comma follows the weekday, and without it none does.
      return (year.format(at) === year.format(now) ? long : longWithYear).format(at).replace(",", "");
    },
    full: (at) => full.format(at),
    moment: (at, now) => `${nearDay(at, now) ?? short.format(at)} ${clock.format(at)}`,
    clockWithZone(at) {
      const zone = zoneName.formatToParts(at).find(({ type }) => type === "timeZoneName")?.value ?? timeZone;
      return `${clock.format(at)} (${zone})`;
    },
  };
}
