import { ulid } from "ulid";
import type { Json } from "../../shared/json.ts";
import type { Change } from "./change.ts";
import type { Incident } from "./incident.ts";
import { type References, timeOrNull, wholeSeconds } from "./reference.ts";

/** The one event that a V3 webhook carries. `client` says through which tool monitoring sent it; ours has none. */
export function envelopeOf(change: Change, references: References): Json {
  return envelope(change.type, "incident", change.at, references.actor(change.actor), dataOf(change, references));
}

export function pingEnvelope(at: number, user: string | null): Json {
  const agent = user === null ? null : { id: user, type: "user_reference" };
  return envelope("pagey.ping", "pagey", at, agent, { message: "Hello from your friend Pagey!", type: "ping" });
}

function envelope(type: string, resource: string, at: number, agent: Json, data: Json): Json {
  return {
    event: {
      id: ulid(at),
      event_type: type,
      resource_type: resource,
      occurred_at: new Date(at).toISOString(),
      agent,
      client: null,
      data,
    },
  };
}

/** Notes, responders and bridges carry a mere reference to their incident; all else is the incident itself. */
function dataOf(change: Change, references: References): Json {
  const { incident, note, responder, policy } = change;
  const about = { incident: references.incident(incident) };
  if (note !== undefined) {
    return { ...about, id: note.id, content: note.content, trimmed: false, type: "incident_note" };
  }
  if (responder !== undefined) {
    return {
      ...about,
      user: references.user(responder.user),
      escalation_policy: references.policy(policy ?? incident.policy),
      message: responder.message,
      state: responder.state,
      type: "incident_responder",
    };
  }
  if (change.type === "incident.conference_bridge.updated") {
    const numbers = incident.bridge?.number ?? null;
    return {
      ...about,
      conference_numbers: numbers === null ? null : [{ label: "", number: numbers }],
      conference_url: incident.bridge?.url ?? null,
      type: "incident_conference_bridge",
    };
  }
  return incidentData(incident, references);
}

function incidentData(incident: Incident, references: References): Json {
  const { self, html_url } = references.incident(incident);
  return {
    id: incident.id,
    type: "incident",
    self,
    html_url,
    number: incident.number,
    status: incident.status,
    incident_key: incident.incidentKey,
    created_at: wholeSeconds(incident.createdAt),
    reopened_at: timeOrNull(incident.reopenedAt),
    title: incident.title,
    service: references.service(incident.service),
    assignees: incident.assignees.map(({ user }) => references.user(user)),
    escalation_policy: references.policy(incident.policy),
    teams: references.teamsOf(incident),
    priority: incident.priority === null ? null : references.priority(incident.priority),
    urgency: incident.urgency,
    conference_bridge:
      incident.bridge === null
        ? null
        : { conference_number: incident.bridge.number, conference_url: incident.bridge.url },
    resolve_reason:
      incident.mergedInto === null
        ? null
        : { type: "merge_resolve_reason", incident: references.incident(incident.mergedInto) },
    incident_type: { name: incident.type },
  };
}
