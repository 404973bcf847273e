import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { EventType } from "../../src/incident/event.ts";
import { fold } from "../../src/incident/evolve.ts";
import { type RawEvent, readEvent } from "../../src/incident/read-event.ts";
import { canonicalJson, type Json } from "../../src/shared/json.ts";
import { anyErasedEvents, anyEvents } from "./arbitrary-events.ts";
import written from "./fixtures/events-v1.json" with { type: "json" };

const stream: readonly RawEvent[] = written;

/** A new type of event does not compile before it is named here, and does not pass before it is in the fixture. */
const types: Readonly<Record<EventType, true>> = {
  Declared: true,
  Accepted: true,
  Cancelled: true,
  ChannelOpened: true,
  ChannelRenamed: true,
  ChannelLost: true,
  ResponderJoined: true,
  ResponderLeft: true,
  AlertJoined: true,
  AlertAcknowledged: true,
  AlertUnacknowledged: true,
  AlertResolved: true,
  AlertReopened: true,
  AlertReassigned: true,
  RespondersFound: true,
  PageAsked: true,
  PageSent: true,
  RoleAssigned: true,
  RoleReleased: true,
  HandoverOffered: true,
  HandoverAccepted: true,
  HandoverDeclined: true,
  StatusChanged: true,
  SeverityChanged: true,
  TitleChanged: true,
  ImpactStated: true,
  NoteAdded: true,
  MessageKept: true,
  MessageEdited: true,
  MessageRemoved: true,
  EntryCorrected: true,
  EntryStruck: true,
  UpdateGiven: true,
  CustomerSentenceApproved: true,
  CustomerAffected: true,
  MilestoneSet: true,
  Reminded: true,
  ReminderSnoozed: true,
  Resolved: true,
  Reopened: true,
  PostmortemStarted: true,
  PostmortemSectionEdited: true,
  PostmortemAnswered: true,
  QuestionAnswered: true,
  EffectGaveUp: true,
  EffectRetried: true,
  Masked: true,
};

describe("events as they were written by the first release", () => {
  test("hold one of every type", () => {
    expect([...new Set(stream.map(({ type }) => type))].sort()).toEqual(Object.keys(types).sort());
  });

  test("are read as they are, with nothing lost", () => {
    for (const raw of stream) expect(readEvent(raw)).toEqual(raw);
  });

  test("still tell the same incident", () => {
    expect(fold(stream.map(readEvent))).toMatchObject({
      ref: "INC-7",
      series: "INC",
      number: 7,
      title: "Checkout and search return 500s",
      severity: "SEV1",
      unsure: false,
      mode: "live",
      private: false,
      triage: true,
      services: ["checkout"],
      via: "pagerduty",
      version: stream.length,
      status: "cancelled",
      severities: ["SEV2", "SEV1"],
      declaredBy: null,
      declaredAt: 1_772_460_000_000,
      changedAt: 1_772_463_300_000,
      channel: null,
      channelLost: "its channel was deleted",
      members: ["U3", "U2", "U5", "U6"],
      joined: [],
      roles: {},
      commanderSince: null,
      handover: null,
      alerts: {
        P1: {
          alert: "P1",
          service: "checkout",
          title: "Error rate above 5 %",
          url: "https://pagerduty.example/incidents/P1",
          people: ["dee"],
          urgency: "high",
          priority: null,
          joinedAt: 1_772_460_000_000,
          notifiedAt: 1_772_461_380_000,
          acknowledged: null,
          resolvedAt: null,
        },
      },
      pages: {
        "01K0G1": {
          id: "01K0G1",
          target: { name: "search", service: "PSEARCH", users: [] },
          why: "Search is down too",
          by: "U1",
          askedAt: 1_772_460_240_000,
          alert: "P2",
          people: ["cy"],
          sentAt: 1_772_460_240_000,
          acknowledged: null,
        },
      },
      impact: "12 % of payments fail",
      update: {
        version: 22,
        text: "Rolling back v412",
        at: 1_772_460_480_000,
        by: "slack:U1",
        nextAt: 1_772_462_280_000,
        announce: true,
        proposedSentence: null,
      },
      customerSentence: "Some payments fail; we are on it.",
      customers: [{ user: "U4", customer: "ACME" }],
      acknowledgedAt: 1_772_460_120_000,
      undoable: {
        severity: { version: 10, from: "SEV2", at: 1_772_460_180_000 },
        status: { version: 32, from: "investigating", at: 1_772_461_080_000 },
        resolved: { version: 43, from: "monitoring", at: 1_772_462_400_000 },
      },
      resolution: {
        version: 43,
        what: "Rolled back v412",
        at: 1_772_462_400_000,
        by: "slack:U3",
        impactEndedAt: 1_772_461_440_000,
      },
      postmortem: { owner: "U3", due: 1_772_892_000_000 },
      troubles: [],
      kept: [{ message: { channel: "C7", ts: "1772460300.000100" }, version: 16, struck: false }],
      snoozedUntil: { commander: 1_772_461_920_000 },
      reminded: { commander: { times: 1, at: 1_772_461_020_000 } },
    });
  });
});

describe("an event that is read", () => {
  const { body: _body, ...note }: RawEvent = stream[14] ?? ({} as RawEvent);

  test("is refused when this release does not know its type", () => {
    for (const type of ["CoffeeMade", "constructor", "toString"])
      expect(() => readEvent({ ...note, type, body: {} })).toThrow(`Unknown event ${type}`);
  });

  test("is refused when it has no body at all", () => {
    expect(() => readEvent({ ...note, body: undefined })).toThrow("NoteAdded 15 has no body");
  });

  test("may have a body that was erased, which changes nothing but the version", () => {
    const before = stream.slice(0, 14).map(readEvent);
    const erased = readEvent({ ...note, body: null });
    expect(fold([...before, erased])).toEqual({
      ...fold(before),
      version: 15,
      changedAt: note.recordedAt,
    });
  });
});

test("every event comes back from the ledger as it was", () => {
  fc.assert(
    fc.property(anyEvents, (events) => {
      for (const event of events) {
        const stored = JSON.parse(canonicalJson(event as unknown as Json)) as RawEvent;
        expect(readEvent(stored)).toEqual(event);
      }
    }),
    { numRuns: 1_000 },
  );
});

test("any stream is read to its end, also where bodies were erased", () => {
  fc.assert(
    fc.property(anyErasedEvents, (events) => {
      expect(fold(events.map(readEvent))?.version).toBe(events.length);
    }),
    { numRuns: 1_000 },
  );
});

test("a stream that does not begin with its declaration is a bug", () => {
  expect(() => fold(stream.slice(1).map(readEvent))).toThrow("A stream cannot begin with AlertJoined");
  expect(fold([])).toBeUndefined();
});
