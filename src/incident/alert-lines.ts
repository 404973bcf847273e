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

/** Whether another alert of the same service is still open: a service is told to have cleared once it has. */
export function stillBurns(incident: Incident, alert: string): boolean {
  return alertsBeside(incident, alert).some((one) => one.resolvedAt === null);
}

/** The alerts of its service, itself included. */
function alertsBeside(incident: Incident, alert: string): readonly Alert[] {
  return Object.values(incident.alerts).filter((one) => one.service === incident.alerts[alert]?.service);
}

function isSame(a: Someone, b: Someone | undefined): boolean {
  return a.user === b?.user && a.name === b?.name;
}
