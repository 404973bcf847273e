import { DAY } from "../../shared/time.ts";
import { type Answer, invalid, notFound, ok, refusal } from "./answer.ts";
import type { AskResponders, CreateIncident, Merge } from "./body.ts";
import { timeOf } from "./directory-operations.ts";
import type { Incident } from "./incident.ts";
import { type Call, page } from "./operation.ts";
import { restIncident, restResponderRequest } from "./rest-incident.ts";

/** By id or by number, as PagerDuty takes both. */
export function incidentOf({ account }: Pick<Call<unknown>, "account">, id: string): Incident | undefined {
  return account.incidents.find((incident) => incident.id === id || String(incident.number) === id);
}

export function onIncident(call: Pick<Call<unknown>, "account" | "id">, then: (incident: Incident) => Answer): Answer {
  const incident = incidentOf(call, call.id);
  return incident === undefined ? notFound() : then(incident);
}

export function listIncidents(call: Call<undefined>): Answer {
  const { account, query, references } = call;
  const now = account.clock.now();
  const all = query.get("date_range") === "all";
  const since = all ? 0 : (timeOf(query, "since") ?? now - 30 * DAY);
  const until = all ? Number.POSITIVE_INFINITY : (timeOf(query, "until") ?? now + DAY);
  if (!all && until - since > 184 * DAY) return invalid("since and until may be at most 6 months apart");
  const key = query.get("incident_key");
  const found = account.incidents.filter(
    (incident) =>
      incident.createdAt >= since &&
      incident.createdAt <= until &&
      (key === null || incident.incidentKey === key || incident.alerts.some((alert) => alert.key === key)) &&
      holds(query, "service_ids[]", [incident.service]) &&
      holds(query, "team_ids[]", account.serviceById(incident.service).teams) &&
      holds(
        query,
        "user_ids[]",
        incident.assignees.map(({ user }) => user),
      ) &&
      holds(query, "urgencies[]", [incident.urgency]) &&
      holds(query, "statuses[]", [incident.status]),
  );
  const [by = "incident_number", direction = "asc"] = (query.get("sort_by") ?? "").split(":");
  const rank = ({ number, createdAt, resolvedAt }: Incident) =>
    by === "created_at" ? createdAt : by === "resolved_at" ? (resolvedAt ?? 0) : number;
  const sorted = found.sort((a, b) => (direction === "desc" ? rank(b) - rank(a) : rank(a) - rank(b)));
  return page(call, "incidents", sorted, (incident) => restIncident(incident, references));
}

function holds(query: URLSearchParams, name: string, values: readonly string[]): boolean {
  const wanted = query.getAll(name);
  return wanted.length === 0 || values.some((value) => wanted.includes(value));
}

export function createIncident(call: Call<CreateIncident>): Answer {
  const { account, from, references } = call;
  const asked = call.body.incident;
  const { company } = account;
  const service = company.services.find(({ id }) => id === asked.service.id);
  if (service === undefined) return invalid("Service not found");
  const assignee = asked.assignments?.[0]?.assignee.id;
  if (assignee !== undefined && !company.users.some(({ id }) => id === assignee)) return invalid("Assignee not found");
  if (asked.priority !== undefined && !company.priorities.some(({ id }) => id === asked.priority?.id)) {
    return refusal(400, 1020, "Invalid Priority");
  }
  const policy = asked.escalation_policy?.id;
  if (policy !== undefined && !company.policies.some(({ id }) => id === policy)) {
    return invalid("Escalation policy not found");
  }
  const open = account.incidents.find(
    (incident) =>
      incident.status !== "resolved" &&
      incident.service === service.id &&
      incident.incidentKey !== null &&
      incident.incidentKey === asked.incident_key,
  );
  if (open !== undefined) return invalid("Open incident with matching dedup key already exists on this service");
  const incident = account.open({
    service,
    title: asked.title,
    actor: { kind: "user", id: from.id },
    urgency: asked.urgency,
    priority: asked.priority?.id,
    details: asked.body?.details,
    incidentKey: asked.incident_key,
    policy,
    assignee,
    type: asked.incident_type?.name,
    bridge:
      asked.conference_bridge === undefined
        ? undefined
        : {
            number: asked.conference_bridge.conference_number ?? null,
            url: asked.conference_bridge.conference_url ?? null,
          },
  });
  return ok({ incident: restIncident(incident, references) }, 201);
}

export function merge(call: Call<Merge>, target: Incident): Answer {
  const { account, from, references } = call;
  if (target.status === "resolved") return refusal(400, 1001, "Incident Already Resolved");
  const sources = call.body.source_incidents.map(({ id }) => incidentOf(call, id));
  const known = sources.filter((source) => source !== undefined);
  if (known.length < sources.length) return invalid("Source incident not found");
  if (known.includes(target)) return invalid("An incident cannot be merged into itself");
  if (known.some(({ mergedInto }) => mergedInto !== null)) return refusal(400, 1019, "Incident Already Merged");
  const alerts = [target, ...known].reduce((sum, incident) => sum + incident.alerts.length, 0);
  if (alerts > 1000) return invalid("A merged incident can hold 1000 alerts");
  account.merge(target, known, { kind: "user", id: from.id });
  return ok({ incident: references.incident(target) });
}

export function requestResponders(call: Call<AskResponders>, incident: Incident): Answer {
  const { account, body, references } = call;
  const { company } = account;
  if (!company.abilities.includes("coordinated_responding")) {
    return refusal(402, 2012, "Account does not have the ability: coordinated_responding");
  }
  if (!company.users.some(({ id }) => id === body.requester_id)) return refusal(400, 1008, "Requester User Not Found");
  const targets = body.responder_request_targets.map(({ responder_request_target: { id, type } }) => ({
    id,
    type: type === "user_reference" ? ("user" as const) : ("escalation_policy" as const),
  }));
  const stranger = targets.find(
    ({ id, type }) => !(type === "user" ? company.users : company.policies).some((one) => one.id === id),
  );
  if (stranger !== undefined) return invalid("Responder request target not found");
  account.requestResponders(incident, body.requester_id, body.message, targets);
  const request = incident.responderRequests.at(-1);
  if (request === undefined) throw new Error("the responder request was not kept");
  return ok({ responder_request: restResponderRequest(incident, request, references) });
}
