import { type Clock, MINUTE, SECOND } from "../../shared/time.ts";
import type { Announce, Change, PageSent } from "./change.ts";
import type { Company, Policy, Service, User } from "./company.ts";
import { newId } from "./id.ts";
import type { Actor, Alert, Incident, Responder, ResponderTarget, Status, Urgency } from "./incident.ts";
import { peopleOnLevel } from "./on-call.ts";
import { newIncident, type Opening } from "./opening.ts";
import { openTimers } from "./timers.ts";

export type Account = ReturnType<typeof openAccount>;

/** The incidents of one PagerDuty account and all that can happen to them. What may be asked is checked by the callers. */
export function openAccount(company: Company, clock: Clock, announce: Announce) {
  const incidents: Incident[] = [];
  const pages: PageSent[] = [];
  const timers = openTimers(clock);

  function tell(incident: Incident, type: string, actor: Actor, more: Partial<Change> = {}): void {
    const at = clock.now();
    incident.updatedAt = at;
    incident.log.push({ id: newId("P"), type, at, actor, summary: more.note?.content ?? type });
    announce({ type, incident, actor, at, ...more });
  }

  function become(incident: Incident, status: Status, actor: Actor): void {
    incident.status = status;
    incident.statusChangedAt = clock.now();
    incident.statusChangedBy = actor;
  }

  function page(incident: Incident, userIds: readonly string[], level: number | null, as: PageSent["as"]): void {
    for (const id of userIds) {
      const { name, email } = userById(id);
      pages.push({
        at: clock.now(),
        user: id,
        name,
        email,
        incident: incident.id,
        level,
        urgency: incident.urgency,
        as,
      });
    }
  }

  function assignTo(incident: Incident, userIds: readonly string[], level: number | null): void {
    incident.assignees = userIds.map((user) => ({ user, at: clock.now() }));
    page(incident, userIds, level, "assignee");
  }

  function assignLevel(incident: Incident, level: number): void {
    incident.level = level;
    const policy = policyById(incident.policy);
    assignTo(incident, peopleOnLevel(company, policy, level, clock.now()), level);
    escalateLater(incident, policy);
  }

  /** PagerDuty escalates what wakes people; incidents of low urgency stay where they are. */
  function escalateLater(incident: Incident, policy: Policy): void {
    timers.cancel(incident.id);
    if (incident.urgency === "low") return;
    const wait = policy.levels[incident.level - 1]?.minutes ?? 30;
    const last = incident.level >= policy.levels.length;
    if (last && incident.round >= policy.loops) return;
    timers.start(incident.id, wait * MINUTE, () => {
      if (last) incident.round += 1;
      assignLevel(incident, last ? 1 : incident.level + 1);
      tell(incident, "incident.escalated", null);
    });
  }

  function open(opening: Opening): Incident {
    const { actor } = opening;
    const incident = newIncident(opening, incidents.length + 1, clock.now());
    incidents.push(incident);
    if (opening.assignee === undefined) assignLevel(incident, 1);
    else assignTo(incident, [opening.assignee], null);
    tell(incident, "incident.triggered", actor);
    // PagerDuty takes an incident that somebody assigns to himself as acknowledged.
    if (actor?.kind === "user" && actor.id === opening.assignee) acknowledge(incident, actor);
    return incident;
  }

  function acknowledge(incident: Incident, actor: Actor): void {
    if (incident.status === "resolved") return reopen(incident, "acknowledged", actor);
    timers.cancel(incident.id);
    become(incident, "acknowledged", actor);
    if (actor?.kind === "user") {
      incident.acknowledgements.push({ user: actor.id, at: clock.now() });
      incident.assignees = [{ user: actor.id, at: clock.now() }];
    }
    tell(incident, "incident.acknowledged", actor);
    const minutes = serviceById(incident.service).acknowledgedForMinutes;
    if (minutes !== undefined) timers.start(incident.id, minutes * MINUTE, () => unacknowledge(incident, null));
  }

  function unacknowledge(incident: Incident, actor: Actor): void {
    become(incident, "triggered", actor);
    incident.acknowledgements = [];
    assignLevel(incident, incident.level);
    tell(incident, "incident.unacknowledged", actor);
  }

  function snooze(incident: Incident, duration: number, actor: Actor): void {
    if (incident.status === "triggered") acknowledge(incident, actor);
    timers.start(incident.id, duration * SECOND, () => unacknowledge(incident, null));
  }

  /** With a note typed by a person PagerDuty sends a second event whose text begins with "Resolution Note: ". */
  function resolve(
    incident: Incident,
    actor: Actor,
    how: { note?: string | undefined; mergedInto?: Incident } = {},
  ): void {
    timers.cancel(incident.id);
    become(incident, "resolved", actor);
    incident.resolvedAt = clock.now();
    incident.assignees = [];
    incident.acknowledgements = [];
    incident.mergedInto = how.mergedInto === undefined ? null : { id: how.mergedInto.id, title: how.mergedInto.title };
    for (const alert of incident.alerts) alert.status = "resolved";
    tell(incident, "incident.resolved", actor);
    if (how.note !== undefined && actor?.kind === "user") note(incident, actor.id, `Resolution Note: ${how.note}`);
  }

  function reopen(incident: Incident, status: "triggered" | "acknowledged", actor: Actor): void {
    become(incident, status, actor);
    incident.reopenedAt = clock.now();
    incident.resolvedAt = null;
    incident.mergedInto = null;
    incident.round = 0;
    if (status === "triggered") assignLevel(incident, 1);
    else if (actor?.kind === "user") incident.assignees = [{ user: actor.id, at: clock.now() }];
    tell(incident, "incident.reopened", actor);
  }

  function reassign(incident: Incident, userIds: readonly string[], actor: Actor): void {
    timers.cancel(incident.id);
    assignTo(incident, userIds, null);
    tell(incident, "incident.reassigned", actor);
  }

  function delegate(incident: Incident, policy: string, actor: Actor): void {
    incident.policy = policy;
    incident.round = 0;
    assignLevel(incident, 1);
    tell(incident, "incident.delegated", actor);
  }

  function escalate(incident: Incident, level: number, actor: Actor): void {
    if (incident.status === "acknowledged") become(incident, "triggered", actor);
    assignLevel(incident, level);
    tell(incident, "incident.escalated", actor);
  }

  function prioritise(incident: Incident, priority: string | null, actor: Actor): void {
    incident.priority = priority;
    tell(incident, "incident.priority_updated", actor);
  }

  function moveToService(incident: Incident, service: string, actor: Actor): void {
    incident.service = service;
    tell(incident, "incident.service_updated", actor);
  }

  function setBridge(incident: Incident, bridge: Incident["bridge"], actor: Actor): void {
    incident.bridge = bridge;
    tell(incident, "incident.conference_bridge.updated", actor);
  }

  /** A change of title or urgency: PagerDuty has no webhook for either. */
  function amend(incident: Incident, change: { title?: string | undefined; urgency?: Urgency | undefined }): void {
    incident.title = change.title ?? incident.title;
    incident.updatedAt = clock.now();
    if (change.urgency === undefined || change.urgency === incident.urgency) return;
    incident.urgency = change.urgency;
    if (incident.status === "triggered") escalateLater(incident, policyById(incident.policy));
  }

  function note(incident: Incident, user: string, content: string) {
    const written = { id: newId("P"), user, content, at: clock.now() };
    incident.notes.push(written);
    tell(incident, "incident.annotated", { kind: "user", id: user }, { note: written });
    return written;
  }

  function requestResponders(
    incident: Incident,
    requester: string,
    message: string,
    targets: readonly ResponderTarget[],
  ): void {
    const at = clock.now();
    incident.responderRequests.push({ requester, message, at, targets });
    for (const target of targets) {
      const people =
        target.type === "user" ? [target.id] : peopleOnLevel(company, policyById(target.id), 1, clock.now());
      for (const user of people) {
        const responder: Responder = { user, requester, message, at, state: "pending" };
        incident.responders.push(responder);
        page(incident, [user], null, "responder");
        const policy = target.type === "user" ? {} : { policy: target.id };
        tell(incident, "incident.responder.added", { kind: "user", id: requester }, { responder, ...policy });
      }
    }
  }

  function reply(incident: Incident, user: string, state: "accepted" | "declined"): void {
    const responder = incident.responders.find((one) => one.user === user && one.state === "pending");
    if (responder === undefined) throw new Error(`nobody asked ${userById(user).name} to respond to ${incident.id}`);
    responder.state = state;
    tell(incident, "incident.responder.replied", { kind: "user", id: user }, { responder });
  }

  function merge(target: Incident, sources: readonly Incident[], actor: Actor): void {
    for (const source of sources) {
      target.alerts.push(...source.alerts);
      source.alerts = [];
      resolve(source, actor, { mergedInto: target });
    }
  }

  function addAlert(incident: Incident, alert: Alert): void {
    incident.alerts.push(alert);
    incident.updatedAt = clock.now();
  }

  function serviceById(id: string): Service {
    return known(company.services, id);
  }

  function policyById(id: string): Policy {
    return known(company.policies, id);
  }

  function userById(id: string): User {
    return known(company.users, id);
  }

  return {
    company,
    clock,
    incidents: incidents as readonly Incident[],
    pages: pages as readonly PageSent[],
    close: timers.close,
    ...{ open, acknowledge, unacknowledge, snooze, resolve, reopen, reassign, delegate, escalate, prioritise },
    ...{ moveToService, setBridge, amend, note, requestResponders, reply, merge, addAlert },
    ...{ serviceById, policyById, userById },
  };
}

function known<T extends { readonly id: string }>(all: readonly T[], id: string): T {
  const found = all.find((one) => one.id === id);
  if (found === undefined) throw new Error(`the company has no ${id}`);
  return found;
}
