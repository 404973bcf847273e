import type { Complaint, JsonObject, Place } from "./complaint.ts";
import { codePoints } from "./complaint.ts";

type Typed = JsonObject & { readonly type: string };
type Option = { readonly text: { readonly type: string; readonly text: string }; readonly value: string };

/**
 * How the fields of one block or element stand to each other, for the types that have such rules.
 * Called only when each field is sound by itself, hence the plain casts.
 */
export function* judgeRelations(object: Typed, place: Place): Generator<Complaint> {
  switch (object.type) {
    case "button":
      return yield* judgeButton(object, place);
    case "static_select":
    case "radio_buttons":
    case "multi_static_select":
    case "checkboxes":
      yield* judgeInitialOptions(object, place);
      return yield* judgeSelectionCount(object, place);
    case "multi_external_select":
    case "multi_users_select":
    case "multi_conversations_select":
    case "multi_channels_select":
      return yield* judgeSelectionCount(object, place);
    case "conversations_select":
    case "channels_select":
      return yield* judgeResponseUrl(object, place);
    case "plain_text_input":
      return yield* judgeTextInput(object, place);
    case "number_input":
      return yield* judgeNumberInput(object, place);
    case "rich_text_input":
      return yield* judgeOrder(object, "min_lines", "max_lines", place);
    case "input":
      return yield* judgeInput(object, place);
    case "container":
      return yield* judgeContainer(object, place);
    case "task_card":
      return yield* judgeTask(object, place);
    case "data_table":
      return yield* judgeDataTable(object, place);
    case "bar":
    case "area":
    case "line":
      return yield* judgeSeriesNames(object, place);
  }
}

/** Stricter than Slack, which would make up an action_id: a button nobody can hear is a mistake of ours. */
function* judgeButton(object: Typed, place: Place): Generator<Complaint> {
  if (object["action_id"] === undefined && object["url"] === undefined)
    yield { message: "missing required field: action_id", pointer: place.pointer };
}

function* judgeInitialOptions(object: Typed, place: Place): Generator<Complaint> {
  const groups = object["option_groups"] as readonly { options: readonly Option[] }[] | undefined;
  const options =
    (object["options"] as readonly Option[] | undefined) ?? groups?.flatMap((group) => group.options) ?? [];
  const known = new Set(options.map(optionKey));
  const one = object["initial_option"] as Option | undefined;
  const message = "must match one of the options";
  if (one && !known.has(optionKey(one))) yield { message, pointer: `${place.pointer}/initial_option` };
  for (const [index, option] of ((object["initial_options"] ?? []) as readonly Option[]).entries())
    if (!known.has(optionKey(option))) yield { message, pointer: `${place.pointer}/initial_options/${index}` };
}

function optionKey(option: Option): string {
  return JSON.stringify([option.text.type, option.text.text, option.value]);
}

function* judgeSelectionCount(object: Typed, place: Place): Generator<Complaint> {
  const max = object["max_selected_items"] as number | undefined;
  if (max === undefined) return;
  for (const name of ["initial_options", "initial_users", "initial_conversations", "initial_channels"]) {
    const chosen = (object[name] ?? []) as readonly unknown[];
    if (chosen.length > max)
      yield { message: `no more than ${max} items allowed`, pointer: `${place.pointer}/${name}` };
  }
}

function* judgeResponseUrl(object: Typed, place: Place): Generator<Complaint> {
  if (object["response_url_enabled"] !== true || (place.inside === "input" && place.surface === "modal")) return;
  yield { message: "invalid additional property: response_url_enabled", pointer: place.pointer };
}

function* judgeTextInput(object: Typed, place: Place): Generator<Complaint> {
  yield* judgeOrder(object, "min_length", "max_length", place);
  const max = object["max_length"] as number | undefined;
  const value = object["initial_value"] as string | undefined;
  if (max !== undefined && value !== undefined && codePoints(value) > max)
    yield { message: `must be less than ${max + 1} characters`, pointer: `${place.pointer}/initial_value` };
}

function* judgeNumberInput(object: Typed, place: Place): Generator<Complaint> {
  yield* judgeOrder(object, "min_value", "max_value", place);
  const value = object["initial_value"] as string | undefined;
  if (value === undefined) return;
  const pointer = `${place.pointer}/initial_value`;
  if (object["is_decimal_allowed"] === false && value.includes("."))
    yield { message: "must be a whole number", pointer };
  if (Number(value) < Number(object["min_value"] ?? -Infinity))
    yield { message: "must not be less than `min_value`", pointer };
  if (Number(value) > Number(object["max_value"] ?? Infinity))
    yield { message: "must not be more than `max_value`", pointer };
}

function* judgeOrder(object: Typed, low: string, high: string, place: Place): Generator<Complaint> {
  if (object[low] === undefined || object[high] === undefined || Number(object[low]) <= Number(object[high])) return;
  yield { message: `must not be more than \`${high}\``, pointer: `${place.pointer}/${low}` };
}

function* judgeInput(object: Typed, place: Place): Generator<Complaint> {
  const element = object["element"] as Typed;
  if (object["dispatch_action"] === true && element.type === "file_input")
    yield { message: "unsupported type: file_input", pointer: `${place.pointer}/element/type` };
}

function* judgeContainer(object: Typed, place: Place): Generator<Complaint> {
  if (object["default_collapsed"] === true && object["is_collapsible"] !== true)
    yield {
      message: "must define `is_collapsible` to use `default_collapsed`",
      pointer: `${place.pointer}/default_collapsed`,
    };
}

function* judgeTask(object: Typed, place: Place): Generator<Complaint> {
  if (object["status"] === "pending" && place.inside !== "plan")
    yield { message: "must be a valid enum value", pointer: `${place.pointer}/status` };
}

function* judgeDataTable(object: Typed, place: Place): Generator<Complaint> {
  const rows = object["rows"] as readonly (readonly Typed[])[];
  const width = rows[0]?.length ?? 0;
  for (const [index, cell] of (rows[0] ?? []).entries())
    if (cell.type === "rich_text")
      yield { message: "unsupported type: rich_text", pointer: `${place.pointer}/rows/0/${index}/type` };
  for (const [index, row] of rows.entries())
    if (row.length !== width)
      yield { message: `must provide ${width} items`, pointer: `${place.pointer}/rows/${index}` };
  const header = object["row_header_column_index"];
  if (typeof header === "number" && header >= width)
    yield { message: `must be less than ${width}`, pointer: `${place.pointer}/row_header_column_index` };
}

function* judgeSeriesNames(object: Typed, place: Place): Generator<Complaint> {
  const names = (object["series"] as readonly { name: string }[]).map((series) => series.name);
  for (const [index, name] of names.entries())
    if (names.indexOf(name) < index)
      yield { message: `\`name\` "${name}" already exists`, pointer: `${place.pointer}/series/${index}/name` };
}
