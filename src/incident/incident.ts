import type { Instant } from "../shared/time.ts";
import type { AlertJoined, Declared, IncidentEvent, MessageRef, PageTarget, Series, Someone, Status } from "./event.ts";
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

export function fold(events: readonly IncidentEvent[]): MaybeIncident {
  let incident: MaybeIncident;
  for (const event of events) incident = evolve(incident, event);
  return incident;
}

export function evolve(incident: MaybeIncident, event: IncidentEvent): Incident {
  if (event.type === "Declared") return declared(event);
  if (incident === undefined) throw new Error(`A stream cannot begin with ${event.type}`);
  const changed = isErased(event) ? {} : change(incident, event);
  return { ...incident, ...changed, version: event.version, changedAt: event.recordedAt };
}

/** The ledger hands out a masked event with its body blank. */
function isErased(event: { readonly body: object | null }): boolean {
  return event.body === null;
}

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

function declared(event: Extract<IncidentEvent, { type: "Declared" }>): Incident {
  const { by, invite, ...rest } = event.body;
  return {
    ...rest,
    version: event.version,
    status: rest.triage ? "triage" : "investigating",
    severities: [rest.severity],
    declaredBy: by,
    declaredAt: event.occurredAt,
    changedAt: event.recordedAt,
    channel: null,
    channelLost: null,
    channelAskedAt: rest.triage ? null : event.version,
    members: [...new Set([...(by === null ? [] : [by]), ...invite])],
    joined: [],
    roles: {},
    commanderSince: null,
    handover: null,
    alerts: {},
    pages: {},
    impact: null,
    update: null,
    customerSentence: null,
    customers: [],
    acknowledgedAt: null,
    undoable: {},
    resolution: null,
    postmortem: null,
    troubles: [],
    kept: [],
    snoozedUntil: {},
    reminded: {},
  };
}

type Later = Exclude<IncidentEvent, { type: "Declared" }>;

