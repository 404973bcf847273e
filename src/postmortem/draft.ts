import type { IncidentEvent, Mode } from "../incident/event.ts";
import type { Rules } from "../incident/rules.ts";
import type { Instant } from "../shared/time.ts";
import type { Entry } from "../timeline/entry.ts";
import { type Line, line, type Speech, sayLine } from "../timeline/line.ts";
import type { Milestones } from "../timeline/milestones.ts";
import { person } from "../timeline/person.ts";
import type { Cited } from "./cite.ts";
import { drawnFrom } from "./drawn.ts";
import { type Duration, durationsOf } from "./durations.ts";
import { answersBeside, type Postmortem, postmortemOf, revisionOf } from "./postmortem.ts";
import { type OpenQuestion, openQuestions } from "./question.ts";
import { type SectionId, sections } from "./section.ts";
import { type Silence, silencesOf } from "./silence.ts";
import { type DraftFacts, storyOf } from "./story.ts";

/**
 * A postmortem as far as it can be written: from the record, and from what people wrote and answered. It invents nothing:
 * each sentence of the record cites its entries, and what is not on record is an open question.
 */
export type Draft = {
  readonly head: DraftHead;
  readonly sections: readonly DraftSection[];
  /** The most useful first; those answered, or whose section somebody wrote, are gone. */
  readonly questions: readonly OpenQuestion[];
  readonly durations: readonly Duration[];
  readonly milestones: Milestones;
  /** As last stated by a person. */
  readonly impact: string | null;
  /** Key entries that stand, oldest first. */
  readonly timeline: readonly Entry[];
  readonly silences: readonly Silence[];
};

export type DraftHead = {
  readonly ref: string;
  readonly title: string;
  readonly severity: string;
  readonly mode: Mode;
  readonly private: boolean;
  readonly services: readonly string[];
  readonly owner: string | null;
  readonly due: Instant | null;
};

export type DraftSection = {
  readonly id: SectionId;
  readonly title: string;
  /** `person` once somebody wrote or answered all of what it holds. */
  readonly from: "record" | "person" | "empty";
  /** What somebody wrote in place of the record's sentences; line ends are theirs. */
  readonly written: { readonly text: string; readonly by: Line } | null;
  readonly drawn: readonly Cited[];
  /** What people answered, credited. */
  readonly answers: readonly { readonly text: string; readonly by: Line; readonly seq: number }[];
  /** The version of the event that last wrote to it; an edit is stale when it was made over an older one. */
  readonly revision: number;
};

/** Undefined before the first event. */
export function draftOf(events: readonly IncidentEvent[], rules: Rules, facts: DraftFacts): Draft | undefined {
  const story = storyOf(events, rules, facts);
  if (story === undefined) return undefined;
  const { incident } = story;
  const postmortem = postmortemOf(events);
  const drawn = drawnFrom(story);
  const settled = new Set(postmortem.answers.map((answer) => answer.question));
  return {
    head: {
      ref: incident.ref,
      title: incident.title,
      severity: incident.severity,
      mode: incident.mode,
      private: incident.private,
      services: incident.services,
      owner: postmortem.owner,
      due: postmortem.due,
    },
    sections: sections.map(({ id, title }) => sectionOf(id, title, drawn[id], postmortem)),
    questions: openQuestions(story).filter(
      ({ id, section }) => !settled.has(id) && postmortem.written[section] === undefined,
    ),
    durations: durationsOf(story),
    milestones: story.milestones,
    impact: story.impact?.words ?? null,
    timeline: story.entries,
    silences: silencesOf(story),
  };
}

/** The first three, and the rest: nobody answers twelve. */
export function questionsOf(draft: Draft): {
  readonly first: readonly OpenQuestion[];
  readonly rest: readonly OpenQuestion[];
} {
  return { first: draft.questions.slice(0, 3), rest: draft.questions.slice(3) };
}

/** How many sections the record alone has filled, as in "9 of 12 sections written from the record". */
export function writtenFromRecord(draft: Draft): number {
  return draft.sections.filter((section) => section.from === "record").length;
}

/** A section as plain text, to be edited. */
export function sectionText(section: DraftSection, speech: Speech): string {
  const own = section.written?.text ?? section.drawn.map(({ text }) => sayLine(text, speech)).join("\n");
  const answers = section.answers.map(({ text, by }) => sayLine(line`${text} — ${by}`, speech));
  return [own, ...answers].filter((text) => text !== "").join("\n");
}

function sectionOf(id: SectionId, title: string, drawn: readonly Cited[], postmortem: Postmortem): DraftSection {
  const edit = postmortem.written[id];
  const answers = answersBeside(postmortem, id).map(({ text, by, version }) => ({
    text,
    by: person(by),
    seq: version,
  }));
  const revision = revisionOf(postmortem, id);
  if (edit !== undefined) {
    const written = { text: edit.text, by: person(edit.by) };
    return { id, title, from: "person", written, drawn: [], answers, revision };
  }
  const from = drawn.length > 0 ? "record" : answers.length > 0 ? "person" : "empty";
  return { id, title, from, written: null, drawn, answers, revision };
}
