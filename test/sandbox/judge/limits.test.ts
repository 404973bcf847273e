import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Field, Shape } from "../../../src/sandbox/judge/limits.ts";
import { fieldsOf, limits } from "../../../src/sandbox/judge/limits.ts";

const kinds: { readonly [kind in Field["kind"]]: readonly string[] } = {
  string: ["min", "max", "form"],
  integer: ["min", "max"],
  number: ["above"],
  boolean: [],
  enum: ["values"],
  plain: ["max"],
  text: ["max"],
  list: ["min", "max", "of"],
  element: ["of"],
  block: ["of"],
  object: ["of", "nullable"],
};

const shapes: readonly (readonly [name: string, shape: Shape])[] = [
  ...Object.entries(limits.surfaces),
  ...Object.entries(limits.blocks),
  ...Object.entries(limits.elements),
  ...Object.entries(limits.objects),
];

/** The fields of a shape and, of lists, what they hold. */
function allFields(shape: Shape): readonly Field[] {
  const within = (field: Field): readonly Field[] => [field, ...(field.kind === "list" ? within(field.of) : [])];
  return Object.values(fieldsOf(shape)).flatMap(within);
}

function namesUsed(field: Field): readonly string[] {
  if (field.kind === "element") return field.of.filter((name) => !Object.hasOwn(limits.elements, name));
  if (field.kind === "block") return (field.of ?? []).filter((name) => !Object.hasOwn(limits.blocks, name));
  if (field.kind === "object") return [field.of].filter((name) => !Object.hasOwn(limits.objects, name));
  return [];
}

describe("the file of limits", () => {
  it.each(shapes)("says of %s only what the judge understands", (_, shape) => {
    for (const trait of shape.traits ?? []) expect(limits.traits).toHaveProperty(trait);
    for (const field of allFields(shape)) {
      expect(kinds).toHaveProperty(field.kind);
      expect(["kind", "required", ...kinds[field.kind]]).toEqual(expect.arrayContaining(Object.keys(field)));
      expect(namesUsed(field)).toEqual([]);
    }
    for (const name of [...(shape.any_of ?? []), ...(shape.one_of ?? []), ...(shape.not_both ?? [])])
      expect(fieldsOf(shape)).toHaveProperty(name);
  });

  it("has no shape that nothing can reach", () => {
    const used = shapes
      .flatMap(([, shape]) => allFields(shape))
      .flatMap((field) => ("of" in field ? [field.of].flat() : []));
    const reached = new Set(["plain_text", "mrkdwn", ...used.filter((name) => typeof name === "string")]);
    expect(
      [...Object.keys(limits.elements), ...Object.keys(limits.objects)].filter((name) => !reached.has(name)),
    ).toEqual([]);
  });
});

type Published = {
  readonly kind: string;
  readonly required?: boolean;
  readonly min?: number;
  readonly max?: number;
  readonly types?: readonly string[];
  readonly values?: readonly unknown[];
  readonly allowed?: readonly string[];
  readonly items?: readonly string[];
  readonly item_text_max?: number;
};
type PublishedShape = {
  readonly surfaces?: readonly string[];
  readonly fields: { readonly [name: string]: Published };
};
type PublishedFile = {
  readonly blocks: { readonly [name: string]: PublishedShape };
  readonly elements: { readonly [name: string]: PublishedShape };
  readonly composition: { readonly [name: string]: { readonly [name: string]: Published } };
  readonly surfaces: { readonly [name: string]: { readonly [name: string]: unknown } };
};

/** Our field in the words of the published file, as far as that one speaks of it. */
function asPublished(field: Field, published: Published): Partial<Published> {
  const bounds = { min: "min" in field ? field.min : undefined, max: "max" in field ? field.max : undefined };
  const ours: { [key: string]: unknown } = { ...bounds, required: field.required ?? false };
  if (field.kind === "plain" || field.kind === "text") ours["min"] = 1;
  if (field.kind === "plain") ours["types"] = ["plain_text"];
  if (field.kind === "text") ours["types"] = ["plain_text", "mrkdwn"];
  if (field.kind === "enum") ours["values"] = field.values;
  if (field.kind === "element") ours["allowed"] = field.of;
  if (field.kind === "list" && field.of.kind === "text") ours["item_text_max"] = field.of.max;
  const items = itemsOf(field);
  if (items) ours["items"] = items;
  const told = ["min", "max", "required", "types", "values", "allowed", "item_text_max", "items"].filter(
    (key) => key in published,
  );
  return Object.fromEntries(told.filter((key) => key in ours).map((key) => [key, ours[key]]));
}

