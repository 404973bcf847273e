import { expect, onTestFinished, test } from "vitest";
import { movableClock } from "../../../src/sandbox/clock.ts";
import { acme } from "../../../src/sandbox/pagerduty/acme.ts";
import type { Company } from "../../../src/sandbox/pagerduty/company.ts";
import { startPagerDuty } from "../../../src/sandbox/pagerduty/start.ts";
import { MINUTE } from "../../../src/shared/time.ts";

const routing_key = acme.services.find(({ name }) => name === "checkout")?.routingKey ?? "";

async function setUp(seed: Company = acme) {
  const clock = movableClock({ start: Date.UTC(2026, 2, 2, 14) });
  const pagerduty = await startPagerDuty({ clock, seed });
  onTestFinished(() => pagerduty.close());
  async function enqueue(body: object, path = "/v2/enqueue") {
    const response = await fetch(pagerduty.url + path, {
      method: "POST",
      body: JSON.stringify({ routing_key, ...body }),
    });
    return response.status;
  }
  return { clock, pagerduty, enqueue };
}

function trigger(dedup_key: string, more: object = {}) {
  const payload = { summary: "Checkout returns 500s", source: "prometheus", severity: "critical", ...more };
  return { event_action: "trigger", dedup_key, payload };
}

test("alerts with one key are one incident while it is open, and a new one afterwards", async () => {
  const { pagerduty, enqueue } = await setUp();
  expect(await enqueue(trigger("k"))).toBe(202);
  await enqueue(trigger("k"));
  expect(pagerduty.incidents()).toHaveLength(1);
  await enqueue({ event_action: "acknowledge", dedup_key: "k" });
  expect(pagerduty.incident(1).status).toBe("acknowledged");
  await enqueue({ event_action: "resolve", dedup_key: "k" });
  expect(pagerduty.incident(1).status).toBe("resolved");
  await enqueue(trigger("k"));
  expect(pagerduty.incidents()).toHaveLength(2);
});

test("alerts with different keys are different incidents, unless the service groups them in time", async () => {
  const apart = await setUp();
  await apart.enqueue(trigger("a"));
  await apart.enqueue(trigger("b"));
  expect(apart.pagerduty.incidents()).toHaveLength(2);

  const services = acme.services.map((service) => ({ ...service, groupsForMinutes: 5 }));
  const together = await setUp({ ...acme, services });
  await together.enqueue(trigger("a"));
  await together.enqueue(trigger("b"));
  expect(together.pagerduty.incidents()).toHaveLength(1);
  await together.enqueue({ event_action: "resolve", dedup_key: "a" });
  expect(together.pagerduty.incident(1).status).toBe("triggered");
  await together.clock.advance(5 * MINUTE);
  await together.enqueue(trigger("c"));
  expect(together.pagerduty.incidents()).toHaveLength(2);
});

test("what has no open alert, or an unknown key, is accepted and leads nowhere", async () => {
  const { pagerduty, enqueue } = await setUp();
  expect(await enqueue({ event_action: "resolve", dedup_key: "never seen" })).toBe(202);
  expect(await enqueue({ ...trigger("k"), routing_key: "x".repeat(32) })).toBe(202);
  expect(pagerduty.incidents()).toEqual([]);
});

test.each([
  ["an unknown severity", trigger("k", { severity: "bad" })],
  ["no summary", trigger("k", { summary: undefined })],
  ["an unknown action", { ...trigger("k"), event_action: "explode" }],
  ["a short routing key", { ...trigger("k"), routing_key: "abc" }],
  ["a key that is too long", trigger("k".repeat(256))],
])("an event with %s is refused", async (_, body) => {
  const { enqueue } = await setUp();
  expect(await enqueue(body)).toBe(400);
});

test("a change event is kept and opens nothing", async () => {
  const { pagerduty, enqueue } = await setUp();
  expect(await enqueue({ payload: { summary: "v412 deployed" } }, "/v2/change/enqueue")).toBe(202);
  expect(pagerduty.changes()).toMatchObject([{ service: "PCHKOUT1", summary: "v412 deployed" }]);
  expect(pagerduty.incidents()).toEqual([]);
});

test("one key may send 120 events a minute", async () => {
  const { clock, enqueue } = await setUp();
  for (let sent = 0; sent < 120; sent += 1) await enqueue(trigger("k"));
  expect(await enqueue(trigger("k"))).toBe(429);
  await clock.advance(MINUTE);
  expect(await enqueue(trigger("k"))).toBe(202);
});
