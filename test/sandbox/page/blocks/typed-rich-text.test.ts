import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judgeBlocks } from "../../../../src/sandbox/judge/judge.ts";
import { asTyped, typedRichText } from "../../../../src/sandbox/page/blocks/typed-rich-text.ts";

const text = (words: string, style?: object) => ({
  type: "text",
  text: words,
  ...(style === undefined ? {} : { style }),
});
const section = (...elements: object[]) => ({ type: "rich_text_section", elements });

describe("what is typed with simple marks", () => {
  test.each([
    ["words", [section(text("words"))]],
    ["*a* b", [section(text("a", { bold: true }), text(" b"))]],
    ["_*a*_", [section(text("a", { italic: true, bold: true }))]],
    ["`a*b*`", [section(text("a*b*", { code: true }))]],
    ["> a", [{ type: "rich_text_quote", elements: [text("a")] }]],
    ["```a\nb```", [{ type: "rich_text_preformatted", elements: [text("a\nb")] }]],
    [
      "- a\n- *b*",
      [{ type: "rich_text_list", style: "bullet", elements: [section(text("a")), section(text("b", { bold: true }))] }],
    ],
    ["1. a\n2. b", [{ type: "rich_text_list", style: "ordered", elements: [section(text("a")), section(text("b"))] }]],
    ["see https://acme.example", [section(text("see "), { type: "link", url: "https://acme.example" })]],
    [":fire:", [section({ type: "emoji", name: "fire" })]],
  ])("%s", (typed, elements) => {
    expect(typedRichText(typed).elements).toEqual(elements);
  });

  test.each(["<!channel>", "<@U1>", "@here", "#incidents", "<https://a.example|b>"])("%s mentions nobody", (typed) => {
    const [part] = typedRichText(typed).elements;
    const types = part?.type === "rich_text_section" ? part.elements.map(({ type }) => type) : [];
    expect(types.filter((type) => type !== "text" && type !== "link")).toEqual([]);
    expect(asTyped(typedRichText(typed))).toBe(typed);
  });

  test.each(["a\nb", "> a\n> b", "- a\n- b", "1. a\n2. b", "*a* _b_ ~c~ `d`"])("%s comes back as it was", (typed) => {
    expect(asTyped(typedRichText(typed))).toBe(typed);
  });

  test("whatever is typed, Slack would take it", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ab*_~`>\n\-1. :<@!|]{1,40}$/), (typed) => {
        fc.pre(typed.trim() !== "");
        expect(judgeBlocks([typedRichText(typed)], "message")).toEqual([]);
      }),
    );
  });
});
