import type { Loaded } from "../flow/cache.ts";
import type { Result, Wish } from "../flow/carry-out.ts";
import { type LookUp, OPERATOR } from "../flow/look-up.ts";
import type { IncidentCommand } from "../incident/command.ts";
import type { AlertJoined, Someone } from "../incident/event.ts";
import { type Rules, rankOf } from "../incident/rules.ts";
import { storable } from "../shared/json.ts";
import type { Instant } from "../shared/time.ts";
import type { Agent, Named, PagerDutyEvent, PagerDutyIncident } from "./event.ts";
import {
  type Alert,
  alertOf,
  type Facts,
  type GroupRules,
  groupOf,
  type OpenGroup,
  type Route,
  routeOf,
} from "./group.ts";
import { newestHeard } from "./newest-heard.ts";

/** One alert as the ledger counts it. */
export type CountedAlert = NonNullable<Wish["alerts"]>[number];

export type IntakeParts = {
  readonly carryOut: (wish: Wish) => Promise<Result>;
  readonly lookUp: LookUp;
  readonly rules: Rules;
  readonly routes: readonly Route[];
  readonly grouping: GroupRules;
  readonly newId: () => string;
  readonly alertsOf: (stream: string) => Promise<readonly CountedAlert[]>;
  readonly alertOf: (stream: string, incident: string) => Promise<CountedAlert | undefined>;
  /** The alerts of every open incident by service and policy: in a storm they are thousands, and each new one asks. */
  readonly alertGroups: (alertKey: string | null) => Promise<
    readonly {
      readonly stream: string;
      readonly service: string;
      readonly policy: string | null;
      readonly lastAt: Instant;
      readonly hasAlertKey: boolean;
    }[]
  >;
  /** An alert was counted and is told nowhere: what shows the count is out of date. */
  readonly counted: (stream: string) => Promise<void>;
  /** What the catalog knows of a PagerDuty service. */
  readonly facts: Facts & {
    readonly nameOf: (service: { readonly id: string; readonly name: string }) => string;
    readonly tierOf: (service: { readonly id: string; readonly name: string }) => string | null;
    /** The id of the PagerDuty service behind a name in the catalog. */
    readonly serviceOf: (name: string) => string | undefined;
  };
  /** The key under which monitoring sent the first alert of a PagerDuty incident. */
  readonly alertKeyOf: (incident: string) => Promise<string | null>;
  /** The Slack user behind a PagerDuty user; null when none is known. */
  readonly slackUserOf: (pagerDutyUser: string) => Promise<string | null>;
};