function change(incident: Incident, event: Later): Partial<Incident> {
  const at = event.occurredAt;
  switch (event.type) {
    case "Accepted":
      return {
        status: "investigating",
        channelAskedAt: event.version,
        members: event.body.by === "pitwall" ? incident.members : withMember(incident, event.body.by),
      };
    case "Cancelled":
      return { status: "cancelled", handover: null };
    case "ChannelOpened":
      return { channel: { id: event.body.channel, name: event.body.name }, channelLost: null };
    case "ChannelRenamed":
      return { channel: { id: event.body.channel, name: event.body.name } };
    case "ChannelLost":
      return { channel: null, channelLost: event.body.why, joined: [] };
    case "ResponderJoined":
      return { members: withMember(incident, event.body.user), joined: [...incident.joined, event.body.user] };
    case "ResponderLeft": {
      const stays = (user: string) => user !== event.body.user;
      return { members: incident.members.filter(stays), joined: incident.joined.filter(stays) };
    }
    case "AlertJoined": {
      const { invite = [], unnamed: _unnamed, ...alert } = event.body;
      return {
        alerts: {
          ...incident.alerts,
          [alert.alert]: { ...alert, joinedAt: at, notifiedAt: at, acknowledged: null, resolvedAt: null },
        },
        members: [...new Set([...incident.members, ...invite])],
        // A page of ours names whom we asked for help, not what is broken.
        services: isOwnPage(incident, alert.alert)
          ? incident.services
          : [...new Set([...incident.services, alert.service])],
      };
    }
    case "AlertAcknowledged": {
      const acknowledged = { at, by: event.body.by };
      return {
        alerts: withAlert(incident, event.body.alert, { acknowledged }),
        pages: withPage(incident, (page) => page.alert === event.body.alert, { acknowledged }),
        acknowledgedAt: incident.acknowledgedAt ?? at,
      };
    }
    case "AlertUnacknowledged":
      return notifiedAnew(incident, event.body.alert, { acknowledged: null, notifiedAt: at });
    case "AlertResolved":
      return { alerts: withAlert(incident, event.body.alert, { resolvedAt: at }) };
    case "AlertReopened":
      return notifiedAnew(incident, event.body.alert, { resolvedAt: null, acknowledged: null, notifiedAt: at });
    case "AlertReassigned": {
      const { alert, people, invite } = event.body;
      return {
        ...notifiedAnew(incident, alert, { people, acknowledged: null, notifiedAt: at }),
        members: [...new Set([...incident.members, ...invite])],
      };
    }
    case "RespondersFound":
      return { members: [...new Set([...incident.members, ...event.body.users])] };
    case "PageAsked": {
      const { page: id, target, why, by } = event.body;
      const page: Page = {
        id,
        target,
        why,
        by,
        askedAt: at,
        alert: null,
        people: [],
        sentAt: null,
        notifiedAt: null,
        acknowledged: null,
      };
      return { pages: { ...incident.pages, [id]: page } };
    }
    case "PageSent": {
      const { page, alert, people } = event.body;
      return { pages: withPage(incident, (one) => one.id === page, { alert, people, sentAt: at, notifiedAt: at }) };
    }
    case "RoleAssigned":
      return {
        roles: { ...incident.roles, [event.body.role]: event.body.user },
        members: withMember(incident, event.body.user),
        ...(event.body.role === COMMANDER ? { handover: null, commanderSince: at } : {}),
      };
    case "RoleReleased": {
      const { [event.body.role]: _released, ...roles } = incident.roles;
      return { roles, ...(event.body.role === COMMANDER ? { handover: null, commanderSince: null } : {}) };
    }
    case "HandoverOffered":
      return { handover: { ...event.body, at }, members: withMember(incident, event.body.to) };
    case "HandoverAccepted":
      return { handover: null, roles: { ...incident.roles, [COMMANDER]: event.body.to }, commanderSince: at };
    case "HandoverDeclined":
      return { handover: null };
    case "StatusChanged":
      return {
        status: event.body.to,
        undoable: withUndoable(incident, "status", event, event.body.from, event.body.undo),
      };
    case "SeverityChanged":
      return {
        severity: event.body.to,
        severities: [...incident.severities, event.body.to],
        unsure: false,
        undoable: withUndoable(incident, "severity", event, event.body.from, event.body.undo),
      };
    case "TitleChanged":
      return { title: event.body.to };
    case "ImpactStated":
      return { impact: event.body.text };
    case "MessageKept":
      return {
        kept: [
          ...incident.kept.filter((kept) => !sameMessage(kept.message, event.body.message)),
          { message: event.body.message, version: event.version, struck: false },
        ],
      };
    case "NoteAdded": {
      const { message } = event.body;
      return message === null ? {} : { kept: [...incident.kept, { message, version: event.version, struck: false }] };
    }
    case "EntryStruck":
      return {
        kept: incident.kept.map((kept) => (kept.version === event.body.version ? { ...kept, struck: true } : kept)),
      };
    case "UpdateGiven": {
      const { text, nextAt, announce, customerSentence: proposedSentence } = event.body;
      const by = event.actor;
      const { update: _answered, ...reminded } = incident.reminded;
      return { update: { version: event.version, text, at, by, nextAt, announce, proposedSentence }, reminded };
    }
    case "CustomerSentenceApproved":
      return incident.update === null
        ? {}
        : {
            customerSentence: incident.update.proposedSentence,
            update: { ...incident.update, proposedSentence: null },
          };
    case "CustomerAffected":
      return { customers: [...incident.customers, event.body] };
    case "Reminded": {
      const times = (incident.reminded[event.body.about]?.times ?? 0) + 1;
      return { reminded: { ...incident.reminded, [event.body.about]: { times, at } } };
    }
    case "ReminderSnoozed":
      return { snoozedUntil: { ...incident.snoozedUntil, [event.body.about]: event.body.until } };
    case "Resolved": {
      const { what, impactEndedAt } = event.body;
      return {
        status: "resolved",
        handover: null,
        resolution: { version: event.version, what, at, by: event.actor, impactEndedAt },
        undoable: withUndoable(incident, "resolved", event, incident.status, false),
      };
    }
    case "Reopened": {
      const { resolved, ...earlier } = incident.undoable;
      if (event.body.undo && resolved !== undefined)
        return { status: resolved.from as Status, resolution: null, undoable: earlier };
      const { status: _overtaken, ...undoable } = earlier;
      return { status: "investigating", resolution: null, undoable };
    }
    case "PostmortemStarted":
      return { postmortem: event.body };
    case "EffectGaveUp":
      return { troubles: [...incident.troubles, event.body] };
    case "EffectRetried":
      return { troubles: incident.troubles.filter((one) => one.key !== event.body.key) };
    case "MessageRemoved":
      return { kept: incident.kept.filter((kept) => !sameMessage(kept.message, event.body.message)) };
    case "MilestoneSet":
    case "MessageEdited":
    case "EntryCorrected":
    case "PostmortemSectionEdited":
    case "PostmortemAnswered":
    case "QuestionAnswered":
    case "Masked":
      return {};
  }
}

export function sameMessage(a: MessageRef, b: MessageRef): boolean {
  return a.channel === b.channel && a.ts === b.ts;
}

function withMember(incident: Incident, user: string): readonly string[] {
  return incident.members.includes(user) ? incident.members : [...incident.members, user];
}

function withAlert(incident: Incident, id: string, changed: Partial<Alert>): Incident["alerts"] {
  const alert = incident.alerts[id];
  return alert === undefined ? incident.alerts : { ...incident.alerts, [id]: { ...alert, ...changed } };
}

/** PagerDuty wakes people again: whoever answered before has not answered this. */
function notifiedAnew(
  incident: Incident,
  alert: string,
  {
    resolvedAt,
    ...changed
  }: Pick<Alert, "acknowledged" | "notifiedAt"> & Partial<Pick<Alert, "people" | "resolvedAt">>,
): Pick<Incident, "alerts" | "pages"> {
  return {
    alerts: withAlert(incident, alert, { ...changed, ...(resolvedAt === undefined ? {} : { resolvedAt }) }),
    pages: withPage(incident, (page) => page.alert === alert, changed),
  };
}

function withPage(incident: Incident, which: (page: Page) => boolean, changed: Partial<Page>): Incident["pages"] {
  const found = Object.values(incident.pages).find(which);
  return found === undefined ? incident.pages : { ...incident.pages, [found.id]: { ...found, ...changed } };
}

function withUndoable(
  incident: Incident,
  kind: "status" | "severity" | "resolved",
  event: Later,
  from: string,
  undo: boolean,
): Incident["undoable"] {
  const { [kind]: _gone, ...others } = incident.undoable;
  return undo ? others : { ...others, [kind]: { version: event.version, from, at: event.recordedAt } };
}
