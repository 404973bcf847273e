import type { Instant } from "../shared/time.ts";
import type { Agent, IncidentChange, PagerDutyEvent, PagerDutyIncident } from "./event.ts";
import type { ListedIncident } from "./rest-incident.ts";

/** What we know of PagerDuty's incidents, by id: the last that a webhook or a listing said. Plain data, fit to be stored. */
export type Known = ReadonlyMap<string, PagerDutyIncident>;

/**
 * The events that lead from what is known to what was listed, oldest first, as webhooks would have told them. The same
 * change always gets the same event id. Nothing follows from an incident's absence in the listing, and notes are
 * not in a listing at all.
 */
export function changesSince(known: Known, listed: readonly ListedIncident[]): PagerDutyEvent[] {
  return listed
    .flatMap((incident) => changesOf(known.get(incident.id), incident))
    .sort((a, b) => a.occurredAt - b.occurredAt);
}

/** What is known after an event; an event without the whole incident teaches nothing. */
export function learnt(known: Known, event: PagerDutyEvent): Known {
  if (!("incident" in event) || !("status" in event.incident)) return known;
  return new Map(known).set(event.incident.id, event.incident);
}

function changesOf(before: PagerDutyIncident | undefined, now: ListedIncident): PagerDutyEvent[] {
  const changes = before === undefined ? firstSeen(now) : statusChanges(before, now);
  if (before === undefined) return changes;
  if (before.service.id !== now.service.id) changes.push(updated("service_updated", now, now.service.id));
  if (before.priority !== now.priority) changes.push(updated("priority_updated", now, now.priority ?? "none"));
  if (before.escalationPolicy?.id !== now.escalationPolicy?.id) {
    changes.push(updated("delegated", now, now.escalationPolicy?.id ?? "none"));
  } else if (now.status === "triggered" && before.status === "triggered" && peopleOf(before) !== peopleOf(now)) {
    changes.push(updated("reassigned", now, peopleOf(now)));
  }
  return changes;
}

function firstSeen(now: ListedIncident): PagerDutyEvent[] {
  const created = now.createdAt ?? now.statusChangedAt ?? 0;
  const triggered = eventOf("triggered", { ...now, status: "triggered", mergedInto: null }, created, null, "");
  return now.status === "triggered" ? [triggered] : [triggered, turned(now.status, now)];
}

function statusChanges(before: PagerDutyIncident, now: ListedIncident): PagerDutyEvent[] {
  if (before.status === now.status) return [];
  if (now.status === "resolved") return [turned("resolved", now)];
  if (before.status === "resolved") return [turned("reopened", now)];
  return [turned(now.status === "acknowledged" ? "acknowledged" : "unacknowledged", now)];
}

function turned(change: IncidentChange, now: ListedIncident): PagerDutyEvent {
  return eventOf(change, now, now.statusChangedAt ?? now.updatedAt ?? 0, now.statusChangedBy, "");
}

function updated(change: IncidentChange, now: ListedIncident, to: string): PagerDutyEvent {
  return eventOf(change, now, now.updatedAt ?? now.statusChangedAt ?? 0, null, `:${to}`);
}

function eventOf(
  type: IncidentChange,
  listed: ListedIncident,
  occurredAt: Instant,
  agent: Agent | null,
  to: string,
): PagerDutyEvent {
  const { updatedAt, statusChangedAt, statusChangedBy, alertCount, responderRequests, responders, ...incident } =
    listed;
  return { type, eventId: `poll:${listed.id}:${type}${to}:${occurredAt}`, occurredAt, agent, incident };
}

function peopleOf({ assignees }: PagerDutyIncident): string {
  return assignees
    .map(({ id }) => id)
    .sort()
    .join("+");
}
