import { MINUTE, SECOND } from "../../../shared/time.ts";

/** What a browser's field for date and time holds: `2026-11-22T14:05`, on the wall clocks of the zone. */
export function toWallTime(epochSeconds: number, zone: string): string {
  return new Date(epochSeconds * SECOND + offsetAt(epochSeconds * SECOND, zone)).toISOString().slice(0, 16);
}

/** Undefined for what is no time. An hour that the clocks skip is taken as the one after it. */
export function fromWallTime(wall: string, zone: string): number | undefined {
  const asUtc = Date.parse(`${wall}Z`);
  if (Number.isNaN(asUtc)) return undefined;
  // The offset belongs to the moment that is looked for: a guess is near enough to find the right one.
  const guess = asUtc - offsetAt(asUtc, zone);
  return Math.floor((asUtc - offsetAt(guess, zone)) / SECOND);
}

/** Milliseconds by which the zone's wall clocks are ahead of UTC. */
function offsetAt(at: number, zone: string): number {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    ...{ year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  } as Intl.DateTimeFormatOptions);
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const wall = Date.UTC(
    Number(parts["year"]),
    Number(parts["month"]) - 1,
    Number(parts["day"]),
    Number(parts["hour"]),
    Number(parts["minute"]),
  );
  return wall - Math.floor(at / MINUTE) * MINUTE;
}
