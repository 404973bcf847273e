import type { Block, Blocks } from "./model.ts";

export type Element = { type: string; action_id: string; [key: string]: unknown };

export type Placed = {
  /** The block whose id the element answers under. */
  readonly block: Block;
  readonly element: Element;
};

const INTERACTIVE: ReadonlySet<string> = new Set([
  ...["button", "overflow", "checkboxes", "radio_buttons", "workflow_button", "feedback_buttons", "icon_button"],
  ...["static_select", "external_select", "users_select", "conversations_select", "channels_select"],
  ...["multi_static_select", "multi_external_select", "multi_users_select"],
  ...["multi_conversations_select", "multi_channels_select"],
  ...["datepicker", "timepicker", "datetimepicker", "plain_text_input", "email_text_input", "url_text_input"],
  ...["number_input", "rich_text_input", "file_input"],
]);

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
