import type { Instant } from "../shared/time.ts";
import type { AlertJoined, Declared, MessageRef, PageTarget, Series, Someone, Status } from "./event.ts";
import { COMMANDER } from "./rules.ts";

/** The incident as its events tell it: what a decision needs and what the screens show. */
export type Incident = Omit<Declared, "by" | "invite"> & {
  readonly version: number;
  readonly status: Status;
  /** Every severity that it had: what was announced at one of them is kept true at the next. */
  readonly severities: readonly string[];
  readonly declaredBy: string | null;
  readonly declaredAt: Instant;
  readonly changedAt: Instant;
  readonly channel: { readonly id: string; readonly name: string } | null;
  /** Why it has no channel any more. */
  readonly channelLost: string | null;
  /** The version of the event that asked for the channel; null in triage. */
  readonly channelAskedAt: number | null;
  /** Who may see it while it is private: those in its channel, and those who are being brought into it. */
  readonly members: readonly string[];
  /** Who is in its channel. */
  readonly joined: readonly string[];
  /** Who holds which role, by the role's name. */
  readonly roles: Readonly<Record<string, string>>;
  readonly commanderSince: Instant | null;
  readonly handover: Handover | null;
  readonly alerts: Readonly<Record<string, Alert>>;
  readonly pages: Readonly<Record<string, Page>>;
  readonly impact: string | null;
  readonly update: LastUpdate | null;
  /** The last sentence for customers that a commander approved. */
  readonly customerSentence: string | null;
  readonly customers: readonly { readonly user: string; readonly customer: string }[];
  /** When somebody first answered, in PagerDuty. All milestones are told by `timeline/milestones.ts`. */
  readonly acknowledgedAt: Instant | null;
  /** What one click can still take back, by kind; the version is that of the event. */
  readonly undoable: Readonly<Partial<Record<"status" | "severity" | "resolved", Undoable>>>;
  readonly resolution: Resolution | null;
  readonly postmortem: { readonly owner: string; readonly due: Instant } | null;
  /** Effects that were given up and not tried again since. */
  readonly troubles: readonly { readonly key: string; readonly kind: string; readonly why: string }[];
  /** Messages on the timeline, so that a second 📌 adds nothing. */
  readonly kept: readonly { readonly message: MessageRef; readonly version: number; readonly struck: boolean }[];
  readonly snoozedUntil: Readonly<Record<string, Instant>>;
  readonly reminded: Readonly<Record<string, { readonly times: number; readonly at: Instant }>>;
};

export type Handover = { readonly from: string; readonly to: string; readonly brief: string; readonly at: Instant };
export type Alert = Omit<AlertJoined, "invite" | "unnamed"> & {
  readonly joinedAt: Instant;
  /** Since when PagerDuty notifies these people. */
  readonly notifiedAt: Instant;
  readonly acknowledged: { readonly at: Instant; readonly by: Someone } | null;
  readonly resolvedAt: Instant | null;
};
export type Page = {
  readonly id: string;
  readonly target: PageTarget;
  readonly why: string;
  readonly by: string;
  readonly askedAt: Instant;
  /** The PagerDuty incident it became. */
  readonly alert: string | null;
  readonly people: readonly string[];
  readonly sentAt: Instant | null;
  readonly notifiedAt: Instant | null;
  readonly acknowledged: { readonly at: Instant; readonly by: Someone } | null;
};
export type LastUpdate = {
  readonly version: number;
  readonly text: string;
  readonly at: Instant;
  readonly by: string;
  readonly nextAt: Instant | null;
  readonly announce: boolean;
  readonly proposedSentence: string | null;
};
export type Undoable = { readonly version: number; readonly from: string; readonly at: Instant };
export type Resolution = {
  readonly version: number;
  readonly what: string;
  readonly at: Instant;
  readonly by: string;
  readonly impactEndedAt: Instant;
};

/** Before its first event there is no incident. */
export type MaybeIncident = Incident | undefined;

export function seriesOf(command: { readonly private: boolean; readonly mode: Declared["mode"] }): Series {
  if (command.private) return "SEC";
  return command.mode === "drill" ? "DRILL" : "INC";
}

export function isOpen(incident: Incident): boolean {
  return incident.status !== "resolved" && incident.status !== "cancelled";
}

export function commanderOf(incident: Incident): string | undefined {
  return incident.roles[COMMANDER];
}

/** Whether the alert is a page that was sent from here. */
export function isOwnPage(incident: Incident, alert: string): boolean {
  return Object.values(incident.pages).some((page) => page.alert === alert);
}

export function openAlerts(incident: Incident): readonly Alert[] {
  return Object.values(incident.alerts).filter((alert) => alert.resolvedAt === null);
}

export function sameMessage(a: MessageRef, b: MessageRef): boolean {
  return a.channel === b.channel && a.ts === b.ts;
}
