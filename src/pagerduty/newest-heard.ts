import { type Instant, SECOND } from "../shared/time.ts";
import type { PagerDutyEvent } from "./event.ts";

/** More alerts than this are not in motion within the minutes in which deliveries may overtake each other. */
const REMEMBERED = 1_000;

/**
 * Restores the order of what is told of one alert: PagerDuty's deliveries may overtake each other, and so may a poll
 * and a webhook. Kept in memory, since what is restored lies seconds apart.
 */
export function newestHeard(): { isAfter(event: PagerDutyEvent): boolean } {
  const newest = new Map<string, Instant>();
  return {
    /** Whether something newer was heard of its alert before. */
    isAfter(event) {
      if (!("incident" in event)) return false;
      const { id } = event.incident;
      const known = newest.get(id) ?? Number.NEGATIVE_INFINITY;
      const at = latestTime(event);
      newest.delete(id);
      newest.set(id, Math.max(known, at));
      const oldest = newest.size > REMEMBERED ? newest.keys().next().value : undefined;
      if (oldest !== undefined) newest.delete(oldest);
      return at < known;
    },
  };
}

/** A listing tells whole seconds, a webhook milliseconds: what was listed may have happened up to a second later. */
function latestTime({ eventId, occurredAt }: PagerDutyEvent): Instant {
  return eventId.startsWith("poll:") ? occurredAt + SECOND - 1 : occurredAt;
}
