import type {
  ActionsBlockElement,
  Checkboxes,
  ContextActionsBlockElement,
  ContextBlockElement,
  InputBlockElement,
  Option,
  RadioButtons,
  RichTextBlock,
  SectionBlockAccessory,
  TextObject,
} from "@slack/types";
import { SECOND } from "../../shared/time.ts";
import { sayDate } from "./date.ts";
import { richTextLines } from "./rich-text.ts";
import type { PrintContext } from "./text.ts";
import { plainText, sayLink, sayNodes } from "./text.ts";

export type BlockElement =
  | ActionsBlockElement
  | InputBlockElement
  | SectionBlockAccessory
  | ContextBlockElement
  | ContextActionsBlockElement;

/** One element in one line. A `label` beside it takes the place of its placeholder once something is chosen. */
export function sayElement(element: BlockElement, context: PrintContext, label = ""): string {
  switch (element.type) {
    case "plain_text":
    case "mrkdwn":
      return sayText(element, context);
    case "image":
      return `[image: ${element.alt_text}]`;
    case "button": {
      const name = `[${element.accessibility_label ?? element.text.text}]`;
      return element.url ? sayLink(element.url, name) : name;
    }
    case "workflow_button":
    case "icon_button":
      return `[${element.accessibility_label ?? element.text.text}]`;
    case "feedback_buttons":
      return [element.positive_button, element.negative_button]
        .map((button) => `[${button.accessibility_label ?? button.text.text}]`)
        .join(" ");
    case "overflow":
      return `[More: ${element.options.map((option) => option.text.text).join(", ")} ▾]`;
    case "static_select":
    case "external_select":
      return menu(label, element.placeholder, element.initial_option ? [element.initial_option.text.text] : []);
    case "multi_static_select":
    case "multi_external_select":
      return menu(
        label,
        element.placeholder,
        element.initial_options?.map((option) => option.text.text),
      );
    case "users_select":
      return menu(label, element.placeholder, named([element.initial_user], context));
    case "multi_users_select":
      return menu(label, element.placeholder, named(element.initial_users, context));
    case "channels_select":
      return menu(label, element.placeholder, named([element.initial_channel], context));
    case "multi_channels_select":
      return menu(label, element.placeholder, named(element.initial_channels, context));
    case "conversations_select":
      return menu(label, element.placeholder, named([element.initial_conversation], context));
    case "multi_conversations_select":
      return menu(label, element.placeholder, named(element.initial_conversations, context));
    case "datepicker":
      return menu(label, element.placeholder, present([element.initial_date]), "date");
    case "timepicker":
      return menu(label, element.placeholder, present([element.initial_time]), "time");
    case "datetimepicker": {
      const at = element.initial_date_time;
      const chosen = at === undefined ? undefined : sayDate(at * SECOND, "{date_num} {time}", context);
      return menu(label, undefined, present([chosen]), "date and time");
    }
    case "checkboxes":
    case "radio_buttons":
      return boxLines(element, context).join("  ");
    case "plain_text_input":
    case "email_text_input":
    case "url_text_input":
    case "number_input":
      return typed(element.initial_value, element.placeholder?.text);
    case "rich_text_input": {
      const value = element.initial_value;
      return typed(
        value && richTextLines(value, (nodes) => sayNodes(nodes, context)).join("\n"),
        element.placeholder?.text,
      );
    }
    case "file_input":
      return "[choose files]";
  }
}

/** Checkboxes and radio buttons, one a line, with what their options say of themselves. */
export function boxLines(element: Checkboxes | RadioButtons, context: PrintContext): readonly string[] {
  const chosen = element.type === "checkboxes" ? (element.initial_options ?? []) : [element.initial_option];
  const isChosen = (option: Option) => chosen.some((one) => one?.value === option.value);
  const [open, close] = element.type === "checkboxes" ? ["[", "]"] : ["(", ")"];
  return element.options.map((option) => {
    const description = option.description ? ` — ${option.description.text}` : "";
    return `${open}${isChosen(option) ? "x" : " "}${close} ${sayText(option.text, context)}${description}`;
  });
}

export function sayText(text: TextObject, context: PrintContext): string {
  return text.type === "plain_text" ? text.text : plainText(text.text, context, text.verbatim);
}

export function linesOfRichText(block: RichTextBlock, context: PrintContext): readonly string[] {
  return richTextLines(block, (nodes) => sayNodes(nodes, context));
}

/** `[Severity: SEV2 ▾]`; with a label of its own beside it `[SEV2 ▾]`. */
function menu(
  label: string,
  placeholder: { text: string } | undefined,
  chosen: readonly string[] = [],
  what = "choose",
): string {
  const name = placeholder?.text ?? what;
  if (chosen.length === 0) return `[${name} ▾]`;
  const value = chosen.join(", ");
  return label === "" && placeholder ? `[${name}: ${value} ▾]` : `[${value} ▾]`;
}

function typed(value: string | undefined, placeholder: string | undefined): string {
  if (value) return `[${value.replaceAll("\n", " / ")}]`;
  return placeholder ? `[ ] (${placeholder})` : "[ ]";
}

/** People and conversations by name: `@ana`, `#incidents`. */
function named(ids: readonly (string | undefined)[] | undefined, context: PrintContext): readonly string[] {
  return present(ids ?? []).map((id) => {
    const name = context.nameOf(id) ?? id;
    return /^[CG]/.test(id) ? `#${name}` : `@${name}`;
  });
}

function present(values: readonly (string | undefined)[]): readonly string[] {
  return values.filter((value) => value !== undefined && value !== "") as string[];
}
