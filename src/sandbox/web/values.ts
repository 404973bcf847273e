import { type Element, optionsOf } from "../slack/elements.ts";
import type { Value, WireFile } from "../slack/model.ts";
import { channelNamed, personNamed } from "../slack/person/find.ts";
import { holdsMany, valueKey } from "../slack/view-state.ts";
import type { Workspace } from "../slack/workspace.ts";

/** The value as this element can hold it; throws in plain words what a person could not have entered there. */
export function valueHeld(workspace: Workspace, me: string, element: Element, given: Value): Value {
  const { type } = element;
  const key = type === "overflow" ? "selected_option" : valueKey(type);
  if (key === undefined) throw new Error(`Nothing can be filled into a ${type}`);
  if (given.type !== type) throw new Error(`That is the value of a ${given.type}, and this is a ${type}`);
  const held = given[key];
  if (holdsMany(type)) {
    if (held !== undefined && held !== null && !Array.isArray(held)) throw new Error(`${key} must be a list`);
    return { type, [key]: (held ?? []).map((item: unknown) => single(workspace, me, element, item)) };
  }
  return { type, [key]: held === undefined || held === null ? null : single(workspace, me, element, held) };
}

function single(workspace: Workspace, me: string, element: Element, item: unknown): unknown {
  switch (element.type) {
    case "static_select":
    case "multi_static_select":
    case "radio_buttons":
    case "checkboxes":
    case "overflow":
      return offeredOption(element, item);
    case "external_select":
    case "multi_external_select":
      return foundOption(item);
    case "users_select":
    case "multi_users_select":
      return personNamed(workspace, text(item)).id;
    case "channels_select":
    case "multi_channels_select":
    case "conversations_select":
    case "multi_conversations_select":
      return channelNamed(workspace, me, { id: text(item) }).id;
    case "datepicker":
      return matching(item, /^\d{4}-\d\d-\d\d$/, "a date like 2026-11-22");
    case "timepicker":
      return matching(item, /^\d\d:\d\d$/, "a time like 14:05");
    case "datetimepicker":
      if (!Number.isSafeInteger(item)) throw new Error(`"${String(item)}" is not a time in epoch seconds`);
      return item;
    case "rich_text_input":
      if (isRecord(item) && item["type"] === "rich_text") return item;
      throw new Error("That is not rich text");
    case "file_input":
      return ownFile(workspace, me, isRecord(item) ? text(item["id"]) : text(item));
    default:
      return text(item);
  }
}

/** A file that this person uploaded. */
export function ownFile(workspace: Workspace, me: string, id: string): WireFile {
  const wire = workspace.files.get(id)?.wire;
  if (wire?.user !== me) throw new Error(`You have uploaded no file "${id}"`);
  return wire;
}

function offeredOption(element: Element, item: unknown): unknown {
  const wanted = isRecord(item) ? item["value"] : undefined;
  const option = optionsOf(element).find(({ value }) => value === wanted);
  if (option === undefined) throw new Error(`The ${element.type} does not offer "${String(wanted)}"`);
  return option;
}

/** What the app offered while somebody typed is not kept, so it is taken as it is. */
function foundOption(item: unknown): unknown {
  const words = isRecord(item) ? item["text"] : undefined;
  if (!isRecord(item) || typeof item["value"] !== "string" || !isRecord(words))
    throw new Error("That is not an option");
  return item;
}

function matching(item: unknown, pattern: RegExp, expected: string): string {
  if (!pattern.test(text(item))) throw new Error(`"${text(item)}" is not ${expected}`);
  return text(item);
}

function text(item: unknown): string {
  if (typeof item !== "string") throw new Error("Text was expected");
  return item;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
