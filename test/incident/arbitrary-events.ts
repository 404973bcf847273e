import fc from "fast-check";
import type { EventType, IncidentEvent, Status } from "../../src/incident/event.ts";

/** Text as people, alerts and attackers write it. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 40 }),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.constantFrom(
    "Roll back v412",
    "<!channel> everybody",
    "<@U1> and @here",
    "# a heading\n## another",
    "a | b\n--- | ---\n1 | 2",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1)) ![y](z)",
    "---\nref: other\n---",
    "title\n=====",
    "```\ncode\n```",
    "    indented",
    "- item\n+ item\n1. item",
    "> quote\n\n\n<!-- comment -->",
    "\u202Egnp.exe\u0007\r\nnext\u2028line",
    "\\| \\\\| \\",
    "&lt;b&gt; &amp;",
    "",
  ),
);

const user = fc.constantFrom("U1", "U2", "U3");
const userOrNull = fc.option(user, { nil: null });
const someone = fc.record({ user: userOrNull, name: fc.option(anyText, { nil: null }) });
const alert = fc.constantFrom("P1", "P2", "P3");
const service = fc.constantFrom("checkout", "payments", "a|b");
const people = fc.array(anyText, { maxLength: 2 });
const page = fc.constantFrom("g1", "g2");
const role = fc.constantFrom("commander", "scribe", "comms", "none of ours");
const status = fc.constantFrom<Status>("triage", "investigating", "identified", "monitoring", "resolved", "cancelled");
const severity = fc.constantFrom("SEV1", "SEV2", "SEV3", "gone");
const message = fc.record({ channel: fc.constant("C1"), ts: fc.constantFrom("1.0", "2.0") });
const version = fc.integer({ min: 1, max: 30 });
const undo = fc.boolean();
const about = fc.constantFrom("update", "commander", "page");
const url = fc.option(anyText, { nil: null });
/** Within three days of the epoch that the tests use, in seconds. */
const instant = fc.integer({ min: 0, max: 3 * 86_400 }).map((seconds) => 1_772_460_000_000 + seconds * 1_000);
const section = fc.constantFrom("summary", "impact", "timeline", "follow-ups", "well", "no such section");
const question = fc.constantFrom("impact:numbers", "detection:started", "well:what", "nothing");
const file = fc.record({ name: anyText, type: fc.constant("png"), alt: url, link: url });

