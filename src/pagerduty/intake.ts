import { OPERATOR } from "../flow/look-up.ts";
import type { IncidentCommand } from "../incident/command.ts";
import { storable } from "../shared/json.ts";
import { commandsFor, inSlack, joinedBy, namesOf, severityOf } from "./commands-for.ts";
import type { PagerDutyEvent, PagerDutyIncident } from "./event.ts";
import { type Alert, alertOf, groupOf, type OpenGroup, routeOf } from "./group.ts";
import type { CountedAlert, IncidentTold, IntakeParts } from "./intake-parts.ts";
import { newestHeard } from "./newest-heard.ts";
import { overtaken } from "./overtaken.ts";

/**
 * What PagerDuty tells becomes commands: by a route an incident, a question to a person, or nothing; an alert of what is
 * already an incident joins it. Deliveries arrive out of order, more than once, and by two ways: whatever comes first
 * brings the alert in, and what is so already changes nothing.
 */
export function pagerDutyIntake(parts: IntakeParts): (event: PagerDutyEvent, delivery: string) => Promise<void> {
  const { carryOut, lookUp } = parts;
  const newest = newestHeard();

  return async (event, delivery) => {
    if (!("incident" in event) || !("service" in event.incident)) return;
    const overtaking = newest.overtaking(event);
    const late = overtaking !== undefined;
    const told = { ...event, late } as IncidentTold;
    const known = await lookUp.byAlert(told.incident.id, OPERATOR);
    if (known === undefined && (late || told.incident.status === "resolved" || isOld(told, parts.grouping.window)))
      return;
    const stream = known?.stream ?? (await arrived(told, delivery));
    const loaded = stream === undefined ? undefined : await lookUp.byStream(stream, OPERATOR);
    if (loaded === undefined) return;
    for (const one of late ? overtaken(told, overtaking, loaded.incident) : [told])
      for (const command of await commandsFor(one, loaded, parts)) await on(loaded.stream, command, one, delivery);
  };

  /** Counts the alert and carries the command out; the alert belongs to this stream from now on. */
  async function on(stream: string, command: IncidentCommand, event: IncidentTold, delivery: string): Promise<void> {
    const before = await parts.alertOf(stream, event.incident.id);
    const heir = await heirOf(event, stream);
    const result = await carryOut({
      stream,
      command,
      actor: actorOf(event),
      cause: delivery,
      alerts: [rowOf(stream, event, before), ...(heir === undefined ? [] : [heir])],
      claims: [claimOf(event.incident.id), ...(heir === undefined ? [] : [claimOf(heir.key)])],
    });
    if (result.outcome === "done" && result.added.length === 0 && before === undefined) await parts.counted(stream);
    // The delivery stays in the inbox and is tried again.
    if (result.outcome === "refused" && result.refusal.reason === "conflict") throw new Error(result.refusal.sentence);
  }

  /** What an alert was merged into goes on in its place, unless it is an incident of ours already. */
  async function heirOf(event: IncidentTold, stream: string): Promise<CountedAlert | undefined> {
    const { mergedInto } = event.incident;
    if (mergedInto === null || (await lookUp.byAlert(mergedInto, OPERATOR)) !== undefined) return undefined;
    return { ...rowOf(stream, event, undefined), key: mergedInto, open: true };
  }

  /** Brings in a PagerDuty incident that we do not have yet; the stream that has it now. */
  async function arrived(event: IncidentTold, delivery: string): Promise<string | undefined> {
    const { occurredAt } = event;
    const own = ownPage(event.incident.incidentKey);
    if (own !== undefined) {
      // Our own page came back before its call did.
      const { id: alert, url, assignees } = event.incident;
      const sent = { alert, url, people: namesOf(assignees), ...(await inSlack(assignees, parts)) };
      await on(own.stream, { type: "recordPageSent", page: own.page, ...sent }, event, delivery);
      return own.stream;
    }
    const incident = await withAlertKey(event.incident);
    const told = { ...event, incident };
    const alert = alertOf(incident, { at: occurredAt, tier: parts.facts.tierOf(incident.service) });
    const route = routeOf(alert, parts.routes);
    if (route.do === "ignore") return undefined;
    const group = groupOf(alert, await openGroups(alert), parts.grouping, parts.facts);
    const { invite, ...unnamed } = await inSlack(incident.assignees, parts);
    const joined = { ...joinedBy(incident, parts), ...unnamed };
    if (group !== undefined) {
      await on(group.id, { type: "joinAlert", at: occurredAt, ...joined, invite }, told, delivery);
      return group.id;
    }
    const stream = `incident/${parts.newId()}`;
    const declare = {
      type: "declare",
      title: incident.title,
      severity: severityOf(route, alert, parts),
      mode: "live",
      private: false,
      // What is over wakes nobody and needs no channel; that it happened is told all the same.
      triage: route.do === "ask" || event.isOver === true,
      services: [joined.service],
      by: null,
      via: "pagerduty",
      invite,
      pages: [],
      alert: joined,
      at: occurredAt,
    } as const;
    await on(stream, declare, told, delivery);
    return stream;
  }

  /** PagerDuty does not tell the key of what came from alerts; without an answer it is grouped as having none. */
  async function withAlertKey(incident: PagerDutyIncident): Promise<PagerDutyIncident> {
    if (parts.grouping.by !== "alert_key" || incident.incidentKey !== null) return incident;
    return { ...incident, incidentKey: await parts.alertKeyOf(incident.id) };
  }

  /** Every open incident as grouping sees it. */
  async function openGroups({ at, alertKey }: Alert): Promise<readonly OpenGroup[]> {
    const alerts = Map.groupBy(await parts.alertGroups(alertKey), ({ stream }) => stream);
    const rows = (await lookUp.open(OPERATOR)).filter((row) => row.mode === "live" && !row.private);
    const groups = rows.map(({ stream, openedAt, services }): OpenGroup => {
      const own = alerts.get(stream) ?? [];
      return {
        id: stream,
        openedAt,
        lastAlertAt: Math.max(openedAt, ...own.map((one) => one.lastAt)),
        services: [...new Set([...own.map((one) => one.service), ...services.flatMap(serviceNamed)])],
        policies: [...new Set(own.flatMap((one) => one.policy ?? []))],
        alertKeys: alertKey !== null && own.some((one) => one.hasAlertKey) ? [alertKey] : [],
      };
    });
    return groups.filter((group) => group.lastAlertAt <= at + parts.grouping.window);
  }

  /** What a person named when he declared is joined by its alerts, too. */
  function serviceNamed(name: string): readonly string[] {
    const service = parts.facts.serviceOf(name);
    return service === undefined ? [] : [service];
  }
}

