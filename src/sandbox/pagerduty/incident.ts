import type { Instant } from "../../shared/time.ts";

export type Status = "triggered" | "acknowledged" | "resolved";
export type Urgency = "high" | "low";

/** Who caused a change: a person, monitoring through a service's integration, or nobody (a timer). */
export type Actor =
  | { readonly kind: "user"; readonly id: string }
  | { readonly kind: "integration"; readonly service: string }
  | null;

export type Alert = {
  readonly id: string;
  readonly key: string;
  readonly title: string;
  readonly severity: string;
  readonly service: string;
  readonly source: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly createdAt: Instant;
  status: "triggered" | "resolved";
};

export type Note = { readonly id: string; readonly user: string; readonly content: string; readonly at: Instant };

export type LogEntry = {
  readonly id: string;
  readonly type: string;
  readonly at: Instant;
  readonly actor: Actor;
  readonly summary: string;
};

export type ResponderTarget = { readonly type: "user" | "escalation_policy"; readonly id: string };

export type Responder = {
  readonly user: string;
  readonly requester: string;
  readonly message: string;
  readonly at: Instant;
  state: "pending" | "accepted" | "declined";
};

export type ResponderRequest = {
  readonly requester: string;
  readonly message: string;
  readonly at: Instant;
  readonly targets: readonly ResponderTarget[];
};

/** The state of one PagerDuty incident. It changes in place; whoever is given one from outside gets a copy. */
export type Incident = {
  readonly id: string;
  readonly number: number;
  readonly createdAt: Instant;
  /** Null for incidents that came from alerts. */
  readonly incidentKey: string | null;
  readonly details: string | null;
  readonly type: string;
  title: string;
  status: Status;
  urgency: Urgency;
  service: string;
  policy: string;
  level: number;
  /** How often the policy's levels were gone through already. */
  round: number;
  priority: string | null;
  assignees: { readonly user: string; readonly at: Instant }[];
  acknowledgements: { readonly user: string; readonly at: Instant }[];
  updatedAt: Instant;
  statusChangedAt: Instant;
  statusChangedBy: Actor;
  reopenedAt: Instant | null;
  resolvedAt: Instant | null;
  mergedInto: { readonly id: string; readonly title: string } | null;
  bridge: { readonly number: string | null; readonly url: string | null } | null;
  alerts: Alert[];
  readonly notes: Note[];
  readonly log: LogEntry[];
  readonly responders: Responder[];
  readonly responderRequests: ResponderRequest[];
};
