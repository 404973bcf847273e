import { describe, expect, test } from "vitest";
import { effectsOf } from "../../src/incident/effects-of.ts";
import type { BodyOf, IncidentEvent } from "../../src/incident/event.ts";
import { defaultRules } from "../../src/incident/rules.ts";
import { DAY, SECOND } from "../../src/shared/time.ts";
import { alertBody } from "../bodies.ts";
import { at, channelOpened, declared, fact, given, inCommand, resolved } from "../given.ts";

const open = [declared({ severity: "SEV3", by: null, via: "pagerduty" }), channelOpened()] as const;
const bo = { user: "U2", name: "bo" };
const monitor = { user: null, name: null };

function alert(id: string, change: Partial<BodyOf<"AlertJoined">> = {}): BodyOf<"AlertJoined"> {
  return alertBody({ alert: id, people: ["bo"], ...change });
}
function joining(id: string, change: Partial<BodyOf<"AlertJoined">> = {}) {
  return { type: "joinAlert", at: at(-1), ...alert(id, change) } as const;
}
const joined = (id: string, minute = 0) => fact("AlertJoined", alert(id), at(minute));

describe("an alert that joins", () => {
  test("is told with the time at which it began, once", () => {
    given(...open)
      .when(joining("P1"))
      .thenHappens(fact("AlertJoined", alert("P1"), at(-1)))
      .when(joining("P1"))
      .thenNothing();
  });

  test("has not begun later than now", () => {
    given(...open)
      .when({ ...joining("P1"), at: at(5) })
      .thenHappens(fact("AlertJoined", alert("P1"), at(0)));
  });

  test("is only counted within a minute of another of its service", () => {
    given(...open, joined("P1"))
      .when({ ...joining("P2"), at: at(1) - SECOND }, { now: at(1) - 1 })
      .thenNothing();
    given(...open, joined("P1"))
      .when({ ...joining("P2"), at: at(1) }, { now: at(1) })
      .thenHappens(fact("AlertJoined", alert("P2")));
  });

  test("is still only counted when it is heard of again later", () => {
    given(...open, joined("P1"))
      .when({ ...joining("P2"), at: at(1) - SECOND }, { now: at(5) })
      .thenNothing();
  });

  test("is known already, though it is said to have begun later", () => {
    given(...open, joined("P1"))
      .when({ ...joining("P1"), at: at(5) }, { now: at(5) })
      .thenNothing();
  });

  test("is told at once when its service had none yet", () => {
    given(...open, joined("P1"))
      .when({ ...joining("P2", { service: "search" }), at: at(0) })
      .thenHappens(fact("AlertJoined", alert("P2", { service: "search" })));
  });

  test("a storm over known services is told once a minute in all", () => {
    const search = fact("AlertJoined", alert("P2", { service: "search" }), at(1));
    given(...open, joined("P1"), search)
      .when(joining("P3"), { now: at(2) - 1 })
      .thenNothing();
  });
});

describe("an alert that is acknowledged", () => {
  const acknowledge = { type: "acknowledgeAlert", alert: "P1", by: bo, at: at(2) } as const;

  test("says by whom, once, and never in the future", () => {
    given(...open, joined("P1"))
      .when(acknowledge, { now: at(1) })
      .thenHappens(fact("AlertAcknowledged", { alert: "P1", by: bo }))
      .when(acknowledge)
      .thenNothing();
  });

  test("answers the page that it came from", () => {
    const target = { name: "checkout", service: "PSVC", users: [] };
    const { incident } = given(
      ...open,
      fact("PageAsked", { page: "g1", target, why: "help", by: "U1" }),
      fact("PageSent", { page: "g1", alert: "P1", url: null, people: ["bo"] }),
      fact("AlertAcknowledged", { alert: "P1", by: bo }, at(3)),
    );
    expect(incident.pages["g1"]?.acknowledged).toEqual({ at: at(3), by: bo });
  });

  test("counts as the first answer even when it was only counted", () => {
    given(...open, joined("P1"))
      .when({ ...acknowledge, alert: "P9" }, { now: at(2) })
      .thenHappens(fact("AlertAcknowledged", { alert: "P9", by: bo }))
      .when({ ...acknowledge, alert: "P8" })
      .thenNothing();
  });

  test("can lose its answer, once, and get another", () => {
    given(...open, joined("P1"), fact("AlertAcknowledged", { alert: "P1", by: bo }))
      .when({ type: "unacknowledgeAlert", alert: "P1", at: at(0) })
      .thenHappens(fact("AlertUnacknowledged", { alert: "P1" }))
      .when({ type: "unacknowledgeAlert", alert: "P1", at: at(0) })
      .thenNothing()
      .when(acknowledge, { now: at(9) })
      .thenHappens(fact("AlertAcknowledged", { alert: "P1", by: bo }, at(2)));
  });

  test("that is not known cannot lose an answer", () => {
    given(...open)
      .when({ type: "unacknowledgeAlert", alert: "P1", at: at(0) })
      .thenNothing();
  });
});

