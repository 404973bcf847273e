import { describe, expect, test } from "vitest";
import type { Effect } from "../../src/incident/effect.ts";
import { effectsOf } from "../../src/incident/effects-of.ts";
import type { IncidentEvent } from "../../src/incident/event.ts";
import { defaultRules } from "../../src/incident/rules.ts";
import { alertBody } from "../bodies.ts";
import { at, channelOpened, declared, fact, given, inCommand, resolved, type Told } from "../given.ts";

/** What the last of these events asks for. */
function asked(...happened: readonly Told[]): readonly Effect[] {
  const { events, incident } = given(...happened);
  return effectsOf(events.at(-1) as IncidentEvent, incident, defaultRules);
}
function kinds(...happened: readonly Told[]): readonly string[] {
  return asked(...happened).map(({ kind, body }) => ("about" in body ? `${kind}-${body.about}` : kind));
}

const open = [declared(), channelOpened()] as const;
const triage = declared({ triage: true, by: null });
const card = { kind: "card", mode: "surface", body: {} } as const;
const topic = { kind: "topic", mode: "surface", body: {} } as const;
const announcement = { kind: "announcement", mode: "surface", body: {} } as const;
const openChannel = { kind: "open-channel", mode: "act", body: {} } as const;

const target = { name: "search", service: "PSEARCH", users: [] };
const page = fact("PageAsked", { page: "g1", target, why: "Search is down", by: "U1" });
const sent = fact("PageSent", { page: "g1", alert: "P2", url: null, people: ["cy"] });
const bo = { user: "U2", name: "bo" };

describe("an effect carries only what cannot be looked up when it is done", () => {
  test.each<[string, readonly Told[], readonly Effect[]]>([
    ["nothing to open the channel", [declared()], [openChannel]],
    [
      "nothing to open it for what waited in triage",
      [triage, fact("Accepted", { by: "U1" })],
      [openChannel, { kind: "triage-card", mode: "surface", body: {} }],
    ],
    [
      "whom to invite, and when to remind of what",
      open,
      [
        { kind: "invite", mode: "act", body: { users: ["U1"] } },
        { kind: "pin-card", mode: "surface", body: {}, needs: "card" },
        { kind: "bookmark-call", mode: "act", body: {} },
        card,
        topic,
        announcement,
        { kind: "remind", mode: "surface", name: "update", body: { about: "update" }, notBefore: at(60) },
        { kind: "remind", mode: "surface", name: "commander", body: { about: "commander" }, notBefore: at(5) },
      ],
    ],
    [
      "which event to tell, and to whom",
      [...open, fact("RoleAssigned", { role: "scribe", user: "U2", from: null, by: "U1" })],
      [
        { kind: "invite", mode: "act", body: { users: ["U2"] } },
        { kind: "thread", mode: "act", body: { version: 3 }, needs: "card" },
        { kind: "direct-message", mode: "act", body: { version: 3, user: "U2" } },
        card,
        topic,
        announcement,
      ],
    ],
    [
      "which event to say in the channel",
      [...open, fact("HandoverOffered", { from: "U1", to: "U1", brief: "" })],
      [
        { kind: "invite", mode: "act", body: { users: ["U1"] } },
        { kind: "post", mode: "act", body: { version: 3 } },
        card,
      ],
    ],
    ["which page to send", [declared(), page], [{ kind: "page", mode: "act", name: "g1", body: { page: "g1" } }]],
    [
      "nothing to resolve the alerts",
      [declared(), fact("Resolved", { what: "Rolled back", impactEndedAt: at(0), resolveAlerts: true })],
      [{ kind: "resolve-alerts", mode: "act", body: {} }],
    ],
    ["nothing at all where they are resolved by hand", [declared(), resolved(at(0))], []],
    [
      "whom to find in Slack, of those to whom an alert was handed on",
      [declared(), fact("AlertReassigned", { alert: "P2", people: ["cy"], invite: [], unnamed: ["PUSRCY1"] })],
      [{ kind: "find-people", mode: "act", body: { users: ["PUSRCY1"] } }],
    ],
    [
      "which event asked for the channel that has become more urgent",
      [declared({ severity: "SEV4" }), fact("SeverityChanged", { from: "SEV4", to: "SEV3", undo: false })],
      [
        { ...openChannel, version: 1 },
        { kind: "remind", mode: "surface", name: "update", body: { about: "update" }, notBefore: at(240) },
      ],
    ],
  ])("%s", (_name, happened, effects) => {
    expect(asked(...happened)).toEqual(effects);
  });
});

describe("nothing is asked for", () => {
  test("where nobody is to be invited", () => {
    expect(kinds(declared({ by: null }), channelOpened())).not.toContain("invite");
  });

  test("to open a channel for what was dismissed in triage, though its severity changes", () => {
    const changed = fact("SeverityChanged", { from: "SEV2", to: "SEV1", undo: false });
    expect(kinds(triage, fact("Cancelled", { reason: "dismissed" }), changed)).not.toContain("open-channel");
  });

  test("to announce what may still get its channel, though a page of it failed", () => {
    const failed = fact("EffectGaveUp", { key: "incident/x/2/page/g1", kind: "page", why: "no such service" });
    expect(kinds(declared(), page, failed, inCommand("U1"))).not.toContain("announcement");
  });

  test("to tell an answer again that somebody gave to another alert of the service", () => {
    const joined = (alert: string) => fact("AlertJoined", alertBody({ alert }));
    const answered = (alert: string) => fact("AlertAcknowledged", { alert, by: bo });
    const first = [...open, joined("P1"), joined("P2"), answered("P1")];
    expect(kinds(...first)).toEqual(["thread", "card"]);
    expect(kinds(...first, answered("P2"))).toEqual(["card"]);
  });
});

describe("the reminder that nobody answers a page", () => {
  const paged = [...open, page, sent] as const;
  const alert = alertBody({ alert: "P2", service: "search" });

  test.each<[string, Told]>([
    ["PagerDuty notifies again, for the answer was taken back", fact("AlertUnacknowledged", { alert: "P2" })],
    ["it was handed on", fact("AlertReassigned", { alert: "P2", people: ["cy"], invite: [] })],
    ["it came back", fact("AlertReopened", { alert: "P2", by: bo })],
    ["the commander leaves", fact("RoleReleased", { role: "commander", user: "U1", by: "U1" })],
    ["the incident is reopened", fact("Reopened", { reason: "again", undo: false })],
  ])("is asked for when %s", (_name, event) => {
    expect(kinds(...paged, fact("AlertJoined", alert), event)).toContain("remind-page");
  });

  test("is not moved by who else lays down a role", () => {
    const scribe = { role: "scribe", user: "U2", by: "U2" };
    expect(kinds(...paged, fact("RoleReleased", scribe)).filter((kind) => kind.startsWith("remind"))).toEqual([]);
  });
});
