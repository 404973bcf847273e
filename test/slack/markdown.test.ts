import { describe, expect, it } from "vitest";
import { judgeBlocks } from "../../src/sandbox/judge/judge.ts";
import { printBlocks } from "../../src/sandbox/print/block.ts";
import { markdownBlocks } from "../../src/slack/markdown.ts";

const context = { zone: "UTC", now: 0, nameOf: () => undefined };
const printed = (markdown: string) => printBlocks(markdownBlocks(markdown), context).map((line) => line.trimEnd());

describe("Markdown in Slack", () => {
  it("keeps headings, lists, links and code apart, and sources as small print", () => {
    const markdown = [
      "## Roll back",
      "",
      "1. Open **deploy**.",
      "- press `Roll back`",
      "",
      "```",
      "acme rollback <service>",
      "```",
      "See [the pipeline](https://deploy.acme.example/payments).",
      "",
      "_Source: docs/roll-back.md, reviewed 32 days ago_",
    ].join("\n");
    const text = printed(markdown).join("\n");
    expect(text).toContain("Roll back\n");
    expect(text).toContain("• press `Roll back`");
    expect(text).toContain("acme rollback <service>");
    expect(text).toContain("the pipeline (https://deploy.acme.example/payments)");
    expect(text).toContain("Source: docs/roll-back.md, reviewed 32 days ago");
    expect(judgeBlocks(markdownBlocks(markdown), "message")).toEqual([]);
  });

  it("shows links that lead elsewhere than to the web as text", () => {
    expect(printed("[press](javascript:alert(1))")).toEqual(["[press](javascript:alert(1))"]);
  });

  it("shows an unfinished fence as code, and says when it leaves something out", () => {
    expect(printed("```\nrm -rf build")).toEqual(expect.arrayContaining([expect.stringContaining("rm -rf build")]));
    const long = markdownBlocks(Array.from({ length: 400 }, () => "x".repeat(200)).join("\n\n"), 5);
    expect(long).toHaveLength(5);
    expect(printBlocks(long, context).at(-1)).toContain("The rest is left out here.");
    expect(judgeBlocks(long, "message")).toEqual([]);
  });
});