describe("an alert that is resolved", () => {
  const resolve = {
    type: "resolveAlert",
    alert: "P1",
    by: bo,
    byPerson: true,
    mergedInto: null,
    stillOpen: 0,
    at: at(5),
  } as const;
  const told = fact("AlertResolved", { alert: "P1", by: bo, mergedInto: null });
  const what = "The last alert was resolved in PagerDuty";

  test("by a person, as the last, resolves the incident, once", () => {
    given(...open, joined("P1"))
      .when(resolve, { now: at(5) })
      .thenHappens(told, resolved(at(5), { what }))
      .when(resolve)
      .thenNothing();
  });

  test("by a person, as the last, starts the postmortem that the severity asks for", () => {
    given(declared(), inCommand("U3"), joined("P1"))
      .when(resolve, { now: at(5) })
      .thenHappens(told, resolved(at(5), { what }), fact("PostmortemStarted", { owner: "U3", due: at(5) + 5 * DAY }));
  });

  test("by a person, when it was only counted, resolves the incident all the same", () => {
    given(...open)
      .when(resolve, { now: at(6) })
      .thenHappens({ ...resolved(at(6), { what, impactEndedAt: at(5) }) });
  });

  test.each([
    ["others are still open", { stillOpen: 1 }],
    ["it recovered by itself", { byPerson: false, by: monitor }],
    ["it was merged into another", { mergedInto: "P2" }],
  ])("resolves nothing else when %s", (_name, change) => {
    const command = { ...resolve, ...change };
    const { by, mergedInto } = command;
    given(...open, joined("P1"))
      .when(command, { now: at(5) })
      .thenHappens(fact("AlertResolved", { alert: "P1", by, mergedInto }))
      .when(command)
      .thenNothing();
  });

  test("resolves nothing else when the incident is over", () => {
    given(...open, joined("P1"), resolved(at(4)))
      .when(resolve, { now: at(5) })
      .thenHappens(told);
  });

  test("comes back, once", () => {
    const again = { type: "reopenAlert", alert: "P1", by: monitor, at: at(6) } as const;
    given(...open)
      .when(again)
      .thenNothing();
    given(...open, joined("P1"))
      .when(again)
      .thenNothing();
    given(...open, joined("P1"), { ...told, occurredAt: at(5) })
      .when(again, { now: at(6) })
      .thenHappens(fact("AlertReopened", { alert: "P1", by: monitor }))
      .when(again)
      .thenNothing();
  });
});

describe("people whom nobody could name in Slack when they were paged", () => {
  const nobodySays = alert("P1", { unnamed: ["PUSRBO1"] });

  test.each([
    ["a running incident", open],
    ["one in triage", [declared({ triage: true })]],
  ])("are looked for again in %s", (_name, before) => {
    const { events, incident } = given(...before, fact("AlertJoined", nobodySays));
    const asked = effectsOf(events.at(-1) as IncidentEvent, incident, defaultRules);
    expect(asked).toContainEqual({ kind: "find-people", mode: "act", body: { users: ["PUSRBO1"] } });
  });

  test("are brought in once they are found", () => {
    const found = given(...open, fact("AlertJoined", nobodySays))
      .when({ type: "recordFound", users: ["U3"] })
      .thenHappens(fact("RespondersFound", { users: ["U3"] }));
    expect(found.incident.members).toContain("U3");
    found.when({ type: "recordFound", users: ["U3"] }).thenNothing();
  });
});

describe("an alert that is handed on", () => {
  const handOn = { type: "reassignAlert", alert: "P1", people: ["cy"], invite: ["U3"], at: at(4) } as const;
  const told = fact("AlertReassigned", { alert: "P1", people: ["cy"], invite: ["U3"] });

  test("has others to answer it, once", () => {
    const { incident } = given(...open, joined("P1"))
      .when(handOn, { now: at(4) })
      .thenHappens(told)
      .when(handOn)
      .thenNothing();
    expect(incident.alerts["P1"]).toMatchObject({ people: ["cy"], notifiedAt: at(4), acknowledged: null });
    expect(incident.members).toContain("U3");
  });

  test("loses the answer it had", () => {
    given(...open, joined("P1"), fact("AlertAcknowledged", { alert: "P1", by: bo }))
      .when({ ...handOn, people: ["bo"] }, { now: at(9) })
      .thenHappens({ ...fact("AlertReassigned", { alert: "P1", people: ["bo"], invite: ["U3"] }, at(4)) });
  });

  test("changes nothing once it is resolved, or where it was only counted", () => {
    given(...open)
      .when(handOn)
      .thenNothing();
    given(...open, joined("P1"), fact("AlertResolved", { alert: "P1", by: bo, mergedInto: null }))
      .when(handOn)
      .thenNothing();
  });
});
