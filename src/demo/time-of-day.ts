import { sayTime } from "../sandbox/print/date.ts";
import { DAY, type Instant, MINUTE } from "../shared/time.ts";

const HALF_A_DAY_OF_MINUTES = 12 * 60;

/**
 * The next moment at which clocks in that zone show what they showed at `like`, within a day of now: what people say in a
 * scenario speaks of the time of day.
 */
export function nextTimeLike(like: Instant, zone: string, now: Instant): Instant {
  const days = Math.ceil((now - like) / DAY);
  const candidates = [-1, 0, 1].map((more) => asClocksShow(like, like + (days + more) * DAY, zone));
  return candidates.find((at) => at >= now) ?? now;
}

/** Clocks may have been changed in between. */
function asClocksShow(like: Instant, at: Instant, zone: string): Instant {
  const shift = minutesOfDay(like, zone) - minutesOfDay(at, zone);
  const nearest =
    shift > HALF_A_DAY_OF_MINUTES
      ? shift - 2 * HALF_A_DAY_OF_MINUTES
      : shift < -HALF_A_DAY_OF_MINUTES
        ? shift + 2 * HALF_A_DAY_OF_MINUTES
        : shift;
  return at + nearest * MINUTE;
}

function minutesOfDay(at: Instant, zone: string): number {
  const [hour = 0, minute = 0] = sayTime(at, zone).split(":").map(Number);
  return hour * 60 + minute;
}
