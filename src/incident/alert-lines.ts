import type { Someone } from "./event.ts";
import type { Alert, Incident } from "./incident.ts";

/** Whether somebody's answer is his first for this service: one answer to several of its alerts is told once. */
export function isFirstAnswer(incident: Incident, alert: string): boolean {
  const by = incident.alerts[alert]?.acknowledged?.by;
  const answered = alertsBeside(incident, alert).filter(
    (one) => one.acknowledged !== null && isSame(one.acknowledged.by, by),
  );
  return answered.length <= 1;
}

/**
 * Whether PagerDuty has moved on to these people with no other open alert of this service yet: when nobody answers a storm,
 * each of its alerts moves on by itself.
 */
export function isFirstMove(incident: Incident, alert: string): boolean {
  const people = incident.alerts[alert]?.people ?? [];
  return !alertsBeside(incident, alert).some(
    (one) => one.alert !== alert && one.resolvedAt === null && hasMoved(one) && areSame(one.people, people),
  );
}

/** Whether another alert of the same service is still open: a service is told to have cleared once it has. */
export function stillBurns(incident: Incident, alert: string): boolean {
  return alertsBeside(incident, alert).some((one) => one.resolvedAt === null);
}

/** The alerts of its service, itself included. */
function alertsBeside(incident: Incident, alert: string): readonly Alert[] {
  return Object.values(incident.alerts).filter((one) => one.service === incident.alerts[alert]?.service);
}

function hasMoved({ notifiedAt, joinedAt }: Alert): boolean {
  return notifiedAt > joinedAt;
}

function areSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name) => b.includes(name));
}

function isSame(a: Someone, b: Someone | undefined): boolean {
  return a.user === b?.user && a.name === b?.name;
}
