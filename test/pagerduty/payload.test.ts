import { join } from "node:path";
import { expect, test } from "vitest";
import type { PagerDutyEvent } from "../../src/pagerduty/event.ts";
import { readDelivery } from "../../src/pagerduty/payload.ts";
import { aboutIncident, bo, delivery, incidentData } from "./deliveries.ts";
import { jsonFilesIn, samplesOrSkip } from "./samples.ts";

function read(body: string): PagerDutyEvent {
  const result = readDelivery(body);
  if (!result.ok) throw new Error(result.problem);
  return result.event;
}

test("a triggered incident reads with everything that routing and grouping look at", () => {
  const agent = { id: "PI12345", type: "inbound_integration_reference", summary: "Events API V2" };

  const event = read(delivery("incident.triggered", incidentData, { agent }));

  expect(event).toEqual({
    eventId: "01J00000000000000000000001",
    occurredAt: Date.UTC(2026, 2, 2, 14, 0, 1, 250),
    agent: { id: "PI12345", type: "integration", name: "Events API V2" },
    type: "triggered",
    incident: {
      id: "QAAA0000000001",
      number: 12,
      title: "Checkout returns 500s",
      status: "triggered",
      urgency: "high",
      priority: null,
      service: { id: "PCHKOUT1", name: "checkout" },
      incidentKey: null,
      createdAt: Date.UTC(2026, 2, 2, 14),
      assignees: [{ id: "PUSRBO1", name: "bo" }],
      escalationPolicy: { id: "PEPPAY1", name: "payments" },
      teams: [{ id: "PTMPAY1", name: "payments" }],
      mergedInto: null,
      url: "https://acme.pagerduty.com/incidents/QAAA0000000001",
    },
  });
});

test("a merged incident names the one it went into", () => {
  const into = { id: "QBBB0000000002", type: "incident_reference", summary: "The other" };
  const resolve_reason = { type: "merge_resolve_reason", incident: into };

  const event = read(delivery("incident.resolved", { ...incidentData, status: "resolved", resolve_reason }));

  expect(event).toMatchObject({ type: "resolved", incident: { status: "resolved", mergedInto: "QBBB0000000002" } });
});

test("a priority reads by its name", () => {
  const priority = { id: "PPRIO01", type: "priority_reference", summary: "P1" };
  const event = read(delivery("incident.priority_updated", { ...incidentData, priority }));
  expect(event).toMatchObject({ type: "priority_updated", incident: { priority: "P1" } });
});

test("an agent may be nobody, or a mere id", () => {
  expect(read(delivery("incident.triggered", incidentData, { agent: null })).agent).toBeNull();
  const bare = { id: "PX", type: "workflow_reference" };
  const event = read(delivery("incident.triggered", incidentData, { agent: bare }));
  expect(event.agent).toEqual({ id: "PX", name: "PX", type: "other" });
});

test("an incident of 2021, without key, creation time and type, still reads", () => {
  const { incident_key, created_at, reopened_at, incident_type, ...old } = incidentData;
  const event = read(delivery("incident.unacknowledged", old));
  expect(event).toMatchObject({ type: "unacknowledged", incident: { incidentKey: null, createdAt: null } });
});

test.each<[string, object, object]>([
  [
    "incident.annotated",
    { ...aboutIncident, id: "PNOTE01", content: "looking", trimmed: false, type: "incident_note" },
    { type: "annotated", note: { id: "PNOTE01", content: "looking" } },
  ],
  [
    "incident.responder.added",
    { ...aboutIncident, user: bo, message: "please help", state: "pending", type: "incident_responder" },
    { type: "responder_added", responder: { id: "PUSRBO1", name: "bo" }, state: "pending", message: "please help" },
  ],
  [
    "incident.responder.replied",
    { ...aboutIncident, user: bo, message: "please help", state: "declined", type: "incident_responder" },
    { type: "responder_replied", state: "declined" },
  ],
  [
    "incident.status_update_published",
    { ...aboutIncident, id: "PSTAT01", message: "still slow", type: "incident_status_update" },
    { type: "status_update", message: "still slow" },
  ],
  [
    "incident.conference_bridge.updated",
    { ...aboutIncident, conference_numbers: null, conference_url: "https://meet.example.com/1" },
    { type: "conference_bridge_updated", conferenceUrl: "https://meet.example.com/1" },
  ],
])("%s reads with its reference to the incident", (type, data, expected) => {
  expect(read(delivery(type, data))).toMatchObject({
    incident: { id: "QAAA0000000001", title: "Checkout returns 500s" },
    ...expected,
  });
});

test("a ping reads", () => {
  const event = read(delivery("pagey.ping", { message: "Hello", type: "ping" }, { agent: { id: "PU" } }));
  expect(event).toMatchObject({ type: "ping", message: "Hello" });
});

test("an event type that nobody told us of is unknown, and keeps the id of its incident", () => {
  const event = read(delivery("incident.teleported", aboutIncident));
  expect(event).toMatchObject({
    type: "unknown",
    name: "incident.teleported",
    incidentId: "QAAA0000000001",
    problem: null,
  });
});

test("a known event in a new shape is unknown, says why, and quotes nothing of what it held", () => {
  const event = read(delivery("incident.triggered", { ...incidentData, status: "s3cret-status" }));
  expect(event).toMatchObject({ type: "unknown", name: "incident.triggered" });
  expect(JSON.stringify(event)).toContain("status");
  expect(JSON.stringify(event)).not.toContain("s3cret-status");
});

test.each([
  ["no JSON", "{"],
  ["no envelope", '{"messages":[]}'],
  ["null", "null"],
  ["no time", delivery("incident.triggered", incidentData).replace("2026-03-02T14:00:01.250Z", "yesterday")],
])("%s is a problem", (_, body) => {
  expect(readDelivery(body)).toMatchObject({ ok: false });
});

test("every payload that PagerDuty documents, and every recorded one, reads", () => {
  const folder = samplesOrSkip("documented and recorded webhook payloads");
  if (folder === undefined) return;
  const files = ["recorded", "signed", "docs"].flatMap((part) => jsonFilesIn(join(folder, "webhooks", part)));
  expect(files.length).toBeGreaterThan(40);
  const types = new Map<string, string[]>();
  for (const { name, text } of files) {
    const event = read(text);
    if (event.type === "unknown") expect(event.problem, name).toBeNull();
    types.set(event.type, [...(types.get(event.type) ?? []), event.type === "unknown" ? event.name : name]);
  }
  const leftUnknown = new Set((types.get("unknown") ?? []).map((name) => name.replace(/\.\w+$/, "")));
  expect([...leftUnknown].sort()).toEqual([
    "incident.action_invocation",
    "incident.custom_field_values",
    "incident.role",
    "incident.task",
    "incident.workflow",
    "service",
    "service.custom_field_values",
  ]);
});
