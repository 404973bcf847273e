import { type Answer, invalid, refusal } from "./answer.ts";
import type { IncidentChanges } from "./body.ts";
import type { Actor, Incident } from "./incident.ts";
import type { Call } from "./operation.ts";

type Asked = Pick<Call<unknown>, "account" | "from">;

/** Why these changes cannot be made, or undefined when they can. Nothing is changed unless all of them can. */
export function refusalOfChanges(call: Asked, incident: Incident, changes: IncidentChanges): Answer | undefined {
  const { company } = call.account;
  if (changes.status === "resolved" && incident.status === "resolved") {
    return refusal(400, 1001, "Incident Already Resolved");
  }
  const acknowledgedByHim = incident.acknowledgements.some(({ user }) => user === call.from.id);
  if (changes.status === "acknowledged" && incident.status === "acknowledged" && acknowledgedByHim) {
    return refusal(400, 1002, "Incident Already Acknowledged");
  }
  if (incident.status === "resolved" && changes.status === undefined && changesPeople(changes)) {
    return refusal(400, 1001, "Incident Already Resolved");
  }
  if (changes.assignments !== undefined && changes.escalation_policy !== undefined) {
    return invalid("assignments and escalation_policy exclude each other");
  }
  if (changes.priority !== undefined && priorityId(call, changes.priority) === undefined) {
    return refusal(400, 1020, "Invalid Priority");
  }
  const policyId = changes.escalation_policy?.id ?? incident.policy;
  const policy = company.policies.find(({ id }) => id === policyId);
  if (policy === undefined) return invalid("Escalation policy not found");
  if (changes.escalation_level !== undefined && changes.escalation_level > policy.levels.length) {
    return refusal(400, 1006, "Incident cannot be escalated to that level");
  }
  if (changes.service !== undefined && !company.services.some(({ id }) => id === changes.service?.id)) {
    return invalid("Service not found");
  }
  const stranger = changes.assignments?.find(({ assignee }) => !company.users.some(({ id }) => id === assignee.id));
  return stranger === undefined ? undefined : invalid("Assignee not found");
}

function changesPeople(changes: IncidentChanges): boolean {
  return (changes.assignments ?? changes.escalation_policy ?? changes.escalation_level) !== undefined;
}

/** Carries out changes that were not refused. A resolved incident set to anything else is reopened. */
export function changeIncident(call: Asked, incident: Incident, changes: IncidentChanges): void {
  const { account } = call;
  const actor: Actor = { kind: "user", id: call.from.id };
  if (changes.title !== undefined || changes.urgency !== undefined) account.amend(incident, changes);
  if (changes.priority !== undefined) {
    account.prioritise(incident, priorityId(call, changes.priority) ?? null, actor);
  }
  if (changes.service !== undefined) account.moveToService(incident, changes.service.id, actor);
  if (changes.conference_bridge !== undefined) {
    const { conference_number: number = null, conference_url: url = null } = changes.conference_bridge;
    account.setBridge(incident, { number, url }, actor);
  }
  changeStatus(call, incident, changes.status, actor);
  if (changes.escalation_policy !== undefined) account.delegate(incident, changes.escalation_policy.id, actor);
  if (changes.escalation_level !== undefined) account.escalate(incident, changes.escalation_level, actor);
  if (changes.assignments !== undefined) {
    account.reassign(
      incident,
      changes.assignments.map(({ assignee }) => assignee.id),
      actor,
    );
  }
}

function changeStatus({ account }: Asked, incident: Incident, status: IncidentChanges["status"], actor: Actor): void {
  switch (status) {
    case undefined:
      return;
    case "acknowledged":
      return account.acknowledge(incident, actor);
    case "resolved":
      return account.resolve(incident, actor);
    case "triggered":
      if (incident.status === "resolved") return account.reopen(incident, "triggered", actor);
      if (incident.status === "acknowledged") return account.unacknowledge(incident, actor);
      return;
  }
}

function priorityId({ account }: Asked, priority: NonNullable<IncidentChanges["priority"]>): string | undefined {
  return account.company.priorities.find(({ id, name }) =>
    typeof priority === "string" ? name === priority : id === priority.id,
  )?.id;
}
