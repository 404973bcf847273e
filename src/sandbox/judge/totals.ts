import type { Complaint, JsonObject, Place } from "./complaint.ts";
import { below, codePoints, isObject } from "./complaint.ts";
import { limits } from "./limits.ts";

/** The blocks that hold blocks, and in which field. */
const nests: ReadonlyMap<unknown, string> = new Map([
  ["container", "child_blocks"],
  ["carousel", "elements"],
  ["plan", "tasks"],
]);

type Standing = { readonly object: JsonObject; readonly place: Place };

/** What holds for all blocks of a payload together. Looks at broken payloads too, so it takes nothing for granted. */
export function* judgeTotals(blocks: readonly unknown[], place: Place): Generator<Complaint> {
  const all = [...blocksIn(blocks, place)];
  yield* judgeBlockIds(all);
  for (const block of all) yield* judgeActionIds(block);
  yield* judgeFocus(all);
  if (place.surface === "message") yield* judgeCounts(all);
  yield* judgeCharacters(all);
}

/** A modal with a field to fill in needs a button to send it. The pointer is the one Slack was seen to give. */
export function* judgeSubmit(view: JsonObject, blocks: readonly unknown[], place: Place): Generator<Complaint> {
  if (view["submit"] !== undefined) return;
  for (const block of blocksIn(blocks, place))
    if (block.object["type"] === "input")
      yield {
        message: "must define `submit` to use an `input` block in modals",
        pointer: `${block.place.pointer}/input`,
      };
}

function* blocksIn(list: unknown, place: Place): Generator<Standing> {
  for (const item of objectsIn(list, place)) {
    yield item;
    const nested = nests.get(item.object["type"]);
    if (nested) yield* blocksIn(item.object[nested], below(item.place, nested));
  }
}

function* elementsIn(block: Standing): Generator<Standing> {
  for (const name of ["elements", "actions"]) yield* objectsIn(block.object[name], below(block.place, name));
  for (const name of ["accessory", "element"]) {
    const object = block.object[name];
    if (isObject(object)) yield { object, place: below(block.place, name) };
  }
}

function* objectsIn(list: unknown, place: Place): Generator<Standing> {
  if (!Array.isArray(list)) return;
  for (const [index, object] of list.entries()) if (isObject(object)) yield { object, place: below(place, index) };
}

function judgeBlockIds(blocks: readonly Standing[]): Generator<Complaint> {
  return repeated(blocks, "block_id");
}

/** Action ids are unique within their block; the cards of a carousel are blocks of their own. */
function judgeActionIds(block: Standing): Generator<Complaint> {
  return repeated([...elementsIn(block)], "action_id");
}

function* repeated(all: readonly Standing[], name: string): Generator<Complaint> {
  const seen = new Set<string>();
  for (const { object, place } of all) {
    const id = object[name];
    if (typeof id !== "string") continue;
    if (seen.has(id)) yield { message: `\`${name}\` "${id}" already exists`, pointer: `${place.pointer}/${name}` };
    seen.add(id);
  }
}

function* judgeFocus(blocks: readonly Standing[]): Generator<Complaint> {
  const focused = blocks
    .flatMap((block) => [...elementsIn(block)])
    .filter(({ object }) => object["focus_on_load"] === true);
  for (const { place } of focused.slice(1))
    yield { message: "only one element may set `focus_on_load`", pointer: `${place.pointer}/focus_on_load` };
}

function* judgeCounts(blocks: readonly Standing[]): Generator<Complaint> {
  const { tables_per_message_max, data_visualizations_per_message_max: charts } = limits.totals;
  for (const { place } of ofType(blocks, ["table", "data_table"]).slice(tables_per_message_max))
    yield { message: "only_one_table_allowed", pointer: place.pointer };
  for (const { place } of ofType(blocks, ["data_visualization"]).slice(charts))
    yield { message: `no more than ${charts} data_visualization blocks allowed`, pointer: place.pointer };
}

function* judgeCharacters(blocks: readonly Standing[]): Generator<Complaint> {
  const { markdown_characters_max, table_characters_max, data_table_characters_max } = limits.totals;
  yield* overflowing(ofType(blocks, ["markdown"]), "text", markdown_characters_max);
  yield* overflowing(ofType(blocks, ["table"]), "rows", table_characters_max);
  yield* overflowing(ofType(blocks, ["data_table"]), "rows", data_table_characters_max);
}

/** The block with which the sum goes over the limit, unless that one block is too long and was named for it already. */
function* overflowing(blocks: readonly Standing[], name: string, max: number): Generator<Complaint> {
  let total = 0;
  for (const { object, place } of blocks) {
    const length = charactersIn(object[name]);
    total += length;
    if (total <= max || (name === "text" && length > max)) continue;
    return yield { message: `must be less than ${max + 1} characters in total`, pointer: `${place.pointer}/${name}` };
  }
}

function charactersIn(value: unknown): number {
  if (typeof value === "string") return codePoints(value);
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + charactersIn(item), 0);
  if (!isObject(value)) return 0;
  return charactersIn(value["text"]) + charactersIn(value["elements"]);
}

function ofType(blocks: readonly Standing[], types: readonly string[]): readonly Standing[] {
  return blocks.filter(({ object }) => types.includes(String(object["type"])));
}
