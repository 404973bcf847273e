import { describe, expect, it } from "vitest";
import { judgeBlocks, judgeView } from "../../../src/sandbox/judge/judge.ts";
import { limits } from "../../../src/sandbox/judge/limits.ts";
import { printBlocks } from "../../../src/sandbox/print/block.ts";
import type { Piece } from "../judge/make.ts";
import { actions, button, element, input, line, modal, option, plain, rich, word } from "../judge/make.ts";
import { context } from "./world.ts";

const severity = (more: Piece = {}): Piece =>
  element("static_select", { placeholder: plain("Severity"), options: [option("SEV1"), option("SEV2")], ...more });

type Row = readonly [what: string, block: Piece, ...lines: string[]];

const elements: readonly (readonly [what: string, element: Piece, said: string])[] = [
  ["a button", button({ text: plain("Take command"), style: "danger" }), "[Take command]"],
  [
    "a button by the label for screen readers",
    button({ accessibility_label: "Acknowledge the page" }),
    "[Acknowledge the page]",
  ],
  ["a link button", button({ text: plain("Runbook"), url: "https://a.b" }), "[Runbook] (https://a.b)"],
  [
    "a workflow button",
    element("workflow_button", { text: plain("Run"), workflow: { trigger: { url: "https://a.b" } } }),
    "[Run]",
  ],
  ["an overflow", element("overflow", { options: [option("Update"), option("Page")] }), "[More: Update, Page ▾]"],
  ["an empty select", severity(), "[Severity ▾]"],
  ["a select", severity({ initial_option: option("SEV2") }), "[Severity: SEV2 ▾]"],
  ["a select without a name", element("static_select", { options: [option("a")] }), "[choose ▾]"],
  ["a nameless choice", element("static_select", { options: [option("a")], initial_option: option("a") }), "[a ▾]"],
  ["an external select", element("external_select", { initial_option: option("checkout") }), "[checkout ▾]"],
  [
    "several choices",
    element("multi_static_select", {
      options: [option("a"), option("b")],
      initial_options: [option("a"), option("b")],
    }),
    "[a, b ▾]",
  ],
  ["several external choices", element("multi_external_select", { placeholder: plain("Services") }), "[Services ▾]"],
  ["a person", element("users_select", { initial_user: "U1" }), "[@ana ▾]"],
  ["people", element("multi_users_select", { initial_users: ["U1", "U404"] }), "[@ana, @U404 ▾]"],
  ["a channel", element("channels_select", { initial_channel: "C1" }), "[#inc-7-checkout ▾]"],
  ["channels", element("multi_channels_select", { initial_channels: ["C1"] }), "[#inc-7-checkout ▾]"],
  ["a conversation", element("conversations_select", { initial_conversation: "U2" }), "[@bo ▾]"],
  [
    "conversations",
    element("multi_conversations_select", { initial_conversations: ["C1", "U2"] }),
    "[#inc-7-checkout, @bo ▾]",
  ],
  ["an empty date", element("datepicker"), "[date ▾]"],
  ["a date", element("datepicker", { placeholder: plain("Due"), initial_date: "2026-08-01" }), "[Due: 2026-08-01 ▾]"],
  ["a time", element("timepicker", { initial_time: "14:05" }), "[14:05 ▾]"],
  [
    "a moment, in the reader's zone",
    element("datetimepicker", { initial_date_time: 1_785_585_900 }),
    "[2026-08-01 14:05 ▾]",
  ],
  ["an empty moment", element("datetimepicker"), "[date and time ▾]"],
  [
    "checkboxes",
    element("checkboxes", { options: [option("a"), option("b")], initial_options: [option("a")] }),
    "[x] a  [ ] b",
  ],
  [
    "radio buttons",
    element("radio_buttons", { options: [option("a"), option("b")], initial_option: option("b") }),
    "( ) a  (x) b",
  ],
  ["rich text to edit", element("rich_text_input", { initial_value: rich(line(word("a"))) }), "[a]"],
];

const inputs: readonly Row[] = [
  ["an empty text", input(element("plain_text_input")), "Label: [ ]"],
  [
    "a hint at what to type",
    input(element("plain_text_input", { placeholder: plain("e.g. 500s") })),
    "Label: [ ] (e.g. 500s)",
  ],
  [
    "text of two lines",
    input(element("plain_text_input", { initial_value: "a\nb", multiline: true })),
    "Label: [a / b]",
  ],
  [
    "an optional question",
    input(element("plain_text_input"), { label: plain("What is broken?"), optional: true }),
    "What is broken? (optional): [ ]",
  ],
  ["a question", input(element("plain_text_input"), { label: plain("What is broken?") }), "What is broken? [ ]"],
  [
    "a select beside its label",
    input(severity({ initial_option: option("SEV2") }), { label: plain("Severity") }),
    "Severity: [SEV2 ▾]",
  ],
  ["an empty select beside its label", input(severity()), "Label: [Severity ▾]"],
  [
    "radio buttons one a line, with what they mean",
    input(
      element("radio_buttons", {
        options: [option("SEV1", { description: plain("Most customers stopped.") }), option("SEV2")],
      }),
    ),
    "Label:",
    "  ( ) SEV1 — Most customers stopped.",
    "  ( ) SEV2",
  ],
  [
    "a hint",
    input(element("email_text_input"), { hint: plain("We never share it.") }),
    "Label: [ ]",
    "  We never share it.",
  ],
  ["a number", input(element("number_input", { is_decimal_allowed: false, initial_value: "3" })), "Label: [3]"],
  ["an address", input(element("url_text_input", { initial_value: "https://a.b" })), "Label: [https://a.b]"],
  ["files", input(element("file_input")), "Label: [choose files]"],
];

describe("elements in print", () => {
  it.each(elements)("%s", (_, piece, said) => {
    expect(judgeBlocks([actions(piece)], "message")).toEqual([]);
    expect(printBlocks([actions(piece)], context)).toEqual([said]);
  });

  it("stand on one line when they are the actions of one block", () => {
    expect(printBlocks([actions(button(), severity())], context)).toEqual(["[Go] [Severity ▾]"]);
  });

  it("have a row above for every element that stands in actions", () => {
    const known = limits.blocks["actions"]?.fields["elements"];
    const types = known?.kind === "list" && known.of.kind === "element" ? known.of.of : [];
    const printed = new Set(elements.map(([, piece]) => piece["type"]));
    expect(types.length).toBeGreaterThan(10);
    expect(types.filter((type) => !printed.has(type))).toEqual([]);
  });
});

describe("fields of a form in print", () => {
  it.each(inputs.map(([what, block, ...lines]) => ({ what, block, lines })))("$what", ({ block, lines }) => {
    expect(judgeView(modal([block]))).toEqual([]);
    expect(printBlocks([block], context)).toEqual(lines);
  });
});