/** What burns afresh opens an incident; an answer to what was left alone for long does not. */
const AFRESH: ReadonlySet<IncidentTold["type"]> = new Set(["triggered", "reopened", "priority_updated"]);

function isOld({ type, occurredAt, incident }: IncidentTold, window: number): boolean {
  return !AFRESH.has(type) && occurredAt - (incident.createdAt ?? occurredAt) > window;
}

/** The row that counts an alert. Its last time is that of its trigger: an answer to it does not keep a group open. */
function rowOf(stream: string, event: IncidentTold, before: CountedAlert | undefined): CountedAlert {
  const { incident, occurredAt, type } = event;
  const fires = before === undefined || type === "triggered" || type === "reopened";
  return {
    stream,
    source: "pagerduty",
    key: incident.id,
    service: incident.service.id,
    title: storable(incident.title),
    firstAt: Math.min(before?.firstAt ?? occurredAt, occurredAt),
    lastAt: fires ? Math.max(before?.lastAt ?? occurredAt, occurredAt) : before.lastAt,
    open: event.late && before !== undefined ? before.open : incident.status !== "resolved",
    policy: incident.escalationPolicy?.id ?? null,
    alertKey: incident.incidentKey ?? before?.alertKey ?? null,
  };
}

/** A page of ours bears the key of its effect: `incident/<id>/<version>/page/<page>`. */
function ownPage(key: string | null): { readonly stream: string; readonly page: string } | undefined {
  const found = /^(incident\/[0-9A-Z]+)\/\d+\/page\/([0-9A-Z]+)$/.exec(key ?? "");
  return found?.[1] === undefined || found[2] === undefined ? undefined : { stream: found[1], page: found[2] };
}

function claimOf(alert: string) {
  return { kind: "alert", value: alert };
}

function actorOf(event: IncidentTold): string {
  return event.agent === null ? "pagerduty:automation" : `pagerduty:${event.agent.id}`;
}
