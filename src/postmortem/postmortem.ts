import type { IncidentEvent } from "../incident/event.ts";
import type { Instant } from "../shared/time.ts";
import { readableOf } from "../timeline/amendment.ts";
import { isSectionId, type SectionId } from "./section.ts";

/** What people have written of a postmortem. What follows from the record is drawn anew each time and never stored. */
export type Postmortem = {
  readonly owner: string | null;
  readonly due: Instant | null;
  /** Sections that somebody wrote; from then on the record does not touch them. */
  readonly written: Readonly<Partial<Record<SectionId, WrittenSection>>>;
  /** In the order given. */
  readonly answers: readonly Answer[];
};

type Written = {
  readonly text: string;
  readonly by: string;
  readonly at: Instant;
  /** The version of the event that wrote it. */
  readonly version: number;
};

/** `seen` is the version of the incident that its writer had before them. */
type WrittenSection = Written & { readonly seen: number };

export type Answer = Written & { readonly question: string; readonly section: SectionId };

export function postmortemOf(events: readonly IncidentEvent[]): Postmortem {
  let postmortem: Postmortem = { owner: null, due: null, written: {}, answers: [] };
  for (const event of readableOf(events)) {
    const { actor: by, occurredAt: at, version } = event;
    switch (event.type) {
      case "PostmortemStarted":
        postmortem = { ...postmortem, owner: event.body.owner, due: event.body.due };
        break;
      case "PostmortemSectionEdited": {
        const { section, over } = event.body;
        if (!isSectionId(section)) break;
        const before = postmortem.written[section];
        const text = before === undefined || over >= before.version ? event.body.text : bothOf(before, event.body.text);
        const seen = Math.max(before?.seen ?? 0, over);
        postmortem = { ...postmortem, written: { ...postmortem.written, [section]: { text, by, at, version, seen } } };
        break;
      }
      case "PostmortemAnswered": {
        const { question, text } = event.body;
        const section = sectionOfQuestion(question);
        if (section === undefined || text.trim() === "") break;
        postmortem = {
          ...postmortem,
          answers: [...postmortem.answers, { question, section, text: text.trim(), by, at, version }],
        };
        break;
      }
    }
  }
  return postmortem;
}

/**
 * The version of the event that last wrote to a section, by edit or answer; 0 while it holds only what the record says.
 * An edit made over an older version of the incident than this has not seen all of the section.
 */
export function revisionOf(postmortem: Postmortem, section: SectionId): number {
  const answered = postmortem.answers.filter((answer) => answer.section === section).map((answer) => answer.version);
  return Math.max(0, postmortem.written[section]?.version ?? 0, ...answered);
}

/** Answers that whoever wrote the section had not seen; all of them while nobody has. */
export function answersBeside(postmortem: Postmortem, section: SectionId): readonly Answer[] {
  const seen = postmortem.written[section]?.seen ?? 0;
  return postmortem.answers.filter((answer) => answer.section === section && answer.version > seen);
}

/** The section that an answer flows into; a question's id begins with it. */
function sectionOfQuestion(question: string): SectionId | undefined {
  const section = question.split(":")[0] ?? "";
  return isSectionId(section) ? section : undefined;
}

/** Two people wrote at once and both were told that it is saved: neither text may go. */
function bothOf(before: WrittenSection, text: string): string {
  return before.text.trim() === "" ? text : `${before.text}\n\n${text}`;
}
