import { expect, test } from "vitest";
import type { IncidentEvent } from "../../src/incident/event.ts";
import { entriesOf, entryJson } from "../../src/timeline/entry.ts";
import { sayLine } from "../../src/timeline/line.ts";
import { alertBody } from "../bodies.ts";
import { T0 } from "../given.ts";
import { checkoutIsDown } from "./checkout-is-down.ts";
import { ANA, BO, CY, declared, type Happened, PAGERDUTY, record, speech } from "./record.ts";

const message = { channel: "C7", ts: "5.0" };
const kept: Happened = [
  5,
  ANA,
  "MessageKept",
  { message, author: "U2", text: "it is DNS", files: [], permalink: null },
];
const opened: Happened = [0, ANA, "Declared", declared];
const alert = alertBody();

function linesOf(...happened: readonly Happened[]): readonly string[] {
  return entriesOf(record(...happened)).map((entry) => sayLine(entry.text, speech));
}

/** The sentence of the last of these. */
function lastLine(...happened: readonly Happened[]): string {
  const events = record(opened, ...happened);
  const entry = entriesOf(events).find((one) => one.seq === events.length);
  return entry === undefined ? "" : sayLine(entry.text, speech);
}

test("the whole story reads as what a person would tell", () => {
  const key = entriesOf(record(...checkoutIsDown)).filter((entry) => entry.key);
  expect(key.map((entry) => `${speech.time(entry.occurredAt)} ${sayLine(entry.text, speech)}`)).toEqual([
    "14:00 PagerDuty opened INC-7 as SEV2: Checkout returns 500s (checkout)",
    "14:00 Alert from checkout (P1): 5xx above 5 %, notified bo",
    "14:01 Alert from payments (P1): Charges time out, notified bo",
    "14:02 bo acknowledged checkout in PagerDuty after 2 min",
    "14:04 ana took command",
    "14:05 ana gave cy the scribe role",
    "14:06 cy: Error rate 40 %, only card payments",
    "14:08 ana set severity SEV2 → SEV1",
    "14:09 Impact: Card payments fail",
    "14:10 cy asked: how do I roll back payments? (answered from docs/rollback.md)",
    "14:11 cy asked: who owns the card gateway? (no answer was found)",
    "14:12 Decision by ana: Roll back v412",
    "14:13 bo: Errors began with the deploy [graph.png: error rate]",
    "14:16 bo took over command from ana",
    "14:20 Update by bo: Rolling back v412",
    "14:30 bo set status Investigating → Identified",
    "14:40 bo set status Identified → Monitoring",
    "14:52 Resolved by bo: Rolled back v412",
  ]);
});

