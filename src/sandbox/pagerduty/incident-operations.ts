import { type Answer, invalid, ok, refusal } from "./answer.ts";
import {
  changeIncidentBody,
  changeIncidentsBody,
  createIncidentBody,
  mergeBody,
  noteBody,
  respondersBody,
  snoozeBody,
} from "./body.ts";
import { changeIncident, refusalOfChanges } from "./change-incident.ts";
import { timeOf } from "./directory-operations.ts";
import type { Incident } from "./incident.ts";
import { createIncident, incidentOf, listIncidents, merge, onIncident, requestResponders } from "./incident-actions.ts";
import { type Call, type Operation, page, paging, read, write } from "./operation.ts";
import { restAlert, restIncident, restLogEntry, restNote } from "./rest-incident.ts";

const alertStatuses = ["triggered", "resolved"] as const;
const statuses = ["triggered", "acknowledged", "resolved"] as const;
const orders = ["incident_number", "created_at", "resolved_at"].flatMap((by) => [by, `${by}:asc`, `${by}:desc`]);

/** All that can be read about incidents and done to them. */
export const incidentOperations: readonly Operation[] = [
  read(
    "GET /incidents",
    {
      ...paging,
      date_range: ["all"],
      incident_key: "text",
      "service_ids[]": "text",
      "team_ids[]": "text",
      "user_ids[]": "text",
      "urgencies[]": ["high", "low"],
      "statuses[]": statuses,
      sort_by: orders,
      since: "time",
      until: "time",
    },
    listIncidents,
  ),
  write("POST /incidents", createIncidentBody, createIncident),
  write("PUT /incidents", changeIncidentsBody, (call) => {
    const wanted = call.body.incidents;
    if (wanted.length > 250) return refusal(413, 2001, "Request Entity Too Large");
    const found = wanted.map(({ id }) => incidentOf(call, id));
    const refused = wanted
      .map((changes, index) => refusalOfFound(call, found[index], changes))
      .find((answer) => answer !== undefined);
    if (refused !== undefined) return refused;
    const known = found.filter((incident) => incident !== undefined);
    for (const [index, incident] of known.entries())
      changeIncident(call, incident, wanted[index] ?? { type: "incident" });
    return ok({ incidents: known.map((incident) => restIncident(incident, call.references)) });
  }),
  read("GET /incidents/{id}", {}, (call) =>
    onIncident(call, (incident) => ok({ incident: restIncident(incident, call.references) })),
  ),
  write("PUT /incidents/{id}", changeIncidentBody, (call) =>
    onIncident(call, (incident) => {
      const refused = refusalOfChanges(call, incident, call.body.incident);
      if (refused !== undefined) return refused;
      changeIncident(call, incident, call.body.incident);
      return ok({ incident: restIncident(incident, call.references) });
    }),
  ),
  write("PUT /incidents/{id}/merge", mergeBody, (call) => onIncident(call, (target) => merge(call, target))),
  read("GET /incidents/{id}/notes", {}, (call) =>
    onIncident(call, ({ notes }) => ok({ notes: notes.map((note) => restNote(note, call.references)) })),
  ),
  write("POST /incidents/{id}/notes", noteBody, (call) =>
    onIncident(call, (incident) => {
      if (incident.notes.length >= 2000) return invalid("An incident can hold 2000 notes");
      const note = call.account.note(incident, call.from.id, call.body.note.content);
      return ok({ note: restNote(note, call.references) });
    }),
  ),
  write(
    "POST /incidents/{id}/responder_requests",
    respondersBody,
    (call) => onIncident(call, (incident) => requestResponders(call, incident)),
    { needsFrom: false },
  ),
  write("POST /incidents/{id}/snooze", snoozeBody, (call) =>
    onIncident(call, (incident) => {
      if (incident.status === "resolved") return refusal(400, 1001, "Incident Already Resolved");
      call.account.snooze(incident, call.body.duration, { kind: "user", id: call.from.id });
      return ok({ incident: restIncident(incident, call.references) }, 201);
    }),
  ),
  read("GET /incidents/{id}/alerts", { ...paging, alert_key: "text", "statuses[]": alertStatuses }, (call) =>
    onIncident(call, (incident) => {
      const key = call.query.get("alert_key");
      const wanted = call.query.getAll("statuses[]");
      const alerts = incident.alerts.filter(
        (alert) => (key === null || alert.key === key) && (wanted.length === 0 || wanted.includes(alert.status)),
      );
      return page(call, "alerts", alerts, (alert) => restAlert(alert, incident, call.references));
    }),
  ),
  read("GET /incidents/{id}/log_entries", { ...paging, since: "time", until: "time" }, (call) =>
    onIncident(call, (incident) => {
      const since = timeOf(call.query, "since") ?? 0;
      const until = timeOf(call.query, "until") ?? Number.POSITIVE_INFINITY;
      const entries = incident.log.filter(({ at }) => at >= since && at <= until).reverse();
      return page(call, "log_entries", entries, (entry) => restLogEntry(entry, incident, call.references));
    }),
  ),
];

function refusalOfFound(
  call: Pick<Call<unknown>, "account" | "from">,
  incident: Incident | undefined,
  changes: Parameters<typeof refusalOfChanges>[2],
): Answer | undefined {
  return incident === undefined ? invalid("Incident Not Found") : refusalOfChanges(call, incident, changes);
}
