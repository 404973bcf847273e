import { describe, expect, test } from "vitest";
import { defaultRules } from "../../src/incident/rules.ts";
import { alertBody } from "../bodies.ts";
import { at, channelOpened, declare, declared, fact, given, resolved } from "../given.ts";

const target = { name: "checkout", service: "PSVC", users: [] };
const alert = alertBody({ title: "Error rate above 5 %", people: ["bo"] });
const withPage = { pages: [{ page: "g1", target }] };
const paged = fact("PageAsked", { page: "g1", target, why: "Checkout returns 500s", by: "U1" });

describe("declaring", () => {
  test("tells the incident and asks for the pages of a severity that wakes people", () => {
    given().when(declare(withPage)).thenHappens(declared(), paged);
  });

  test("by nobody, as a program does, pages in the bot's own name", () => {
    given()
      .when(declare({ ...withPage, by: null }))
      .thenHappens(
        declared({ by: null }),
        fact("PageAsked", { page: "g1", target, why: "Checkout returns 500s", by: "pitwall" }),
      );
  });

  test("puts nobody into the channel that is still to be opened", () => {
    expect(given(declared({ invite: ["U2"] })).incident).toMatchObject({ joined: [], members: ["U1", "U2"] });
  });

  test("a second time on the same stream does nothing", () => {
    given().when(declare()).thenHappens(declared()).when(declare()).thenNothing();
  });

  test("needs a title", () => {
    given()
      .when(declare({ title: " \n " }))
      .thenRefused("empty");
  });

  test("cuts a title to 150 characters without halving one", () => {
    const title = `  ${"🔥".repeat(200)}`;
    given()
      .when(declare({ title }))
      .thenHappens(declared({ title: "🔥".repeat(150) }));
  });

  test("notes at once what its title does not hold", () => {
    const note = `Checkout is slow ${"and slower ".repeat(20)}`;
    given()
      .when(declare({ ...withPage, note }))
      .thenHappens(declared(), paged, fact("NoteAdded", { text: note, decision: false, message: null }));
  });

  test("refuses a severity that is not configured", () => {
    given()
      .when(declare({ severity: "SEV9" }))
      .thenRefused("severity", "SEV1, SEV2, SEV3, SEV4");
  });

  test("not sure means the second worst, and says so", () => {
    given()
      .when(declare({ severity: undefined }))
      .thenHappens(declared({ severity: "SEV2", unsure: true }));
  });

  test("not sure means the worst where there is only one severity", () => {
    const rules = { ...defaultRules, severities: defaultRules.severities.slice(0, 1) };
    given()
      .when(declare({ severity: undefined }), { rules })
      .thenHappens(declared({ severity: "SEV1", unsure: true }));
  });

  test.each([
    ["private", { private: true }, "SEC"],
    ["a drill", { mode: "drill" }, "DRILL"],
    ["a private drill", { private: true, mode: "drill" }, "SEC"],
    ["what is over already", { mode: "retrospective" }, "INC"],
  ] as const)("%s counts in its own series", (_name, change, series) => {
    given()
      .when(declare(change), { number: 3 })
      .thenHappens(declared({ ...change, series, number: 3, ref: `${series}-3` }));
  });

  test.each([
    ["a severity that wakes nobody", { severity: "SEV3" }],
    ["a drill", { mode: "drill", series: "DRILL", ref: "DRILL-7" }],
    ["triage", { triage: true }],
    ["what is over already", { mode: "retrospective" }],
  ] as const)("pages nobody for %s", (_name, change) => {
    given()
      .when(declare({ ...withPage, ...change }))
      .thenHappens(declared(change));
  });

  test("from an alert pages nobody again", () => {
    given()
      .when(declare({ ...withPage, alert, by: null, via: "pagerduty" }))
      .thenHappens(declared({ by: null, via: "pagerduty" }), fact("AlertJoined", alert));
  });

  test("names each service once", () => {
    given()
      .when(declare({ services: ["checkout", "search", "checkout"] }))
      .thenHappens(declared({ services: ["checkout", "search"] }));
  });

  test("may lie in the past and never in the future", () => {
    given()
      .when(declare({ at: at(-30) }))
      .thenHappens(declared({}, at(-30)));
    given()
      .when(declare({ at: at(30) }))
      .thenHappens(declared({}, at(0)));
  });
});

describe("triage", () => {
  const waiting = declared({ triage: true, by: null, via: "pagerduty" });

  test("waits in its own status", () => {
    expect(given(waiting).incident.status).toBe("triage");
  });

  test("becomes an incident when somebody declares it, once", () => {
    const { incident } = given(waiting)
      .when({ type: "accept", by: "U2" })
      .thenHappens(fact("Accepted", { by: "U2" }))
      .when({ type: "accept", by: "U3" })
      .thenNothing();
    expect(incident).toMatchObject({ status: "investigating", members: ["U2"] });
  });

  test("that a rule declares brings nobody in", () => {
    expect(given(waiting, fact("Accepted", { by: "pitwall" })).incident.members).toEqual([]);
  });

  test("is dismissed, once", () => {
    given(waiting)
      .when({ type: "cancel", reason: "dismissed in triage" })
      .thenHappens(fact("Cancelled", { reason: "dismissed in triage" }))
      .when({ type: "accept", by: "U2" })
      .thenNothing();
  });

  test.each([
    { type: "setStatus", to: "identified" },
    {
      type: "giveUpdate",
      text: "Looking",
      by: "U1",
      impact: undefined,
      status: "identified",
      severity: undefined,
      next: undefined,
      customerSentence: null,
      announce: true,
    },
    {
      type: "resolve",
      what: "Rolled back",
      by: "U1",
      impactEndedAt: undefined,
      resolveAlerts: false,
      owner: undefined,
      due: undefined,
    },
    { type: "page", page: "g1", target, why: "help", by: "U1" },
  ] as const)("is left by declaring alone: $type is refused", (command) => {
    given(waiting).when(command).thenRefused("triage");
  });

  test("ends when a person resolves its last alert in PagerDuty, without ever having been an incident", () => {
    const by = { user: null, name: "bo" };
    given(waiting, fact("AlertJoined", alert))
      .when(
        { type: "resolveAlert", alert: "P1", by, byPerson: true, mergedInto: null, stillOpen: 0, at: at(3) },
        { now: at(3) },
      )
      .thenHappens(
        fact("AlertResolved", { alert: "P1", by, mergedInto: null }),
        fact("Cancelled", { reason: "The last alert was resolved in PagerDuty" }),
      );
  });
});

describe("cancelling", () => {
  const cancel = { type: "cancel", reason: "false alarm" } as const;

  test("ends an incident that was none, once, and ends an open handover", () => {
    const offered = fact("HandoverOffered", { from: "U1", to: "U2", brief: "" });
    const { incident } = given(declared(), channelOpened(), offered)
      .when(cancel)
      .thenHappens(fact("Cancelled", { reason: "false alarm" }))
      .when(cancel)
      .thenNothing();
    expect(incident).toMatchObject({ status: "cancelled", handover: null });
  });

  test("does not take a resolved one off the record", () => {
    given(declared(), resolved(at(9)))
      .when(cancel)
      .thenRefused("resolved");
  });
});

test("a command for an incident that nobody declared is refused", () => {
  given().when({ type: "accept", by: "U1" }).thenRefused("no-incident");
});
