// The local PagerDuty may know less than the published interface, but nothing that is not in it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { pagerDutyClient } from "../../../src/pagerduty/client.ts";
import {
  accessOf,
  listWebhookSubscriptions,
  onCallNow,
  serviceByIdOrName,
  userByEmail,
} from "../../../src/pagerduty/directory.ts";
import {
  acknowledge,
  addNote,
  listOpenIncidents,
  openPage,
  requestResponders,
  resolve,
} from "../../../src/pagerduty/operations.ts";
import { movableClock } from "../../../src/sandbox/clock.ts";
import { directoryOperations } from "../../../src/sandbox/pagerduty/directory-operations.ts";
import { incidentOperations } from "../../../src/sandbox/pagerduty/incident-operations.ts";
import { startPagerDuty } from "../../../src/sandbox/pagerduty/start.ts";
import { webhookOperations } from "../../../src/sandbox/pagerduty/webhook-operations.ts";
import { samplesOrSkip } from "../../pagerduty/samples.ts";

type Schema = {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
};

type Body = {
  readonly $ref?: string;
  readonly content?: { readonly "application/json"?: { readonly schema: Schema } };
};

type Published = {
  readonly parameters?: readonly { readonly $ref?: string; readonly name?: string; readonly in?: string }[];
  readonly requestBody?: Body;
  readonly responses: Readonly<Record<string, Body>>;
};

function openDocument(path: string) {
  const document = JSON.parse(readFileSync(path, "utf8")) as {
    paths: Record<string, Record<string, Published> | undefined>;
  };

  function follow<T extends { readonly $ref?: string }>(thing: T): T {
    if (thing.$ref === undefined) return thing;
    const parts = thing.$ref
      .slice(2)
      .split("/")
      .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
    return follow(parts.reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], document) as T);
  }

  /** Every schema that a value at this place may follow. */
  function alternatives(schema: Schema): Schema[] {
    const { allOf = [], oneOf = [], anyOf = [], ...own } = follow(schema);
    return [own, ...[...allOf, ...oneOf, ...anyOf].flatMap(alternatives)];
  }

  /** The places in a value that no alternative of its schema has. */
  function strangers(value: unknown, schemas: readonly Schema[], place: string): string[] {
    const all = schemas.flatMap(alternatives);
    if (Array.isArray(value)) {
      const items = all.flatMap(({ items: item }) => (item === undefined ? [] : [item]));
      return items.length === 0 ? [] : value.flatMap((one) => strangers(one, items, `${place}[]`));
    }
    if (typeof value !== "object" || value === null) return [];
    const known = all.flatMap(({ properties }) => (properties === undefined ? [] : [properties]));
    if (known.length === 0) return [];
    return Object.entries(value).flatMap(([key, inner]) => {
      if (all.some(({ required }) => required?.includes(key) === true)) known.push({ [key]: {} });
      const next = known.flatMap((properties) => (properties[key] === undefined ? [] : [properties[key]]));
      return next.length === 0 ? [`${place}.${key}`] : strangers(inner, next, `${place}.${key}`);
    });
  }

  function operation(name: string): Published {
    const [method = "", path = ""] = name.split(" ");
    const found = document.paths[path]?.[method.toLowerCase()];
    if (found === undefined) throw new Error(`PagerDuty publishes no ${name}`);
    return found;
  }

  return { follow, strangers, operation };
}

test("every operation and every parameter is a published one", () => {
  const folder = samplesOrSkip("the published schema of the REST interface");
  if (folder === undefined) return;
  const document = openDocument(join(folder, "openapi-patched.json"));
  for (const { name, query, needsFrom } of [...directoryOperations, ...incidentOperations, ...webhookOperations]) {
    const parameters = (document.operation(name).parameters ?? []).map(document.follow);
    const published = parameters.filter((one) => one.in === "query").map((one) => one.name);
    expect(published, name).toEqual(expect.arrayContaining(Object.keys(query)));
    expect(
      parameters.some((one) => one.name === "From"),
      `${name} wants to know who`,
    ).toBe(needsFrom);
  }
});

