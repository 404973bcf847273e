import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import type { PagerDutyEvent } from "../../src/pagerduty/event.ts";
import { readDelivery } from "../../src/pagerduty/payload.ts";
import { type Poll, pollOnce, startPolling } from "../../src/pagerduty/poll.ts";
import { changesSince, type Known, learnt } from "../../src/pagerduty/reconcile.ts";
import type { ListedIncident } from "../../src/pagerduty/rest-incident.ts";
import { MINUTE, SECOND } from "../../src/shared/time.ts";
import { startReceiver } from "../sandbox/pagerduty/receiver.ts";
import { setUp, start } from "./set-up.ts";

const nothing: Known = new Map();

const listed: ListedIncident = {
  id: "QAAA",
  number: 1,
  title: "Checkout returns 500s",
  status: "triggered",
  urgency: "high",
  priority: null,
  service: { id: "PCHKOUT1", name: "checkout" },
  incidentKey: null,
  createdAt: start,
  assignees: [{ id: "PUSRBO1", name: "bo" }],
  escalationPolicy: { id: "PEPPAY1", name: "payments" },
  teams: [],
  mergedInto: null,
  url: null,
  updatedAt: start + MINUTE,
  statusChangedAt: start + MINUTE,
  statusChangedBy: { id: "PUSRBO1", name: "bo", type: "user" },
  alertCount: 1,
  responderRequests: [],
  responders: [],
};

function typesSince(before: Partial<ListedIncident> | undefined, now: Partial<ListedIncident>): string[] {
  const known = before === undefined ? nothing : new Map([["QAAA", { ...listed, ...before }]]);
  return changesSince(known, [{ ...listed, ...now }]).map(({ type }) => type);
}

test.each<[string, Partial<ListedIncident> | undefined, Partial<ListedIncident>, string[]]>([
  ["nothing new", {}, {}, []],
  ["a new incident", undefined, {}, ["triggered"]],
  ["a new one that is acknowledged already", undefined, { status: "acknowledged" }, ["triggered", "acknowledged"]],
  ["one that came and went", undefined, { status: "resolved" }, ["triggered", "resolved"]],
  ["an acknowledgement", {}, { status: "acknowledged" }, ["acknowledged"]],
  ["an acknowledgement taken back", { status: "acknowledged" }, {}, ["unacknowledged"]],
  ["a resolve", { status: "acknowledged" }, { status: "resolved", assignees: [] }, ["resolved"]],
  ["a reopening", { status: "resolved", assignees: [] }, {}, ["reopened"]],
  ["a priority", {}, { priority: "P1" }, ["priority_updated"]],
  ["other people", {}, { assignees: [{ id: "PUSRANA", name: "ana" }] }, ["reassigned"]],
  ["another policy", {}, { escalationPolicy: null }, ["delegated"]],
  ["another service", {}, { service: { id: "PCART001", name: "cart" } }, ["service_updated"]],
  ["a new title, which has no event", {}, { title: "Checkout is down" }, []],
])("a listing with %s", (_, before, now, types) => {
  expect(typesSince(before, now)).toEqual(types);
});

test("the same change always has the same id, and says who and when", () => {
  const [event] = changesSince(new Map([["QAAA", listed]]), [{ ...listed, status: "resolved", assignees: [] }]);
  expect(event).toMatchObject({
    eventId: `poll:QAAA:resolved:${start + MINUTE}`,
    occurredAt: start + MINUTE,
    agent: { name: "bo" },
    incident: { status: "resolved" },
  });
  expect(event).not.toHaveProperty("incident.alertCount");
});

test("what has been reported is never reported again", () => {
  const incident = fc.record({
    id: fc.constantFrom("QA", "QB", "QC"),
    status: fc.constantFrom("triggered" as const, "acknowledged" as const, "resolved" as const),
    priority: fc.constantFrom(null, "P1", "P2"),
    assignees: fc.subarray([
      { id: "PUSRBO1", name: "bo" },
      { id: "PUSRANA", name: "ana" },
    ]),
    service: fc.constantFrom(listed.service, { id: "PCART001", name: "cart" }),
    updatedAt: fc.integer({ min: start, max: start + MINUTE }),
  });
  const listing = fc
    .uniqueArray(incident, { selector: ({ id }) => id })
    .map((all) => all.map((one): ListedIncident => ({ ...listed, ...one })));
  fc.assert(
    fc.property(listing, listing, (first, second) => {
      let known = changesSince(nothing, first).reduce(learnt, nothing);
      const events = changesSince(known, second);
      known = events.reduce(learnt, known);
      expect(changesSince(known, second).map(({ type }) => type)).toEqual([]);
      expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(events.length);
    }),
  );
});

