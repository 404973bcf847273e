import { COMMANDER } from "../incident/rules.ts";
import type { Instant } from "../shared/time.ts";
import type { Story } from "./story.ts";

export type Duration = {
  readonly until: "acknowledged" | "in command" | "mitigated" | "resolved";
  /** Milliseconds since it began; null where the record does not say. */
  readonly ms: number | null;
  /** The version of the event that ended it. */
  readonly seq: number | null;
};

/** From when durations count, in words; "started" only where somebody has set it. */
export function beginning(story: Story): string {
  const { started, detected } = story.milestones;
  if (started?.at === story.began) return "it started";
  return detected?.at === story.began && detected.source === "first alert" ? "the first alert" : "it was declared";
}

/** How long it took, from the milestones: never from when somebody pressed a button later. */
export function durationsOf(story: Story): readonly Duration[] {
  const { acknowledged, mitigated, resolved } = story.milestones;
  const command = story.tenures.find((one) => one.role === COMMANDER);
  const since = (until: Duration["until"], at: Instant | undefined, seq: number | undefined): Duration =>
    at === undefined ? { until, ms: null, seq: null } : { until, ms: Math.max(0, at - story.began), seq: seq ?? null };
  return [
    since("acknowledged", acknowledged?.at, acknowledged?.seq),
    since("in command", command?.from, command?.seq),
    since("mitigated", mitigated?.at, mitigated?.seq),
    since("resolved", resolved?.at, resolved?.seq),
  ];
}
