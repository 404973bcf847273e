import { describe, expect, test } from "vitest";
import { effectsOf, effectsOfAll } from "../../src/incident/effects-of.ts";
import type { EventType, IncidentEvent } from "../../src/incident/event.ts";
import { evolve } from "../../src/incident/evolve.ts";
import { type RawEvent, readEvent } from "../../src/incident/read-event.ts";
import { defaultRules } from "../../src/incident/rules.ts";
import { at, channelOpened, declared, fact, given, resolved, type Told } from "../given.ts";
import written from "./fixtures/events-v1.json" with { type: "json" };

const examples: readonly IncidentEvent[] = (written as readonly RawEvent[]).map(readEvent);

/** Kinds that the event asks for after those before it, in their order, a reminder with what it is about. */
function asked(type: EventType, ...before: readonly Told[]): string {
  const example = examples.find((event) => event.type === type);
  if (example === undefined) throw new Error(`No example of ${type}`);
  const { events, incident } = given(...before);
  const event = { ...example, version: events.length + 1, occurredAt: at(60), recordedAt: at(60) };
  return sayEffects(event, type === "Declared" ? incident : evolve(incident, event));
}

function sayEffects(event: IncidentEvent, incident: ReturnType<typeof evolve>): string {
  return effectsOf(event, incident, defaultRules)
    .map(({ kind, body }) => ("about" in body ? `${kind}-${body.about}` : kind))
    .join(" ");
}

/** What each event asks for in a public incident that has its channel. Also says which ask for nothing. */
const running: Readonly<Record<EventType, string>> = {
  Declared: "open-channel",
  Accepted: "open-channel triage-card",
  Cancelled: "post card topic announcement",
  ChannelOpened: "invite pin-card bookmark-call card topic announcement remind-update remind-commander",
  ChannelRenamed: "",
  ChannelLost: "announcement",
  ResponderJoined: "",
  ResponderLeft: "",
  AlertJoined: "thread card",
  AlertAcknowledged: "thread card",
  AlertUnacknowledged: "card",
  AlertResolved: "thread card",
  AlertReopened: "thread card",
  AlertReassigned: "invite thread card",
  RespondersFound: "invite",
  PageAsked: "page card",
  PageSent: "thread card",
  RoleAssigned: "invite thread card topic announcement",
  RoleReleased: "thread card topic announcement remind-commander",
  HandoverOffered: "invite post card",
  HandoverAccepted: "post card topic announcement",
  HandoverDeclined: "thread card",
  StatusChanged: "thread card topic announcement",
  SeverityChanged: "thread card topic announcement remind-update",
  TitleChanged: "card announcement",
  ImpactStated: "thread card announcement",
  NoteAdded: "thread",
  MessageKept: "",
  MessageEdited: "",
  MessageRemoved: "",
  EntryCorrected: "",
  EntryStruck: "",
  UpdateGiven: "post card announcement remind-update",
  CustomerSentenceApproved: "thread card announcement",
  CustomerAffected: "thread card announcement",
  MilestoneSet: "thread",
  Reminded: "post remind-commander",
  ReminderSnoozed: "remind-commander",
  Resolved: "resolve-alerts post card topic announcement",
  Reopened: "post card topic announcement remind-update remind-commander",
  PostmortemStarted: "postmortem-card",
  PostmortemSectionEdited: "",
  PostmortemAnswered: "",
  QuestionAnswered: "",
  EffectGaveUp: "card",
  EffectRetried: "card",
  Masked: "",
};
const types = Object.keys(running) as readonly EventType[];

describe("in a running incident", () => {
  test.each(types)("%s asks for what must now be done", (type) => {
    expect(asked(type, declared(), channelOpened())).toBe(running[type]);
  });

  test.each([
    ["private", declared({ private: true })],
    ["a drill", declared({ mode: "drill" })],
    ["over when it was recorded", declared({ mode: "retrospective" })],
    ["one that nobody outside notices", declared({ severity: "SEV4" })],
  ])("that is %s nothing is announced", (_name, first) => {
    for (const type of types.filter((one) => one !== "SeverityChanged"))
      expect(asked(type, first, channelOpened())).not.toMatch(/announcement/);
  });

  test.each([
    ["private", declared({ private: true })],
    ["a drill", declared({ mode: "drill" })],
  ])("that is %s all else is done as ever", (_name, first) => {
    for (const type of types)
      expect(asked(type, first, channelOpened())).toBe(running[type].replace(/ ?announcement/, ""));
  });
});

