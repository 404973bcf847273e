import type { RichTextBlock } from "@slack/types";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judgeBlocks } from "../../src/sandbox/judge/judge.ts";
import { printBlocks } from "../../src/sandbox/print/block.ts";
import { mentionsOf, parseMrkdwn, type TextNode } from "../../src/sandbox/print/mrkdwn.ts";
import { storable } from "../../src/shared/json.ts";
import {
  context,
  header,
  LIMITS,
  type Line,
  type Part,
  plain,
  preformatted,
  quote,
  rich,
  spoken,
} from "../../src/slack/text.ts";

const many = { numRuns: 1_000 };
const reader = { zone: "UTC", now: 1_772_460_000_000, nameOf: () => undefined };

/** Pieces that mean something to Slack, beside anything else that a person or an alert can write. */
const hostile: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom("<", ">", "&", "|", "!", "@", "#", "^", "*", "_", "~", "`", "```", ":", " ", "\n", "\u0000"),
      fc.constantFrom(
        "<!channel>",
        "<!here|x>",
        "<@U1>",
        "<#C1|x>",
        "<!subteam^S1>",
        "<!date^1^{time}|x>",
        "<https://a.b|c>",
      ),
      fc.constantFrom("@here", "@channel", "#general", ":fire:", "> quote", "*bold*", "&lt;!channel&gt;", "&amp;"),
      fc.constantFrom("\u202e", "\u200b", "\u2028", "\ud800", "\udc00", "👩‍🚒", "é"),
      fc.string({ unit: "binary", maxLength: 5 }),
    ),
    { maxLength: 30 },
  )
  .map((pieces) => pieces.join(""));
const long = fc
  .tuple(hostile, fc.integer({ min: 1, max: 10_000 }))
  .map(([text, times]) => text.repeat(times).slice(0, 10_000));
const anyText = fc.oneof({ weight: 4, arbitrary: hostile }, long);

const anyPart: fc.Arbitrary<Part> = fc.oneof(
  anyText,
  fc.record({ bold: anyText }),
  fc.record({ code: anyText }),
  fc.record({ user: fc.constant("U1") }),
  fc.record({ channel: fc.constant("C1") }),
  fc.record({ link: fc.oneof(hostile, fc.webUrl()), text: anyText }),
  fc.record({
    at: fc.integer({ min: 0, max: 4_000_000_000_000 }),
    as: fc.constantFrom("time", "day", "day-time", "ago"),
  }),
);
const anyLines: fc.Arbitrary<readonly Line[]> = fc.array(fc.array(anyPart, { maxLength: 4 }), { maxLength: 4 });

/** What was said, without what keeps it from meaning more. */
const bare = (text: string) =>
  storable(text)
    .replaceAll(/[\u2060\u200A]/g, "")
    .replaceAll("ˋ", "`");

describe("whatever is written", { timeout: 60_000 }, () => {
  test("Slack takes every block that is made of it", () => {
    fc.assert(
      fc.property(anyLines, anyText, (lines, text) => {
        const blocks = [rich(...lines), context(...lines), quote(text), header(text), preformatted(text)];
        expect(judgeBlocks(blocks, "message")).toEqual([]);
        const button = { type: "button", action_id: "x", text: plain(text, LIMITS.button) };
        expect(judgeBlocks([{ type: "actions", elements: [button] }], "modal")).toEqual([]);
      }),
      many,
    );
  });

  test("text in blocks is text: nobody is mentioned, nothing is formatted", () => {
    fc.assert(
      fc.property(fc.array(fc.array(anyText)), anyText, (lines, text) => {
        for (const block of [rich(...lines), quote(text), preformatted(text)])
          for (const element of elementsOf(block)) expect(element).toEqual({ type: "text", text: expect.any(String) });
      }),
      many,
    );
  });

  test("small print is text too, and says what was written", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const nodes = parseMrkdwn(smallPrint(["From ", { user: "U1" }, "\n", text]), { verbatim: true });
        expect(nodes.filter(({ kind }) => kind !== "text")).toEqual([{ kind: "user", id: "U1" }]);
        expect(bare(textOf(nodes))).toBe(`From \n${bare(text)}`);
        expect(context([text]).elements).toEqual([plain(text, LIMITS.context)]);
      }),
      many,
    );
  });

  test("the sentence for notifications rings nobody's bell, even where names are looked for", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(anyText, fc.record({ bold: anyText }), fc.record({ code: anyText }))), (line) => {
        expect(mentionsOf(parseMrkdwn(spoken(line), { verbatim: false }))).toEqual([]);
      }),
      many,
    );
  });

  test("only the people and channels that we name are mentioned, wherever they stand", () => {
    const ours = (lines: readonly Line[]) =>
      lines.flat().filter((part) => typeof part === "object" && ("user" in part || "channel" in part)).length;
    fc.assert(
      fc.property(anyLines, (lines) => {
        for (const text of [smallPrint(...lines), spoken(...lines)])
          expect(mentionsOf(parseMrkdwn(text, { verbatim: true })).length).toBeLessThanOrEqual(ours(lines));
        const elements = elementsOf(rich(...lines));
        expect(elements.filter(({ type }) => type === "user" || type === "channel")).toHaveLength(ours(lines));
        expect(elements.filter(({ type }) => type === "broadcast" || type === "usergroup")).toEqual([]);
      }),
      many,
    );
  });

  test("the sentence for notifications is neither empty nor longer than Slack takes", () => {
    fc.assert(
      fc.property(anyLines, (lines) => {
        const text = spoken(...lines);
        expect(text.trim()).not.toBe("");
        expect([...text].length).toBeLessThanOrEqual(4_000);
        expect(text.isWellFormed()).toBe(true);
      }),
      many,
    );
  });

  test("what is short enough is printed whole", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(printBlocks([rich([`${text}.`])], reader).join("\n")).toBe(`${storable(text)}.`);
        expect(plain(`${text}.`, 10_000).text).toBe(`${storable(text)}.`);
      }),
      many,
    );
  });
});

/** What of small print is read for formats: nothing where it is text alone. */
function smallPrint(...lines: readonly Line[]): string {
  const [element] = context(...lines).elements;
  if (element?.type === "plain_text") return "";
  if (element?.type !== "mrkdwn") throw new Error("Small print is text");
  expect(element.verbatim).toBe(true);
  return element.text;
}

function elementsOf(block: RichTextBlock) {
  return block.elements.flatMap((part) => (part.type === "rich_text_list" ? [] : part.elements));
}

function textOf(nodes: readonly TextNode[]): string {
  return nodes.map((node) => (node.kind === "text" ? node.text : "")).join("");
}
