import type { Json } from "../../shared/json.ts";
import type { Alert, Incident, LogEntry, Note, Responder } from "./incident.ts";
import { type References, timeOrNull, wholeSeconds } from "./reference.ts";

/** An incident as the REST API answers it; webhooks name several of the same things differently. */
export function restIncident(incident: Incident, references: References): { readonly [key: string]: Json } {
  const { self, html_url } = references.incident(incident);
  const open = incident.alerts.filter((alert) => alert.status === "triggered").length;
  return {
    id: incident.id,
    type: "incident",
    summary: `[#${incident.number}] ${incident.title}`,
    self,
    html_url,
    incident_number: incident.number,
    title: incident.title,
    created_at: wholeSeconds(incident.createdAt),
    updated_at: wholeSeconds(incident.updatedAt),
    status: incident.status,
    incident_key: incident.incidentKey,
    service: references.service(incident.service),
    assignments: incident.assignees.map(({ user, at }) => ({
      at: wholeSeconds(at),
      assignee: references.user(user),
    })),
    assigned_via: "escalation_policy",
    last_status_change_at: wholeSeconds(incident.statusChangedAt),
    last_status_change_by: references.actor(incident.statusChangedBy) ?? references.service(incident.service),
    resolved_at: timeOrNull(incident.resolvedAt),
    alert_counts: { all: incident.alerts.length, triggered: open, resolved: incident.alerts.length - open },
    is_mergeable: incident.status !== "resolved",
    incident_type: { name: incident.type },
    escalation_policy: references.policy(incident.policy),
    teams: references.teamsOf(incident),
    pending_actions: [],
    acknowledgements: incident.acknowledgements.map(({ user, at }) => ({
      at: wholeSeconds(at),
      acknowledger: references.user(user),
    })),
    priority: incident.priority === null ? null : references.priority(incident.priority),
    resolve_reason:
      incident.mergedInto === null
        ? null
        : { type: "merge_resolve_reason", incident: references.incident(incident.mergedInto) },
    conference_bridge:
      incident.bridge === null
        ? null
        : { conference_number: incident.bridge.number, conference_url: incident.bridge.url },
    incidents_responders: incident.responders.map((responder) => restResponder(responder, incident, references)),
    responder_requests: incident.responderRequests.map((request) =>
      restResponderRequest(incident, request, references),
    ),
    urgency: incident.urgency,
  };
}

function restResponder(responder: Responder, incident: Incident, references: References): Json {
  return {
    state: responder.state,
    user: references.user(responder.user),
    incident: references.incident(incident),
    updated_at: wholeSeconds(responder.at),
    message: responder.message,
    requester: references.user(responder.requester),
    requested_at: wholeSeconds(responder.at),
  };
}

export function restResponderRequest(
  incident: Incident,
  request: Incident["responderRequests"][number],
  references: References,
): Json {
  const asked = incident.responders.filter((one) => one.at === request.at && one.message === request.message);
  return {
    incident: references.incident(incident),
    requester: references.user(request.requester),
    requested_at: wholeSeconds(request.at),
    message: request.message,
    responder_request_targets: request.targets.map(({ type, id }) => ({
      responder_request_target: {
        type,
        id,
        incidents_responders: asked
          .filter((one) => type !== "user" || one.user === id)
          .map((one) => restResponder(one, incident, references)),
      },
    })),
  };
}

export function restNote(note: Note, references: References): Json {
  return {
    id: note.id,
    user: references.user(note.user),
    channel: { summary: "The PagerDuty website or APIs" },
    content: note.content,
    created_at: wholeSeconds(note.at),
    updated_at: wholeSeconds(note.at),
  };
}

export function restAlert(alert: Alert, incident: Incident, references: References): Json {
  const service = references.service(alert.service);
  return {
    id: alert.id,
    type: "alert",
    summary: alert.title,
    self: `https://api.pagerduty.com/incidents/${incident.id}/alerts/${alert.id}`,
    html_url: `${String(references.incident(incident).html_url)}/alerts/${alert.id}`,
    created_at: wholeSeconds(alert.createdAt),
    status: alert.status,
    alert_key: alert.key,
    service,
    body: { type: "alert_body", contexts: [], details: alert.details as Json },
    incident: references.incident(incident),
    suppressed: false,
    severity: alert.severity,
    integration: references.integration(alert.service),
  };
}

const logEntryTypes = new Map([
  ["incident.triggered", "trigger_log_entry"],
  ["incident.acknowledged", "acknowledge_log_entry"],
  ["incident.unacknowledged", "unacknowledge_log_entry"],
  ["incident.resolved", "resolve_log_entry"],
  ["incident.reopened", "reopen_log_entry"],
  ["incident.reassigned", "assign_log_entry"],
  ["incident.delegated", "delegate_log_entry"],
  ["incident.escalated", "escalate_log_entry"],
  ["incident.annotated", "annotate_log_entry"],
  ["incident.priority_updated", "priority_change_log_entry"],
  ["incident.responder.added", "responder_request_log_entry"],
  ["incident.responder.replied", "responder_accept_log_entry"],
]);

export function restLogEntry(entry: LogEntry, incident: Incident, references: References): Json {
  return {
    id: entry.id,
    type: logEntryTypes.get(entry.type) ?? "field_value_change_log_entry",
    summary: entry.summary,
    self: `https://api.pagerduty.com/log_entries/${entry.id}?incident_id=${incident.id}`,
    html_url: `${String(references.incident(incident).html_url)}/log_entries/${entry.id}`,
    created_at: wholeSeconds(entry.at),
    agent: references.actor(entry.actor) ?? references.service(incident.service),
    channel: { type: "auto" },
    incident: references.incident(incident),
    service: references.service(incident.service),
    teams: references.teamsOf(incident),
    contexts: [],
  };
}
