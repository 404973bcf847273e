import { type Instant, SECOND } from "../shared/time.ts";
import type { PagerDutyEvent } from "./event.ts";

/** More alerts than this are not in motion within the minutes in which deliveries may overtake each other. */
const REMEMBERED = 1_000;

/**
 * Restores the order of what is told of one alert: PagerDuty's deliveries may overtake each other, and so may a poll
 * and a webhook. Kept in memory, since what is restored lies seconds apart.
 */
export function newestHeard(): { overtaking(event: PagerDutyEvent): PagerDutyEvent | undefined } {
  const newest = new Map<string, PagerDutyEvent>();
  return {
    /** What is newer of the same alert and was heard before. */
    overtaking(event) {
      if (!("incident" in event)) return undefined;
      const { id } = event.incident;
      const known = newest.get(id);
      const isLate = known !== undefined && latestTime(event) < latestTime(known);
      newest.delete(id);
      newest.set(id, isLate ? known : event);
      const oldest = newest.size > REMEMBERED ? newest.keys().next().value : undefined;
      if (oldest !== undefined) newest.delete(oldest);
      return isLate ? known : undefined;
    },
  };
}

/** A listing tells whole seconds, a webhook milliseconds: what was listed may have happened up to a second later. */
function latestTime({ eventId, occurredAt }: PagerDutyEvent): Instant {
  return eventId.startsWith("poll:") ? occurredAt + SECOND - 1 : occurredAt;
}
