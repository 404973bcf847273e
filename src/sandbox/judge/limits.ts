import data from "../data/block-kit-limits.json" with { type: "json" };

export type Surface = "message" | "modal" | "home";

/** What a string must look like: `web` is http(s), `link` anything a person may open, `number` a decimal number as text. */
export type Form = "web" | "https" | "link" | "date" | "time" | "number";

/** What one field may hold. Bounds are inclusive; lengths are code points, lists count items. */
export type Field = { readonly required?: boolean } & (
  | { readonly kind: "string"; readonly min?: number; readonly max?: number; readonly form?: Form }
  | { readonly kind: "integer"; readonly min?: number; readonly max?: number }
  | { readonly kind: "number"; readonly above?: number }
  | { readonly kind: "boolean" }
  | { readonly kind: "enum"; readonly values: readonly (string | number)[] }
  | { readonly kind: "plain" | "text"; readonly max: number }
  | { readonly kind: "list"; readonly min?: number; readonly max?: number; readonly of: Field }
  | { readonly kind: "element"; readonly of: readonly string[] }
  | { readonly kind: "block"; readonly of?: readonly string[] }
  | { readonly kind: "object"; readonly of: string; readonly nullable?: boolean }
);

export type Fields = { readonly [name: string]: Field };

export type Shape = {
  readonly traits?: readonly string[];
  readonly fields: Fields;
  /** The surfaces it may stand on; all of them when absent. */
  readonly on?: readonly Surface[];
  /** At least one of these fields, exactly one of these, at most one of these. */
  readonly any_of?: readonly string[];
  readonly one_of?: readonly string[];
  readonly not_both?: readonly string[];
};

type Shapes = { readonly [name: string]: Shape };

export type BlockKitLimits = Pick<typeof data, "totals"> & {
  readonly surfaces: {
    readonly message: Shape & Omit<typeof data.surfaces.message, "fields">;
    readonly modal: Shape & Omit<typeof data.surfaces.modal, "fields">;
    readonly home: Shape & Omit<typeof data.surfaces.home, "fields">;
  };
  readonly traits: { readonly [name: string]: Fields };
  readonly blocks: Shapes;
  readonly elements: Shapes;
  readonly objects: Shapes;
};

/** TypeScript widens the words in a JSON file to `string`; a test walks the file and proves that it has this shape. */
export const limits = data as unknown as BlockKitLimits;

/** A shape's fields, those of its traits first. */
export function fieldsOf(shape: Shape): Fields {
  return Object.assign({}, ...(shape.traits ?? []).map((trait) => limits.traits[trait]), shape.fields) as Fields;
}

/** A shape by name, or nothing: names come from payloads, so `constructor` must not find one. */
export function shapeNamed(name: string, shapes: Shapes): Shape | undefined {
  return Object.hasOwn(shapes, name) ? shapes[name] : undefined;
}
