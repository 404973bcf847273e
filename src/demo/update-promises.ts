import type { IncidentEvent } from "../incident/event.ts";
import { type Rules, severityRule } from "../incident/rules.ts";
import { type Instant, MINUTE } from "../shared/time.ts";

/** An update that people could count on. */
export type UpdatePromise = {
  readonly dueAt: Instant;
  readonly because: string;
  /** Whether one came before the end. */
  readonly kept: boolean;
  /** Milliseconds; 0 when it came in time, or the end came first. */
  readonly lateBy: number;
};

/** Nobody minds a minute. */
const GRACE = MINUTE;

/** The updates that were due: the first by the severity's rhythm, each other as the one before had announced. */
export function promisesOf(events: readonly IncidentEvent[], rules: Rules, end: Instant): readonly UpdatePromise[] {
  const [first] = events;
  if (first?.type !== "Declared") return [];
  const updates = events.filter((event) => event.type === "UpdateGiven" && event.occurredAt <= end);
  const firstAt = updates[0]?.occurredAt;
  const severity = severityAt(events, firstAt ?? end);
  const every = severity === undefined ? undefined : severityRule(severity, rules)?.updateEvery;
  const promises = every === undefined ? [] : [promise(first.occurredAt + every, firstAt, `${severity}`)];
  updates.forEach((update, index) => {
    if (update.type !== "UpdateGiven" || update.body.nextAt === null) return;
    promises.push(promise(update.body.nextAt, updates[index + 1]?.occurredAt, "promised in the one before"));
  });
  return promises;

  function promise(dueAt: Instant, cameAt: Instant | undefined, because: string): UpdatePromise {
    const lateBy = Math.max(0, (cameAt ?? end) - dueAt);
    return { dueAt, because, kept: cameAt !== undefined, lateBy: lateBy > GRACE ? lateBy : 0 };
  }
}

function severityAt(events: readonly IncidentEvent[], at: Instant): string | undefined {
  let severity: string | undefined;
  for (const event of events) {
    if (event.occurredAt > at) continue;
    if (event.type === "Declared") severity = event.body.severity;
    else if (event.type === "SeverityChanged") severity = event.body.to;
  }
  return severity;
}
