import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { defaultRules } from "../../src/incident/rules.ts";
import { draftOf, questionsOf } from "../../src/postmortem/draft.ts";
import { postmortemMarkdown } from "../../src/postmortem/markdown.ts";
import { findingsOf } from "../../src/postmortem/quality.ts";
import { sections } from "../../src/postmortem/section.ts";
import { anyErasedEvents, anyText } from "../incident/arbitrary-events.ts";
import { speech } from "../timeline/record.ts";

const many = { numRuns: 300 };

const anyDraft = fc.tuple(anyErasedEvents, fc.array(anyText, { maxLength: 2 })).map(([events, names]) => {
  const services = names.map((name) => ({ name, owner: null, runbook: null }));
  const changes = names.map((what) => ({ service: "checkout", what, at: 1_772_460_000_000, by: null }));
  const draft = draftOf(events, defaultRules, { services, changes });
  if (draft === undefined) throw new Error("a stream with events has a draft");
  return { events, draft };
});

test("any record has a draft of twelve sections, each either from the record, by a person, or empty with nothing in it", () => {
  fc.assert(
    fc.property(anyDraft, ({ draft }) => {
      expect(draft.sections.map(({ id }) => id)).toEqual(sections.map(({ id }) => id));
      for (const section of draft.sections) {
        if (section.from === "empty") expect([section.written, section.drawn, section.answers]).toEqual([null, [], []]);
        if (section.from === "record") expect(section.drawn).not.toEqual([]);
        if (section.written !== null) expect([section.from, section.drawn]).toEqual(["person", []]);
      }
      expect(questionsOf(draft).first.length).toBeLessThanOrEqual(3);
    }),
    many,
  );
});

test("the last text that a person gave a section is in it, whatever follows", () => {
  fc.assert(
    fc.property(anyDraft, ({ events, draft }) => {
      for (const section of draft.sections) {
        const last = events.findLast((event) => {
          return event.type === "PostmortemSectionEdited" && event.body?.section === section.id;
        });
        if (last?.type === "PostmortemSectionEdited") expect(section.written?.text).toContain(last.body.text);
      }
    }),
    many,
  );
});

test("what is cited is on record, was not struck and was not erased", () => {
  fc.assert(
    fc.property(anyDraft, ({ events, draft }) => {
      const struck = new Set(events.flatMap((event) => (event.type === "EntryStruck" ? [event.body?.version] : [])));
      for (const { seq, at } of draft.sections.flatMap(({ drawn }) => drawn.flatMap(({ cites }) => cites))) {
        const event = events[seq - 1];
        expect(event?.occurredAt).toBe(at);
        expect(event?.body).not.toBeNull();
        expect(struck).not.toContain(seq);
      }
    }),
    many,
  );
});

test("an open question stands in a section that nobody has written, and was not answered", () => {
  fc.assert(
    fc.property(anyDraft, ({ events, draft }) => {
      const answered = events.flatMap((event) =>
        event.type === "PostmortemAnswered" && event.body?.text.trim() ? [event.body.question] : [],
      );
      for (const { id, section } of draft.questions) {
        expect(answered).not.toContain(id);
        expect(draft.sections.find((one) => one.id === section)?.written).toBeNull();
      }
      expect(new Set(draft.questions.map(({ id }) => id)).size).toBe(draft.questions.length);
    }),
    many,
  );
});

test("hostile text has no power in the Markdown file", () => {
  fc.assert(
    fc.property(anyDraft, ({ draft }) => {
      const file = postmortemMarkdown(draft, { head: "9f3c", events: 1 }, speech);
      expect(file).not.toMatch(/[<>]/);
      expect(file).not.toMatch(/[\u2028\u2029\u202A-\u202E]|\r/);
      const end = file.indexOf("\n---\n", 4);
      expect(parse(file.slice(4, end))).toMatchObject({ ref: "INC-7", events: 1 });
      const body = file.slice(end + 5);
      expect(body.match(/^#{1,6}(?=\s).*$/gm)?.slice(1)).toEqual(sections.map(({ title }) => `## ${title}`));
      expect(body.match(/^(?:---|===|```|~~~|>|\t| {4}).*$/gm)).toEqual(["---"]);
      for (const row of body.split("\n")) {
        if (row.startsWith("|")) expect(row.replaceAll(/\\./g, "").split("|")).toHaveLength(5);
      }
    }),
    many,
  );
});

test("the check of quality bears any draft", () => {
  fc.assert(
    fc.property(anyDraft, ({ draft }) => {
      for (const { section } of findingsOf(draft)) expect(sections.map(({ id }) => id)).toContain(section);
    }),
    many,
  );
});
