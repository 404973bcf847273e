import { z } from "zod";
import type { Agent, IncidentChange, IncidentReference, Named, PagerDutyEvent, PagerDutyIncident } from "./event.ts";

const reference = z.looseObject({ id: z.string(), type: z.string().optional(), summary: z.string().nullish() });
const linked = reference.extend({ html_url: z.string().nullish() });
const time = z.string().transform((text, context) => {
  const at = Date.parse(text);
  if (Number.isNaN(at)) context.addIssue({ code: "custom", message: "not a time" });
  return at;
});

const envelope = z.looseObject({
  event: z.looseObject({
    id: z.string().min(1),
    event_type: z.string().min(1),
    occurred_at: time,
    agent: reference.nullish(),
    data: z.unknown(),
  }),
});

/** The keys that a webhook and the REST API name alike. */
export const incidentFields = {
  id: z.string().min(1),
  title: z.string().nullish(),
  status: z.enum(["triggered", "acknowledged", "resolved"]),
  urgency: z.enum(["high", "low"]).catch("high"),
  incident_key: z.string().nullish(),
  created_at: time.nullish(),
  html_url: z.string().nullish(),
  service: reference,
  priority: z.looseObject({ summary: z.string().nullish(), name: z.string().nullish() }).nullish(),
  escalation_policy: reference.nullish(),
  teams: z.array(reference).nullish(),
  resolve_reason: z.looseObject({ type: z.string(), incident: reference.nullish() }).nullish(),
};

const incidentData = z.looseObject({
  ...incidentFields,
  number: z.int().nullish(),
  assignees: z.array(reference).nullish(),
});

const aboutIncident = z.looseObject({ incident: linked });
const noteData = aboutIncident.extend({ id: z.string(), content: z.string() });
const responderData = aboutIncident.extend({
  user: reference.nullish(),
  escalation_policy: reference.nullish(),
  message: z.string().nullish(),
  state: z.string(),
});
const statusUpdateData = aboutIncident.extend({ message: z.string() });
const bridgeData = aboutIncident.extend({ conference_url: z.string().nullish() });
const pingData = z.looseObject({ message: z.string() });

/** PagerDuty's names of the events that carry the whole incident. */
const incidentChanges: ReadonlyMap<string, IncidentChange> = new Map([
  ["incident.triggered", "triggered"],
  ["incident.acknowledged", "acknowledged"],
  ["incident.unacknowledged", "unacknowledged"],
  ["incident.resolved", "resolved"],
  ["incident.reopened", "reopened"],
  ["incident.reassigned", "reassigned"],
  ["incident.escalated", "escalated"],
  ["incident.delegated", "delegated"],
  ["incident.priority_updated", "priority_updated"],
  ["incident.incident_type.changed", "incident_type_changed"],
  ["incident.service_updated", "service_updated"],
]);

export type Delivery =
  | { readonly ok: true; readonly event: PagerDutyEvent }
  | { readonly ok: false; readonly problem: string };

/**
 * Reads the body of one webhook of version 3. Only what is no PagerDuty envelope at all is a problem: an event
 * that we do not know, or whose inside has changed, reads as `unknown`, since a refused delivery is lost for good.
 */
export function readDelivery(rawBody: string): Delivery {
  const json = parsed(rawBody);
  if (json === undefined) return { ok: false, problem: "the body is not JSON" };
  const read = envelope.safeParse(json);
  if (!read.success) return { ok: false, problem: problemOf(read.error) };
  const { id, event_type: name, occurred_at: occurredAt, agent, data } = read.data.event;
  const told = { eventId: id, occurredAt, agent: agentOf(agent) };
  const event = detailsOf(name, data);
  return { ok: true, event: { ...told, ...event } };
}

type Details = PagerDutyEvent extends infer Event
  ? Event extends unknown
    ? Omit<Event, "eventId" | "occurredAt" | "agent">
    : never
  : never;

