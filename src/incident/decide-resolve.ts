import { refuse } from "../shared/refusal.ts";
import { DAY, type Instant, MINUTE } from "../shared/time.ts";
import type { Resolve } from "./command.ts";
import { stillInTriage } from "./decide-progress.ts";
import { type Decision, type DecisionContext, eventAt, past } from "./decision.ts";
import type { NewIncidentEvent, Status } from "./event.ts";
import { commanderOf, type Incident, isOpen } from "./incident.ts";
import { severityRule } from "./rules.ts";

/** How long status, severity and resolve can be taken back with one click. */
const UNDO_WINDOW = 10 * MINUTE;
/** Where nobody chose a date: five days, the longest that the worst incidents should wait for their review. */
const POSTMORTEM_WITHIN = 5 * DAY;

export function resolve(incident: Incident, command: Resolve, context: DecisionContext): Decision {
  const { now, rules } = context;
  if (incident.status === "resolved") return [];
  if (incident.status === "cancelled")
    return refuse("cancelled", `${incident.ref} was cancelled: there is nothing to resolve.`);
  if (incident.status === "triage") return stillInTriage(incident);
  const what = command.what.trim();
  if (what === "") return refuse("empty", "What fixed it? One line: `/incident resolve Rolled back v412`");
  const event = eventAt(now);
  const events: NewIncidentEvent[] = [
    event("Resolved", { what, impactEndedAt: past(command.impactEndedAt, now), resolveAlerts: command.resolveAlerts }),
  ];
  const owner = command.owner ?? commanderOf(incident) ?? command.by;
  const wanted = severityRule(incident.severity, rules)?.postmortem === true && incident.mode !== "drill";
  if (wanted && owner !== null && incident.postmortem === null) {
    events.push(event("PostmortemStarted", { owner, due: command.due ?? now + POSTMORTEM_WITHIN }));
  }
  return events;
}

/** Takes back the last change of its kind, while it is the last and young. */
export function undo(incident: Incident, version: number, now: Instant): Decision {
  const event = eventAt(now);
  const { status, severity, resolved } = incident.undoable;
  const found = [status, severity, resolved].find((one) => one?.version === version);
  if (found === undefined)
    return refuse("no-undo", "That has changed again since, so it cannot be taken back by a click. Set it by command.");
  if (now - found.at > UNDO_WINDOW) return refuse("too-late", "Undo works for ten minutes. Set it by command instead.");
  if (found === status) {
    if (!isOpen(incident)) return refuse("no-undo", `${incident.ref} is ${incident.status} since, which ends it.`);
    return [event("StatusChanged", { from: incident.status, to: found.from as Status, undo: true })];
  }
  if (found === severity) return [event("SeverityChanged", { from: incident.severity, to: found.from, undo: true })];
  return [event("Reopened", { reason: "resolved by mistake", undo: true })];
}
