/** As much of JSON Schema (draft 7) as Slack's published manifest schema uses for what we write. */
export type Schema = {
  readonly $ref?: string;
  readonly definitions?: Readonly<Record<string, Schema>>;
  readonly type?: string | readonly string[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  /** Slack's own word for it. */
  readonly regex?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly anyOf?: readonly Schema[];
};

const UNDERSTOOD: ReadonlySet<string> = new Set([
  ...["$ref", "definitions", "type", "required", "properties", "additionalProperties", "items", "enum", "pattern"],
  ...["minLength", "maxLength", "minItems", "maxItems", "uniqueItems", "anyOf", "regex"],
  ...["$schema", "title", "description", "default", "format", "examples", "hint", "_note", "id"],
]);

/** What a value has against it, each as `/path: why`. A keyword that is not understood is a fault too. */
export function faultsAgainst(schema: Schema, value: unknown): readonly string[] {
  return faults(schema, value, "", schema.definitions ?? {});
}

function faults(
  given: Schema,
  value: unknown,
  path: string,
  definitions: Readonly<Record<string, Schema>>,
): readonly string[] {
  if (given.$ref !== undefined) {
    const name = given.$ref.replace("#/definitions/", "");
    const schema = definitions[name];
    return schema === undefined ? [`${path}: refers to nothing (${name})`] : faults(schema, value, path, definitions);
  }
  const unknown = Object.keys(given).filter((keyword) => !UNDERSTOOD.has(keyword));
  if (unknown.length > 0) return [`${path}: the schema says ${unknown.join(", ")}, which is not understood`];
  if (given.anyOf !== undefined && given.anyOf.every((one) => faults(one, value, path, definitions).length > 0)) {
    return [`${path}: fits none`];
  }
  if (given.type !== undefined && ![given.type].flat().some((type) => isOf(type, value)))
    return [`${path}: is no ${String(given.type)}`];
  if (given.enum !== undefined && !given.enum.includes(value)) return [`${path}: is none of ${given.enum.join(", ")}`];
  if (typeof value === "string") return ofText(given, value, path);
  if (Array.isArray(value)) return ofList(given, value, path, definitions);
  if (typeof value === "object" && value !== null) return ofObject(given, value, path, definitions);
  return [];
}

function ofText(schema: Schema, value: string, path: string): readonly string[] {
  return [
    ...(value.length < (schema.minLength ?? 0) ? [`${path}: is shorter than ${schema.minLength}`] : []),
    ...(value.length > (schema.maxLength ?? Infinity) ? [`${path}: is longer than ${schema.maxLength}`] : []),
    ...[schema.pattern, schema.regex]
      .filter((pattern) => pattern !== undefined && !new RegExp(pattern).test(value))
      .map((pattern) => `${path}: is not /${pattern}/`),
  ];
}

function ofList(
  schema: Schema,
  value: readonly unknown[],
  path: string,
  definitions: Readonly<Record<string, Schema>>,
): readonly string[] {
  const { items, minItems = 0, maxItems = Infinity } = schema;
  return [
    ...(value.length < minItems || value.length > maxItems ? [`${path}: has ${value.length} items`] : []),
    ...(schema.uniqueItems === true && new Set(value).size < value.length ? [`${path}: has items twice`] : []),
    ...(items === undefined
      ? []
      : value.flatMap((item, index) => faults(items, item, `${path}/${index}`, definitions))),
  ];
}

function ofObject(
  schema: Schema,
  value: object,
  path: string,
  definitions: Readonly<Record<string, Schema>>,
): readonly string[] {
  const missing = (schema.required ?? []).filter((key) => !(key in value)).map((key) => `${path}/${key}: is missing`);
  const wrong = Object.entries(value).flatMap(([key, item]) => {
    const below = `${path}/${key}`;
    const known = schema.properties?.[key];
    if (known !== undefined) return faults(known, item, below, definitions);
    if (schema.additionalProperties === false) return [`${below}: is not known`];
    return typeof schema.additionalProperties === "object"
      ? faults(schema.additionalProperties, item, below, definitions)
      : [];
  });
  return [...missing, ...wrong];
}

function isOf(type: string, value: unknown): boolean {
  if (type === "null") return value === null;
  if (type === "array") return Array.isArray(value);
  if (type === "integer") return Number.isInteger(value);
  return typeof value === type && value !== null && !Array.isArray(value);
}
