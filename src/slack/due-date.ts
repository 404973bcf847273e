import { addBusinessDays } from "date-fns/addBusinessDays";
import type { Instant } from "../shared/time.ts";

/** Business days in which a review still catches what people remember. */
const WITHIN_DAYS = 5;

/** When a postmortem is due if nobody chooses a day. */
export function dueDate(now: Instant): Instant {
  return addBusinessDays(now, WITHIN_DAYS).getTime();
}
