import type { Instant } from "../shared/time.ts";

/** Something of PagerDuty's as it is pointed at: its id and the name people know it by. */
export type Named = { readonly id: string; readonly name: string };

export type PagerDutyStatus = "triggered" | "acknowledged" | "resolved";

/** A PagerDuty incident as far as we care, whether a webhook, a listing or a single answer told us of it. */
export type PagerDutyIncident = {
  readonly id: string;
  readonly number: number | null;
  readonly title: string;
  readonly status: PagerDutyStatus;
  readonly urgency: "high" | "low";
  /** The name, such as "P1". Usually null when an incident is triggered. */
  readonly priority: string | null;
  readonly service: Named;
  /** Null for incidents that came from alerts. */
  readonly incidentKey: string | null;
  readonly createdAt: Instant | null;
  readonly assignees: readonly Named[];
  readonly escalationPolicy: Named | null;
  readonly teams: readonly Named[];
  /** The incident that this one was merged into: then it is resolved, but its trouble is not over. */
  readonly mergedInto: string | null;
  readonly url: string | null;
};

/** Who did it. Null stands for nobody: PagerDuty's own timers and rules. */
export type Agent = Named & { readonly type: "user" | "integration" | "service" | "other" };

/** A reference to an incident, where PagerDuty sends no more than that. */
export type IncidentReference = { readonly id: string; readonly title: string | null; readonly url: string | null };

type Told = {
  /** Opaque. The same for every delivery of one event, so it serves to drop copies. */
  readonly eventId: string;
  readonly occurredAt: Instant;
  readonly agent: Agent | null;
};

/** What can happen to a PagerDuty incident as a whole. */
export type IncidentChange =
  | "triggered"
  | "acknowledged"
  | "unacknowledged"
  | "resolved"
  | "reopened"
  | "reassigned"
  | "escalated"
  | "delegated"
  | "priority_updated"
  | "incident_type_changed"
  | "service_updated";

export type PagerDutyEvent = Told &
  (
    | {
        readonly type: IncidentChange;
        readonly incident: PagerDutyIncident;
        /** It is heard of only now that it has long ended. */
        readonly isOver?: true;
      }
    | {
        readonly type: "annotated";
        readonly incident: IncidentReference;
        readonly note: { readonly id: string; readonly content: string };
      }
    | {
        readonly type: "responder_added" | "responder_replied";
        readonly incident: IncidentReference;
        readonly responder: Named;
        /** "pending", "accepted", "declined", or what PagerDuty thinks of next. */
        readonly state: string;
        readonly message: string | null;
      }
    | { readonly type: "status_update"; readonly incident: IncidentReference; readonly message: string }
    | {
        readonly type: "conference_bridge_updated";
        readonly incident: IncidentReference;
        readonly conferenceUrl: string | null;
      }
    | { readonly type: "ping"; readonly message: string }
    /** An event we do not know, or one whose shape we do not know any more; `problem` tells which. Never an error. */
    | {
        readonly type: "unknown";
        readonly name: string;
        readonly incidentId: string | null;
        readonly problem: string | null;
      }
  );
