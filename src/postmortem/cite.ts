import type { Instant } from "../shared/time.ts";
import type { Entry } from "../timeline/entry.ts";
import type { Line } from "../timeline/line.ts";
import type { Story } from "./story.ts";

/** A sentence and the entries of the timeline that it rests on. */
export type Cited = { readonly text: Line; readonly cites: readonly Citation[] };
export type Citation = { readonly seq: number; readonly at: Instant };

export function said(text: Line, cites: readonly Citation[] = []): Cited {
  return { text, cites };
}

/** An entry in its own words. */
export function quoted(entry: Entry): Cited {
  return said(entry.text, [citationOf(entry)]);
}

export function citationOf(entry: Entry): Citation {
  return { seq: entry.seq, at: entry.occurredAt };
}

export function citing(story: Story, ...versions: readonly number[]): readonly Citation[] {
  return story.events
    .filter((event) => versions.includes(event.version))
    .map((event) => ({ seq: event.version, at: event.occurredAt }));
}
