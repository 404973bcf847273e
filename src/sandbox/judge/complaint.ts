import type { Surface } from "./limits.ts";

/** One thing Slack would refuse, in the words Slack uses where they are known, and where it stands (RFC 6901). */
export type Complaint = { readonly message: string; readonly pointer: string };

/** Where a value stands. `inside` is the type of the nearest block or element around it. */
export type Place = { readonly pointer: string; readonly surface: Surface; readonly inside?: string };

export type JsonObject = { readonly [key: string]: unknown };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Slack's limits on text are taken to count Unicode code points, not UTF-16 units. */
export function codePoints(text: string): number {
  return [...text].length;
}

/** The place of a member of what stands at `place`. */
export function below(place: Place, key: string | number, inside = place.inside): Place {
  return { ...place, pointer: `${place.pointer}/${key}`, ...(inside === undefined ? {} : { inside }) };
}
