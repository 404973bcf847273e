import { isFirstAnswer, isFirstMove, stillBurns } from "./alert-lines.ts";
import type { Effect } from "./effect.ts";
import type { IncidentEvent, ReminderAbout } from "./event.ts";
import { type Incident, isOwnPage } from "./incident.ts";
import { reminderDueAt } from "./reminder.ts";
import { COMMANDER, type Rules, severityRule } from "./rules.ts";

/**
 * What an event asks for outside, given the incident as it is after it. What needs the channel is not asked for before
 * there is one: opening it asks for everything at once.
 */
export function effectsOf(event: IncidentEvent, incident: Incident, rules: Rules): readonly Effect[] {
  if (incident.status === "triage") return [...findingOf(event), ...triageEffects(event)];
  return [
    ...findingOf(event),
    ...ownEffects(event, incident),
    ...surfacesOf(event, incident, rules),
    ...remindersOf(event, incident, rules),
  ];
}

/** Whoever is paged belongs into the channel, as soon as somebody can say who that is in Slack. */
function findingOf(event: IncidentEvent): readonly Effect[] {
  if (event.type !== "AlertJoined" && event.type !== "AlertReassigned") return [];
  const { unnamed = [] } = event.body;
  return unnamed.length === 0 ? [] : [{ kind: "find-people", mode: "act", body: { users: unnamed } }];
}

/**
 * What the events of one append ask for. An update says in its post what the facts that came with it would each say
 * in a line of the thread.
 */
export function effectsOfAll(
  events: readonly IncidentEvent[],
  incident: Incident,
  rules: Rules,
): readonly { readonly version: number; readonly effect: Effect }[] {
  const isToldByUpdate = events.some((event) => event.type === "UpdateGiven");
  return events.flatMap((event) =>
    effectsOf(event, incident, rules)
      .filter((effect) => !(isToldByUpdate && effect.kind === "thread"))
      .map((effect) => ({ version: event.version, effect })),
  );
}

function triageEffects(event: IncidentEvent): readonly Effect[] {
  switch (event.type) {
    case "Declared":
    case "AlertJoined":
    case "AlertAcknowledged":
    case "AlertResolved":
    case "AlertReopened":
    case "AlertReassigned":
    case "SeverityChanged":
    case "TitleChanged":
      return [surface("triage-card")];
    default:
      return [];
  }
}

function ownEffects(event: IncidentEvent, incident: Incident): readonly Effect[] {
  const { version } = event;
  const post: Effect = { kind: "post", mode: "act", body: { version } };
  const thread: Effect = { kind: "thread", mode: "act", body: { version }, needs: "card" };
  const inChannel = (...effects: Effect[]) => (incident.channel === null ? [] : effects);
  switch (event.type) {
    case "Declared":
      return [{ kind: "open-channel", mode: "act", body: {} }];
    case "Accepted":
      return [{ kind: "open-channel", mode: "act", body: {} }, surface("triage-card")];
    case "Cancelled":
      return incident.triage && incident.channel === null ? [surface("triage-card")] : inChannel(post);
    case "ChannelOpened":
      return [
        ...(incident.members.length === 0 ? [] : [inviting(incident.members)]),
        { kind: "pin-card", mode: "surface", body: {}, needs: "card" },
        { kind: "bookmark-call", mode: "act", body: {} },
      ];
    case "PageAsked":
      return [{ kind: "page", mode: "act", name: event.body.page, body: { page: event.body.page } }];
    case "RoleAssigned": {
      const { user, by } = event.body;
      const told: readonly Effect[] =
        user === by ? [] : [{ kind: "direct-message", mode: "act", body: { version, user } }];
      return inChannel(...invitingUnless(incident, [user]), thread, ...told);
    }
    case "HandoverOffered":
      return inChannel(...invitingUnless(incident, [event.body.to]), post);
    case "UpdateGiven":
    case "HandoverAccepted":
    case "Reopened":
    case "Reminded":
      return inChannel(post);
    case "Resolved": {
      const alerts: readonly Effect[] = event.body.resolveAlerts
        ? [{ kind: "resolve-alerts", mode: "act", body: {} }]
        : [];
      return [...alerts, ...inChannel(post)];
    }
    case "SeverityChanged":
      return [...channelStillAsked(incident), ...inChannel(thread)];
    case "EffectGaveUp":
      return gaveUp(event.body.kind, incident, post, version);
    case "AlertJoined": {
      // Our own page becoming an alert is told once, as a page.
      const told = isOwnPage(incident, event.body.alert) ? [] : [thread];
      return inChannel(...invitingUnless(incident, event.body.invite ?? []), ...told);
    }
    case "AlertReassigned":
      return inChannel(
        ...invitingUnless(incident, event.body.invite),
        ...(isFirstMove(incident, event.body.alert) ? [thread] : []),
      );
    case "RespondersFound":
      return inChannel(...invitingUnless(incident, event.body.users));
    case "AlertAcknowledged":
      return isFirstAnswer(incident, event.body.alert) ? inChannel(thread) : [];
    case "AlertResolved":
      // What was resolved with the incident needs no line each.
      return incident.status === "resolved" || stillBurns(incident, event.body.alert) ? [] : inChannel(thread);
    case "PageSent":
    case "AlertReopened":
    case "RoleReleased":
    case "HandoverDeclined":
    case "StatusChanged":
    case "ImpactStated":
    case "CustomerSentenceApproved":
    case "CustomerAffected":
    case "MilestoneSet":
      return inChannel(thread);
    case "NoteAdded":
      // A note that is a message in the channel or its thread can be seen there already.
      return event.body.message === null ? inChannel(thread) : [];
    case "TitleChanged":
    case "AlertUnacknowledged":
    case "ChannelRenamed":
    case "ChannelLost":
    case "ResponderJoined":
    case "ResponderLeft":
    case "MessageKept":
    case "MessageEdited":
    case "MessageRemoved":
    case "EntryCorrected":
    case "EntryStruck":
    case "ReminderSnoozed":
    case "PostmortemStarted":
    case "PostmortemSectionEdited":
    case "PostmortemAnswered":
    case "QuestionAnswered":
    case "EffectRetried":
    case "Masked":
      return [];
  }
}