test("what the bot sends and what it is answered hold published fields alone", async () => {
  const folder = samplesOrSkip("fields of requests and answers against the published schema");
  if (folder === undefined) return;
  const document = openDocument(join(folder, "openapi-patched.json"));
  const clock = movableClock({ start: Date.UTC(2026, 2, 2, 14) });
  const pagerduty = await startPagerDuty({ clock });
  onTestFinished(() => pagerduty.close());
  await useEverything(pagerduty);

  const seen = new Set<string>();
  const strange = new Set<string>();
  for (const { operation, body, status, answer } of pagerduty.calls()) {
    if (operation === null || status >= 400) continue;
    seen.add(operation);
    const { requestBody = {}, responses } = document.operation(operation);
    for (const [value, published] of [
      [body, requestBody],
      [answer, responses[String(status)]],
    ] as const) {
      const schema = published && document.follow(published).content?.["application/json"]?.schema;
      if (published === undefined) strange.add(`${operation} answers ${status}`);
      if (schema !== undefined) for (const place of document.strangers(value, [schema], operation)) strange.add(place);
    }
  }
  const unexplained = [...strange].filter((place) => !contradictions.some((end) => end.test(place)));
  expect(unexplained).toEqual([]);
  for (const end of contradictions)
    expect(
      [...strange].some((place) => end.test(place)),
      String(end),
    ).toBe(true);
  expect(seen.size).toBeGreaterThanOrEqual(22);
});

/** Where the published schema contradicts its own examples or parameters: a wrapped target, and people in full. */
const contradictions = [
  /responder_request_targets\[\]\.responder_request_target$/,
  /^GET \/oncalls\.oncalls\[\]\.user\.\w+$/,
];

async function useEverything(pagerduty: Awaited<ReturnType<typeof startPagerDuty>>): Promise<void> {
  const fromEmail = "ana@acme.example";
  const from = fromEmail;
  const client = pagerDutyClient({ url: pagerduty.url, token: pagerduty.token });
  const subscription = pagerduty.sendsWebhooksTo(`${pagerduty.url}/nowhere`, ["secret"]);
  const page = { serviceId: "PCHKOUT1", title: "Checkout returns 500s", fromEmail, urgency: "high" } as const;
  await openPage(client, { ...page, key: "one", priority: "PPRIO01", details: "text" });
  const incidentId = pagerduty.incident(1).id;
  const path = `/incidents/${incidentId}`;
  const anything = z.unknown();
  const put = (incident: object) => client.put(path, anything, { from, body: { incident } });
  const targets = [{ type: "user", id: "PUSRELI" } as const];
  await requestResponders(client, {
    incidentId,
    requesterId: "PUSRANA",
    message: "help",
    targets,
    key: "two",
    repeat: true,
  });
  await acknowledge(client, { incidentId, fromEmail });
  await client.post(`${path}/snooze`, anything, { from, body: { duration: 60 } });
  await addNote(client, { incidentId, fromEmail, content: "text", key: "three", repeat: true });
  const bridge = { conference_number: "+1 555", conference_url: "https://meet.example.com" };
  await put({ type: "incident_reference", conference_bridge: bridge, priority: "P2", urgency: "low", title: "New" });
  const [alert] = pagerduty.storm(1, { services: ["checkout"] });
  await client.get(`/incidents/${alert?.id}/alerts`, anything);
  const source_incidents = [{ id: alert?.id, type: "incident_reference" }];
  await client.put(`${path}/merge`, anything, { from, body: { source_incidents } });
  await client.get(`/incidents/${alert?.id}`, anything);
  const incidents = [{ id: incidentId, type: "incident_reference", escalation_level: 2 }];
  await client.put("/incidents", anything, { from, body: { incidents } });
  await client.get(`${path}/log_entries`, anything);
  await listOpenIncidents(client);
  await resolve(client, { incidentId, fromEmail, resolution: "rolled back" });
  await userByEmail(client, fromEmail);
  await serviceByIdOrName(client, "checkout");
  await onCallNow(client, { serviceIds: ["PCHKOUT1"] });
  await accessOf(pagerDutyClient({ url: pagerduty.url, token: "pdus+acme-ana-key" }));
  await listWebhookSubscriptions(client);
  await client.post(`/webhook_subscriptions/${subscription}/enable`, anything, {});
  for (const list of ["/priorities", "/escalation_policies", "/schedules", "/users/PUSRANA"]) {
    await client.get(list, anything);
  }
}
