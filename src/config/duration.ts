import { DAY, HOUR, MINUTE, SECOND } from "../shared/time.ts";

const UNITS: Readonly<Record<string, number>> = { s: SECOND, m: MINUTE, min: MINUTE, h: HOUR, d: DAY };

/** Milliseconds of `15s`, `30m`, `4h`, `1h 30m`, `14d`; undefined when it is no length of time. */
export function readDuration(text: string): number | undefined {
  if (!/^\s*(?:\d{1,6}\s*(?:s|min|m|h|d)\s*)+$/i.test(text)) return undefined;
  let total = 0;
  for (const [, count, unit] of text.toLowerCase().matchAll(/(\d+)\s*(s|min|m|h|d)/g)) {
    total += Number(count) * (UNITS[unit ?? ""] ?? 0);
  }
  return total;
}
