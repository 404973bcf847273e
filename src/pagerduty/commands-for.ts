import type { Loaded } from "../flow/cache.ts";
import type { IncidentCommand } from "../incident/command.ts";
import type { AlertJoined, Someone } from "../incident/event.ts";
import { rankOf } from "../incident/rules.ts";
import { storable } from "../shared/json.ts";
import type { Agent, Named, PagerDutyIncident } from "./event.ts";
import { type Alert, alertOf, type Route, routeOf } from "./group.ts";
import type { IncidentTold, IntakeParts } from "./intake-parts.ts";

type Parts = Pick<IntakeParts, "rules" | "routes" | "facts" | "alertsOf" | "slackUserOf">;

/** What follows for an incident of ours from what PagerDuty tells of one of its alerts. */
export async function commandsFor(
  event: IncidentTold,
  known: Loaded,
  parts: Parts,
): Promise<readonly IncidentCommand[]> {
  const { incident, occurredAt: at } = event;
  const alert = incident.id;
  const by = await someone(event.agent, parts);
  switch (event.type) {
    case "triggered": {
      const broughtIn = await inSlack(incident.assignees, parts);
      return [
        { type: "joinAlert", at, ...joinedBy(incident, parts), ...broughtIn },
        ...weightCommands(event, known, by, parts),
      ];
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
      return weightCommands(event, known, by, parts);
    case "reassigned":
    case "escalated":
    case "delegated": {
      const broughtIn = await inSlack(incident.assignees, parts);
      return [{ type: "reassignAlert", alert, people: namesOf(incident.assignees), ...broughtIn, at }];
    }
    case "incident_type_changed":
    case "service_updated":
      return [];
  }
}

/**
 * What a route makes of the alert as it is now: priority is usually set after the trigger, and a worse alert may join
 * a lesser incident. A severity that people have left is not brought back.
 */
function weightCommands(
  event: IncidentTold,
  { incident }: Loaded,
  by: Someone,
  parts: Parts,
): readonly IncidentCommand[] {
  const tier = parts.facts.tierOf(event.incident.service);
  const alert = alertOf(event.incident, { at: event.occurredAt, tier });
  const route = routeOf(alert, parts.routes);
  const severity = severityOf(route, alert, parts);
  const worse =
    severity !== undefined &&
    rankOf(severity, parts.rules) < rankOf(incident.severity, parts.rules) &&
    !incident.severities.includes(severity);
  const isOver = event.isOver === true || (incident.alerts[event.incident.id]?.resolvedAt ?? null) !== null;
  const accepted = incident.status === "triage" && route.do === "declare" && !isOver;
  return [
    ...(worse ? [{ type: "setSeverity", to: severity } as const] : []),
    ...(accepted ? [{ type: "accept", by: by.user ?? "pitwall" } as const] : []),
  ];
}

/** That of the route, else by priority; undefined: not sure. */
export function severityOf(route: Route, alert: Alert, { rules }: Pick<Parts, "rules">): string | undefined {
  if (route.severity !== null) return route.severity;
  const byPriority = rules.severities[Number(/^P(\d)$/i.exec(alert.priority ?? "")?.[1] ?? 0) - 1]?.name;
  return byPriority ?? (alert.urgency === "low" ? rules.severities[2]?.name : undefined);
}

export function joinedBy(incident: PagerDutyIncident, { facts }: Pick<Parts, "facts">): AlertJoined {
  return {
    alert: incident.id,
    service: facts.nameOf(incident.service),
    title: storable(incident.title),
    url: incident.url,
    people: namesOf(incident.assignees),
    urgency: incident.urgency,
    priority: incident.priority,
  };
}

export function namesOf(people: readonly Named[]): readonly string[] {
  return people.map((one) => one.name);
}

/** Those of them whom Slack knows, and those of whom nobody can say now. */
export async function inSlack(
  people: readonly Named[],
  { slackUserOf }: Pick<Parts, "slackUserOf">,
): Promise<{ readonly invite: readonly string[]; readonly unnamed?: readonly string[] }> {
  const users = await Promise.all(people.map((one) => slackUserOf(one.id)));
  const unnamed = people.flatMap((one, index) => (users[index] === undefined ? [one.id] : []));
  return { invite: users.flatMap((user) => user ?? []), ...(unnamed.length === 0 ? {} : { unnamed }) };
}

async function someone(agent: Agent | null, { slackUserOf }: Pick<Parts, "slackUserOf">): Promise<Someone> {
  // The name of an integration tells a person nothing.
  if (agent === null || agent.type !== "user") return { user: null, name: null };
  return { user: (await slackUserOf(agent.id)) ?? null, name: agent.name };
}
