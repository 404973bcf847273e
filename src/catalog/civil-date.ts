import { DAY, type Instant } from "../shared/time.ts";

const MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Reads `2026-05-12` (a time after it is ignored) as midnight UTC. Undefined for what is no day of the calendar. */
export function parseCivilDate(text: string): Instant | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?$/.exec(text.trim());
  if (match === null) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const length = month === 2 && leap ? 29 : MONTHS[month - 1];
  if (length === undefined || day < 1 || day > length) return undefined;
  return daysSinceEpoch(year, month, day) * DAY;
}

/** Days from 1970-01-01 in the Gregorian calendar; March counts as the first month, so the leap day comes last. */
function daysSinceEpoch(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** "today", "yesterday", "12 days ago", "5 months ago", "2 years ago". Rounds down; the future counts as today. */
export function sayAgo(now: Instant, then: Instant): string {
  const days = Math.max(0, Math.floor((now - then) / DAY));
  if (days === 0) return "today";
  if (days === 1) return "yesterday";
  if (days < 60) return `${days} days ago`;
  if (days < 730) return `${Math.floor(days / 30.44)} months ago`;
  return `${Math.floor(days / 365.25)} years ago`;
}