test.each<[string, readonly Happened[]]>([
  [
    "ana gave command to bo (was cy)",
    [[1, ANA, "RoleAssigned", { role: "commander", user: "U2", from: "U3", by: "U1" }]],
  ],
  ["ana gave command to bo", [[1, ANA, "RoleAssigned", { role: "commander", user: "U2", from: "U1", by: "U1" }]]],
  [
    "ana gave up command: nobody is in command",
    [[1, ANA, "RoleReleased", { role: "commander", user: "U1", by: "U1" }]],
  ],
  ["bo declined command: it stays with ana", [[1, BO, "HandoverDeclined", { from: "U1", to: "U2" }]]],
  ["ana took back the offer to bo", [[1, ANA, "HandoverDeclined", { from: "U1", to: "U2" }]]],
  ["ana took back the resolve", [[1, ANA, "Reopened", { reason: "", undo: true }]]],
  ["ana reopened it: it is back", [[1, ANA, "Reopened", { reason: "it is back", undo: false }]]],
  [
    "Milestone “started” set to 13:50 (stated by ana)",
    [[1, ANA, "MilestoneSet", { milestone: "started", at: T0 - 600_000, source: "stated by ana" }]],
  ],
  ["ana confirmed severity SEV2", [[1, ANA, "SeverityChanged", { from: "SEV2", to: "SEV2", undo: false }]]],
  [
    "Could not do “open channel”: restricted_action",
    [
      [
        1,
        "pitwall",
        "EffectGaveUp",
        { key: "incident/x/1/open-channel", kind: "open-channel", why: "restricted_action" },
      ],
    ],
  ],
  [
    "root (command line): disk full on db-1",
    [[1, "cli:root", "NoteAdded", { text: "disk full on db-1", decision: false, message: null }]],
  ],
  [
    "checkout cleared",
    [
      [1, PAGERDUTY, "AlertJoined", alert],
      [2, PAGERDUTY, "AlertResolved", { alert: "P1", by: { user: null, name: null }, mergedInto: null }],
    ],
  ],
  [
    "dora acknowledged checkout in PagerDuty after 3 min",
    [
      [1, PAGERDUTY, "AlertJoined", alert],
      [2, PAGERDUTY, "AlertReopened", { alert: "P1", by: { user: null, name: null } }],
      [5, PAGERDUTY, "AlertAcknowledged", { alert: "P1", by: { user: null, name: "dora" } }],
    ],
  ],
  [
    "bo approved what customers are told: We are on it",
    [
      [1, ANA, "UpdateGiven", { text: "Looking", customerSentence: "We are on it", nextAt: null, announce: false }],
      [2, BO, "CustomerSentenceApproved", { update: 2, by: "U2" }],
    ],
  ],
])("says: %s", (expected, happened) => {
  expect(lastLine(...happened)).toBe(expected);
});

test("a page is told when it went out, with those it notified, and loudly when it did not", () => {
  const asked: Happened = [
    1,
    ANA,
    "PageAsked",
    { page: "g1", target: { name: "payments", service: "PS1", users: [] }, why: "card errors", by: "U1" },
  ];
  const pageAlert = { ...alert, alert: "P9", service: "payments", title: "card errors" };

  expect(
    linesOf(
      opened,
      asked,
      [2, "pitwall", "AlertJoined", pageAlert],
      [2, "pitwall", "PageSent", { page: "g1", alert: "P9", url: null, people: ["bo", "dora"] }],
    ),
  ).toEqual([
    "ana declared INC-7 as SEV2: Checkout returns 500s (checkout)",
    "ana asked to page payments: card errors",
    "PagerDuty took the page for payments",
    "Paged payments (bo and dora)",
  ]);
  const failed = record(opened, asked, [
    3,
    "pitwall",
    "EffectGaveUp",
    { key: "incident/01J/2/page/g1", kind: "page", why: "PagerDuty answers 401" },
  ]);
  const last = entriesOf(failed).at(-1);
  expect(last).toMatchObject({ kind: "page", key: true });
  expect(sayLine(last?.text ?? [], speech)).toBe("Could not page payments: PagerDuty answers 401");
});

test("a correction replaces the words, and the first words are not shown", () => {
  const [, note, correction] = entriesOf(
    record(
      opened,
      [1, CY, "NoteAdded", { text: "error rate 4 %", decision: false, message: null }],
      [2, CY, "EntryCorrected", { version: 2, text: "error rate 40 %" }],
    ),
  );
  expect(note).toMatchObject({ words: "error rate 40 %", amended: true, key: true });
  expect(sayLine(note?.text ?? [], speech)).toBe("cy: error rate 40 %");
  expect(sayLine(correction?.text ?? [], speech)).toBe("cy corrected #2");
});

test("an edit in Slack changes the kept message, a deletion hides its words", () => {
  expect(linesOf(opened, kept, [6, BO, "MessageEdited", { message, text: "it is not DNS" }])).toContain(
    "bo: it is not DNS",
  );
  const removed = entriesOf(record(opened, kept, [6, BO, "MessageRemoved", { message }]));
  expect(removed[1]).toMatchObject({ struck: true, key: false });
  expect(JSON.stringify(removed)).not.toContain("DNS");
});

