import { type Element, placedElements } from "./elements.ts";
import type { Blocks, Value, Values } from "./model.ts";
import type { Switches } from "./switches.ts";

/** Which property of an element's value holds what was chosen, and which property of the element presets it. */
const KEYS: Readonly<Record<string, { readonly value: string; readonly initial: string; readonly many?: true }>> = {
  plain_text_input: { value: "value", initial: "initial_value" },
  email_text_input: { value: "value", initial: "initial_value" },
  url_text_input: { value: "value", initial: "initial_value" },
  number_input: { value: "value", initial: "initial_value" },
  rich_text_input: { value: "rich_text_value", initial: "initial_value" },
  datepicker: { value: "selected_date", initial: "initial_date" },
  timepicker: { value: "selected_time", initial: "initial_time" },
  datetimepicker: { value: "selected_date_time", initial: "initial_date_time" },
  static_select: { value: "selected_option", initial: "initial_option" },
  external_select: { value: "selected_option", initial: "initial_option" },
  radio_buttons: { value: "selected_option", initial: "initial_option" },
  checkboxes: { value: "selected_options", initial: "initial_options", many: true },
  multi_static_select: { value: "selected_options", initial: "initial_options", many: true },
  multi_external_select: { value: "selected_options", initial: "initial_options", many: true },
  users_select: { value: "selected_user", initial: "initial_user" },
  multi_users_select: { value: "selected_users", initial: "initial_users", many: true },
  conversations_select: { value: "selected_conversation", initial: "initial_conversation" },
  multi_conversations_select: { value: "selected_conversations", initial: "initial_conversations", many: true },
  channels_select: { value: "selected_channel", initial: "initial_channel" },
  multi_channels_select: { value: "selected_channels", initial: "initial_channels", many: true },
  file_input: { value: "files", initial: "", many: true },
};

/** The property under which an element of this type says its value, or undefined for one that holds none (a button). */
export function valueKey(elementType: string): string | undefined {
  return KEYS[elementType]?.value;
}

export function holdsMany(elementType: string): boolean {
  return KEYS[elementType]?.many === true;
}

function presetOf(element: Element, switches: Switches): Value | undefined {
  const keys = KEYS[element.type];
  if (keys === undefined) return undefined;
  const preset = element[keys.initial];
  if (preset !== undefined) return { type: element.type, [keys.value]: preset };
  if (keys.many === true) return { type: element.type, [keys.value]: [] };
  return switches.emptyInputs === "null" ? { type: element.type, [keys.value]: null } : { type: element.type };
}

/**
 * `view.state.values` of these blocks: what was filled in where block id, action id and type are still the same,
 * else the element's preset.
 */
export function stateOf(blocks: Blocks, filled: Values, switches: Switches): Values {
  const values: Values = {};
  for (const { block, element } of placedElements(blocks)) {
    const kept = filled[block.block_id]?.[element.action_id];
    const value = kept?.type === element.type ? kept : presetOf(element, switches);
    if (value === undefined) continue;
    values[block.block_id] = { ...values[block.block_id], [element.action_id]: value };
  }
  return values;
}

export function isEmpty(value: Value | undefined): boolean {
  if (value === undefined) return true;
  const held = value[valueKey(value.type) ?? "value"];
  return held === undefined || held === null || held === "" || (Array.isArray(held) && held.length === 0);
}