function detailsOf(name: string, data: unknown): Details {
  const change = incidentChanges.get(name);
  if (change !== undefined) {
    return readAs(incidentData, name, data, (incident) => ({ type: change, incident: incidentOf(incident) }));
  }
  switch (name) {
    case "incident.annotated":
      return readAs(noteData, name, data, ({ incident, id, content }) => ({
        type: "annotated",
        incident: referenceOf(incident),
        note: { id, content },
      }));
    case "incident.responder.added":
    case "incident.responder.replied":
      return readAs(responderData, name, data, ({ incident, user, escalation_policy, state, message }) => ({
        type: name === "incident.responder.added" ? "responder_added" : "responder_replied",
        incident: referenceOf(incident),
        responder: namedOf(user ?? escalation_policy ?? { id: "", summary: "somebody" }),
        state,
        message: message ?? null,
      }));
    case "incident.status_update_published":
      return readAs(statusUpdateData, name, data, ({ incident, message }) => ({
        type: "status_update",
        incident: referenceOf(incident),
        message,
      }));
    case "incident.conference_bridge.updated":
      return readAs(bridgeData, name, data, ({ incident, conference_url }) => ({
        type: "conference_bridge_updated",
        incident: referenceOf(incident),
        conferenceUrl: conference_url ?? null,
      }));
    case "pagey.ping":
      return readAs(pingData, name, data, ({ message }) => ({ type: "ping", message }));
  }
  return unknown(name, data, null);
}

function readAs<Shape extends z.ZodType>(
  shape: Shape,
  name: string,
  data: unknown,
  event: (data: z.infer<Shape>) => Details,
): Details {
  const read = shape.safeParse(data);
  return read.success ? event(read.data) : unknown(name, data, problemOf(read.error));
}

function unknown(name: string, data: unknown, problem: string | null): Details {
  const about = aboutIncident.safeParse(data);
  return { type: "unknown", name, incidentId: about.success ? about.data.incident.id : null, problem };
}

function incidentOf(data: z.infer<typeof incidentData>): PagerDutyIncident {
  return { ...commonOf(data), number: data.number ?? null, assignees: (data.assignees ?? []).map(namedOf) };
}

/** What a webhook and the REST API say alike about an incident. */
export function commonOf(
  data: z.infer<z.ZodObject<typeof incidentFields>>,
): Omit<PagerDutyIncident, "number" | "assignees"> {
  const reason = data.resolve_reason;
  return {
    id: data.id,
    title: data.title?.trim() || "(no title)",
    status: data.status,
    urgency: data.urgency,
    priority: data.priority?.summary ?? data.priority?.name ?? null,
    service: namedOf(data.service),
    incidentKey: data.incident_key ?? null,
    createdAt: data.created_at ?? null,
    escalationPolicy: data.escalation_policy ? namedOf(data.escalation_policy) : null,
    teams: (data.teams ?? []).map(namedOf),
    mergedInto: reason?.type === "merge_resolve_reason" ? (reason.incident?.id ?? null) : null,
    url: data.html_url ?? null,
  };
}

export function namedOf({ id, summary }: { id: string; summary?: string | null | undefined }): Named {
  return { id, name: summary ?? id };
}

function referenceOf(incident: z.infer<typeof linked>): IncidentReference {
  return { id: incident.id, title: incident.summary ?? null, url: incident.html_url ?? null };
}

const agentTypes: ReadonlyMap<string, Agent["type"]> = new Map([
  ["user_reference", "user"],
  ["inbound_integration_reference", "integration"],
  ["service_reference", "service"],
]);

export function agentOf(agent: z.infer<typeof reference> | null | undefined): Agent | null {
  return agent ? { ...namedOf(agent), type: agentTypes.get(agent.type ?? "") ?? "other" } : null;
}

/** The first thing wrong, by its place and without the values, which are other people's text. */
export function problemOf({ issues }: z.ZodError): string {
  const [first] = issues;
  return first === undefined ? "unreadable" : `${first.path.join(".")}: ${first.message}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
