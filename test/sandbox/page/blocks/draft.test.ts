import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { heldBy, openDraft, valueOf } from "../../../../src/sandbox/page/blocks/draft.ts";
import type { Value } from "../../../../src/sandbox/slack/model.ts";

const option = { text: { type: "plain_text", text: "SEV1" }, value: "SEV1" };

describe("values as Slack says them", () => {
  test.each([
    ["plain_text_input", "words", { value: "words" }],
    ["number_input", "7", { value: "7" }],
    ["rich_text_input", { type: "rich_text", elements: [] }, { rich_text_value: { type: "rich_text", elements: [] } }],
    ["datepicker", "2026-11-22", { selected_date: "2026-11-22" }],
    ["timepicker", "14:05", { selected_time: "14:05" }],
    ["datetimepicker", 1_795_356_300, { selected_date_time: 1_795_356_300 }],
    ["static_select", option, { selected_option: option }],
    ["radio_buttons", option, { selected_option: option }],
    ["overflow", option, { selected_option: option }],
    ["checkboxes", [option], { selected_options: [option] }],
    ["multi_external_select", [option], { selected_options: [option] }],
    ["users_select", "U1", { selected_user: "U1" }],
    ["multi_conversations_select", ["C1"], { selected_conversations: ["C1"] }],
    ["file_input", [{ id: "F1" }], { files: [{ id: "F1" }] }],
  ])("%s", (type, held, value) => {
    expect(valueOf({ type }, held)).toEqual({ type, ...value });
  });

  test("what was emptied is null, or no choices at all", () => {
    expect(valueOf({ type: "plain_text_input" }, null)).toEqual({ type: "plain_text_input", value: null });
    expect(valueOf({ type: "checkboxes" }, null)).toEqual({ type: "checkboxes", selected_options: [] });
  });
});

describe("what was typed", () => {
  const kept: Value[] = [];
  const typed = (value: string): Value => ({ type: "plain_text_input", value });

  beforeEach(() => {
    kept.length = 0;
    vi.useFakeTimers();
  });
  afterEach(() => vi.useRealTimers());

  const opened = () => openDraft((_block, _action, value) => kept.push(value));

  test("is kept once nothing more comes", () => {
    const draft = opened();
    for (const words of ["c", "ch", "che"]) {
      draft.put("b", "a", typed(words), "soon");
      vi.advanceTimersByTime(100);
    }
    expect(kept).toEqual([]);
    vi.advanceTimersByTime(1_000);
    expect(kept).toEqual([typed("che")]);
  });

  test("is kept at once when the page is left, and not a second time", () => {
    const draft = opened();
    draft.put("b", "a", typed("x"), "soon");
    draft.flush();
    vi.advanceTimersByTime(1_000);
    expect(kept).toEqual([typed("x")]);
  });

  test("goes with the submit, and is not kept any more after it", () => {
    const draft = opened();
    draft.put("b", "a", typed("new"), "soon");
    const served = { b: { a: typed("old") }, c: { a: typed("other") } };
    expect(draft.collect(served)).toEqual({ b: { a: typed("new") }, c: { a: typed("other") } });
    vi.advanceTimersByTime(1_000);
    expect(kept).toEqual([]);
  });

  test("counts before what the workspace knows, until that is the same", () => {
    const draft = opened();
    const element = { type: "plain_text_input", action_id: "a" };
    draft.put("b", "a", typed("mine"), "never");
    const held = (words: string) => heldBy(element, "b", draft, { b: { a: typed(words) } });
    draft.heard({ b: { a: typed("old") } });
    expect(held("old")).toBe("mine");
    draft.heard({ b: { a: typed("mine") } });
    expect(held("from another browser")).toBe("from another browser");
  });

  test("is not given up for what the workspace repeats while more is typed", () => {
    const draft = opened();
    draft.put("b", "a", typed("mine"), "soon");
    draft.heard({ b: { a: typed("mine") } });
    expect(draft.of("b", "a")).toEqual(typed("mine"));
  });

  test("stays with its block: under another block id the app's own value counts", () => {
    const draft = opened();
    const element = { type: "plain_text_input", action_id: "a", initial_value: "as it began" };
    draft.put("b", "a", typed("mine"), "never");
    expect(heldBy(element, "b", draft, {})).toBe("mine");
    expect(heldBy(element, "b2", draft, {})).toBe("as it began");
  });

  test("what was emptied stays empty, though the app began with something", () => {
    const draft = opened();
    const element = { type: "plain_text_input", action_id: "a", initial_value: "as it began" };
    draft.put("b", "a", { type: "plain_text_input", value: null }, "never");
    expect(heldBy(element, "b", draft, {})).toBeUndefined();
  });
});
