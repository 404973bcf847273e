import type { Instant } from "../shared/time.ts";
import type { Entry } from "./entry.ts";
import type { Line, Speech } from "./line.ts";
import { markdownLine } from "./markdown-text.ts";

/** Times without a date, and the dates, in one zone that is named wherever a table is headed. */
export type DatedSpeech = Speech & {
  day(at: Instant): string;
  readonly zone: string;
};

/** Times carry their date when what they are told with spans more than one day. */
export function datedOver(instants: readonly Instant[], speech: DatedSpeech): DatedSpeech {
  if (new Set(instants.map((at) => speech.day(at))).size < 2) return speech;
  return { ...speech, time: (at) => `${speech.day(at)} ${speech.time(at)}` };
}

export function timesIn(said: Line): readonly Instant[] {
  return said.flatMap((part) => (part.kind === "time" ? [part.at] : []));
}

/** The timeline as a Markdown table. The number of an entry is what sentences elsewhere cite. */
export function timelineMarkdown(entries: readonly Entry[], speech: DatedSpeech): string {
  const dated = datedOver(
    entries.flatMap((entry) => [entry.occurredAt, ...timesIn(entry.text)]),
    speech,
  );
  const rows = entries.map((entry) => {
    const text = markdownLine(entry.text, dated);
    const time = markdownLine([{ kind: "time", at: entry.occurredAt }], dated);
    return `| ${entry.seq} | ${time} | ${entry.struck ? `${text} (struck)` : text} |`;
  });
  return [`| # | Time (${dated.zone}) | What happened |`, "| --: | --- | --- |", ...rows].join("\n");
}
