import { expect, onTestFinished, test } from "vitest";
import { readDelivery } from "../../../src/pagerduty/payload.ts";
import { signedBy } from "../../../src/pagerduty/signature.ts";
import { movableClock } from "../../../src/sandbox/clock.ts";
import { startPagerDuty } from "../../../src/sandbox/pagerduty/start.ts";
import type { Neighbour } from "../../../src/sandbox/world.ts";
import { HOUR, MINUTE, SECOND } from "../../../src/shared/time.ts";
import { startReceiver } from "./receiver.ts";

const secrets = ["secret-one"];

async function setUp(answer?: Parameters<typeof startReceiver>[0], options: { webhookDeadline?: number } = {}) {
  const clock = movableClock({ start: Date.UTC(2026, 2, 2, 14) });
  const receiver = await startReceiver(answer);
  const pagerduty = await startPagerDuty({ clock, webhook: { url: receiver.url, secrets }, ...options });
  onTestFinished(async () => {
    await pagerduty.close();
    receiver.close();
  });
  return { clock, receiver, pagerduty };
}

test("every change of an incident is told in order, and the bot reads each", async () => {
  const { receiver, pagerduty } = await setUp();
  const incident = pagerduty.triggers("checkout", "Checkout returns 500s");
  const other = pagerduty.triggers("payments", "Payments time out");
  pagerduty.acknowledges(incident, "bo");
  pagerduty.prioritises(incident, "P1", "bo");
  pagerduty.unacknowledges(incident, "bo");
  pagerduty.reassigns(incident, "ana", "bo");
  pagerduty.escalates(incident, 2, "bo");
  pagerduty.notes(incident, "Rolled back", "ana");
  pagerduty.asksForHelp(incident, "eli", "Please look at the gateway", "ana");
  pagerduty.answersCall(incident, "eli", "declined");
  pagerduty.resolves(incident, "ana", "v412 was it");
  pagerduty.reopens(incident, "ana");
  pagerduty.merges(incident, [other], "ana");
  pagerduty.pings();
  await pagerduty.idle();

  const about = (id: string) =>
    receiver.received
      .filter(({ body }) => body.includes(id))
      .map(({ event }) => event.event_type.replace("incident.", ""));
  expect(about(incident.id).filter((type) => type !== "resolved")).toEqual([
    ...["triggered", "acknowledged", "priority_updated", "unacknowledged", "reassigned", "escalated", "annotated"],
    ...["responder.added", "responder.replied", "annotated", "reopened"],
  ]);
  expect(about(other.id)).toEqual(["triggered", "resolved"]);
  for (const { body } of receiver.received) {
    const read = readDelivery(body.toString("utf8"));
    expect(read).toMatchObject({ ok: true });
    if (read.ok) expect(read.event.type).not.toBe("unknown");
  }
  const merged = receiver.received
    .map(({ body }) => readDelivery(body.toString("utf8")))
    .find((read) => read.ok && read.event.type === "resolved" && read.event.incident.id === other.id);
  expect(merged).toMatchObject({ event: { incident: { mergedInto: incident.id } } });
});

test("what monitoring triggers has no key, no priority and its integration for an agent", async () => {
  const { receiver, pagerduty } = await setUp();
  pagerduty.triggers("checkout", "Checkout returns 500s");
  await pagerduty.idle();

  expect(receiver.received[0]?.event).toMatchObject({
    agent: { type: "inbound_integration_reference" },
    data: { incident_key: null, priority: null, status: "triggered", assignees: [{ summary: "bo" }] },
  });
});

test("a delivery is signed over its bytes by every secret in use", async () => {
  const { receiver, pagerduty } = await setUp();
  pagerduty.signsWith(["old", "new"]);
  pagerduty.triggers("checkout", "Käse ☃");
  await pagerduty.idle();

  const [first] = receiver.received;
  const header = String(first?.headers["x-pagerduty-signature"]);
  const body = first?.body ?? Buffer.alloc(0);
  expect(signedBy(body, header, ["old"])).toBe(true);
  expect(signedBy(body, header, ["new"])).toBe(true);
  expect(signedBy(body, header, secrets)).toBe(false);
});

test("after a server error the same webhook comes again, and what follows of that incident waits for it", async () => {
  const { clock, receiver, pagerduty } = await setUp((_, nth) => (nth === 1 ? 503 : 202));
  const incident = pagerduty.triggers("checkout", "Checkout returns 500s");
  pagerduty.acknowledges(incident, "bo");
  await pagerduty.idle();
  expect(receiver.types()).toEqual(["incident.triggered"]);

  await clock.advance(10 * SECOND);
  await pagerduty.idle();

  expect(receiver.types()).toEqual(["incident.triggered", "incident.triggered", "incident.acknowledged"]);
  const [first, again, next] = receiver.received.map(({ headers }) => headers["x-webhook-id"]);
  expect(again).toBe(first);
  expect(next).not.toBe(first);
  expect(receiver.received[1]?.body).toEqual(receiver.received[0]?.body);
});

test("another incident does not wait", async () => {
  const { receiver, pagerduty } = await setUp((event) => (JSON.stringify(event).includes("slow one") ? 503 : 202));
  pagerduty.triggers("checkout", "slow one");
  const other = pagerduty.triggers("search", "quick one");
  pagerduty.acknowledges(other, "cy");
  await pagerduty.idle();
  expect(receiver.received.filter(({ body }) => body.includes(other.id))).toHaveLength(2);
});

