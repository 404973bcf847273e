import type { IncidentEvent, Milestone } from "../incident/event.ts";
import type { Instant } from "../shared/time.ts";
import { amendmentsOf, readableOf } from "./amendment.ts";
import { backgroundOf } from "./background.ts";

export type MilestoneFact = {
  readonly at: Instant;
  /** How it is known, in words. */
  readonly source: string;
  /** The version of the event that says so. */
  readonly seq: number;
};

export type Milestones = Readonly<Partial<Record<Milestone, MilestoneFact>>>;

/**
 * The milestones as the record gives them. What a person sets outweighs what follows from other events, and a later
 * statement an earlier one; the log keeps both. When the trouble comes back, "mitigated" and "resolved" no longer hold.
 */
export function milestonesOf(events: readonly IncidentEvent[]): Milestones {
  const readable = readableOf(events);
  const { alerts, undone } = backgroundOf(readable);
  const amendments = amendmentsOf(events);
  const set = new Set<number>();
  let found: Milestones = {};
  for (const event of readable) {
    if (undone.has(event.version)) continue;
    const { occurredAt: at, version: seq } = event;
    switch (event.type) {
      case "Declared": {
        const source = event.body.via === "pagerduty" ? "opened from PagerDuty" : "declared by a person";
        found = { ...found, detected: { at, source, seq }, declared: { at, source, seq } };
        break;
      }
      case "AlertJoined": {
        const known = found.detected;
        if (alerts.get(event.body.alert)?.ownPage === true || (known !== undefined && set.has(known.seq))) break;
        // At the same instant it was the alert that told us: an incident opened from PagerDuty has both.
        if (known === undefined || at < known.at || (at === known.at && known.source === "opened from PagerDuty"))
          found = { ...found, detected: { at, source: "first alert", seq } };
        break;
      }
      case "AlertAcknowledged":
        found = { acknowledged: { at, source: "acknowledged in PagerDuty", seq }, ...found };
        break;
      case "StatusChanged":
        if (event.body.to === "monitoring") {
          found = { mitigated: { at, source: "status Monitoring", seq }, ...found };
        } else if (event.body.from === "monitoring") {
          found = without(found, "mitigated");
        }
        break;
      case "MilestoneSet":
        if (amendments.get(seq)?.struck === true) break;
        set.add(seq);
        found = { ...found, [event.body.milestone]: { at: event.body.at, source: event.body.source, seq } };
        break;
      case "Resolved": {
        const ended = event.body.impactEndedAt;
        const mitigated = { at: ended, source: "said at resolve", seq };
        const resolved = { at, source: "resolved", seq };
        // An end that equals the resolve is the form's default: nobody stated it, so what was known before stands.
        found = ended === at ? { mitigated, ...found, resolved } : { ...found, mitigated, resolved };
        break;
      }
      case "Reopened":
        found = without(without(found, "resolved"), "mitigated");
        break;
    }
  }
  return found;
}

/** Two milestones in an order that cannot be. */
export type MilestoneFault = { readonly earlier: Milestone; readonly later: Milestone };

const lawfulOrder: readonly MilestoneFault[] = [
  { earlier: "started", later: "detected" },
  { earlier: "detected", later: "declared" },
  { earlier: "detected", later: "acknowledged" },
  { earlier: "started", later: "mitigated" },
  { earlier: "mitigated", later: "resolved" },
  { earlier: "declared", later: "resolved" },
];

export function milestoneFaults(milestones: Milestones): readonly MilestoneFault[] {
  return lawfulOrder.filter(({ earlier, later }) => {
    const [before, after] = [milestones[earlier]?.at, milestones[later]?.at];
    return before !== undefined && after !== undefined && before > after;
  });
}

function without(milestones: Milestones, milestone: Milestone): Milestones {
  const { [milestone]: _gone, ...rest } = milestones;
  return rest;
}