async function polling() {
  const { clock, pagerduty, client } = await setUp();
  let known: Known = nothing;
  let since: number | null = null;
  async function look(): Promise<string[]> {
    const poll: Poll = await pollOnce(client, known, since, clock.now());
    if (!poll.ok) throw new Error(poll.message);
    known = poll.known;
    since = clock.now();
    return poll.events.map(({ type }) => type);
  }
  return { clock, pagerduty, client, look };
}

test("polling sees an incident through its whole life, each change once", async () => {
  const { clock, pagerduty, look } = await polling();
  const { id } = pagerduty.triggers("checkout", "Checkout returns 500s");
  expect(await look()).toEqual(["triggered"]);
  expect(await look()).toEqual([]);
  await clock.advance(MINUTE);
  pagerduty.acknowledges(id, "bo");
  pagerduty.prioritises(id, "P1", "bo");
  expect((await look()).sort()).toEqual(["acknowledged", "priority_updated"]);
  await clock.advance(MINUTE);
  pagerduty.resolves(id, "bo");
  expect(await look()).toEqual(["resolved"]);
  expect(await look()).toEqual([]);
  await clock.advance(MINUTE);
  pagerduty.reopens(id, "bo");
  expect(await look()).toEqual(["reopened"]);
  expect(await look()).toEqual([]);
});

test("polling sees what came and went between two looks, and where a merged incident went", async () => {
  const { clock, pagerduty, client, look } = await polling();
  await look();
  await clock.advance(5 * SECOND);
  pagerduty.resolves(pagerduty.triggers("checkout", "short"), "bo");
  expect(await look()).toEqual(["triggered", "resolved"]);
  const [one, two] = pagerduty.storm(2);
  await look();
  pagerduty.merges(one ?? "", [two ?? ""], "bo");
  const poll = await pollOnce(client, new Map([[two?.id ?? "", { ...listed, id: two?.id ?? "" }]]), null, clock.now());
  expect(poll).toMatchObject({ ok: true });
  const merged = poll.ok ? poll.events.find(({ type }) => type === "resolved") : undefined;
  expect(merged).toMatchObject({ incident: { id: two?.id, mergedInto: one?.id } });
});

test("polling tells the same as webhooks do", async () => {
  const { clock, pagerduty, client } = await setUp();
  const receiver = await startReceiver();
  onTestFinished(() => receiver.close());
  pagerduty.sendsWebhooksTo(receiver.url, ["secret"]);
  const polled: PagerDutyEvent[] = [];
  let known: Known = nothing;
  async function look(): Promise<void> {
    const poll = await pollOnce(client, known, start, clock.now());
    if (!poll.ok) throw new Error(poll.message);
    polled.push(...poll.events);
    known = poll.known;
    await clock.advance(SECOND);
  }

  const incident = pagerduty.triggers("checkout", "Checkout returns 500s");
  await look();
  pagerduty.acknowledges(incident, "bo");
  await look();
  pagerduty.resolves(incident, "bo");
  await look();
  await pagerduty.idle();

  const told = receiver.received.map(({ body }) => readDelivery(body.toString("utf8")));
  const essence = (event: PagerDutyEvent) => ({ ...event, eventId: "", agent: null });
  expect(polled.map(essence)).toEqual(told.map((read) => read.ok && essence(read.event)));
});

test("the poller looks at its interval, waits out a rate limit, and reports failures", async () => {
  const { clock, pagerduty, client } = await setUp();
  const reports: string[][] = [];
  const failures: string[] = [];
  const poller = startPolling({
    client,
    clock,
    everyMs: 15 * SECOND,
    known: nothing,
    since: null,
    looked: async () => {},
    report: async (events) => void reports.push(events.map(({ type }) => type)),
    failed: ({ kind }) => void failures.push(kind),
  });
  const asleep = () => expect.poll(() => clock.nextWake()).not.toBeNull();
  await asleep();
  expect(reports).toEqual([]);

  const { id } = pagerduty.triggers("checkout", "Checkout returns 500s", { urgency: "low" });
  await clock.advance(15 * SECOND);
  await asleep();
  expect(reports).toEqual([["triggered"]]);

  pagerduty.resolves(id, "bo");
  pagerduty.breaks("GET /incidents", { kind: "rate limit", headers: { "ratelimit-reset": "40" } });
  await clock.advance(15 * SECOND);
  await asleep();
  expect(failures).toEqual(["later"]);
  await clock.advance(39 * SECOND);
  expect(reports).toHaveLength(1);
  await clock.advance(SECOND);
  await asleep();
  expect(reports).toEqual([["triggered"], ["resolved"]]);

  await poller.stop();
  await poller.finished;
  expect(clock.nextWake()).toBeNull();
});
