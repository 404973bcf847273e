import { expect, onTestFinished, test } from "vitest";
import { movableClock } from "../../../src/sandbox/clock.ts";
import { acme } from "../../../src/sandbox/pagerduty/acme.ts";
import { type Options, startPagerDuty } from "../../../src/sandbox/pagerduty/start.ts";
import { MINUTE } from "../../../src/shared/time.ts";

async function setUp(options: Partial<Options> = {}) {
  const clock = movableClock({ start: Date.UTC(2026, 2, 2, 14) });
  const pagerduty = await startPagerDuty({ clock, ...options });
  onTestFinished(() => pagerduty.close());

  async function send(method: string, path: string, body?: unknown, headers: Record<string, string | undefined> = {}) {
    const all = {
      authorization: `Token token=${pagerduty.token}`,
      accept: "application/vnd.pagerduty+json;version=2",
      ...(method === "GET" ? {} : { "content-type": "application/json", from: "ana@acme.example" }),
      ...headers,
    };
    const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const response = await fetch(pagerduty.url + path, {
      method,
      headers: Object.fromEntries(given),
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = (text === "" ? null : JSON.parse(text)) as { error?: { code: number; errors: string[] } } & Record<
      string,
      unknown
    >;
    return { status: response.status, code: json?.error?.code, json, headers: response.headers };
  }

  return { clock, pagerduty, send };
}

const checkout = { id: "PCHKOUT1", type: "service_reference" };

function incident(more: object = {}) {
  return { incident: { type: "incident", title: "Checkout returns 500s", service: checkout, ...more } };
}

test.each<[string, Record<string, string | undefined>, number]>([
  ["no token", { authorization: undefined }, 401],
  ["an unknown token", { authorization: "Token token=nobody" }, 401],
  ["an account key as a bearer", { authorization: "Bearer acme-account-key" }, 401],
  ["no version of the interface", { accept: "application/json" }, 406],
])("with %s everything is refused", async (_, headers, status) => {
  const { send } = await setUp();
  expect((await send("GET", "/abilities", undefined, headers)).status).toBe(status);
});

test.each<[string, Record<string, string | undefined>, number, number]>([
  ["a read-only key", { authorization: "Token token=acme-read-only-key" }, 403, 2010],
  ["nobody to act for", { from: undefined }, 400, 2001],
  ["a stranger to act for", { from: "zoe@elsewhere.example" }, 400, 1008],
  ["another content type", { "content-type": "text/plain" }, 415, 2001],
])("an incident cannot be opened with %s", async (_, headers, status, code) => {
  const { send, pagerduty } = await setUp();
  expect(await send("POST", "/incidents", incident(), headers)).toMatchObject({ status, code });
  expect(pagerduty.incidents()).toEqual([]);
});

test.each<[string, unknown, number]>([
  ["a key that PagerDuty does not know", incident({ severity: "SEV1" }), 2001],
  ["no title", { incident: { type: "incident", service: checkout } }, 2001],
  ["no wrapper", incident().incident, 2001],
  ["an unknown service", incident({ service: { id: "PNOWHERE", type: "service_reference" } }), 2001],
  ["an unknown priority", incident({ priority: { id: "PX", type: "priority_reference" } }), 1020],
  ["an unknown urgency", incident({ urgency: "medium" }), 2001],
  ["no JSON", "{", 2001],
  [
    "assignee and policy at once",
    incident({
      assignments: [{ assignee: { id: "PUSRANA", type: "user_reference" } }],
      escalation_policy: { id: "PEPPAY1", type: "escalation_policy_reference" },
    }),
    2001,
  ],
])("an incident with %s is refused", async (_, body, code) => {
  const { send } = await setUp();
  expect(await send("POST", "/incidents", body)).toMatchObject({ status: 400, code });
});

test("one key opens one incident per service while that is open", async () => {
  const { send, pagerduty } = await setUp();
  expect((await send("POST", "/incidents", incident({ incident_key: "k" }))).status).toBe(201);
  expect((await send("POST", "/incidents", incident({ incident_key: "k" }))).status).toBe(400);
  const payments = { id: "PPAYMNT1", type: "service_reference" };
  expect((await send("POST", "/incidents", incident({ incident_key: "k", service: payments }))).status).toBe(201);
  pagerduty.resolves(1, "bo");
  expect((await send("POST", "/incidents", incident({ incident_key: "k" }))).status).toBe(201);
});

test("an incident that somebody assigns to himself is acknowledged at once", async () => {
  const { send } = await setUp();
  const assignments = [{ assignee: { id: "PUSRANA", type: "user_reference" } }];
  const { json } = await send("POST", "/incidents", incident({ assignments }));
  expect(json).toMatchObject({ incident: { status: "acknowledged" } });
});

test("who resolves or acknowledges twice is told so; acknowledging what is resolved reopens it", async () => {
  const { send, pagerduty } = await setUp();
  const { id } = pagerduty.triggers("checkout", "Checkout returns 500s");
  const put = (status: string) => send("PUT", `/incidents/${id}`, { incident: { type: "incident_reference", status } });
  expect((await put("acknowledged")).status).toBe(200);
  expect(await put("acknowledged")).toMatchObject({ status: 400, code: 1002 });
  expect((await put("resolved")).status).toBe(200);
  expect(await put("resolved")).toMatchObject({ status: 400, code: 1001 });
  expect((await put("acknowledged")).status).toBe(200);
  expect(pagerduty.incident(id)).toMatchObject({ status: "acknowledged", resolvedAt: null });
});

test("several incidents change together or not at all", async () => {
  const { send, pagerduty } = await setUp();
  const [one, two] = pagerduty.storm(2, { services: ["checkout"] });
  const resolved = (id: string | undefined) => ({ id, type: "incident_reference", status: "resolved" });
  const bad = await send("PUT", "/incidents", { incidents: [resolved(one?.id), resolved("QNOWHERE")] });
  expect(bad.status).toBe(400);
  expect(pagerduty.incident(1).status).toBe("triggered");
  await send("PUT", "/incidents", { incidents: [resolved(one?.id), resolved(two?.id)] });
  expect(pagerduty.incidents().map(({ status }) => status)).toEqual(["resolved", "resolved"]);
  const many = Array.from({ length: 251 }, () => resolved(one?.id));
  expect((await send("PUT", "/incidents", { incidents: many })).status).toBe(413);
});

test("merging moves the alerts, and refuses what cannot be merged", async () => {
  const { send, pagerduty } = await setUp();
  const [one, two, three] = pagerduty.storm(3, { services: ["checkout"] });
  const merge = (into: string | undefined, id: string | undefined) =>
    send("PUT", `/incidents/${into}/merge`, { source_incidents: [{ id, type: "incident_reference" }] });
  expect((await merge(one?.id, two?.id)).status).toBe(200);
  expect(pagerduty.incident(1).alerts).toHaveLength(2);
  expect(await merge(three?.id, two?.id)).toMatchObject({ status: 400, code: 1019 });
  expect(await merge(two?.id, three?.id)).toMatchObject({ status: 400, code: 1001 });
  expect(await merge(one?.id, one?.id)).toMatchObject({ status: 400, code: 2001 });
});

test("a query name or value that PagerDuty does not have is refused", async () => {
  const { send } = await setUp();
  for (const query of ["statuses=triggered", "statuses[]=open", "limit=ten", "since=yesterday", "query=undefined"]) {
    expect(await send("GET", `/incidents?${query}`), query).toMatchObject({ status: 400, code: 2001 });
  }
});

test("a listing comes in pages, says whether there is more, and ends at ten thousand", async () => {
  const { send, pagerduty } = await setUp();
  pagerduty.storm(30, { services: ["checkout"] });
  const first = await send("GET", "/incidents?limit=20");
  expect(first.json).toMatchObject({ limit: 20, offset: 0, more: true, total: null });
  const last = await send("GET", "/incidents?limit=20&offset=20&total=true");
  expect(last.json).toMatchObject({ more: false, total: 30 });
  expect((last.json["incidents"] as unknown[]).length).toBe(10);
  expect(await send("GET", "/incidents?limit=100&offset=9950")).toMatchObject({ status: 400, code: 2002 });
  expect((await send("GET", "/incidents?limit=101")).status).toBe(400);
});

test("a listing without dates goes back a month", async () => {
  const { clock, send, pagerduty } = await setUp();
  pagerduty.triggers("checkout", "old", { urgency: "low" });
  await clock.advance(31 * 24 * 60 * MINUTE);
  const count = async (query: string) => {
    const { json } = await send("GET", `/incidents${query}`);
    return (json["incidents"] as unknown[]).length;
  };
  expect(await count("")).toBe(0);
  expect(await count("?date_range=all")).toBe(1);
  expect((await send("GET", "/incidents?since=2025-01-01&until=2026-01-01")).status).toBe(400);
});

test("beyond the rate limit calls are refused until the minute is over", async () => {
  const { clock, send } = await setUp({ rateLimit: 3 });
  const first = await send("GET", "/abilities");
  expect(first.headers.get("ratelimit-remaining")).toBe("2");
  await send("GET", "/abilities");
  await send("GET", "/abilities");
  const refused = await send("GET", "/abilities");
  expect(refused).toMatchObject({ status: 429, code: 2020 });
  expect(refused.headers.get("ratelimit-reset")).toBe("60");
  await clock.advance(MINUTE);
  expect((await send("GET", "/abilities")).status).toBe(200);
});

test("an account without priorities or responder requests says that its plan lacks them", async () => {
  const { send, pagerduty } = await setUp({ seed: { ...acme, priorities: [], abilities: [] } });
  expect((await send("GET", "/priorities")).status).toBe(402);
  const { id } = pagerduty.triggers("checkout", "Checkout returns 500s");
  const target = { responder_request_target: { id: "PUSRELI", type: "user_reference" } };
  const body = { requester_id: "PUSRANA", message: "help", responder_request_targets: [target] };
  expect((await send("POST", `/incidents/${id}/responder_requests`, body)).status).toBe(402);
});

test("a path that PagerDuty does not have is not found and shows among the refusals", async () => {
  const { send, pagerduty } = await setUp();
  expect((await send("GET", "/incidents/QNOWHERE")).status).toBe(404);
  expect((await send("DELETE", "/incidents/Q1")).status).toBe(404);
  expect(pagerduty.refusals().map(({ operation, status }) => [operation, status])).toEqual([
    ["GET /incidents/{id}", 404],
    [null, 404],
  ]);
});

test("a disabled subscription can be seen, enabled and tried", async () => {
  const { send, pagerduty } = await setUp();
  const id = pagerduty.sendsWebhooksTo(`${pagerduty.url}/nowhere`, ["secret"]);
  pagerduty.storm(3);
  await pagerduty.idle();
  const state = async () => {
    const { json } = await send("GET", `/webhook_subscriptions/${id}`);
    return json["webhook_subscription"];
  };
  expect(await state()).toMatchObject({ delivery_method: { temporarily_disabled: true, secret: null } });
  await send("POST", `/webhook_subscriptions/${id}/enable`);
  expect(await state()).toMatchObject({ delivery_method: { temporarily_disabled: false } });
  expect((await send("POST", `/webhook_subscriptions/${id}/ping`)).status).toBe(202);
  await pagerduty.idle();
  expect(pagerduty.deliveries().at(-1)).toMatchObject({ event: "pagey.ping", status: 401 });
});

test("a slow answer comes after so much real time, though the clock stands still", async () => {
  const { send, pagerduty } = await setUp();
  pagerduty.breaks("GET /abilities", { kind: "delay", ms: 40 });
  const before = performance.now();
  expect((await send("GET", "/abilities")).status).toBe(200);
  expect(performance.now() - before).toBeGreaterThan(38);
});
