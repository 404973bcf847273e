import type { KnownBlock } from "@slack/types";
import type { Loaded } from "../../flow/cache.ts";
import type { Rules } from "../../incident/rules.ts";
import { type Draft, type DraftSection, draftOf, questionsOf, writtenFromRecord } from "../../postmortem/draft.ts";
import type { OpenQuestion } from "../../postmortem/question.ts";
import type { DraftFacts } from "../../postmortem/story.ts";
import { button } from "../button.ts";
import { context, cut, header, type Line, type Message, rich, spoken, told, withoutStop } from "../text.ts";

/** Sent to the owner, and edited in place as answers come in. */
export function postmortemCard(loaded: Loaded, rules: Rules, facts: DraftFacts): Message {
  const draft = draftOf(loaded.events, rules, facts);
  if (draft === undefined) throw new Error(`${loaded.stream} is empty`);
  const { incident } = loaded;
  const title = `Postmortem ${incident.ref}`;
  const due: Line = draft.head.due === null ? [] : [" · due ", { at: draft.head.due, as: "day" }];
  const state: Line = [
    `${writtenFromRecord(draft)} of ${draft.sections.length} sections written from the record`,
    ...due,
  ];
  const tag = { i: loaded.stream, v: loaded.version };
  return {
    text: spoken([`${title}: ${incident.title}. `, ...state]),
    blocks: [
      header(title),
      rich([{ bold: incident.title }], state),
      rich(...gist(draft)),
      ...questionBlocks(loaded.stream, draft, incident.postmortem?.owner),
      {
        type: "actions",
        block_id: "postmortem-actions",
        elements: [button("edit-sections", "Edit sections", tag), button("preview-postmortem", "Preview", tag)],
      },
    ],
  };
}

/** Impact, contributing factors as somebody stated them, and the fix: what a reader wants first. */
function gist(draft: Draft): readonly Line[] {
  const shown = ["impact", "contributing", "response"] as const;
  return shown.flatMap((id): Line[] => {
    const section = draft.sections.find((one) => one.id === id);
    return section === undefined ? [] : [[{ bold: `${section.title}: ` }, ...brief(section)]];
  });
}

function brief(section: DraftSection): Line {
  if (section.written !== null) return [cut(section.written.text, 300)];
  const drawn = section.drawn
    .slice(0, 2)
    .map(({ text }): Line => told(text).map((part) => (typeof part === "string" ? cut(part, 300) : part)));
  const answers = section.answers.slice(0, 2).map(({ text, by }): Line => [cut(text, 200), " — ", ...told(by)]);
  const parts = [...drawn, ...answers];
  if (parts.length === 0) return ["not on record"];
  return parts.flatMap((part, index): Line => (index === parts.length - 1 ? part : [...openEnded(part), " · "]));
}

function openEnded(line: Line): Line {
  const last = line.at(-1);
  return typeof last === "string" ? [...line.slice(0, -1), withoutStop(last)] : line;
}

function questionBlocks(stream: string, draft: Draft, owner: string | undefined): readonly KnownBlock[] {
  const { first, rest } = questionsOf(draft);
  if (first.length === 0) return [context(["The record leaves no question open."])];
  const count = first.length === 1 ? "One thing" : `${["", "", "Two", "Three"][first.length] ?? first.length} things`;
  return [
    rich([{ bold: `${count} the record does not know` }]),
    ...first.flatMap((question, index) => asked(stream, question, index, owner)),
    ...(rest.length === 0
      ? []
      : [context([`${rest.length} more ${rest.length === 1 ? "question" : "questions"} under Edit sections`])]),
  ];
}

function asked(
  stream: string,
  question: OpenQuestion,
  index: number,
  owner: string | undefined,
): readonly KnownBlock[] {
  return [
    rich([...told(question.text), ...whom(question, owner)]),
    {
      type: "actions",
      block_id: `question-${index}`,
      elements: [button(`answer-question-${index}`, "Answer", { i: stream, x: question.id })],
    },
  ];
}

/** Why this person can know: the owner reads the card and need not ask. */
function whom({ ask, because }: OpenQuestion, owner: string | undefined): Line {
  if (ask === null) return [];
  if (ask.user !== null && ask.user === owner)
    return [` You ${because.replace(/^was /, "were ").replace(/^writes /, "write ")}.`];
  return [" Ask ", ask.user === null ? (ask.name ?? "") : { user: ask.user }, `, who ${because}.`];
}