/** A body of each type of event: a new type does not compile before it is here. */
const bodies: { readonly [Type in EventType]: fc.Arbitrary<Extract<IncidentEvent, { type: Type }>["body"]> } = {
  Declared: fc.record({
    ref: fc.constant("INC-7"),
    series: fc.constantFrom("INC", "SEC", "DRILL"),
    number: fc.constant(7),
    title: anyText,
    severity,
    unsure: fc.boolean(),
    mode: fc.constantFrom("live", "drill", "retrospective"),
    private: fc.boolean(),
    triage: fc.boolean(),
    services: fc.array(service, { maxLength: 2 }),
    by: userOrNull,
    via: fc.constantFrom("command", "form", "mention", "pagerduty", "cli"),
    invite: fc.array(user, { maxLength: 2 }),
  }),
  Accepted: fc.record({ by: user }),
  Cancelled: fc.record({ reason: anyText }),
  ChannelOpened: fc.record({ channel: fc.constant("C1"), name: anyText, byHand: fc.boolean() }),
  ChannelRenamed: fc.record({ channel: fc.constant("C1"), name: anyText }),
  ChannelLost: fc.record({ channel: fc.constant("C1"), why: anyText }),
  ResponderJoined: fc.record({ user }),
  ResponderLeft: fc.record({ user }),
  AlertJoined: fc.record({
    alert,
    service,
    title: anyText,
    url,
    people,
    urgency: fc.constantFrom("high", "low"),
    priority: fc.option(fc.constantFrom("P1", "P2"), { nil: null }),
  }),
  AlertAcknowledged: fc.record({ alert, by: someone }),
  AlertUnacknowledged: fc.record({ alert }),
  AlertResolved: fc.record({ alert, by: someone, mergedInto: fc.option(alert, { nil: null }) }),
  AlertReopened: fc.record({ alert, by: someone }),
  AlertReassigned: fc.record({ alert, people, invite: fc.array(user, { maxLength: 2 }) }),
  RespondersFound: fc.record({ users: fc.array(user, { minLength: 1, maxLength: 2 }) }),
  PageAsked: fc.record({
    page,
    target: fc.record({ name: anyText, service, users: fc.array(user, { maxLength: 1 }) }),
    why: anyText,
    by: fc.constantFrom("U1", "pitwall"),
  }),
  PageSent: fc.record({ page, alert, url, people }),
  RoleAssigned: fc.record({ role, user, from: userOrNull, by: fc.constantFrom("U1", "U2", "pitwall") }),
  RoleReleased: fc.record({ role, user, by: user }),
  HandoverOffered: fc.record({ from: user, to: user, brief: anyText }),
  HandoverAccepted: fc.record({ from: user, to: user }),
  HandoverDeclined: fc.record({ from: user, to: user }),
  StatusChanged: fc.record({ from: status, to: status, undo }),
  SeverityChanged: fc.record({ from: severity, to: severity, undo }),
  TitleChanged: fc.record({ from: anyText, to: anyText }),
  ImpactStated: fc.record({ text: anyText }),
  NoteAdded: fc.record({ text: anyText, decision: fc.boolean(), message: fc.option(message, { nil: null }) }),
  MessageKept: fc.record({
    message,
    author: user,
    text: anyText,
    files: fc.array(file, { maxLength: 2 }),
    permalink: url,
  }),
  MessageEdited: fc.record({ message, text: anyText }),
  MessageRemoved: fc.record({ message }),
  EntryCorrected: fc.record({ version, text: anyText }),
  EntryStruck: fc.record({ version, why: anyText }),
  UpdateGiven: fc.record({
    text: anyText,
    customerSentence: fc.option(anyText, { nil: null }),
    nextAt: fc.option(instant, { nil: null }),
    announce: fc.boolean(),
  }),
  CustomerSentenceApproved: fc.record({ update: version, by: user }),
  CustomerAffected: fc.record({ user, customer: anyText }),
  MilestoneSet: fc.record({
    milestone: fc.constantFrom("started", "detected", "declared", "acknowledged", "mitigated", "resolved"),
    at: instant,
    source: anyText,
  }),
  Reminded: fc.record({ about }),
  ReminderSnoozed: fc.record({ about, until: instant }),
  Resolved: fc.record({ what: anyText, impactEndedAt: instant, resolveAlerts: fc.boolean() }),
  Reopened: fc.record({ reason: anyText, undo }),
  PostmortemStarted: fc.record({ owner: user, due: instant }),
  PostmortemSectionEdited: fc.record({ section, text: anyText, over: version }),
  PostmortemAnswered: fc.record({ question, text: anyText }),
  QuestionAnswered: fc.record({ question: anyText, answer: anyText, answerable: fc.boolean(), sources: people }),
  EffectGaveUp: fc.record({
    key: fc.constantFrom("incident/x/2/page/g1", "incident/x/card"),
    kind: fc.constantFrom("page", "card"),
    why: anyText,
  }),
  EffectRetried: fc.record({ key: fc.constant("incident/x/card"), kind: fc.constant("card") }),
  Masked: fc.record({ version: fc.integer({ min: 2, max: 30 }), why: anyText }),
};

const actor = fc.constantFrom("slack:U1", "slack:U2", "pagerduty:webhook", "cli:root", "pitwall");

/**
 * A stream as a ledger could hold it: it begins with `Declared`, versions count from 1, things happen before they are
 * recorded, and bodies refer to one another by a few ids. The rules of `decide` are not observed: readers must bear more.
 */
export const anyEvents: fc.Arbitrary<readonly IncidentEvent[]> = fc
  .tuple(bodies.Declared, fc.array(anyLaterFact(), { maxLength: 25, size: "max" }), actor)
  .map(([declared, later, declarer]) => {
    const facts = [{ type: "Declared" as const, body: declared, actor: declarer, wait: 0, ago: 0 }, ...later];
    let recordedAt = 1_772_460_000_000;
    return facts.map(({ wait, ago, ...fact }, index) => {
      recordedAt += wait * 1_000;
      return { ...fact, version: index + 1, recordedAt, occurredAt: recordedAt - ago * 1_000 } as IncidentEvent;
    });
  });

/** The same in which the bodies of masked events are gone, as the ledger leaves them. */
export const anyErasedEvents: fc.Arbitrary<readonly IncidentEvent[]> = anyEvents.map((events) => {
  const masked = new Set(events.flatMap((event) => (event.type === "Masked" ? [event.body.version] : [])));
  return events.map((event) =>
    masked.has(event.version) && event.type !== "Masked"
      ? ({ ...event, body: null } as unknown as IncidentEvent)
      : event,
  );
});

function anyLaterFact() {
  const types = Object.keys(bodies).filter((type) => type !== "Declared") as readonly EventType[];
  return fc.constantFrom(...types).chain((type) =>
    fc.record({
      type: fc.constant(type),
      body: bodies[type] as fc.Arbitrary<unknown>,
      actor,
      wait: fc.integer({ min: 0, max: 7_200 }),
      ago: fc.integer({ min: 0, max: 7_200 }),
    }),
  );
}
