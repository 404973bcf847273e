import { expect, test } from "vitest";
import { z } from "zod";
import { pagerDutyClient } from "../../src/pagerduty/client.ts";
import { listOpenIncidents, openPage } from "../../src/pagerduty/operations.ts";
import { ana, dataOf, setUp } from "./set-up.ts";

const anything = z.unknown();
const page = { serviceId: "PCHKOUT1", title: "Checkout returns 500s", key: "k", fromEmail: ana };

test("a rate limit is one call, and says how long to wait", async () => {
  const { pagerduty, client } = await setUp();
  pagerduty.breaks("GET /abilities", { kind: "rate limit", headers: { "ratelimit-reset": "7" } }, 9);
  expect(await client.get("/abilities", anything)).toMatchObject({ kind: "later", retryAfterMs: 7_000 });
  expect(pagerduty.calls("GET /abilities")).toHaveLength(1);
});

test("the real rate limit is met in the same way", async () => {
  const { clock, client } = await setUp({ rateLimit: 1 });
  await clock.advance(20_000);
  expect(await client.get("/abilities", anything)).toMatchObject({ ok: true });
  expect(await client.get("/abilities", anything)).toMatchObject({ kind: "later", retryAfterMs: 40_000 });
});

test("nobody there means that nothing happened", async () => {
  const { pagerduty, client } = await setUp();
  await pagerduty.close();
  expect(await client.get("/abilities", anything)).toMatchObject({ kind: "later" });
});

test.each([
  ["a page from a gateway", { kind: "gateway", status: 502 }],
  ["a server error", { kind: "server error" }],
  ["a lost request", { kind: "request lost" }],
  ["a lost reply", { kind: "reply lost" }],
] as const)("after %s it is unknown whether the call was carried out", async (_, fault) => {
  const { pagerduty, client } = await setUp();
  pagerduty.breaks("POST /incidents", fault);
  expect(await openPage(client, page)).toMatchObject({ ok: false, kind: "unknown" });
  expect(pagerduty.incidents()).toHaveLength(fault.kind === "reply lost" ? 1 : 0);
});

test.each([
  ["no answer", { kind: "delay", ms: 1_000_000 }],
  ["an answer that breaks off", { kind: "reply torn" }],
] as const)("%s within the time allowed is unknown as well", async (_, fault) => {
  const { pagerduty, client } = await setUp({ timeoutMs: 150 });
  pagerduty.breaks("POST /incidents", fault);
  const before = performance.now();
  expect(await openPage(client, page)).toMatchObject({ ok: false, kind: "unknown" });
  expect(performance.now() - before).toBeLessThan(1_500);
});

test("a refusal carries PagerDuty's code and reasons", async () => {
  const { client } = await setUp();
  expect(await openPage(client, { ...page, serviceId: "PNOWHERE" })).toEqual({
    ok: false,
    kind: "refused",
    status: 400,
    code: 2001,
    message: "Invalid Input Provided: Service not found",
  });
});

test("a refusal that is no JSON is a refusal all the same", async () => {
  const { pagerduty, client } = await setUp();
  pagerduty.breaks("GET /abilities", { kind: "gateway", status: 403 });
  expect(await client.get("/abilities", anything)).toMatchObject({ kind: "refused", status: 403, code: null });
});

test("an answer in another shape is unknown and says where, without quoting it", async () => {
  const { client } = await setUp();
  const outcome = await client.get("/abilities", z.looseObject({ abilities: z.array(z.number()) }));
  expect(outcome).toMatchObject({ kind: "unknown", message: expect.stringContaining("abilities.0") as string });
  expect(JSON.stringify(outcome)).not.toContain("urgencies");
});

test("a listing is read to its end", async () => {
  const { pagerduty, client } = await setUp();
  pagerduty.storm(250);
  expect(dataOf(await listOpenIncidents(client))).toHaveLength(250);
  expect(pagerduty.calls("GET /incidents").map(({ query }) => query["offset"])).toEqual([["0"], ["100"], ["200"]]);
});

test("a listing that fails on its second page fails as a whole", async () => {
  const { pagerduty, client } = await setUp();
  pagerduty.storm(150);
  pagerduty.breaks("GET /incidents", { kind: "delay", ms: 0 });
  pagerduty.breaks("GET /incidents", { kind: "server error" });
  expect(await listOpenIncidents(client)).toMatchObject({ ok: false, kind: "unknown" });
});

test("a wrong token is refused, and no message ever holds a token", async () => {
  const { pagerduty } = await setUp();
  const client = pagerDutyClient({ url: `${pagerduty.url}/`, token: "wr0ng-s3cret" });
  const refused = await client.get("/abilities", anything);
  expect(refused).toMatchObject({ kind: "refused", status: 401 });
  await pagerduty.close();
  const away = await client.get("/abilities", anything);
  expect(JSON.stringify([refused, away])).not.toContain("wr0ng-s3cret");
});

test("a user's token goes out as a bearer", async () => {
  const { client } = await setUp({ token: "pdus+acme-ana-key" });
  expect(await client.get("/users/me", anything)).toMatchObject({ ok: true });
});