type IncidentTold = Extract<PagerDutyEvent, { readonly incident: PagerDutyIncident }> & {
  /** Something newer was heard of its alert before. */
  readonly late: boolean;
};

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
    const late = newest.isAfter(event);
    const told = { ...event, late } as IncidentTold;
    const known = await lookUp.byAlert(told.incident.id, OPERATOR);
    if (known === undefined && (late || told.incident.status === "resolved")) return;
    if (late && event.type !== "triggered" && event.type !== "acknowledged") return;
    const stream = known?.stream ?? (await arrived(told, delivery));
    const loaded = stream === undefined ? undefined : await lookUp.byStream(stream, OPERATOR);
    if (loaded === undefined) return;
    for (const command of await commandsFor(told, loaded)) await on(loaded.stream, command, told, delivery);
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
      const [people, invite] = [namesOf(assignees), await invited(assignees)];
      await on(own.stream, { type: "recordPageSent", page: own.page, alert, url, people, invite }, event, delivery);
      return own.stream;
    }
    const incident = await withAlertKey(event.incident);
    const told = { ...event, incident };
    const alert = alertOf(incident, { at: occurredAt, tier: parts.facts.tierOf(incident.service) });
    const route = routeOf(alert, parts.routes);
    if (route.do === "ignore") return undefined;
    const group = groupOf(alert, await openGroups(alert), parts.grouping, parts.facts);
    const invite = await invited(incident.assignees);
    const joined = joinedBy(incident);
    if (group !== undefined) {
      await on(group.id, { type: "joinAlert", at: occurredAt, ...joined, invite }, told, delivery);
      return group.id;
    }
    const stream = `incident/${parts.newId()}`;
    const declare = {
      type: "declare",
      title: incident.title,
      severity: severityOf(route, alert),
      mode: "live",
      private: false,
      triage: route.do === "ask",
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

  async function commandsFor(event: IncidentTold, known: Loaded): Promise<readonly IncidentCommand[]> {
    const { incident, occurredAt: at } = event;
    const alert = incident.id;
    const by = await someone(event.agent);
    switch (event.type) {
      case "triggered": {
        const join = {
          type: "joinAlert",
          at,
          ...joinedBy(incident),
          invite: await invited(incident.assignees),
        } as const;
        return [join, ...(await weightCommands(event, known))];
      }
      case "acknowledged":
        return [{ type: "acknowledgeAlert", alert, by, at }];
      case "unacknowledged":
        return [{ type: "unacknowledgeAlert", alert, at }];
      case "reopened":
        return [
          { type: "reopenAlert", alert, by, at },
          // Who acknowledges a resolved one reopens it by that.
          ...(incident.status === "acknowledged" ? [{ type: "acknowledgeAlert", alert, by, at } as const] : []),
        ];
      case "resolved": {
        const all = await parts.alertsOf(known.stream);
        // A merge that is already on record, or a recovery told by webhook and by poll, ends nothing a second time.
        if (all.some((one) => one.key === alert && !one.open)) return [];
        const stillOpen = all.filter((one) => one.open && one.key !== alert).length;
        const byPerson = event.agent?.type === "user";
        return [{ type: "resolveAlert", alert, by, byPerson, mergedInto: incident.mergedInto, stillOpen, at }];
      }
      case "priority_updated":
        return weightCommands(event, known);
      case "reassigned":
      case "escalated":
      case "delegated":
        return [
          {
            type: "reassignAlert",
            alert,
            people: namesOf(incident.assignees),
            invite: await invited(incident.assignees),
            at,
          },
        ];
      case "incident_type_changed":
      case "service_updated":
        return [];
    }
  }

  /**
   * What a route makes of the alert as it is now: priority is usually set after the trigger, and a worse alert may join
   * a lesser incident. A severity that people have left is not brought back.
   */
  async function weightCommands(event: IncidentTold, known: Loaded): Promise<readonly IncidentCommand[]> {
    const { incident } = known;
    const alert = alertOf(event.incident, {
      at: event.occurredAt,
      tier: parts.facts.tierOf(event.incident.service),
    });
    const route = routeOf(alert, parts.routes);
    const severity = severityOf(route, alert);
    const worse =
      severity !== undefined &&
      rankOf(severity, parts.rules) < rankOf(incident.severity, parts.rules) &&
      !incident.severities.includes(severity);
    const accepted = incident.status === "triage" && route.do === "declare";
    const by = (await someone(event.agent)).user ?? "pitwall";
    return [
      ...(worse ? [{ type: "setSeverity", to: severity } as const] : []),
      ...(accepted ? [{ type: "accept", by } as const] : []),
    ];
  }

  function severityOf(route: Route, alert: Alert): string | undefined {
    if (route.severity !== null) return route.severity;
    const byPriority = parts.rules.severities[Number(/^P(\d)$/i.exec(alert.priority ?? "")?.[1] ?? 0) - 1]?.name;
    return byPriority ?? (alert.urgency === "low" ? parts.rules.severities[2]?.name : undefined);
  }

  function joinedBy(incident: PagerDutyIncident): AlertJoined {
    return {
      alert: incident.id,
      service: parts.facts.nameOf(incident.service),
      title: storable(incident.title),
      url: incident.url,
      people: namesOf(incident.assignees),
      urgency: incident.urgency,
      priority: incident.priority,
    };
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

  async function invited(people: readonly Named[]): Promise<readonly string[]> {
    const users = await Promise.all(people.map((one) => parts.slackUserOf(one.id)));
    return users.flatMap((user) => user ?? []);
  }

  async function someone(agent: Agent | null): Promise<Someone> {
    // The name of an integration tells a person nothing.
    if (agent === null || agent.type !== "user") return { user: null, name: null };
    return { user: await parts.slackUserOf(agent.id), name: agent.name };
  }
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

function namesOf(people: readonly Named[]): readonly string[] {
  return people.map((one) => one.name);
}

function claimOf(alert: string) {
  return { kind: "alert", value: alert };
}

function actorOf(event: IncidentTold): string {
  return event.agent === null ? "pagerduty:automation" : `pagerduty:${event.agent.id}`;
}
