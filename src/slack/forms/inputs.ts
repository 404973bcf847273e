import type { ContextBlock, InputBlock, KnownBlock, ModalView, PlainTextOption } from "@slack/types";
import { context, cut, LIMITS, type Line, plain } from "../text.ts";

/** What a form carries: which incident, and what else its submit needs. Slack allows 3,000 characters. */
export type FormTag = { readonly i: string; readonly v?: number; readonly x?: string };

const TITLE_MAX = 24;
export const PLACEHOLDER_MAX = 150;

/** A form. Its name is its `callback_id`, under which the submit finds its handler. */
export function form(
  name: string,
  title: string,
  submit: string,
  tag: FormTag,
  blocks: readonly KnownBlock[],
): ModalView {
  return {
    type: "modal",
    callback_id: name,
    title: plain(title, TITLE_MAX),
    submit: plain(submit, TITLE_MAX),
    close: plain("Cancel", TITLE_MAX),
    private_metadata: JSON.stringify(tag),
    blocks: [...blocks],
  };
}

/** A screen that only shows. */
export function screen(
  title: string,
  blocks: readonly KnownBlock[],
  name = "screen",
  tag: FormTag = { i: "" },
): ModalView {
  return {
    type: "modal",
    callback_id: name,
    title: plain(title, TITLE_MAX),
    close: plain("Close", TITLE_MAX),
    private_metadata: JSON.stringify(tag),
    blocks: [...blocks],
  };
}

export type TextOptions = {
  readonly initial?: string | null;
  readonly hint?: string;
  readonly placeholder?: string;
  readonly optional?: boolean;
  readonly long?: boolean;
  readonly max?: number;
  readonly focus?: boolean;
};

/** Block and element bear the field's name, so that a form shown again keeps what was typed. */
export function textInput(name: string, label: string, options: TextOptions = {}): InputBlock {
  const { initial, hint, placeholder, optional = false, long = false, max = 3_000, focus = false } = options;
  return {
    type: "input",
    block_id: name,
    optional,
    label: plain(label, LIMITS.context),
    ...(hint === undefined ? {} : { hint: plain(hint, LIMITS.context) }),
    element: {
      type: "plain_text_input",
      action_id: name,
      multiline: long,
      max_length: max,
      ...(focus ? { focus_on_load: true } : {}),
      ...(placeholder === undefined ? {} : { placeholder: plain(placeholder, PLACEHOLDER_MAX) }),
      ...(initial === undefined || initial === null || initial === "" ? {} : { initial_value: cut(initial, max) }),
    },
  };
}

export type Choice = { readonly value: string; readonly text: string; readonly description?: string };

export function selectInput(
  name: string,
  label: string,
  choices: readonly Choice[],
  initial: string | undefined,
  more: { readonly optional?: boolean; readonly placeholder?: string } = {},
): InputBlock {
  const options = choices.map(option);
  const chosen = options.find((one) => one.value === initial);
  return {
    type: "input",
    block_id: name,
    optional: more.optional === true,
    label: plain(label, LIMITS.context),
    element: {
      type: "static_select",
      action_id: name,
      options,
      ...(more.placeholder === undefined ? {} : { placeholder: plain(more.placeholder, PLACEHOLDER_MAX) }),
      ...(chosen === undefined ? {} : { initial_option: chosen }),
    },
  };
}

/** All choices in sight, each with a line that says what it means. */
export function radioInput(name: string, label: string, choices: readonly Choice[], initial: string): InputBlock {
  const options = choices.map(option);
  const chosen = options.find((one) => one.value === initial);
  return {
    type: "input",
    block_id: name,
    label: plain(label, LIMITS.context),
    element: {
      type: "radio_buttons",
      action_id: name,
      options,
      ...(chosen === undefined ? {} : { initial_option: chosen }),
    },
  };
}

export function checkboxInput(
  name: string,
  label: string,
  choices: readonly Choice[],
  initial: readonly string[] = [],
): InputBlock {
  const options = choices.map(option);
  const chosen = options.filter((one) => initial.includes(one.value ?? ""));
  return {
    type: "input",
    block_id: name,
    optional: true,
    label: plain(label, LIMITS.context),
    element: {
      type: "checkboxes",
      action_id: name,
      options,
      ...(chosen.length === 0 ? {} : { initial_options: chosen }),
    },
  };
}

export function userInput(
  name: string,
  label: string,
  initial?: string,
  more: { readonly optional?: boolean; readonly hint?: string } = {},
): InputBlock {
  return {
    type: "input",
    block_id: name,
    optional: more.optional === true,
    label: plain(label, LIMITS.context),
    ...(more.hint === undefined ? {} : { hint: plain(more.hint, LIMITS.context) }),
    element: { type: "users_select", action_id: name, ...(initial === undefined ? {} : { initial_user: initial }) },
  };
}

/** Epoch milliseconds in, whole seconds in Slack; shown and entered in the reader's own zone. */
export function timeInput(name: string, label: string, initial: number): InputBlock {
  return {
    type: "input",
    block_id: name,
    label: plain(label, LIMITS.context),
    element: { type: "datetimepicker", action_id: name, initial_date_time: Math.floor(initial / 1000) },
  };
}

/** A date such as 2026-11-22. */
export function dateInput(name: string, label: string, initial: string): InputBlock {
  return {
    type: "input",
    block_id: name,
    label: plain(label, LIMITS.context),
    element: { type: "datepicker", action_id: name, initial_date: initial },
  };
}

/** A line in small print above or between inputs. */
export function small(...lines: readonly Line[]): ContextBlock {
  return context(...lines);
}

function option(choice: Choice): PlainTextOption {
  return {
    text: plain(choice.text, LIMITS.option),
    value: choice.value,
    ...(choice.description === undefined ? {} : { description: plain(choice.description, LIMITS.option) }),
  };
}
