import type { Loaded } from "../flow/cache.ts";
import type { Result, Wish } from "../flow/carry-out.ts";
import { type LookUp, OPERATOR } from "../flow/look-up.ts";
import type { IncidentCommand } from "../incident/command.ts";
import type { AlertJoined, Someone } from "../incident/event.ts";
import { type Rules, rankOf } from "../incident/rules.ts";
import { storable } from "../shared/json.ts";
import type { Clock } from "../shared/time.ts";
import type { Agent, PagerDutyEvent, PagerDutyIncident } from "./event.ts";
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

/** One alert as the ledger counts it. */
export type CountedAlert = NonNullable<Wish["alerts"]>[number];

export type IntakeParts = {
  readonly carryOut: (wish: Wish) => Promise<Result>;
  readonly lookUp: LookUp;
  readonly rules: Rules;
  readonly clock: Clock;
  readonly routes: readonly Route[];
  readonly grouping: GroupRules;
  readonly newId: () => string;
  readonly alertsOf: (stream: string) => Promise<readonly CountedAlert[]>;
  /** What the catalog knows of a PagerDuty service. */
  readonly facts: Facts & {
    readonly nameOf: (service: { readonly id: string; readonly name: string }) => string;
    readonly tierOf: (service: { readonly id: string; readonly name: string }) => string | null;
  };
  /** The Slack user behind a PagerDuty user; null when none is known. */
  readonly slackUserOf: (pagerDutyUser: string) => Promise<string | null>;
};

type IncidentTold = Extract<PagerDutyEvent, { readonly incident: PagerDutyIncident }>;

/**
 * What PagerDuty tells becomes commands: by a route an incident, a question to a person, or nothing; an alert of what is
 * already an incident joins it. `delivery` is the id of the stored delivery, so that it is worked off with its effect.
 */
