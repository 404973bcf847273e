import type { Milestone, Status } from "./event.ts";

export function statusTitle(status: Status): string {
  return status.charAt(0).toUpperCase() + status.slice(1);
}

/** What the status means, for a form in which a person must choose. */
export function statusSays(status: Status): string {
  switch (status) {
    case "triage":
      return "Not yet an incident: no channel, nobody paged.";
    case "investigating":
      return "Cause unknown.";
    case "identified":
      return "Cause known, fixing.";
    case "monitoring":
      return "Impact over, watching.";
    case "resolved":
      return "Over.";
    case "cancelled":
      return "Was none.";
  }
}

export const MILESTONES: readonly Milestone[] = [
  "started",
  "detected",
  "declared",
  "acknowledged",
  "mitigated",
  "resolved",
];