/** The types in a list of typed things; option lists are named otherwise in the published file. */
function itemsOf(field: Field): readonly string[] | undefined {
  if (field.kind !== "list") return undefined;
  if (field.of.kind === "element" || field.of.kind === "block") return field.of.of;
  return itemsOf(field.of);
}

function differences(ours: Shape | undefined, published: PublishedShape): readonly string[] {
  if (!ours) return ["missing"];
  const fields = fieldsOf(ours);
  return Object.entries(published.fields).flatMap(([name, told]) => {
    const field = fields[name];
    if (told.kind === "derived") return [];
    if (!field) return [`${name} is missing`];
    return Object.entries(asPublished(field, told))
      .filter(([key, value]) => !same(value, told[key as keyof Published]))
      .map(([key, value]) => `${name}.${key}: ${JSON.stringify(value)}`);
  });
}

function same(a: unknown, b: unknown): boolean {
  const text = (value: unknown) => JSON.stringify(Array.isArray(value) ? value.toSorted() : value);
  return text(a) === text(b);
}

describe("our limits beside the published ones", () => {
  const folder = process.env["PITWALL_SAMPLES"];
  const read = () =>
    JSON.parse(readFileSync(join(folder ?? "", "slack/block-kit-limits.json"), "utf8")) as PublishedFile;

  it("has every block and element with the same numbers", () => {
    if (!folder) return console.log("PITWALL_SAMPLES is not set: the limits were not compared with the published ones");
    const published = read();
    const found = (["blocks", "elements"] as const).flatMap((table) =>
      Object.entries(published[table]).flatMap(([name, shape]) =>
        differences(limits[table][name], shape).map((difference) => `${table}.${name}: ${difference}`),
      ),
    );
    expect(found).toEqual([]);
  });

  it("lets every block stand on the same surfaces", () => {
    if (!folder)
      return console.log("PITWALL_SAMPLES is not set: the surfaces were not compared with the published ones");
    for (const [name, shape] of Object.entries(read().blocks))
      expect([name, limits.blocks[name]?.on]).toEqual([name, shape.surfaces]);
  });

  it("has the same totals", () => {
    if (!folder) return console.log("PITWALL_SAMPLES is not set: the totals were not compared with the published ones");
    const { blocks, surfaces, composition } = read();
    expect(limits.totals.table_characters_max).toBe(blocks["table"]?.fields["total_characters"]?.max);
    expect(limits.totals.data_table_characters_max).toBe(blocks["data_table"]?.fields["total_characters"]?.max);
    expect(limits.totals.markdown_characters_max).toBe(surfaces["message"]?.["markdown_text_max"]);
    for (const surface of ["message", "modal", "home"] as const)
      expect(limits.surfaces[surface].fields["blocks"]).toMatchObject({ max: surfaces[surface]?.["blocks_max"] });
    expect(limits.surfaces.message.text_truncated_at).toBe(surfaces["message"]?.["text_truncated_at"]);
    expect(limits.surfaces.message.text_recommended_max).toBe(surfaces["message"]?.["text_recommended_max"]);
    for (const surface of ["modal", "home"] as const) {
      expect(limits.surfaces[surface].payload_max_bytes).toBe(surfaces[surface]?.["payload_max_bytes"]);
      for (const name of ["private_metadata", "callback_id", "external_id"])
        expect(limits.surfaces[surface].fields[name]).toMatchObject({ max: surfaces[surface]?.[`${name}_max`] });
    }
    for (const name of ["title", "close", "submit"])
      expect(limits.surfaces.modal.fields[name]).toMatchObject({
        max: (surfaces["modal"]?.[name] as Published | undefined)?.max,
      });
    for (const name of ["text", "value", "description"])
      expect(limits.objects["option"]?.fields[name]).toMatchObject({ max: composition["option"]?.[name]?.max });
    for (const name of ["title", "text", "confirm", "deny"])
      expect(limits.objects["confirm"]?.fields[name]).toMatchObject({ max: composition["confirm"]?.[name]?.max });
  });
});
