import type { Incident } from "../incident/incident.ts";
import type { PagerDutyEvent } from "./event.ts";
import type { IncidentTold } from "./intake-parts.ts";

/**
 * What is still to be told of an alert when this event comes after a newer one: who answered it, and that he took it back,
 * each followed by what is so since. Anything else is out of date.
 */
export function overtaken(event: IncidentTold, by: PagerDutyEvent, incident: Incident): readonly IncidentTold[] {
  const newer = { ...by, late: true } as IncidentTold;
  switch (event.type) {
    case "triggered":
      return [event];
    case "acknowledged":
      return newer.incident.status === "triggered" ? [event, { ...newer, type: "unacknowledged" }] : [event];
    case "unacknowledged":
      return newer.type === "acknowledged" && isAnsweredBefore(event, incident) ? [event, newer] : [];
    default:
      return [];
  }
}

/** Whether the answer on record is the one that was taken back: whoever answered after that is not on record. */
function isAnsweredBefore({ incident: { id }, occurredAt }: IncidentTold, { alerts }: Incident): boolean {
  const answered = alerts[id]?.acknowledged ?? null;
  return answered !== null && answered.at < occurredAt;
}
