import { COMMANDER, defaultRules } from "../incident/rules.ts";
import type { Mistake } from "./problem.ts";

/** What no single value shows: two of a name, a name that nothing has. Looks at the file as it was written, whatever else is wrong with it, so that all is reported at once. */
export function contradictions(raw: unknown): readonly Mistake[] {
  const severities = list(field(raw, "severities"));
  const roles = list(field(raw, "roles"));
  const routes = list(field(field(raw, "pagerduty"), "routes"));
  return [
    ...twice(severities, (severity) => [field(severity, "name")], "severities", "name"),
    ...twice(roles, (role) => [field(role, "name"), ...list(field(role, "aliases"))], "roles", "name and aliases"),
    ...nobodyInCommand(roles),
    ...unknownSeverities(routes, severities),
    ...unreachable(routes),
  ];
}

function twice(
  items: readonly unknown[],
  namesOf: (item: unknown) => readonly unknown[],
  section: string,
  what: string,
): readonly Mistake[] {
  const seen = new Set<string>();
  return items.flatMap((item, index) =>
    namesOf(item).flatMap((name) => {
      if (typeof name !== "string") return [];
      const word = name.toLowerCase();
      if (seen.has(word)) {
        return [{ path: [section, index], wrong: `has the name ${word} of one above`, expected: `each ${what} once` }];
      }
      seen.add(word);
      return [];
    }),
  );
}

function nobodyInCommand(roles: readonly unknown[]): readonly Mistake[] {
  if (roles.length === 0 || roles.some((role) => field(role, "name") === COMMANDER)) return [];
  return [
    { path: ["roles"], wrong: `has no ${COMMANDER}`, expected: `a role named ${COMMANDER}, since somebody must lead` },
  ];
}

function unknownSeverities(routes: readonly unknown[], severities: readonly unknown[]): readonly Mistake[] {
  const names =
    severities.length > 0
      ? severities.map((item) => field(item, "name"))
      : defaultRules.severities.map(({ name }) => name);
  return routes.flatMap((route, index) => {
    const severity = field(route, "severity");
    if (typeof severity !== "string" || names.includes(severity)) return [];
    const path = ["pagerduty", "routes", index, "severity"];
    return [
      {
        path,
        value: JSON.stringify(severity),
        wrong: "is no severity here",
        expected: `one of ${names.filter(isText).join(", ")}`,
      },
    ];
  });
}

/** A route after one that matches everything is never asked. */
function unreachable(routes: readonly unknown[]): readonly Mistake[] {
  const all = routes.findIndex(
    (route) => isMapping(field(route, "match")) && Object.keys(field(route, "match") ?? {}).length === 0,
  );
  if (all < 0 || all === routes.length - 1) return [];
  return [
    {
      path: ["pagerduty", "routes", all + 1],
      wrong: "is never reached, since the route above matches everything",
      expected: "the route that matches everything to be the last",
    },
  ];
}

function field(value: unknown, key: string): unknown {
  return isMapping(value) ? value[key] : undefined;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
