import { describe, expect, it } from "vitest";
import { isViewTooLarge, judgeBlocks, judgeView } from "../../../src/sandbox/judge/judge.ts";
import { badBlocks } from "./bad-blocks.ts";
import { badElements } from "./bad-elements.ts";
import { badRareBlocks } from "./bad-rare-blocks.ts";
import { badViews } from "./bad-views.ts";
import { goodMessages, goodViews } from "./good-payloads.ts";
import { header, long, many, modal, mrkdwn, section } from "./make.ts";

describe("what Slack refuses", () => {
  it.each([...badBlocks, ...badElements, ...badRareBlocks])("in a message: %s", (_, blocks, pointer, message) => {
    expect(judgeBlocks(blocks, "message")).toEqual([{ pointer, message: expect.stringContaining(message) }]);
  });

  it.each(badViews)("in a view: %s", (_, view, pointer, message) => {
    expect(judgeView(view)).toEqual([{ pointer, message: expect.stringContaining(message) }]);
  });

  it("names every fault of a payload, in its order", () => {
    const complaints = judgeBlocks([header({ text: mrkdwn() }), section({}), { type: "banner" }], "message");
    expect(complaints.map((complaint) => complaint.pointer)).toEqual([
      "/blocks/0/text/type",
      "/blocks/1/type",
      "/blocks/2/type",
    ]);
  });

  it("escapes a pointer's own signs in the names of properties", () => {
    const blocks = [section({ text: mrkdwn(), fields: { "a/b": 1 } })];
    expect(judgeBlocks(blocks, "message")[0]?.pointer).toBe("/blocks/0/fields");
  });
});

describe("what Slack takes", () => {
  it.each(goodMessages)("in a message: %s", (_, blocks) => {
    expect(judgeBlocks(blocks, "message")).toEqual([]);
  });

  it.each(goodViews)("in a view: %s", (_, view) => {
    expect(judgeView(view)).toEqual([]);
  });

  it("allows a view up to 250 kB of JSON", () => {
    expect(isViewTooLarge(modal(many(80, () => section({ text: mrkdwn(long(3000)) }))))).toBe(false);
    expect(isViewTooLarge(modal(many(80, () => section({ text: mrkdwn("é".repeat(3000)) }))))).toBe(true);
  });
});
