/** Deliveries in the shape that PagerDuty documents for version 3. All names and ids are made up. */

function point(type: string, id: string, summary: string) {
  const folder = `${type}s`;
  return {
    id,
    type: `${type}_reference`,
    self: `https://api.pagerduty.com/${folder}/${id}`,
    html_url: `https://acme.pagerduty.com/${folder}/${id}`,
    summary,
  };
}

export const bo = point("user", "PUSRBO1", "bo");

export const incidentData = {
  id: "QAAA0000000001",
  type: "incident",
  self: "https://api.pagerduty.com/incidents/QAAA0000000001",
  html_url: "https://acme.pagerduty.com/incidents/QAAA0000000001",
  number: 12,
  status: "triggered",
  incident_key: null as string | null,
  created_at: "2026-03-02T14:00:00Z",
  reopened_at: null,
  title: "Checkout returns 500s",
  service: point("service", "PCHKOUT1", "checkout"),
  assignees: [bo],
  escalation_policy: point("escalation_policy", "PEPPAY1", "payments"),
  teams: [point("team", "PTMPAY1", "payments")],
  priority: null as unknown,
  urgency: "high",
  conference_bridge: null,
  resolve_reason: null as unknown,
  incident_type: { name: "incident_default" },
};

export const aboutIncident = { incident: point("incident", "QAAA0000000001", "Checkout returns 500s") };

export function delivery(eventType: string, data: object, more: object = {}): string {
  return JSON.stringify({
    event: {
      id: "01J00000000000000000000001",
      event_type: eventType,
      resource_type: "incident",
      occurred_at: "2026-03-02T14:00:01.250Z",
      agent: bo,
      client: null,
      data,
      ...more,
    },
  });
}
