import type { Instant } from "../../shared/time.ts";
import type { Service } from "./company.ts";
import { newId } from "./id.ts";
import type { Actor, Alert, Incident, Urgency } from "./incident.ts";

/** What an incident begins with. Absent: what the service says. */
export type Opening = {
  readonly service: Service;
  readonly title: string;
  readonly actor: Actor;
  readonly urgency?: Urgency | undefined;
  readonly priority?: string | undefined;
  readonly details?: string | undefined;
  readonly incidentKey?: string | undefined;
  readonly policy?: string | undefined;
  readonly assignee?: string | undefined;
  readonly type?: string | undefined;
  readonly bridge?: Incident["bridge"] | undefined;
  readonly alert?: Alert | undefined;
};

/** An incident as it is before anybody is assigned to it. */
export function newIncident(opening: Opening, number: number, now: Instant): Incident {
  const { service, actor } = opening;
  return {
    id: newId("Q"),
    number,
    createdAt: now,
    incidentKey: opening.alert === undefined ? (opening.incidentKey ?? newId("Q").toLowerCase()) : null,
    details: opening.details ?? null,
    type: opening.type ?? "incident_default",
    title: opening.title,
    status: "triggered",
    urgency: opening.urgency ?? service.urgency,
    service: service.id,
    policy: opening.policy ?? service.policy,
    level: 1,
    round: 0,
    priority: opening.priority ?? null,
    assignees: [],
    acknowledgements: [],
    updatedAt: now,
    statusChangedAt: now,
    statusChangedBy: actor,
    reopenedAt: null,
    resolvedAt: null,
    mergedInto: null,
    bridge: opening.bridge ?? null,
    alerts: opening.alert === undefined ? [] : [opening.alert],
    notes: [],
    log: [],
    responders: [],
    responderRequests: [],
  };
}
