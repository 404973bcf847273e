import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type Alert,
  alertOf,
  type Facts,
  type GroupRules,
  groupOf,
  type OpenGroup,
  readRoutes,
  routeOf,
  type WrittenRoute,
} from "../../src/pagerduty/group.ts";

const minute = 60_000;
const now = Date.UTC(2026, 2, 2, 14);

const alert: Alert = {
  at: now,
  title: "Checkout returns 500s",
  service: { id: "PCHKOUT1", name: "checkout" },
  priority: "P1",
  urgency: "high",
  escalationPolicy: { id: "PEPPAY1", name: "payments" },
  teams: [{ id: "PTMPAY1", name: "payments" }],
  tier: "1",
  alertKey: "cpu-high",
};

const other: Alert = {
  at: now,
  title: "Disk full",
  service: { id: "PSEARCH1", name: "search" },
  priority: null,
  urgency: "low",
  escalationPolicy: null,
  teams: [],
  tier: null,
  alertKey: null,
};

function route(written: readonly WrittenRoute[], of: Alert = alert) {
  const { routes, problems } = readRoutes(written);
  expect(problems).toEqual([]);
  return routeOf(of, routes);
}

test.each<[string, WrittenRoute["match"]]>([
  ["a service by name", { service: "checkout" }],
  ["a service by PagerDuty id", { service: "PCHKOUT1" }],
  ["a service written in another case", { service: "Checkout" }],
  ["one of a list", { service: ["cart", "checkout"] }],
  ["a regex among a list", { service: ["cart", "/^check/"] }],
  ["a priority", { priority: "P1" }],
  ["an urgency", { urgency: "high" }],
  ["a part of the title", { title: "returns 500" }],
  ["a regex on the title", { title: "/\\b5\\d\\ds/" }],
  ["a regex that does not mind case", { title: "/CHECKOUT/i" }],
  ["an escalation policy", { policy: "payments" }],
  ["a team", { team: "PTMPAY1" }],
  ["a tier", { tier: "1" }],
  ["everything at once", { service: "checkout", priority: "P1", urgency: "high" }],
  ["nothing at all", {}],
])("a route matches by %s", (_, match) => {
  expect(route([{ match, do: "declare", severity: "SEV1" }])).toMatchObject({ do: "declare", severity: "SEV1" });
});

test.each<[string, WrittenRoute["match"]]>([
  ["another service", { service: "cart" }],
  ["a part of a service's name", { service: "check" }],
  ["another priority", { priority: "P2" }],
  ["the wrong case in a strict regex", { title: "/CHECKOUT/" }],
  ["one condition of two", { service: "checkout", urgency: "low" }],
  ["an empty list", { service: [] }],
])("a route does not match by %s", (_, match) => {
  expect(route([{ match, do: "declare" }])).toMatchObject({ do: "ask", severity: null });
});

test.each<[string, WrittenRoute["match"]]>([
  ["priority", { priority: "/.*/" }],
  ["policy", { policy: "/.*/" }],
  ["team", { team: "/.*/" }],
  ["tier", { tier: "/.*/" }],
])("what an alert does not have matches no pattern: %s", (_, match) => {
  expect(route([{ match, do: "ignore" }], other).do).toBe("ask");
});

test("the first route that matches decides, and without any a person is asked", () => {
  const routes: WrittenRoute[] = [
    { match: { urgency: "low" }, do: "ignore" },
    { match: { service: "checkout" }, do: "declare" },
    { match: {}, do: "ignore" },
  ];
  expect(route(routes).do).toBe("declare");
  expect(route(routes, other).do).toBe("ignore");
  expect(route([]).do).toBe("ask");
});

test("a pattern that cannot be used is told with its place", () => {
  const { problems } = readRoutes([
    { match: { service: "checkout" }, do: "ask" },
    { match: { service: "/(/", title: ["fine", "/(a+)+$/"] }, do: "ask" },
  ]);
  expect(problems.map(({ route, field }) => [route, field])).toEqual([
    [1, "service"],
    [1, "title"],
  ]);
});

test("an alert takes over what routing needs from the incident", () => {
  const incident = {
    id: "Q1",
    number: 1,
    title: "Disk full",
    status: "triggered" as const,
    urgency: "low" as const,
    priority: null,
    service: { id: "PSEARCH1", name: "search" },
    incidentKey: "disk",
    createdAt: now,
    assignees: [],
    escalationPolicy: null,
    teams: [],
    mergedInto: null,
    url: null,
  };
  expect(alertOf(incident, { at: now, tier: null })).toEqual({ ...other, alertKey: "disk" });
});

const facts: Facts = {
  systemOf: (service) =>
    new Map([
      ["PCHKOUT1", "shop"],
      ["PCART001", "shop"],
      ["PSEARCH1", "find"],
    ]).get(service),
  dependsOn: (service, on) => service === "PCHKOUT1" && on === "PPAYMNT1",
};

function group(more: Partial<OpenGroup> = {}): OpenGroup {
  return {
    id: "one",
    openedAt: now - minute,
    lastAlertAt: now - minute,
    services: [],
    policies: [],
    alertKeys: [],
    ...more,
  };
}