/** The channel of what has become worse must not wait among those of lesser incidents. */
function channelStillAsked({ channel, channelLost, channelAskedAt }: Incident): readonly Effect[] {
  if (channel !== null || channelLost !== null || channelAskedAt === null) return [];
  return [{ kind: "open-channel", mode: "act", body: {}, version: channelAskedAt }];
}

/** A page that could not be sent is loud; the rest shows on the card and in `/incident delivery`. */
function gaveUp(kind: string, incident: Incident, post: Effect, version: number): readonly Effect[] {
  if (kind !== "page" && kind !== "open-channel") return [];
  if (incident.channel !== null) return [post];
  const user = incident.declaredBy;
  return user === null ? [] : [{ kind: "direct-message", mode: "act", body: { version, user } }];
}

function surfacesOf(event: IncidentEvent, incident: Incident, rules: Rules): readonly Effect[] {
  switch (event.type) {
    case "ChannelOpened":
    case "StatusChanged":
    case "SeverityChanged":
    case "RoleAssigned":
    case "RoleReleased":
    case "HandoverAccepted":
    case "Resolved":
    case "Reopened":
    case "Cancelled":
      return [...cardOf(incident), ...topicOf(incident), ...announcementOf(incident, rules), ...draftOf(incident)];
    case "TitleChanged":
    case "ImpactStated":
    case "UpdateGiven":
    case "CustomerSentenceApproved":
    case "CustomerAffected":
      return [...cardOf(incident), ...announcementOf(incident, rules)];
    case "EffectGaveUp":
      // Without a channel the announcement is all that people see of it.
      return [...cardOf(incident), ...(event.body.kind === "open-channel" ? announcementOf(incident, rules) : [])];
    case "PageAsked":
    case "PageSent":
    case "AlertJoined":
    case "AlertAcknowledged":
    case "AlertUnacknowledged":
    case "AlertResolved":
    case "AlertReopened":
    case "AlertReassigned":
    case "HandoverOffered":
    case "HandoverDeclined":
    case "EffectRetried":
      return cardOf(incident);
    case "ChannelLost":
      return announcementOf(incident, rules);
    case "PostmortemStarted":
    case "PostmortemSectionEdited":
    case "PostmortemAnswered":
      return draftOf(incident);
    case "Declared":
    case "Accepted":
    case "RespondersFound":
    case "ChannelRenamed":
    case "ResponderJoined":
    case "ResponderLeft":
    case "NoteAdded":
    case "MessageKept":
    case "MessageEdited":
    case "MessageRemoved":
    case "EntryCorrected":
    case "EntryStruck":
    case "MilestoneSet":
    case "Reminded":
    case "ReminderSnoozed":
    case "QuestionAnswered":
    case "Masked":
      return [];
  }
}

const cardOf = (incident: Incident) => (incident.channel === null ? [] : [surface("card")]);
const topicOf = (incident: Incident) => (incident.channel === null ? [] : [surface("topic")]);
const draftOf = (incident: Incident) => (incident.postmortem === null ? [] : [surface("postmortem-card")]);

/** Private incidents and drills are announced nowhere, and nothing is before there is a channel or it is known that there is none. */
function announcementOf(incident: Incident, rules: Rules): readonly Effect[] {
  if (incident.private || incident.mode !== "live") return [];
  const refused = incident.troubles.some((one) => one.kind === "open-channel");
  if (incident.channel === null && incident.channelLost === null && !refused) return [];
  const announced = incident.severities.some((severity) => severityRule(severity, rules)?.announce !== false);
  return announced ? [surface("announcement")] : [];
}

/** Each event that can move a reminder asks for it again; a reminder that is not due when it comes up does nothing. */
function remindersOf(event: IncidentEvent, incident: Incident, rules: Rules): readonly Effect[] {
  return remindersMovedBy(event).flatMap((about) => {
    const notBefore = reminderDueAt(incident, about, { rules, number: incident.number });
    if (notBefore === undefined) return [];
    return [{ kind: "remind", mode: "surface", name: about, body: { about }, notBefore } satisfies Effect];
  });
}

function remindersMovedBy(event: IncidentEvent): readonly ReminderAbout[] {
  switch (event.type) {
    case "ChannelOpened":
    case "Reopened":
      return ["update", "commander", "page"];
    case "SeverityChanged":
    case "UpdateGiven":
      return ["update"];
    case "RoleReleased":
      return event.body.role === COMMANDER ? ["commander", "page"] : [];
    case "PageSent":
    case "AlertUnacknowledged":
    case "AlertReassigned":
    case "AlertReopened":
      return ["page"];
    case "Reminded":
    case "ReminderSnoozed":
      return [event.body.about];
    default:
      return [];
  }
}

function surface(kind: "card" | "topic" | "announcement" | "triage-card" | "postmortem-card"): Effect {
  return { kind, mode: "surface", body: {} };
}

function inviting(users: readonly string[]): Effect {
  return { kind: "invite", mode: "act", body: { users } };
}

function invitingUnless(incident: Incident, users: readonly string[]): readonly Effect[] {
  const missing = users.filter((user) => !incident.joined.includes(user));
  return missing.length === 0 ? [] : [inviting(missing)];
}