export function pagerDutyIntake(parts: IntakeParts): (event: PagerDutyEvent, delivery: string) => Promise<void> {
  const { carryOut, lookUp } = parts;

  return async (event, delivery) => {
    if (!("incident" in event) || !("service" in event.incident)) return;
    const told = event as IncidentTold;
    const known = await lookUp.byAlert(told.incident.id, OPERATOR);
    if (known === undefined) {
      if (told.incident.status !== "resolved") await arrived(told, delivery);
      return;
    }
    for (const command of await commandsFor(told, known)) await on(known.stream, command, told, delivery);
  };

  async function on(stream: string, command: IncidentCommand, event: IncidentTold, delivery: string): Promise<void> {
    const { incident, occurredAt } = event;
    const before = (await parts.alertsOf(stream)).find((alert) => alert.key === incident.id);
    const alerts = [countedFor(stream, event, before?.firstAt ?? occurredAt)];
    await carryOut({
      stream,
      command,
      actor: actorOf(event),
      cause: delivery,
      finishes: delivery,
      alerts,
      claims: [claimOf(incident)],
    });
  }

  /** A PagerDuty incident that we do not have yet. */
  async function arrived(event: IncidentTold, delivery: string): Promise<void> {
    const { incident, occurredAt } = event;
    const own = ownPage(incident.incidentKey);
    if (own !== undefined) {
      // Our own page came back before its call did.
      const command = {
        type: "recordPageSent",
        page: own.page,
        alert: incident.id,
        url: incident.url,
        people: namesOf(incident),
      } as const;
      return on(own.stream, command, event, delivery);
    }
    const alert = alertOf(incident, { at: occurredAt, tier: parts.facts.tierOf(incident.service) });
    const route = routeOf(alert, parts.routes);
    if (route.do === "ignore") return;
    const group = groupOf(alert, await openGroups(alert), parts.grouping, parts.facts);
    const joined = joinedBy(event);
    if (group !== undefined) return on(group.id, { type: "joinAlert", at: occurredAt, ...joined }, event, delivery);
    const stream = `incident/${parts.newId()}`;
    await carryOut({
      stream,
      actor: actorOf(event),
      cause: delivery,
      finishes: delivery,
      alerts: [countedFor(stream, event, occurredAt)],
      claims: [claimOf(incident)],
      command: {
        type: "declare",
        title: incident.title,
        severity: severityOf(route, alert),
        mode: "live",
        private: false,
        triage: route.do === "ask",
        services: [parts.facts.nameOf(incident.service)],
        by: null,
        via: "pagerduty",
        invite: await invited(incident),
        pages: [],
        alert: joined,
        at: occurredAt,
      },
    });
  }

  async function commandsFor(event: IncidentTold, known: Loaded): Promise<readonly IncidentCommand[]> {
    const { incident, occurredAt: at } = event;
    const alert = incident.id;
    switch (event.type) {
      case "triggered":
        return [{ type: "joinAlert", at, ...joinedBy(event) }];
      case "acknowledged":
        return [{ type: "acknowledgeAlert", alert, by: await someone(event.agent), at }];
      case "unacknowledged":
        return [{ type: "unacknowledgeAlert", alert, at }];
      case "reopened":
        return [{ type: "reopenAlert", alert, by: await someone(event.agent), at }];
      case "resolved": {
        const others = (await parts.alertsOf(known.stream)).filter((one) => one.open && one.key !== alert);
        const byPerson = event.agent?.type === "user";
        const by = await someone(event.agent);
        return [
          { type: "resolveAlert", alert, by, byPerson, mergedInto: incident.mergedInto, stillOpen: others.length, at },
        ];
      }
      case "priority_updated":
        return priorityCommands(event, known);
      case "reassigned":
      case "escalated":
      case "delegated":
      case "incident_type_changed":
      case "service_updated":
        return [];
    }
  }

  /** Priority is usually set after the trigger: what a route would have made of it then is made of it now. */
  function priorityCommands(event: IncidentTold, known: Loaded): readonly IncidentCommand[] {
    const alert = alertOf(event.incident, { at: event.occurredAt, tier: parts.facts.tierOf(event.incident.service) });
    const route = routeOf(alert, parts.routes);
    const severity = severityOf(route, alert);
    const worse =
      severity !== undefined && rankOf(severity, parts.rules) < rankOf(known.incident.severity, parts.rules);
    return [
      ...(worse ? [{ type: "setSeverity", to: severity } as const] : []),
      ...(known.incident.status === "triage" && route.do === "declare"
        ? [{ type: "accept", by: "pitwall" } as const]
        : []),
    ];
  }

  function severityOf(route: Route, alert: Alert): string | undefined {
    if (route.severity !== null) return route.severity;
    const byPriority = parts.rules.severities[Number(/^P(\d)$/i.exec(alert.priority ?? "")?.[1] ?? 0) - 1]?.name;
    return byPriority ?? (alert.urgency === "low" ? parts.rules.severities[2]?.name : undefined);
  }

  function joinedBy(event: IncidentTold): AlertJoined {
    const { incident } = event;
    return {
      alert: incident.id,
      service: parts.facts.nameOf(incident.service),
      title: storable(incident.title),
      url: incident.url,
      people: namesOf(incident),
      urgency: incident.urgency,
      priority: incident.priority,
    };
  }

  /** Every open incident as grouping sees it. */
  async function openGroups(alert: Alert): Promise<readonly OpenGroup[]> {
    const rows = (await lookUp.open(OPERATOR)).filter((row) => row.mode === "live" && !row.private);
    const groups = await Promise.all(
      rows.map(async (row): Promise<OpenGroup> => {
        const alerts = await parts.alertsOf(row.stream);
        return {
          id: row.stream,
          openedAt: row.openedAt,
          lastAlertAt: Math.max(row.openedAt, ...alerts.map((one) => one.lastAt)),
          services: [...new Set(alerts.map((one) => one.service))],
          policies: [...new Set(alerts.flatMap((one) => one.policy ?? []))],
          alertKeys: [...new Set(alerts.flatMap((one) => one.alertKey ?? []))],
        };
      }),
    );
    return groups.filter((group) => group.lastAlertAt <= alert.at + parts.grouping.window);
  }

  async function invited(incident: PagerDutyIncident): Promise<readonly string[]> {
    const users = await Promise.all(incident.assignees.map((one) => parts.slackUserOf(one.id)));
    return users.flatMap((user) => user ?? []);
  }

  async function someone(agent: Agent | null): Promise<Someone> {
    if (agent === null || agent.type !== "user") return { user: null, name: agent?.name ?? null };
    return { user: await parts.slackUserOf(agent.id), name: agent.name };
  }
}

function countedFor(stream: string, event: IncidentTold, firstAt: number): CountedAlert {
  const { incident, occurredAt } = event;
  return {
    stream,
    source: "pagerduty",
    key: incident.id,
    service: incident.service.id,
    title: storable(incident.title),
    firstAt,
    lastAt: occurredAt,
    open: incident.status !== "resolved" || incident.mergedInto !== null,
    policy: incident.escalationPolicy?.id ?? null,
    alertKey: incident.incidentKey,
  };
}

/** A page of ours bears the key of its effect: `incident/<id>/<version>/page/<page>`. */
export function ownPage(key: string | null): { readonly stream: string; readonly page: string } | undefined {
  const found = /^(incident\/[0-9A-Z]+)\/\d+\/page\/([0-9A-Z]+)$/.exec(key ?? "");
  return found?.[1] === undefined || found[2] === undefined ? undefined : { stream: found[1], page: found[2] };
}

function namesOf(incident: PagerDutyIncident): readonly string[] {
  return incident.assignees.map((one) => one.name);
}

function claimOf(incident: PagerDutyIncident) {
  return { kind: "alert", value: incident.id };
}

function actorOf(event: IncidentTold): string {
  return event.agent === null ? "pagerduty:automation" : `pagerduty:${event.agent.id}`;
}
