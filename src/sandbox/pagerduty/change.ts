import type { Instant } from "../../shared/time.ts";
import type { Actor, Incident, Responder, Urgency } from "./incident.ts";

/** Told of every change of state, in order, at the moment it happens. */
export type Announce = (change: Change) => void;

export type Change = {
  /** PagerDuty's name of the event, such as `incident.triggered`. */
  readonly type: string;
  readonly incident: Incident;
  readonly actor: Actor;
  readonly at: Instant;
  readonly note?: { readonly id: string; readonly content: string };
  readonly responder?: Responder;
  readonly policy?: string;
};

/** Somebody was notified: what a telephone would have rung for. */
export type PageSent = {
  readonly at: Instant;
  readonly user: string;
  readonly name: string;
  readonly email: string;
  readonly incident: string;
  readonly level: number | null;
  readonly urgency: Urgency;
  readonly as: "assignee" | "responder";
};
