import { expect, test } from "vitest";
import {
  acknowledge,
  addNote,
  findPage,
  incidentById,
  listOpenIncidents,
  openPage,
  requestResponders,
  resolve,
} from "../../src/pagerduty/operations.ts";
import { ana, bo, dataOf, setUp } from "./set-up.ts";

const page = { serviceId: "PCHKOUT1", title: "Checkout returns 500s", key: "effect-1", fromEmail: ana };

test("a page opens an incident and wakes whoever is on call", async () => {
  const { pagerduty, client } = await setUp();
  const more = { urgency: "high", priority: "PPRIO01", details: "Half of all requests fail" } as const;

  const { incident, already } = dataOf(await openPage(client, { ...page, ...more }));

  expect(already).toBe(false);
  expect(incident).toMatchObject({ incidentKey: "effect-1", priority: "P1", service: { name: "checkout" } });
  expect(pagerduty.incident(incident.id)).toMatchObject({ details: "Half of all requests fail", urgency: "high" });
  expect(pagerduty.pagesSent()).toMatchObject([{ name: "bo", level: 1 }]);
});

test("a page whose reply was lost is found and not sent twice", async () => {
  const { pagerduty, client } = await setUp();
  pagerduty.breaks("POST /incidents", { kind: "reply lost" });
  expect(await openPage(client, page)).toMatchObject({ kind: "unknown" });

  expect(dataOf(await findPage(client, "effect-1"))).toMatchObject({ status: "triggered" });
  expect(dataOf(await openPage(client, page))).toMatchObject({ already: true });

  expect(pagerduty.pagesSent()).toHaveLength(1);
});

test("a page is found even when it has been resolved, and another's key is not taken for ours", async () => {
  const { pagerduty, client } = await setUp();
  const { incident } = dataOf(await openPage(client, page));
  pagerduty.resolves(incident, "bo");
  pagerduty.triggers("checkout", "monitoring used our key", { key: "effect-2" });
  expect(dataOf(await findPage(client, "effect-1"))).toMatchObject({ id: incident.id, status: "resolved" });
  expect(dataOf(await findPage(client, "effect-2"))).toBeNull();
});

test("a page that is refused for another reason stays refused", async () => {
  const { client } = await setUp();
  const outcome = await openPage(client, { ...page, fromEmail: "zoe@elsewhere.example" });
  expect(outcome).toMatchObject({ kind: "refused", code: 1008 });
});

test("an acknowledgement is made once, as the person who acts", async () => {
  const { pagerduty, client } = await setUp();
  const { id } = pagerduty.triggers("checkout", "Checkout returns 500s");
  const asked = { incidentId: id, fromEmail: bo };
  expect(dataOf(await acknowledge(client, asked))).toMatchObject({
    already: false,
    incident: { status: "acknowledged" },
  });
  expect(dataOf(await acknowledge(client, asked))).toMatchObject({ already: true });
  expect(pagerduty.incident(id).acknowledgements).toMatchObject([{ user: "PUSRBO1" }]);
});

test("acknowledging never reopens what was resolved", async () => {
  const { pagerduty, client } = await setUp();
  const { id } = pagerduty.triggers("checkout", "Checkout returns 500s");
  pagerduty.resolves(id, "bo");
  const done = dataOf(await acknowledge(client, { incidentId: id, fromEmail: bo }));
  expect(done).toMatchObject({ already: true, incident: { status: "resolved" } });
  expect(pagerduty.incident(id).status).toBe("resolved");
});

test("resolving what is resolved, after a lost reply or by somebody else, is done already", async () => {
  const { pagerduty, client } = await setUp();
  const { id } = pagerduty.triggers("checkout", "Checkout returns 500s");
  const asked = { incidentId: id, fromEmail: bo, resolution: "rolled back" };
  pagerduty.breaks("PUT /incidents/{id}", { kind: "reply lost" });
  expect(await resolve(client, asked)).toMatchObject({ kind: "unknown" });
  expect(dataOf(await resolve(client, asked))).toMatchObject({ already: true, incident: { status: "resolved" } });
  expect(pagerduty.incident(id).log.filter(({ type }) => type === "incident.resolved")).toHaveLength(1);
});

test("an incident that does not exist is refused", async () => {
  const { client } = await setUp();
  const asked = { incidentId: "QNOWHERE", fromEmail: bo };
  for (const outcome of [await resolve(client, asked), await acknowledge(client, asked)]) {
    expect(outcome).toMatchObject({ kind: "refused", status: 404 });
  }
});

test("a note whose reply was lost is not written twice", async () => {
  const { pagerduty, client } = await setUp();
  const { id } = pagerduty.triggers("checkout", "Checkout returns 500s");
  const note = { incidentId: id, fromEmail: bo, content: "Rolled back v412", key: "effect-1" };
  pagerduty.breaks("POST /incidents/{id}/notes", { kind: "reply lost" });
  expect(await addNote(client, { ...note, repeat: false })).toMatchObject({ kind: "unknown" });
  expect(dataOf(await addNote(client, { ...note, repeat: true }))).toMatchObject({ already: true });
  expect(dataOf(await addNote(client, { ...note, key: "effect-11", repeat: true }))).toMatchObject({ already: false });
  expect(pagerduty.incident(id).notes).toHaveLength(2);
});

test("responders are asked once, though the reply was lost", async () => {
  const { pagerduty, client } = await setUp();
  const { id } = pagerduty.triggers("checkout", "Checkout returns 500s");
  const asked = {
    incidentId: id,
    requesterId: "PUSRANA",
    message: "Please look at the gateway",
    targets: [{ type: "escalation_policy", id: "PEPPLA1" }],
    key: "effect-1",
  } as const;
  pagerduty.breaks("POST /incidents/{id}/responder_requests", { kind: "reply lost" });
  expect(await requestResponders(client, { ...asked, repeat: false })).toMatchObject({ kind: "unknown" });
  expect(dataOf(await requestResponders(client, { ...asked, repeat: true }))).toEqual({ already: true });
  expect(pagerduty.pagesSent().filter(({ as }) => as === "responder")).toMatchObject([{ name: "eli" }]);
});

test("open incidents are listed however old they are; one is read with its alerts counted", async () => {
  const { clock, pagerduty, client } = await setUp();
  const old = pagerduty.triggers("search", "old", { key: "disk" });
  pagerduty.triggers("search", "old", { key: "disk" });
  pagerduty.resolves(pagerduty.triggers("search", "gone"), "cy");
  await clock.advance(200 * 24 * 60 * 60_000);
  expect(dataOf(await listOpenIncidents(client)).map(({ id }) => id)).toEqual([old.id]);
  expect(dataOf(await incidentById(client, old.id))).toMatchObject({ title: "old", alertCount: 1 });
});