function joins(by: GroupRules["by"], open: Partial<OpenGroup>, of: Alert = alert): boolean {
  return groupOf(of, [group(open)], { by, window: 30 * minute }, facts) !== undefined;
}

test.each<[GroupRules["by"], Partial<OpenGroup>, boolean]>([
  ["service", { services: ["PCART001", "PCHKOUT1"] }, true],
  ["service", { services: ["PCART001"] }, false],
  ["system", { services: ["PCART001"] }, true],
  ["system", { services: ["PSEARCH1"] }, false],
  ["system", { services: ["PNOWHERE"] }, false],
  ["system", { services: ["PCHKOUT1"] }, true],
  ["policy", { policies: ["PEPPAY1"] }, true],
  ["policy", { policies: ["PEPSTO1"] }, false],
  ["dependency", { services: ["PPAYMNT1"] }, true],
  ["dependency", { services: ["PCHKOUT1"] }, true],
  ["dependency", { services: ["PCART001"] }, false],
  ["dependency", { services: ["PCART001", "PPAYMNT1"] }, true],
  ["alert_key", { alertKeys: ["cpu-high"] }, true],
  ["alert_key", { alertKeys: ["cpu-low"] }, false],
  ["none", { services: ["PCHKOUT1"], policies: ["PEPPAY1"], alertKeys: ["cpu-high"] }, false],
])("grouped by %s, an alert and %j: joins %s", (by, open, expected) => {
  expect(joins(by, open)).toBe(expected);
});

test("a dependency joins whichever of the two broke first", () => {
  const payments = { ...alert, service: { id: "PPAYMNT1", name: "payments" } };
  expect(joins("dependency", { services: ["PCHKOUT1"] }, payments)).toBe(true);
});

test("services without a system are grouped each by itself", () => {
  const nowhere = { ...alert, service: { id: "PNOWHERE", name: "nowhere" } };
  expect(joins("system", { services: ["PELSEWHERE"] }, nowhere)).toBe(false);
  expect(joins("system", { services: ["PNOWHERE"] }, nowhere)).toBe(true);
});

test("an alert without a key, or without a policy, joins nothing by it", () => {
  expect(joins("alert_key", { alertKeys: [] }, other)).toBe(false);
  expect(joins("policy", { policies: [] }, other)).toBe(false);
});

test("the window rolls on from the latest alert and not from the first", () => {
  const old = { services: ["PCHKOUT1"], openedAt: now - 300 * minute };
  expect(joins("service", { ...old, lastAlertAt: now - 30 * minute })).toBe(true);
  expect(joins("service", { ...old, lastAlertAt: now - 30 * minute - 1 })).toBe(false);
});

test("of several that opened in one millisecond the same one is joined, in whatever order they come", () => {
  const twins = [group({ id: "older", services: ["PCHKOUT1"] }), group({ id: "younger", services: ["PCHKOUT1"] })];
  for (const open of [twins, twins.toReversed()]) {
    expect(groupOf(alert, open, { by: "service", window: 30 * minute }, facts)?.id).toBe("younger");
  }
});

test("of several the one opened last is joined, though its name sorts first", () => {
  const open = [
    group({ id: "z", services: ["PCHKOUT1"], openedAt: now - 2 * minute }),
    group({ id: "a", services: ["PCHKOUT1"] }),
  ];
  for (const order of [open, open.toReversed()]) {
    expect(groupOf(alert, order, { by: "service", window: 30 * minute }, facts)?.id).toBe("a");
  }
});

test("of several the one opened last is joined, in whatever order they come", () => {
  const anyGroup = fc.record({
    id: fc.string({ minLength: 1 }),
    openedAt: fc.integer({ min: now - 60 * minute, max: now }),
    lastAlertAt: fc.integer({ min: now - 60 * minute, max: now }),
    services: fc.subarray(["PCHKOUT1", "PCART001", "PSEARCH1"]),
    policies: fc.constant([]),
    alertKeys: fc.constant([]),
  });
  const groups = fc.uniqueArray(anyGroup, { selector: ({ id }) => id });
  fc.assert(
    fc.property(groups, fc.infiniteStream(fc.nat()), (open, order) => {
      const rules: GroupRules = { by: "system", window: 30 * minute };
      const shuffled = open.map((one) => ({ one, rank: order.next().value ?? 0 })).sort((a, b) => a.rank - b.rank);
      const chosen = groupOf(alert, open, rules, facts);
      expect(
        groupOf(
          alert,
          shuffled.map(({ one }) => one),
          rules,
          facts,
        ),
      ).toEqual(chosen);
      const fitting = open.filter(
        (one) => now - one.lastAlertAt <= rules.window && one.services.some((id) => id !== "PSEARCH1"),
      );
      expect(chosen === undefined).toBe(fitting.length === 0);
      if (chosen !== undefined) expect(Math.max(...fitting.map((one) => one.openedAt))).toBe(chosen.openedAt);
    }),
  );
});
