import { expect, test } from "vitest";
import { type ResolveAll, resolveAll } from "../../src/pagerduty/resolve-all.ts";
import type { PagerDuty } from "../../src/sandbox/pagerduty/start.ts";
import { bo, setUp } from "./set-up.ts";

function triggers(pagerduty: PagerDuty, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => pagerduty.triggers("checkout", `Shard ${index} is slow`).id);
}

function asking(incidentIds: readonly string[], more: Partial<ResolveAll> = {}): ResolveAll {
  return { incidentIds, fromEmail: bo, repeat: false, isOver: () => false, ...more };
}

const isOpen = ({ status }: { readonly status: string }) => status !== "resolved";
const callsOf = (pagerduty: PagerDuty) => pagerduty.calls().map(({ operation }) => operation);

test("three hundred alerts are resolved with two calls, since PagerDuty takes 250 at once", async () => {
  const { pagerduty, client } = await setUp();
  const ids = triggers(pagerduty, 300);
  expect(await resolveAll(client, asking(ids, { resolution: "rolled back" }))).toMatchObject({ ok: true });
  expect(pagerduty.incidents().filter(isOpen)).toEqual([]);
  expect(callsOf(pagerduty)).toEqual(["PUT /incidents", "PUT /incidents"]);
});

test("what somebody resolved meanwhile is left out", async () => {
  const { pagerduty, client } = await setUp();
  const ids = triggers(pagerduty, 40);
  pagerduty.resolves(ids[7] ?? "", "bo");
  expect(await resolveAll(client, asking(ids))).toMatchObject({ ok: true });
  expect(pagerduty.incidents().filter(isOpen)).toEqual([]);
  expect(callsOf(pagerduty)).toEqual(["PUT /incidents", "GET /incidents", "PUT /incidents"]);
});

test("one that PagerDuty refuses holds up no other, and is told", async () => {
  const { pagerduty, client } = await setUp();
  const ids = triggers(pagerduty, 8);
  const refusal = { kind: "refusal", status: 403, code: 2010, message: "Access Denied" } as const;
  // Whatever holds the first: all eight, all eight again, four, two, and itself.
  pagerduty.breaks("PUT /incidents", refusal, 4);
  pagerduty.breaks("PUT /incidents/{id}", refusal);
  expect(await resolveAll(client, asking(ids))).toMatchObject({ kind: "refused", code: 2010 });
  expect(pagerduty.incidents().filter(isOpen)).toMatchObject([{ id: ids[0] }]);
});

test("after a lost reply it is looked up what is still open, and no more than that is repeated", async () => {
  const { pagerduty, client } = await setUp();
  const ids = triggers(pagerduty, 260);
  pagerduty.breaks("PUT /incidents", { kind: "reply lost" });
  expect(await resolveAll(client, asking(ids))).toMatchObject({ kind: "unknown" });
  expect(pagerduty.incidents().filter(isOpen)).toHaveLength(10);
  expect(await resolveAll(client, asking(ids, { repeat: true }))).toMatchObject({ ok: true });
  expect(pagerduty.incidents().filter(isOpen)).toEqual([]);
  expect(callsOf(pagerduty)).toEqual(["PUT /incidents", "GET /incidents", "PUT /incidents"]);
});

test("no call begins when the time is over, and the rest is for later", async () => {
  const { pagerduty, client } = await setUp();
  const ids = triggers(pagerduty, 300);
  let calls = 0;
  const isOver = () => calls++ > 0;
  expect(await resolveAll(client, asking(ids, { isOver }))).toMatchObject({ kind: "later", retryAfterMs: 0 });
  expect(pagerduty.incidents().filter(isOpen)).toHaveLength(50);
});
