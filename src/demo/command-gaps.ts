import type { IncidentEvent } from "../incident/event.ts";
import { COMMANDER } from "../incident/rules.ts";
import type { Instant } from "../shared/time.ts";

export type Gap = { readonly from: Instant; readonly to: Instant };

/** The stretches from the first event to the end in which nobody was in command, oldest first. */
export function commandGaps(events: readonly IncidentEvent[], end: Instant): readonly Gap[] {
  const [first] = events;
  if (first === undefined) return [];
  const gaps: Gap[] = [];
  let since: Instant | undefined = first.occurredAt;
  function endGap(at: Instant): void {
    const to = Math.min(at, end);
    if (since !== undefined && to > since) gaps.push({ from: since, to });
    since = undefined;
  }
  for (const event of events) {
    if (event.type === "RoleAssigned" && event.body.role === COMMANDER) endGap(event.occurredAt);
    else if (event.type === "RoleReleased" && event.body.role === COMMANDER) since ??= event.occurredAt;
  }
  endGap(end);
  return gaps;
}
