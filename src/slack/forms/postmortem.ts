import type { ModalView } from "@slack/types";
import type { Loaded } from "../../flow/cache.ts";
import { type Draft, type DraftSection, sectionText } from "../../postmortem/draft.ts";
import type { OpenQuestion } from "../../postmortem/question.ts";
import { type Speech, sayLine } from "../../timeline/line.ts";
import { button } from "../button.ts";
import { cut, type Line, rich, withoutStop } from "../text.ts";
import { form, screen, small, textInput } from "./inputs.ts";

/** Slack's inputs hold no more. */
const SECTION_MAX = 3_000;

/** One field; what is typed flows into its section, credited. */
export function answerForm(stream: string, question: OpenQuestion, speech: Speech): ModalView {
  return form("answer", "Answer", "Save", { i: stream, x: question.id }, [
    textInput("text", sayLine(question.text, speech), {
      long: true,
      max: 2_000,
      focus: true,
      hint: "Shown with your name.",
    }),
  ]);
}

/** All sections, what each holds and who wrote it, each with its own form. */
export function sectionsScreen(loaded: Loaded, draft: Draft, speech: Speech): ModalView {
  const blocks = draft.sections.flatMap((section) => {
    const questions = draft.questions.filter((question) => question.section === section.id).slice(0, 2);
    const number = (index: number): string => (questions.length === 1 ? "" : ` ${index + 1}`);
    return [
      rich(
        [{ bold: section.title }, ` · ${origin(section)}`],
        [cut(inOneLine(sectionText(section, speech)) || "Nothing yet.", 160)],
        ...questions.map(
          (question, index): Line => [`Not on record${number(index)}: `, sayLine(question.text, speech)],
        ),
      ),
      {
        type: "actions" as const,
        block_id: `section-${section.id}`,
        elements: [
          {
            ...button(`edit-section-${section.id}`, "Edit", { i: loaded.stream, x: section.id }),
            accessibility_label: `Edit ${section.title.toLowerCase()}`,
          },
          ...questions.map((question, index) =>
            button(`answer-question-${section.id}-${index}`, `Answer${number(index)}`, {
              i: loaded.stream,
              x: question.id,
            }),
          ),
        ],
      },
    ];
  });
  return screen(`Postmortem ${loaded.incident.ref}`, blocks, "sections", { i: loaded.stream });
}

function inOneLine(text: string): string {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.map((line, index) => (index === lines.length - 1 ? line : withoutStop(line))).join(" · ");
}

/** A form for the section; where it holds more than a form can, how to get at the whole: saving a part would lose the rest. */
export function sectionForm(loaded: Loaded, section: DraftSection, draft: Draft, speech: Speech): ModalView {
  const length = [...sectionText(section, speech)].length;
  if (length > SECTION_MAX) return tooLong(loaded.incident.ref, section.title, length);
  const questions = draft.questions.filter((question) => question.section === section.id);
  return form(
    "edit-section",
    cut(section.title, 24),
    "Save",
    { i: loaded.stream, v: section.revision, x: section.id },
    [
      ...questions
        .slice(0, 3)
        .map(
          (question): ReturnType<typeof small> =>
            small(["Not on record: ", sayLine(question.text, speech)] satisfies Line),
        ),
      textInput("text", "Text", {
        long: true,
        max: SECTION_MAX,
        initial: sectionText(section, speech),
        hint: "Your words stay: the record no longer changes this section.",
      }),
    ],
  );
}

function tooLong(ref: string, title: string, length: number): ModalView {
  return screen(cut(title, 24), [
    rich(
      [`${title} holds ${length} characters, and a form in Slack ${SECTION_MAX}: here the rest would be lost.`],
      ["The whole as a file: ", { code: `pitwall incident postmortem ${ref} --md` }],
      ["Answers to its questions are added all the same."],
    ),
  ]);
}

function origin(section: DraftSection): string {
  switch (section.from) {
    case "record":
      return "from the record";
    case "person":
      return "written by a person";
    case "empty":
      return "empty";
  }
}