describe("before there is a channel", () => {
  const bare: Readonly<Partial<Record<EventType, string>>> = {
    Declared: "open-channel",
    Accepted: "open-channel triage-card",
    ChannelOpened: running.ChannelOpened,
    PageAsked: "page",
    RoleReleased: "remind-commander",
    SeverityChanged: "open-channel remind-update",
    UpdateGiven: "remind-update",
    Reminded: "remind-commander",
    ReminderSnoozed: "remind-commander",
    Resolved: "resolve-alerts",
    Reopened: "remind-update remind-commander",
    PostmortemStarted: "postmortem-card",
  };

  test.each(types.filter((type) => type !== "ChannelLost"))("%s asks for nothing in it", (type) => {
    expect(asked(type, declared())).toBe(bare[type] ?? "");
  });
});

test("a severity that changes while the channel is waited for asks again for that channel, not for another", () => {
  const changed = fact("SeverityChanged", { from: "SEV3", to: "SEV1", undo: false });
  const again = (...before: readonly Told[]) => {
    const { events, incident } = given(...before, changed);
    const effects = effectsOf(events.at(-1) as IncidentEvent, incident, defaultRules);
    return effects.find(({ kind }) => kind === "open-channel")?.version;
  };
  expect(again(declared({ severity: "SEV3" }))).toBe(1);
  expect(again(declared({ triage: true }), fact("Accepted", { by: "U1" }))).toBe(2);
  expect(again(declared({ triage: true }))).toBeUndefined();
  expect(again(declared(), fact("ChannelLost", { channel: "C7", why: "deleted" }))).toBeUndefined();
});

describe("in triage", () => {
  const waiting: Readonly<Partial<Record<EventType, string>>> = {
    Declared: "triage-card",
    AlertJoined: "triage-card",
    AlertAcknowledged: "triage-card",
    AlertResolved: "triage-card",
    AlertReopened: "triage-card",
    AlertReassigned: "triage-card",
    SeverityChanged: "triage-card",
    TitleChanged: "triage-card",
    Accepted: "open-channel triage-card",
    Cancelled: "triage-card",
  };
  const leaving: readonly EventType[] = ["StatusChanged", "Resolved", "Reopened"];

  test.each(types.filter((type) => !leaving.includes(type)))("%s asks for no channel, nobody is paged", (type) => {
    expect(asked(type, declared({ triage: true }))).toBe(waiting[type] ?? "");
  });

  test("dismissing what was accepted and has its channel is said there", () => {
    const accepted = [declared({ triage: true }), fact("Accepted", { by: "U1" }), channelOpened()];
    expect(asked("Cancelled", ...accepted)).toBe(running.Cancelled);
  });
});

describe("once it is resolved", () => {
  const over = [
    declared(),
    channelOpened(),
    resolved(at(9)),
    fact("PostmortemStarted", { owner: "U1", due: at(99) }),
  ] as const;

  test("nobody is reminded, and the alerts resolved with it have no line each", () => {
    for (const type of types.filter((one) => one !== "Reopened")) expect(asked(type, ...over)).not.toMatch(/remind/);
    expect(asked("AlertResolved", ...over)).toBe("card");
  });

  test("the draft follows what is written in it", () => {
    for (const type of ["PostmortemStarted", "PostmortemSectionEdited", "PostmortemAnswered"] as const)
      expect(asked(type, ...over)).toBe("postmortem-card");
  });

  test("reopening reminds again", () => {
    expect(asked("Reopened", ...over)).toBe(
      "post card topic announcement postmortem-card remind-update remind-commander",
    );
  });
});

describe("the announcement", () => {
  const lowered = fact("SeverityChanged", { from: "SEV2", to: "SEV4", undo: false });

  test("is kept true when the severity falls below what is announced", () => {
    expect(asked("Resolved", declared(), channelOpened(), lowered)).toMatch(/announcement/);
  });

  test("is put when the severity rises to what is announced", () => {
    const quiet = [declared({ severity: "SEV4" }), channelOpened()];
    expect(asked("StatusChanged", ...quiet)).not.toMatch(/announcement/);
    expect(asked("SeverityChanged", ...quiet)).toMatch(/announcement/);
  });

  test("is all there is where no channel can be opened, or it was lost", () => {
    const refused = fact("EffectGaveUp", { key: "incident/x/1/open-channel", kind: "open-channel", why: "restricted" });
    const { events, incident } = given(declared(), refused);
    expect(events.map((event) => sayEffects(event, incident))[1]).toBe("direct-message announcement");
    expect(asked("StatusChanged", declared(), refused)).toBe("announcement");
    const lost = fact("ChannelLost", { channel: "C7", why: "deleted" });
    expect(asked("StatusChanged", declared(), channelOpened(), lost)).toBe("announcement");
  });
});

