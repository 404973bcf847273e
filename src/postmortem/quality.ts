import { type Line, line, moment } from "../timeline/line.ts";
import { milestoneFaults } from "../timeline/milestones.ts";
import type { Draft, DraftSection } from "./draft.ts";
import { hasMeasure } from "./measure.ts";
import type { SectionId } from "./section.ts";

/** Something that a reader of the postmortem will miss or stumble over. It stops nothing. */
export type Finding = {
  readonly kind: "no-number" | "no-owner" | "no-date" | "blame" | "silence" | "milestone-order";
  readonly section: SectionId;
  readonly text: Line;
};

/** Words that end a review before it has begun: they judge a person where a condition is to be found. */
const blaming = [
  /\b(?:human|operator|user|pilot) error\b/i,
  /\b(?:should|could|ought to)(?:n['’]t| not)? have\b/i,
  /\bcareless(?:ly|ness)?\b/i,
  /\bnegligen(?:t|tly|ce)\b/i,
  /\b(?:forgot|neglected) to\b/i,
  /\b(?:fault|mistake) of\b/i,
  /\bto blame\b/i,
];

export function findingsOf(draft: Draft): readonly Finding[] {
  return [
    ...impactFindings(draft),
    ...followUpFindings(draft),
    ...draft.sections.flatMap((section) => blameFindings(section, draft)),
    ...draft.silences.map(({ from, to }): Finding => {
      const text = line`Nothing is on record from ${moment(from)} to ${moment(to)}.`;
      return { kind: "silence", section: "timeline", text };
    }),
    ...milestoneFaults(draft.milestones).map(({ earlier, later }): Finding => {
      const text = line`“${later}” is earlier than “${earlier}”. Set the right time; the record keeps both.`;
      return { kind: "milestone-order", section: "timeline", text };
    }),
  ];
}

function impactFindings(draft: Draft): readonly Finding[] {
  const stated = isWritten(draft, "impact") ? "" : (draft.impact ?? "");
  if ([stated, ...wordsIn(draft, "impact")].some(hasMeasure)) return [];
  return [
    { kind: "no-number", section: "impact", text: line`The impact has no number: how many, how much, how long?` },
  ];
}

function followUpFindings(draft: Draft): readonly Finding[] {
  return wordsIn(draft, "follow-ups").flatMap((item): readonly Finding[] => {
    const owned = /@\S/.test(item) || /\b(?:owner|assignee)\b/i.test(item);
    const dated = /\b(?:by|until|due|before)\s+\S/i.test(item) || /\d{4}-\d{2}-\d{2}/.test(item);
    return [
      ...(owned
        ? []
        : [{ kind: "no-owner" as const, section: "follow-ups" as const, text: line`Who does it? ${item}` }]),
      ...(dated ? [] : [{ kind: "no-date" as const, section: "follow-ups" as const, text: line`By when? ${item}` }]),
    ];
  });
}

function blameFindings({ id, title }: DraftSection, draft: Draft): readonly Finding[] {
  return wordsIn(draft, id).flatMap((text) =>
    blaming.flatMap((pattern): readonly Finding[] => {
      const found = pattern.exec(text)?.[0];
      if (found === undefined) return [];
      const advice = line`${title}: “${found}” judges a person. What made it seem right at the time?`;
      return [{ kind: "blame", section: id, text: advice }];
    }),
  );
}

function isWritten(draft: Draft, id: SectionId): boolean {
  return draft.sections.some((section) => section.id === id && section.written !== null);
}

/** What people wrote and answered in a section, line by line. */
function wordsIn(draft: Draft, id: SectionId): readonly string[] {
  return draft.sections
    .filter((section) => section.id === id)
    .flatMap((section) => [section.written?.text ?? "", ...section.answers.map((answer) => answer.text)])
    .flatMap((text) => text.split("\n"))
    .filter((text) => text.trim() !== "");
}
