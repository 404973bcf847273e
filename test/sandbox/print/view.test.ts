import { expect, it } from "vitest";
import { printView } from "../../../src/sandbox/print/print.ts";
import { actions, button, divider, element, header, input, line, option, plain, rich, word } from "../judge/make.ts";
import { context } from "./world.ts";

const named = (action: string, type: string, more: object = {}) =>
  input({ type, action_id: action, ...more }, { block_id: action, label: plain(action) });

it("prints a modal with its title, its form and its buttons", () => {
  const text = (words: string) => ({ type: "plain_text", text: words });
  const blocks = [input(element("plain_text_input"), { label: plain("What is broken?") }), divider()];
  const view = { type: "modal", title: text("Declare"), submit: text("Send"), close: text("Cancel"), blocks } as const;
  expect(printView(view, context)).toEqual(["Declare", "  What is broken? [ ]", "  ---", "[Send] [Cancel]"]);
});

it("prints a modal without submit with the close button that Slack gives it", () => {
  expect(printView({ type: "modal", title: { text: "INC-7" }, blocks: [divider()] }, context)).toEqual([
    "INC-7",
    "  ---",
    "[Close]",
  ]);
});

it("prints a Home tab as its blocks alone", () => {
  expect(printView({ type: "home", blocks: [header(), actions(button())] }, context)).toEqual(["Text", "[Go]"]);
});

it("prints what was typed and chosen in place of what the form began with", () => {
  const options = [option("SEV1"), option("SEV2")];
  const blocks = [
    named("title", "plain_text_input", { initial_value: "old" }),
    named("severity", "static_select", { options, initial_option: options[0] }),
    named("services", "multi_static_select", { options }),
    named("flags", "checkboxes", { options, initial_options: [options[0]] }),
    named("lead", "users_select"),
    named("due", "datepicker", { initial_date: "2026-08-01" }),
    named("at", "datetimepicker"),
    named("story", "rich_text_input"),
    named("untouched", "plain_text_input", { initial_value: "as it was" }),
  ];
  const values = {
    title: { title: { type: "plain_text_input", value: "Checkout returns 500s" } },
    severity: { severity: { type: "static_select", selected_option: options[1] } },
    services: { services: { type: "multi_static_select", selected_options: options } },
    flags: { flags: { type: "checkboxes", selected_options: [options[1]] } },
    lead: { lead: { type: "users_select", selected_user: "U1" } },
    due: { due: { type: "datepicker", selected_date: null } },
    at: { at: { type: "datetimepicker", selected_date_time: 1_785_585_900 } },
    story: { story: { type: "rich_text_input", rich_text_value: rich(line(word("once"))) } },
  };
  expect(printView({ type: "home", blocks, state: { values } }, context)).toEqual([
    "title: [Checkout returns 500s]",
    "severity: [SEV2 ▾]",
    "services: [SEV1, SEV2 ▾]",
    "flags:",
    "  [ ] SEV1",
    "  [x] SEV2",
    "lead: [@ana ▾]",
    "due: [date ▾]",
    "at: [2026-08-01 14:05 ▾]",
    "story: [once]",
    "untouched: [as it was]",
  ]);
});

it("prints what was wrong with a field under that field", () => {
  const view = {
    type: "home",
    blocks: [named("title", "plain_text_input")],
    errors: { title: "Say what is broken." },
  } as const;
  expect(printView(view, context)).toEqual(["title: [ ]", "  Error: Say what is broken."]);
});