test("no answer within the deadline counts as none, and so does nobody there", async () => {
  const { clock, receiver, pagerduty } = await setUp((_, nth) => (nth === 1 ? null : 202), { webhookDeadline: 60 });
  pagerduty.triggers("checkout", "Checkout returns 500s");
  await pagerduty.idle();
  await clock.advance(10 * SECOND);
  await pagerduty.idle();
  expect(pagerduty.deliveries().map(({ outcome, status }) => [outcome, status])).toEqual([
    ["to be retried", null],
    ["delivered", 202],
  ]);
  receiver.close();
  pagerduty.triggers("checkout", "Nobody listens");
  await pagerduty.idle();
  expect(pagerduty.deliveries().at(-1)).toMatchObject({ outcome: "to be retried", status: null });
});

test("it tries for 48 hours and then no more", async () => {
  const { clock, receiver, pagerduty } = await setUp(() => 500);
  pagerduty.triggers("checkout", "Checkout returns 500s", { urgency: "low" });
  for (let hours = 0; hours < 50; hours += 1) {
    for (let tenth = 0; tenth < 6; tenth += 1) {
      await pagerduty.idle();
      await clock.advance(10 * MINUTE);
    }
  }
  await pagerduty.idle();
  const attempts = receiver.received.length;
  expect(attempts).toBeGreaterThan(200);
  await clock.advance(HOUR);
  await pagerduty.idle();
  expect(receiver.received).toHaveLength(attempts);
});

test("a client error drops the webhook; three in a row disable the subscription for a day", async () => {
  let answer = 400;
  const { clock, receiver, pagerduty } = await setUp(() => answer);
  pagerduty.triggers("checkout", "one");
  pagerduty.triggers("checkout", "two");
  await pagerduty.idle();
  answer = 202;
  pagerduty.triggers("checkout", "three");
  await pagerduty.idle();
  answer = 401;
  for (const title of ["four", "five", "six"]) {
    pagerduty.triggers("checkout", title);
    await pagerduty.idle();
  }
  expect(receiver.received).toHaveLength(6);
  answer = 202;
  pagerduty.triggers("checkout", "unheard");
  await clock.advance(23 * HOUR);
  await pagerduty.idle();
  expect(receiver.received.some(({ body }) => body.includes("unheard"))).toBe(false);

  await clock.advance(HOUR);
  pagerduty.triggers("checkout", "heard again");
  await pagerduty.idle();

  expect(receiver.received.at(-1)?.event.data).toMatchObject({ title: "heard again" });
  expect(receiver.received.some(({ body }) => body.includes("unheard"))).toBe(false);
});

test("copies carry the id of the first; held deliveries can come out the wrong way round", async () => {
  const { receiver, pagerduty } = await setUp();
  pagerduty.repeatsDeliveries(3);
  const incident = pagerduty.triggers("checkout", "Checkout returns 500s");
  await pagerduty.idle();
  expect(new Set(receiver.received.map(({ headers }) => headers["x-webhook-id"])).size).toBe(1);
  expect(receiver.received).toHaveLength(3);

  pagerduty.repeatsDeliveries(1);
  pagerduty.holdsDeliveries();
  pagerduty.acknowledges(incident, "bo");
  pagerduty.resolves(incident, "bo");
  await pagerduty.idle();
  expect(receiver.received).toHaveLength(3);
  pagerduty.releasesDeliveries("reversed");
  await pagerduty.idle();
  expect(receiver.types().slice(3)).toEqual(["incident.resolved", "incident.acknowledged"]);
});

test("two subscriptions hear the same event under two webhook ids", async () => {
  const { receiver, pagerduty } = await setUp();
  pagerduty.sendsWebhooksTo(receiver.url, secrets);
  pagerduty.triggers("checkout", "Checkout returns 500s");
  await pagerduty.idle();
  const [one, two] = receiver.received;
  expect(one?.event.id).toBe(two?.event.id);
  expect(one?.headers["x-webhook-id"]).not.toBe(two?.headers["x-webhook-id"]);
});

test("without a receiver nothing is sent, and nothing is lost by it", async () => {
  const clock = movableClock({ start: 0 });
  const pagerduty = await startPagerDuty({ clock });
  onTestFinished(() => pagerduty.close());
  pagerduty.triggers("checkout", "Checkout returns 500s");
  await pagerduty.idle();
  expect(pagerduty.deliveries()).toEqual([]);
  expect(pagerduty.incidents()).toHaveLength(1);
});

test("it fits beside the local workspace, and says when it is busy", async () => {
  const { pagerduty } = await setUp();
  const neighbour: Neighbour = pagerduty;
  expect(neighbour.busy()).toEqual([]);
  pagerduty.triggers("checkout", "Checkout returns 500s");
  expect(neighbour.busy()).toEqual(["PagerDuty delivers 1 webhook(s)"]);
  await pagerduty.idle();
  expect(neighbour.busy()).toEqual([]);
});

test("a storm of a thousand alerts arrives whole", async () => {
  const { receiver, pagerduty } = await setUp();
  pagerduty.storm(1000, { services: ["checkout", "payments"] });
  await pagerduty.idle();
  expect(new Set(receiver.received.map(({ event }) => event.id)).size).toBe(1000);
});
