import { type Instant, MINUTE } from "../shared/time.ts";
import type { DecisionContext } from "./decision.ts";
import type { ReminderAbout } from "./event.ts";
import { commanderOf, type Incident, isOpen } from "./incident.ts";
import { severityRule } from "./rules.ts";

/** Nobody likes a nagging bot: after this many of one kind it falls silent. */
const AT_MOST = 3;
const NOBODY_IN_COMMAND_AFTER = 5 * MINUTE;
const NO_ANSWER_AFTER = 5 * MINUTE;
const AGAIN_AFTER = 15 * MINUTE;

/** When a reminder may next be due; undefined: not as things stand. */
export function reminderDueAt(
  incident: Incident,
  about: ReminderAbout,
  context: Omit<DecisionContext, "now">,
): Instant | undefined {
  if (!isOpen(incident) || incident.status === "triage" || incident.mode === "retrospective") return undefined;
  const before = incident.reminded[about];
  if (before !== undefined && before.times >= AT_MOST) return undefined;
  const due = firstDue(incident, about, context);
  if (due === undefined) return undefined;
  const again = before === undefined ? due : Math.max(due, before.at + AGAIN_AFTER);
  return Math.max(again, incident.snoozedUntil[about] ?? 0);
}

export function isReminderDue(incident: Incident, about: ReminderAbout, context: DecisionContext): boolean {
  const due = reminderDueAt(incident, about, context);
  return due !== undefined && due <= context.now;
}

function firstDue(
  incident: Incident,
  about: ReminderAbout,
  context: Omit<DecisionContext, "now">,
): Instant | undefined {
  switch (about) {
    case "commander":
      return commanderOf(incident) === undefined ? incident.declaredAt + NOBODY_IN_COMMAND_AFTER : undefined;
    case "update": {
      if (incident.update !== null) return incident.update.nextAt ?? undefined;
      const every = severityRule(incident.severity, context.rules)?.updateEvery;
      return every === undefined ? undefined : incident.declaredAt + every;
    }
    case "page": {
      const oldest = unansweredSince(incident);
      return oldest === undefined ? undefined : oldest + NO_ANSWER_AFTER;
    }
  }
}

/** Since when a page waits for its first answer; one that was resolved needs none. */
function unansweredSince(incident: Incident): Instant | undefined {
  const waiting = Object.values(incident.pages).filter(
    ({ alert, acknowledged }) => acknowledged === null && (incident.alerts[alert ?? ""]?.resolvedAt ?? null) === null,
  );
  return waiting.flatMap(({ notifiedAt }) => notifiedAt ?? []).sort((a, b) => a - b)[0];
}
