import { expect, test } from "vitest";
import { entriesOf } from "../../src/timeline/entry.ts";
import { timelineMarkdown } from "../../src/timeline/markdown.ts";
import { inertBlock, inertInline, inertText } from "../../src/timeline/markdown-text.ts";
import { ANA, CY, declared, record, speech } from "./record.ts";

const note = (text: string) => ({ text, decision: false, message: null });

test("the timeline is a table with its zone in the head", () => {
  const entries = entriesOf(record([0, ANA, "Declared", declared], [65, CY, "NoteAdded", note("still down")]));
  expect(timelineMarkdown(entries, speech)).toBe(
    [
      "| # | Time (UTC) | What happened |",
      "| --: | --- | --- |",
      "| 1 | 14:00 | ana declared INC-7 as SEV2: Checkout returns 500s (checkout) |",
      "| 2 | 15:05 | cy: still down |",
    ].join("\n"),
  );
});

test("times carry their date when it took more than a day", () => {
  const entries = entriesOf(record([0, ANA, "Declared", declared], [700, CY, "NoteAdded", note("still down")]));
  expect(timelineMarkdown(entries, speech)).toContain("| 2 | 2026-03-03 01:40 | cy: still down |");
  expect(timelineMarkdown(entries, speech)).toContain("| 1 | 2026-03-02 14:00 |");
});

test("a struck entry says so", () => {
  const entries = entriesOf(
    record(
      [0, ANA, "Declared", declared],
      [1, CY, "NoteAdded", note("wrong")],
      [2, CY, "EntryStruck", { version: 2, why: "x" }],
    ),
  );
  expect(timelineMarkdown(entries, speech)).toContain("| 2 | 14:01 | cy: wrong (struck) |");
});

test.each([
  ["a | b", String.raw`a \| b`],
  [String.raw`a \| b`, String.raw`a \\\| b`],
  ["<!channel> <@U1> <b>", "&lt;!channel&gt; &lt;@U1&gt; &lt;b&gt;"],
  ["[x](http://evil.example) ![y](z)", String.raw`\[x\](http://evil.example) !\[y\](z)`],
  ["`rm -rf` *now* ~~no~~", "\\`rm -rf\\` \\*now\\* \\~\\~no\\~\\~"],
  ["snake_case stays, _this_ is disarmed", String.raw`snake_case stays, \_this\_ is disarmed`],
  ["&lt; is not <", "&amp;lt; is not &lt;"],
  ["two\nlines\r\n\tand\u2028more", "two lines and more"],
  ["a\u202Eb\u2066c\u0007d", "abc d"],
  ["https://acme.example/a_b?c=d", "https://acme.example/a_b?c=d"],
])("within a sentence %j is written %j", (text, expected) => {
  expect(inertInline(text)).toBe(expected);
});

test.each([
  ["# no heading", String.raw`\# no heading`],
  ["---", String.raw`\---`],
  ["===", String.raw`\===`],
  ["+ no item", String.raw`\+ no item`],
  ["1. no item", String.raw`1\. no item`],
  ["    no code", "no code"],
  ["> no quote", "&gt; no quote"],
])("at the beginning of a block %j is written %j", (text, expected) => {
  expect(inertBlock(text)).toBe(expected);
});

test("several lines become paragraphs, and lists stay lists", () => {
  expect(inertText("We saw:\n- errors\n• # retries\n\n1) first\n2) second\n\n\n| a | b |\n    code")).toBe(
    [
      "We saw:",
      "",
      "- errors",
      String.raw`- \# retries`,
      "",
      "1. first",
      "2. second",
      "",
      String.raw`\| a \| b \|`,
      "",
      "code",
    ].join("\n"),
  );
});
