import { type Refusal, refuse } from "../shared/refusal.ts";
import type { Instant } from "../shared/time.ts";
import type { GiveUpdate } from "./command.ts";
import { titleOf } from "./decide-declare.ts";
import { type Decision, type DecisionContext, eventAt, past } from "./decision.ts";
import type { NewIncidentEvent } from "./event.ts";
import { commanderOf, type Incident, isOpen } from "./incident.ts";
import { severityRule } from "./rules.ts";

type Progress = "investigating" | "identified" | "monitoring";

export function setStatus(incident: Incident, to: Progress, at: Instant, now: Instant): Decision {
  if (!isOpen(incident))
    return refuse("closed", `${incident.ref} is ${incident.status}. \`/incident reopen\` opens it again.`);
  if (incident.status === "triage") return stillInTriage(incident);
  if (incident.status === to) return [];
  const body = { from: incident.status, to, undo: false };
  return [{ type: "StatusChanged", occurredAt: past(at, now), body }];
}

/** Leaving triage opens a channel, which only declaring it does. */
export function stillInTriage(incident: Incident): Refusal {
  return refuse("triage", `${incident.ref} waits in triage: declare it there first, or dismiss it.`);
}

export function setSeverity(incident: Incident, to: string, context: DecisionContext): Decision {
  const names = context.rules.severities.map((one) => one.name).join(", ");
  if (severityRule(to, context.rules) === undefined)
    return refuse("severity", `There is no severity "${to}". Known: ${names}.`);
  if (incident.severity === to && !incident.unsure) return [];
  return [eventAt(context.now)("SeverityChanged", { from: incident.severity, to, undo: false })];
}

export function setTitle(incident: Incident, to: string, now: Instant): Decision {
  const title = titleOf(to);
  if (title === "") return refuse("empty", "What is the new title? `/incident title Checkout returns 500s`");
  if (title === incident.title) return [];
  return [eventAt(now)("TitleChanged", { from: incident.title, to: title })];
}

/** One form, several facts: each that differs becomes an event of its own, so that each can be read and taken back alone. */
export function giveUpdate(incident: Incident, command: GiveUpdate, context: DecisionContext): Decision {
  const { now, rules } = context;
  if (incident.status === "triage") return stillInTriage(incident);
  const text = command.text.trim();
  if (text === "")
    return refuse("empty", "What do we know now? `/incident update Error rate falling since the rollback`");
  const event = eventAt(now);
  const events: NewIncidentEvent[] = [];
  if (command.severity !== undefined && command.severity !== incident.severity) {
    const decided = setSeverity(incident, command.severity, context);
    if (!Array.isArray(decided)) return decided;
    events.push(...decided);
  }
  if (command.status !== undefined && command.status !== incident.status && isOpen(incident)) {
    events.push(event("StatusChanged", { from: incident.status, to: command.status, undo: false }));
  }
  const impact = command.impact?.trim() ?? "";
  if (impact !== "" && impact !== incident.impact) events.push(event("ImpactStated", { text: impact }));
  const every = severityRule(command.severity ?? incident.severity, rules)?.updateEvery;
  const next = command.next === undefined ? every : (command.next ?? undefined);
  const customerSentence = command.customerSentence?.trim() || null;
  events.push(
    event("UpdateGiven", {
      text,
      customerSentence,
      nextAt: next === undefined || !isOpen(incident) ? null : now + next,
      announce: command.announce,
    }),
  );
  const { by } = command;
  if (customerSentence !== null && by !== null && by === commanderOf(incident))
    events.push(event("CustomerSentenceApproved", { update: incident.version + events.length, by }));
  return events;
}
