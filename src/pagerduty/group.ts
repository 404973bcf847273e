import type { Instant } from "../shared/time.ts";
import type { Named, PagerDutyIncident } from "./event.ts";
import { matchesPart, matchesWhole, type Pattern, readPattern } from "./pattern.ts";

/** What a route and a group look at in a triggered PagerDuty incident. */
export type Alert = {
  readonly at: Instant;
  readonly title: string;
  readonly service: Named;
  readonly priority: string | null;
  readonly urgency: "high" | "low";
  readonly escalationPolicy: Named | null;
  readonly teams: readonly Named[];
  /** What the catalog says of the service. */
  readonly tier: string | null;
  /** The key under which monitoring sent it, where known. */
  readonly alertKey: string | null;
};

export function alertOf(
  incident: PagerDutyIncident,
  more: { readonly at: Instant; readonly tier: string | null; readonly alertKey?: string | null },
): Alert {
  const { title, service, priority, urgency, escalationPolicy, teams, incidentKey } = incident;
  const alertKey = more.alertKey ?? incidentKey;
  return { at: more.at, title, service, priority, urgency, escalationPolicy, teams, tier: more.tier, alertKey };
}

/** Each a text, a list of which one suffices, or a `/regex/`. A title matches by a part of it, all else as a whole. */
export type WrittenMatch = {
  readonly [field in keyof typeof valuesOf]?: string | readonly string[] | undefined;
};

export type WrittenRoute = {
  readonly match: WrittenMatch;
  readonly do: "declare" | "ask" | "ignore";
  readonly severity?: string | undefined;
};

export type Route = {
  readonly do: "declare" | "ask" | "ignore";
  readonly severity: string | null;
  readonly conditions: readonly { readonly field: keyof typeof valuesOf; readonly anyOf: readonly Pattern[] }[];
};

const valuesOf = {
  service: ({ service }: Alert) => namesOf([service]),
  priority: ({ priority }: Alert) => (priority === null ? [] : [priority]),
  urgency: ({ urgency }: Alert) => [urgency],
  title: ({ title }: Alert) => [title],
  policy: ({ escalationPolicy }: Alert) => (escalationPolicy === null ? [] : namesOf([escalationPolicy])),
  team: ({ teams }: Alert) => namesOf(teams),
  tier: ({ tier }: Alert) => (tier === null ? [] : [tier]),
};

function namesOf(things: readonly Named[]): readonly string[] {
  return things.flatMap(({ id, name }) => [id, name]);
}

/** Routes ready for use, and every pattern that cannot be used, by the route's place in the list. */
export function readRoutes(written: readonly WrittenRoute[]): {
  readonly routes: readonly Route[];
  readonly problems: readonly { readonly route: number; readonly field: string; readonly problem: string }[];
} {
  const problems: { route: number; field: string; problem: string }[] = [];
  const routes = written.map((route, index): Route => {
    const conditions = fields.flatMap((field) => {
      const texts = route.match[field];
      if (texts === undefined) return [];
      const anyOf: Pattern[] = [];
      for (const text of typeof texts === "string" ? [texts] : texts) {
        const pattern = readPattern(text);
        if ("problem" in pattern) problems.push({ route: index, field, problem: pattern.problem });
        else anyOf.push(pattern);
      }
      return [{ field, anyOf }];
    });
    return { do: route.do, severity: route.severity ?? null, conditions };
  });
  return { routes, problems };
}

const fields = Object.keys(valuesOf) as readonly (keyof typeof valuesOf)[];
const askAPerson: Route = { do: "ask", severity: null, conditions: [] };

/** The first route whose every condition holds. When none does a person is asked. */
export function routeOf(alert: Alert, routes: readonly Route[]): Route {
  return routes.find(({ conditions }) => conditions.every((condition) => holds(condition, alert))) ?? askAPerson;
}

function holds({ field, anyOf }: Route["conditions"][number], alert: Alert): boolean {
  const matches = field === "title" ? matchesPart : matchesWhole;
  return valuesOf[field](alert).some((value) => anyOf.some((pattern) => matches(pattern, value)));
}

/** An incident of ours that is open, as far as joining it matters. */
export type OpenGroup = {
  readonly id: string;
  readonly openedAt: Instant;
  /** When its latest alert came: the window rolls on from there. */
  readonly lastAlertAt: Instant;
  readonly services: readonly string[];
  readonly policies: readonly string[];
  readonly alertKeys: readonly string[];
};

export type GroupRules = {
  readonly by: "service" | "system" | "policy" | "dependency" | "alert_key" | "none";
  readonly window: number;
};

/** What the catalog knows, asked by PagerDuty service ids. */
export type Facts = {
  readonly systemOf: (service: string) => string | undefined;
  readonly dependsOn: (service: string, other: string) => boolean;
};

/** The open incident that an alert belongs to, if any: of several the one that was opened last. */
export function groupOf(
  alert: Alert,
  open: readonly OpenGroup[],
  rules: GroupRules,
  facts: Facts,
): OpenGroup | undefined {
  return open
    .filter((group) => alert.at - group.lastAlertAt <= rules.window && belongs(alert, group, rules.by, facts))
    .reduce<OpenGroup | undefined>(
      (best, group) => (best === undefined || younger(group, best) ? group : best),
      undefined,
    );
}

function younger(group: OpenGroup, other: OpenGroup): boolean {
  return group.openedAt > other.openedAt || (group.openedAt === other.openedAt && group.id > other.id);
}

function belongs(alert: Alert, group: OpenGroup, by: GroupRules["by"], facts: Facts): boolean {
  const service = alert.service.id;
  switch (by) {
    case "none":
      return false;
    case "service":
      return group.services.includes(service);
    case "system": {
      const system = facts.systemOf(service);
      return group.services.some(
        (other) => other === service || (system !== undefined && system === facts.systemOf(other)),
      );
    }
    case "policy":
      return alert.escalationPolicy !== null && group.policies.includes(alert.escalationPolicy.id);
    case "dependency":
      return group.services.some(
        (other) => other === service || facts.dependsOn(service, other) || facts.dependsOn(other, service),
      );
    case "alert_key":
      return alert.alertKey !== null && group.alertKeys.includes(alert.alertKey);
  }
}
