import { sayTime } from "../sandbox/print/date.ts";
import type { Debrief, Finding } from "./debrief.ts";

/** The debrief as Markdown, with times as in this zone. A part in which there is nothing is left out. */
export function debriefLines(
  { times, well, worthALook, behind }: Debrief,
  { title, zone }: { readonly title: string; readonly zone: string },
): readonly string[] {
  const dated = (findings: readonly Finding[]) => findings.map(({ at, says }) => `${sayTime(at, zone)} ${says}`);
  return [
    `## Looking back: ${title}`,
    ...part("How long it took", dated(times)),
    ...part("What went well", dated(well)),
    ...part("Worth another look", dated(worthALook)),
    ...part("What was behind it", behind),
  ];
}

/** The same as plain text, for the command line. */
export function plainLines(lines: readonly string[]): readonly string[] {
  return lines.map((line) => line.replace(/^#+ /, "").replace(/^- /, "  "));
}

function part(heading: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : ["", `### ${heading}`, ...items.map((item) => `- ${item}`)];
}
