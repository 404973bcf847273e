import type { ActionsBlock } from "@slack/types";
import { type Incident, openAlerts } from "../../incident/incident.ts";
import { button } from "../button.ts";
import { header, type Line, type Message, rich, spoken } from "../text.ts";

/** Something that may be an incident: a person says which. */
export function triageCard(stream: string, incident: Incident): Message {
  const title = `${incident.ref} · ${incident.title}`;
  const alerts = Object.values(incident.alerts).slice(0, 4);
  const lines: Line[] = [
    [{ bold: says(incident) }, " · ", { at: incident.declaredAt, as: "ago" }],
    ...alerts.map(
      (alert): Line => [
        `${alert.service}: `,
        alert.url === null ? alert.title : { link: alert.url, text: alert.title },
      ],
    ),
  ];
  return {
    text: spoken([`${title}. `], ...lines),
    blocks: [header(title), rich(...lines), ...(incident.status === "triage" ? [triageButtons(stream, incident)] : [])],
  };
}

export function triageButtons(stream: string, incident: Incident): ActionsBlock {
  const tag = { i: stream, v: incident.version };
  return {
    type: "actions",
    block_id: "triage-actions",
    elements: [button("accept-triage", "Declare", tag, { style: "primary" }), button("dismiss-triage", "Dismiss", tag)],
  };
}

function says(incident: Incident): string {
  if (incident.status === "cancelled") return "Dismissed";
  if (incident.status !== "triage") return "Declared";
  return openAlerts(incident).length === 0 && Object.keys(incident.alerts).length > 0
    ? "Cleared by itself"
    : "Waits for a decision";
}
