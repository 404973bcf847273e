import { refuse } from "../shared/refusal.ts";
import type { Declare } from "./command.ts";
import { type Decision, type DecisionContext, eventAt, past } from "./decision.ts";
import type { NewIncidentEvent } from "./event.ts";
import { seriesOf } from "./incident.ts";
import { severityRule, UNSURE_INDEX } from "./rules.ts";

/** Longest title: Slack shows no more of a header. */
export const TITLE_MAX = 150;

export function titleOf(text: string): string {
  return [...text.trim()].slice(0, TITLE_MAX).join("");
}

export function declare(command: Declare, context: DecisionContext): Decision {
  const { now, rules, number } = context;
  const title = titleOf(command.title);
  if (title === "") return refuse("empty", "What is broken? `/incident declare Checkout returns 500s`");
  const severity = command.severity ?? rules.severities[Math.min(UNSURE_INDEX, rules.severities.length - 1)]?.name;
  const rule = severity === undefined ? undefined : severityRule(severity, rules);
  if (rule === undefined) {
    const names = rules.severities.map((one) => one.name).join(", ");
    return refuse("severity", `There is no severity ${command.severity}. Known: ${names}.`);
  }
  const series = seriesOf(command);
  const event = eventAt(now);
  const events: NewIncidentEvent[] = [
    {
      type: "Declared",
      occurredAt: past(command.at, now),
      body: {
        ref: `${series}-${number}`,
        series,
        number,
        title,
        severity: rule.name,
        unsure: command.severity === undefined,
        mode: command.mode,
        private: command.private,
        triage: command.triage,
        services: [...new Set(command.services)],
        by: command.by,
        via: command.via,
        invite: command.invite,
      },
    },
  ];
  if (command.alert !== null) events.push(event("AlertJoined", command.alert));
  const pages = rule.page && command.mode === "live" && !command.triage && command.alert === null;
  if (pages) {
    for (const { page, target } of command.pages) {
      events.push(event("PageAsked", { page, target, why: title, by: command.by ?? "pitwall" }));
    }
  }
  const { note } = command;
  if (note !== undefined) events.push(event("NoteAdded", { text: note, decision: false, message: null }));
  return events;
}
