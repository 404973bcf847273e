import { type Element, HOLDERS, placedElements } from "./elements.ts";
import type { Blocks, Value, Values } from "./model.ts";
import type { Switches } from "./switches.ts";

/** The property under which an element of this type says its value, or undefined for one that holds none (a button). */
export function valueKey(elementType: string): string | undefined {
  return HOLDERS[elementType]?.value;
}

export function holdsMany(elementType: string): boolean {
  return HOLDERS[elementType]?.many === true;
}

function presetOf(element: Element, switches: Switches): Value | undefined {
  const holder = HOLDERS[element.type];
  if (holder === undefined) return undefined;
  const preset = element[holder.preset];
  if (preset !== undefined) return { type: element.type, [holder.value]: preset };
  if (holder.many === true) return { type: element.type, [holder.value]: [] };
  return switches.emptyInputs === "null" ? { type: element.type, [holder.value]: null } : { type: element.type };
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
