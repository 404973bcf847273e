import { type Instant, MINUTE } from "../shared/time.ts";
import type { Story } from "./story.ts";

/** A stretch of the incident in which nothing worth showing was written down. */
export type Silence = {
  readonly from: Instant;
  readonly to: Instant;
  /** The entry after which it began. */
  readonly seq: number;
};

const LONG = 30 * MINUTE;

/** Silences of more than half an hour before it was resolved, the longest first. */
export function silencesOf(story: Story): readonly Silence[] {
  const end = story.milestones.resolved?.at ?? story.entries.at(-1)?.occurredAt ?? story.began;
  const during = story.entries.filter((entry) => entry.occurredAt <= end);
  return during
    .flatMap((entry, index) => {
      const next = during[index + 1];
      if (next === undefined || next.occurredAt - entry.occurredAt <= LONG) return [];
      return [{ from: entry.occurredAt, to: next.occurredAt, seq: entry.seq }];
    })
    .sort((a, b) => b.to - b.from - (a.to - a.from));
}
