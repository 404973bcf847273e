import type { Block, Blocks } from "./model.ts";

export type Element = { type: string; action_id: string; [key: string]: unknown };

export type Placed = {
  /** The block whose id the element answers under. */
  readonly block: Block;
  readonly element: Element;
};

/** How the elements that hold a value say it, and which property presets it. */
export const HOLDERS: Readonly<
  Record<string, { readonly value: string; readonly preset: string; readonly many?: true }>
> = {
  plain_text_input: { value: "value", preset: "initial_value" },
  email_text_input: { value: "value", preset: "initial_value" },
  url_text_input: { value: "value", preset: "initial_value" },
  number_input: { value: "value", preset: "initial_value" },
  rich_text_input: { value: "rich_text_value", preset: "initial_value" },
  datepicker: { value: "selected_date", preset: "initial_date" },
  timepicker: { value: "selected_time", preset: "initial_time" },
  datetimepicker: { value: "selected_date_time", preset: "initial_date_time" },
  static_select: { value: "selected_option", preset: "initial_option" },
  external_select: { value: "selected_option", preset: "initial_option" },
  radio_buttons: { value: "selected_option", preset: "initial_option" },
  checkboxes: { value: "selected_options", preset: "initial_options", many: true },
  multi_static_select: { value: "selected_options", preset: "initial_options", many: true },
  multi_external_select: { value: "selected_options", preset: "initial_options", many: true },
  users_select: { value: "selected_user", preset: "initial_user" },
  multi_users_select: { value: "selected_users", preset: "initial_users", many: true },
  conversations_select: { value: "selected_conversation", preset: "initial_conversation" },
  multi_conversations_select: { value: "selected_conversations", preset: "initial_conversations", many: true },
  channels_select: { value: "selected_channel", preset: "initial_channel" },
  multi_channels_select: { value: "selected_channels", preset: "initial_channels", many: true },
  file_input: { value: "files", preset: "", many: true },
};

const BUTTONS = ["button", "overflow", "workflow_button", "feedback_buttons", "icon_button"];
const INTERACTIVE: ReadonlySet<string> = new Set([...BUTTONS, ...Object.keys(HOLDERS)]);

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Gives blocks and elements that came without an id one, as Slack does. */
export function withIds(blocks: readonly unknown[], nextId: (prefix: string) => string): Block[] {
  const copy = structuredClone(blocks) as Block[];
  for (const block of copy) {
    block.block_id ??= nextId("b");
    nameElements(block, nextId);
  }
  return copy;
}

function nameElements(value: unknown, nextId: (prefix: string) => string): void {
  if (Array.isArray(value)) {
    for (const item of value) nameElements(item, nextId);
    return;
  }
  if (!isRecord(value)) return;
  if (INTERACTIVE.has(String(value["type"]))) value["action_id"] ??= nextId("a");
  for (const child of Object.values(value)) nameElements(child, nextId);
}

/** Every element a person can use, in reading order. */
export function placedElements(blocks: Blocks): Placed[] {
  return blocks.flatMap((block) => placedIn(block, block));
}

function placedIn(value: unknown, owner: Block): Placed[] {
  if (Array.isArray(value)) return value.flatMap((item) => placedIn(item, owner));
  if (!isRecord(value)) return [];
  if (INTERACTIVE.has(String(value["type"]))) return [{ block: owner, element: value as Element }];
  const nextOwner = typeof value["block_id"] === "string" ? (value as Block) : owner;
  return Object.values(value).flatMap((child) => placedIn(child, nextOwner));
}

/** The words of a text object, of a bare string, or nothing. */
export function wordsOf(text: unknown): string {
  if (typeof text === "string") return text;
  if (isRecord(text) && typeof text["text"] === "string") return text["text"];
  return "";
}

export type Option = { readonly text: { readonly text: string }; readonly value: string };

/** All options of a select, radio group, checkbox group or overflow, groups flattened. */
export function optionsOf(element: Element): Option[] {
  const groups = element["option_groups"];
  if (Array.isArray(groups)) return groups.flatMap((group) => optionsOf(group as Element));
  return Array.isArray(element["options"]) ? (element["options"] as Option[]) : [];
}
