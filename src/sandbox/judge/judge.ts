import type { Complaint, Place } from "./complaint.ts";
import { isObject } from "./complaint.ts";
import type { Surface } from "./limits.ts";
import { limits } from "./limits.ts";
import { judgeShape } from "./shape.ts";
import { judgeSubmit, judgeTotals } from "./totals.ts";

/** Everything Slack would refuse in these blocks, in the order of the payload; nothing if it would take them. */
export function judgeBlocks(blocks: unknown, surface: Surface): readonly Complaint[] {
  const place: Place = { pointer: "", surface };
  const list = limits.surfaces[surface].fields["blocks"];
  if (list === undefined) return [];
  const complaints = [...judgeShape({ blocks }, { fields: { blocks: list } }, place)];
  if (Array.isArray(blocks)) complaints.push(...judgeTotals(blocks, { pointer: "/blocks", surface }));
  return complaints;
}

/** Everything Slack would refuse in a modal or a Home tab. Its size is a matter of its own: `isViewTooLarge`. */
export function judgeView(view: unknown): readonly Complaint[] {
  const pointer = "/view";
  if (!isObject(view)) return [{ message: "must provide an object", pointer }];
  const type = view["type"];
  if (type === undefined) return [{ message: "missing required field: type", pointer }];
  if (type !== "modal" && type !== "home")
    return [{ message: `unsupported type: ${String(type)}`, pointer: `${pointer}/type` }];
  const complaints = [...judgeShape(view, limits.surfaces[type], { pointer, surface: type })];
  if (!Array.isArray(view["blocks"])) return complaints;
  const place: Place = { pointer: `${pointer}/blocks`, surface: type };
  complaints.push(...judgeTotals(view["blocks"], place));
  if (type === "modal") complaints.push(...judgeSubmit(view, view["blocks"], place));
  return complaints;
}

/** Slack answers `view_too_large` above 250 kB; taken as 250,000 bytes of UTF-8 JSON, which nobody could verify. */
export function isViewTooLarge(view: unknown): boolean {
  return new TextEncoder().encode(JSON.stringify(view)).length > limits.surfaces.modal.payload_max_bytes;
}
