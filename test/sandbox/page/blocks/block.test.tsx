import { describe, expect, test } from "vitest";
import limits from "../../../../src/sandbox/data/block-kit-limits.json" with { type: "json" };
import { HOLDERS } from "../../../../src/sandbox/slack/elements.ts";
import { drawBlock } from "./draw.tsx";
import { BLOCK_TYPES, INPUT_TYPES, sampleOf } from "./samples.ts";

const NOT_DRAWN = "not drawn here";

/** Every type of block and element that Slack has. */
const ALL: ReadonlySet<string> = new Set([...Object.keys(limits.blocks), ...Object.keys(limits.elements)]);

const sources = import.meta.glob<string>("../../../../src/slack/**/*.ts", {
  query: "?raw",
  import: "default",
  eager: true,
});

/** The types that stand in the bot's own code. */
const sent = [
  ...new Set(
    Object.values(sources).flatMap((source) => [...source.matchAll(/type: "(\w+)"/g)].map(([, type = ""]) => type)),
  ),
].filter((type) => ALL.has(type) && type !== "plain_text" && type !== "mrkdwn");

describe("what the app sends is drawn", () => {
  test("the app's code is where it is looked for", () => {
    expect(sent).toEqual(expect.arrayContaining(["header", "rich_text", "input", "multi_static_select", "overflow"]));
  });

  test.each(sent)("%s", (type) => {
    const sample = sampleOf(type);
    expect(sample, `${type} has no sample, so nobody knows that the page draws it`).toBeDefined();
    expect(drawBlock(sample ?? {})).not.toContain(NOT_DRAWN);
  });

  test.each([...INPUT_TYPES, ...BLOCK_TYPES])("%s is drawn, though the app need not send it", (type) => {
    const html = drawBlock(sampleOf(type) ?? {});
    expect(html).not.toBe("");
    expect(html).not.toContain(NOT_DRAWN);
  });

  test("every element that holds a value is drawn", () => {
    expect([...INPUT_TYPES].sort()).toEqual(Object.keys(HOLDERS).sort());
  });

  test("what has no picture stands there as it was sent", () => {
    const html = drawBlock({ type: "task_card", title: "<b>Roll back</b>" });
    expect(html).toContain("A block of type task_card, not drawn here");
    expect(html).toContain("&lt;b&gt;Roll back&lt;/b&gt;");
    expect(drawBlock({ type: "actions", elements: [{ type: "feedback_buttons" }] })).toContain(
      "An element of type feedback_buttons, not drawn here",
    );
  });
});

describe("names for those who do not see", () => {
  const block = {
    type: "input",
    label: { type: "plain_text", text: "What fixed it?" },
    hint: { type: "plain_text", text: "One line." },
    optional: true,
    element: { type: "plain_text_input", action_id: "a" },
  };

  test("an input is named by its label and described by its hint", () => {
    const html = drawBlock(block);
    const [, label = ""] = /id="([^"]+)">What fixed it\?/.exec(html) ?? [];
    const [, hint = ""] = /id="([^"]+)">One line/.exec(html) ?? [];
    expect(html).toContain(`aria-labelledby="${label}"`);
    expect(html).toContain(`aria-describedby="${hint}"`);
    expect(html).toContain(" (optional)");
    expect(html).not.toContain("aria-invalid");
  });

  test("what is wrong stands at the input and is read with it", () => {
    const html = drawBlock(block, { errors: { b: "Say it in one line." } });
    const [, error = ""] = /id="([^"]+)">Say it in one line/.exec(html) ?? [];
    expect(html).toMatch(new RegExp(`aria-describedby="${error} [^"]+"`));
    expect(html).toContain('aria-invalid="true"');
  });

  test.each(INPUT_TYPES)("a %s in an input has the label's name", (type) => {
    const html = drawBlock(sampleOf(type) ?? {});
    const [, label = ""] = /class="input-label" id="([^"]+)"/.exec(html) ?? [];
    expect(html).toMatch(new RegExp(`aria-labelledby="[^"]*${label}`));
  });

  test("a button is named by its text or by what the app says of it", () => {
    const button = { type: "button", action_id: "a", text: { type: "plain_text", text: "Join" } };
    expect(drawBlock({ type: "actions", elements: [button] })).toMatch(/<button[^>]*><span[^>]*>Join<\/span>/);
    expect(drawBlock({ type: "actions", elements: [{ ...button, accessibility_label: "Join INC-7" }] })).toContain(
      'aria-label="Join INC-7"',
    );
  });

  test("a list beside a text is named by the text", () => {
    const html = drawBlock({
      type: "section",
      text: { type: "plain_text", text: "Severity" },
      accessory: { type: "users_select", action_id: "a" },
    });
    expect(html).toContain('aria-label="Severity"');
  });
});

describe("what an element holds is seen", () => {
  const words = { type: "plain_text", text: "Words" };

  test("what was filled in stands before what the app began with", () => {
    const element = { type: "plain_text_input", action_id: "a", initial_value: "as it began" };
    const block = { type: "input", label: words, element };
    expect(drawBlock(block)).toContain('value="as it began"');
    const values = { b: { a: { type: "plain_text_input", value: "as it is" } } };
    expect(drawBlock(block, { values })).toContain('value="as it is"');
  });

  test("a value of another kind of element does not count", () => {
    const element = { type: "plain_text_input", action_id: "a", initial_value: "as it began" };
    const values = { b: { a: { type: "number_input", value: "7" } } };
    expect(drawBlock({ type: "input", label: words, element }, { values })).toContain('value="as it began"');
  });

  test("a time stands on the wall clocks of the person", () => {
    const element = { type: "datetimepicker", action_id: "a", initial_date_time: Date.UTC(2026, 10, 22, 14, 5) / 1000 };
    const html = drawBlock({ type: "input", label: words, element });
    expect(html).toContain('value="2026-11-22T23:05"');
    expect(html).toContain("Asia/Tokyo");
  });

  test("the end of the space is told in time", () => {
    const element = { type: "plain_text_input", action_id: "a", max_length: 100 };
    const shown = (length: number) =>
      drawBlock(
        { type: "input", label: words, element },
        { values: { b: { a: { type: "plain_text_input", value: "x".repeat(length) } } } },
      );
    expect(shown(50)).not.toContain("counter");
    expect(shown(90)).toContain(">10</span>");
    expect(shown(103)).toContain(">-3</span>");
  });

  test("a link that could do more than open a page is no link", () => {
    const button = { type: "button", action_id: "a", text: words, url: "javascript:alert(1)" };
    expect(drawBlock({ type: "actions", elements: [button] })).not.toContain("javascript:");
    expect(drawBlock({ type: "image", image_url: "javascript:alert(1)", alt_text: "x" })).not.toContain("javascript:");
  });
});
