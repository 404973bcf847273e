import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { printBlocks } from "../../../src/sandbox/print/block.ts";
import { mentionsOf, parseMrkdwn } from "../../../src/sandbox/print/mrkdwn.ts";
import { plainText } from "../../../src/sandbox/print/text.ts";
import { context } from "./world.ts";

/** Text made to break out: pieces of tokens, entities and marks beside any other characters. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "<",
        ">",
        "&",
        "|",
        "!",
        "@",
        "#",
        "^",
        "*",
        "_",
        "~",
        "`",
        "```",
        ":",
        " ",
        "\n",
        "\\",
        "&lt;",
        "&gt;",
        "&amp;",
      ),
      fc.constantFrom(
        "<!channel>",
        "<@U1>",
        "<#C1|x>",
        "<!date^1^{time}|x>",
        "<https://a.b|good>",
        "@here",
        "#general",
        "!here",
      ),
      fc.constantFrom("\u202e", "\u200b", "\u2028", "👩‍🚒", "é"),
      fc.string({ unit: "binary", maxLength: 5 }),
    ),
    { maxLength: 30 },
  )
  .map((pieces) => pieces.join(""));

/** The same without what mrkdwn formats by itself: escaping is not meant to stop bold. */
const unformatted = hostile.map((text) => text.replaceAll(/[*_~`:]/g, "").replaceAll(/^>+/gm, ""));

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

describe("escaped text from outside", () => {
  it("never mentions anybody when it is verbatim", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(mentionsOf(parseMrkdwn(escaped(text), { verbatim: true }))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it("prints back as it was written", () => {
    fc.assert(
      fc.property(unformatted, (text) => {
        const section = { type: "section", text: { type: "mrkdwn", text: escaped(text), verbatim: true } };
        expect(printBlocks([section], context).join("\n")).toBe(text);
        expect(plainText(escaped(text), context)).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  it("keeps every letter and digit, whatever the marks around them", () => {
    const letters = (text: string) => text.replaceAll(/[^\p{L}\p{N}]/gu, "");
    fc.assert(
      fc.property(hostile, (text) => {
        expect(letters(plainText(escaped(text), context, true))).toBe(letters(text));
      }),
      { numRuns: 1000 },
    );
  });

  it("does mention when it is not escaped, so that the first rule can fail", () => {
    expect(mentionsOf(parseMrkdwn("<!channel>", { verbatim: true }))).toHaveLength(1);
    expect(mentionsOf(parseMrkdwn(escaped("@here"), { verbatim: false }))).toHaveLength(1);
  });
});

describe("text that was not escaped", () => {
  it("is read without an error, whatever it is", () => {
    fc.assert(
      fc.property(hostile, fc.boolean(), (text, verbatim) => {
        expect(typeof plainText(text, context, verbatim)).toBe("string");
      }),
      { numRuns: 1000 },
    );
  });
});