describe("one thing depends on another", () => {
  function effects(...happened: readonly Told[]) {
    const { events, incident } = given(...happened);
    return effectsOf(events.at(-1) as IncidentEvent, incident, defaultRules);
  }

  test("what hangs on the card waits for it, what need not wait does not", () => {
    for (const type of types) {
      const { events, incident } = given(declared(), channelOpened());
      const example = examples.find((one) => one.type === type);
      if (example === undefined || type === "Declared") continue;
      const event = { ...example, version: events.length + 1 };
      for (const { kind, needs } of effectsOf(event, evolve(incident, event), defaultRules))
        expect(needs).toBe(kind === "thread" || kind === "pin-card" ? "card" : undefined);
    }
  });

  test("a role is told to whom it was given, not to who took it; who is in the channel is not invited", () => {
    const assigned = fact("RoleAssigned", { role: "scribe", user: "U2", from: null, by: "U1" });
    expect(effects(declared(), channelOpened(), assigned).map(({ kind }) => kind)).toContain("direct-message");
    const there = fact("ResponderJoined", { user: "U2" });
    expect(effects(declared(), channelOpened(), there, assigned).map(({ kind }) => kind)).not.toContain("invite");
    const taken = fact("RoleAssigned", { role: "scribe", user: "U2", from: null, by: "U2" });
    expect(effects(declared(), channelOpened(), taken).map(({ kind }) => kind)).not.toContain("direct-message");
  });

  test("a page that became an alert is told once, as a page", () => {
    const target = { name: "search", service: "PSEARCH", users: [] };
    const page = fact("PageAsked", { page: "g1", target, why: "Search is down", by: "U1" });
    const sent = fact("PageSent", { page: "g1", alert: "P2", url: null, people: [] });
    const story = given(declared(), channelOpened(), page)
      .when({ type: "recordPageSent", page: "g1", alert: "P2", url: null, people: [] })
      .thenHappens(
        sent,
        fact("AlertJoined", {
          alert: "P2",
          service: "search",
          title: "Search is down",
          url: null,
          people: [],
          urgency: "high",
          priority: null,
        }),
      );
    const kinds = story.events.slice(3).map((event) => sayEffects(event, story.incident));
    expect(kinds).toEqual(["thread card remind-page", "card"]);
  });

  test("a page that failed is loud: in the channel, or to the one who declared it", () => {
    const failed = fact("EffectGaveUp", { key: "incident/x/2/page/g1", kind: "page", why: "no such service" });
    expect(effects(declared(), channelOpened(), failed).map(({ kind }) => kind)).toEqual(["post", "card"]);
    expect(effects(declared(), failed)).toEqual([
      { kind: "direct-message", mode: "act", body: { version: 2, user: "U1" } },
    ]);
    expect(effects(declared({ by: null }), failed)).toEqual([]);
  });

  test("a note that stands in the channel already is not repeated there", () => {
    const note = fact("NoteAdded", { text: "x", decision: false, message: { channel: "C7", ts: "1.0" } });
    expect(effects(declared(), channelOpened(), note)).toEqual([]);
  });
});

test("an update says in its post what came with it, so that the thread does not say it again", () => {
  const before = given(declared(), channelOpened());
  const story = before
    .when({
      type: "giveUpdate",
      text: "Rolling back",
      by: "U1",
      impact: "12 % fail",
      status: "identified",
      severity: "SEV1",
      next: null,
      customerSentence: null,
      announce: true,
    })
    .thenHappens(
      fact("SeverityChanged", { from: "SEV2", to: "SEV1", undo: false }),
      fact("StatusChanged", { from: "investigating", to: "identified", undo: false }),
      fact("ImpactStated", { text: "12 % fail" }),
      fact("UpdateGiven", { text: "Rolling back", customerSentence: null, nextAt: null, announce: true }),
    );
  const together = story.events.slice(before.events.length);
  const acts = (events: readonly IncidentEvent[]) =>
    effectsOfAll(events, story.incident, defaultRules).flatMap(({ version, effect }) =>
      effect.mode === "act" ? [`${version} ${effect.kind}`] : [],
    );
  expect(acts(together)).toEqual(["6 post"]);
  expect(acts(together.slice(0, 2))).toEqual(["3 thread", "4 thread"]);
});
