import type { IncidentEvent, Status } from "./event.ts";
import { type Alert, type Incident, isOwnPage, type MaybeIncident, type Page, sameMessage } from "./incident.ts";
import { COMMANDER } from "./rules.ts";

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