test("a message that is kept again later shows what it says then", () => {
  const lines = linesOf(
    opened,
    kept,
    [6, BO, "MessageEdited", { message, text: "it is not DNS" }],
    [7, CY, "EntryStruck", { version: 2, why: "taken off the timeline" }],
    [5, ANA, "MessageKept", { message, author: "U2", text: "it was the gateway", files: [], permalink: null }],
  );
  expect(lines).toContain("bo: it was the gateway");
});

test("the first alert of a service is key, a page of ours to it is not that alert", () => {
  const page = { ...alert, alert: "P9" };
  const entries = entriesOf(
    record(
      opened,
      [1, "pitwall", "AlertJoined", page],
      [1, "pitwall", "PageSent", { page: "g1", alert: "P9", url: null, people: [] }],
      [2, PAGERDUTY, "AlertJoined", alert],
      [3, PAGERDUTY, "AlertJoined", { ...alert, alert: "P2" }],
    ),
  );
  expect(entries.map((entry) => entry.key)).toEqual([true, false, true, true, false]);
});

test("an entry that was struck stays readable and is not key", () => {
  const [, struck] = entriesOf(record(opened, kept, [6, CY, "EntryStruck", { version: 2, why: "wrong incident" }]));
  expect(struck).toMatchObject({ struck: true, key: false });
  expect(sayLine(struck?.text ?? [], speech)).toBe("bo: it is DNS");
});

test("a masked entry says why, and its erased body is never read", () => {
  const events = record(opened, kept, [6, CY, "Masked", { version: 2, why: "it held a token" }]).map((event) =>
    event.version === 2 ? ({ ...event, body: null } as unknown as IncidentEvent) : event,
  );
  const [, masked] = entriesOf(events);
  expect(sayLine(masked?.text ?? [], speech)).toBe("Text removed: it held a token");
  expect(masked).toMatchObject({ kind: "masked", key: false });
});

test("a change that was taken back stays on record and is not key", () => {
  const entries = entriesOf(
    record(
      opened,
      [1, ANA, "SeverityChanged", { from: "SEV2", to: "SEV1", undo: false }],
      [2, ANA, "SeverityChanged", { from: "SEV1", to: "SEV2", undo: true }],
      [3, ANA, "SeverityChanged", { from: "SEV2", to: "SEV3", undo: false }],
    ),
  );
  expect(entries.map((entry) => entry.key)).toEqual([true, false, false, true]);
});

test("what was backdated stands where it happened", () => {
  const entries = entriesOf(
    record(
      opened,
      [9, ANA, "ImpactStated", { text: "all" }],
      [4, CY, "NoteAdded", { text: "graphs dip", decision: false, message: null }],
    ),
  );
  expect(entries.map((entry) => entry.seq)).toEqual([1, 3, 2]);
});

test("text that looks like a mention stays text, and people are people", () => {
  const [entry] = entriesOf(record([0, ANA, "Declared", { ...declared, title: "<!channel> <@U2>", services: [] }]));
  expect(entry?.text).toEqual([
    { kind: "user", user: "U1" },
    { kind: "text", text: " declared INC-7 as SEV2: <!channel> <@U2>" },
  ]);
});

test("an entry as JSON has exactly the promised keys", () => {
  const [entry] = entriesOf(record(opened));
  if (entry === undefined) throw new Error("no entry");
  expect(entryJson(entry, speech, (at) => new Date(at).toISOString())).toEqual({
    seq: 1,
    kind: "declared",
    text: "ana declared INC-7 as SEV2: Checkout returns 500s (checkout)",
    actor: "slack:U1",
    occurredAt: "2026-03-02T14:00:00.000Z",
    recordedAt: "2026-03-02T14:00:00.000Z",
    source: "slack",
    key: true,
    struck: false,
  });
});
