import type { Complaint, JsonObject, Place } from "./complaint.ts";
import { below, codePoints, isObject } from "./complaint.ts";
import type { Field, Form, Shape } from "./limits.ts";
import { fieldsOf, limits, shapeNamed } from "./limits.ts";
import { judgeRelations } from "./relations.ts";

const forms: { readonly [form in Form]: RegExp } = {
  web: /^https?:\/\/\S+$/i,
  https: /^https:\/\/\S+$/i,
  link: /^(?:https?:\/\/|mailto:|tel:|slack:\/\/)\S+$/i,
  date: /^\d{4}-\d{2}-\d{2}$/,
  time: /^(?:[01]\d|2[0-3]):[0-5]\d$/,
  number: /^-?\d+(?:\.\d+)?$/,
};

/** Judges the fields of one object, then, when each is sound by itself, how they stand to each other. */
export function* judgeShape(object: JsonObject, shape: Shape, place: Place): Generator<Complaint> {
  const fields = fieldsOf(shape);
  const type = typeof object["type"] === "string" ? object["type"] : undefined;
  let sound = true;
  for (const name of Object.keys(object)) {
    if (Object.hasOwn(fields, name) || name === "type" || object[name] === undefined) continue;
    sound = false;
    yield { message: `invalid additional property: ${name}`, pointer: place.pointer };
  }
  for (const [name, field] of Object.entries(fields)) {
    for (const complaint of judgeMember(object[name], name, field, place, type)) {
      sound = false;
      yield complaint;
    }
  }
  for (const complaint of judgeChoices(object, shape, place)) {
    sound = false;
    yield complaint;
  }
  if (sound && type !== undefined) yield* judgeRelations({ ...object, type }, place);
}

function* judgeMember(
  value: unknown,
  name: string,
  field: Field,
  place: Place,
  type: string | undefined,
): Generator<Complaint> {
  if (value !== undefined) return yield* judgeField(value, field, below(place, name, type ?? place.inside));
  if (field.required) yield { message: `missing required field: ${name}`, pointer: place.pointer };
}

function* judgeChoices(object: JsonObject, shape: Shape, place: Place): Generator<Complaint> {
  const pointer = "type" in object ? `${place.pointer}/type` : place.pointer;
  const present = (names: readonly string[]) => names.filter((name) => object[name] !== undefined).length;
  const needed = shape.any_of ?? shape.one_of;
  if (needed && present(needed) === 0) yield { message: `must define either ${orList(needed)}`, pointer };
  const exclusive = shape.one_of ?? shape.not_both;
  if (exclusive && present(exclusive) > 1) yield { message: `must define only one of ${orList(exclusive)}`, pointer };
}

function* judgeField(value: unknown, field: Field, place: Place): Generator<Complaint> {
  const { pointer } = place;
  switch (field.kind) {
    case "string":
      if (typeof value !== "string") return yield { message: "must provide a string", pointer };
      return yield* judgeString(value, field, pointer);
    case "integer":
      if (!Number.isSafeInteger(value)) return yield { message: "must provide an integer", pointer };
      if (field.min !== undefined && Number(value) < field.min)
        yield { message: `must be greater than ${field.min - 1}`, pointer };
      if (field.max !== undefined && Number(value) > field.max)
        yield { message: `must be less than ${field.max + 1}`, pointer };
      return;
    case "number":
      if (typeof value !== "number" || !Number.isFinite(value))
        return yield { message: "must provide a number", pointer };
      if (field.above !== undefined && value <= field.above)
        yield { message: `must be greater than ${field.above}`, pointer };
      return;
    case "boolean":
      if (typeof value !== "boolean") yield { message: "must provide a boolean", pointer };
      return;
    case "enum":
      if (!field.values.some((allowed) => allowed === value)) yield { message: "must be a valid enum value", pointer };
      return;
    case "plain":
      return yield* judgeText(value, ["plain_text"], field.max, place);
    case "text":
      return yield* judgeText(value, ["plain_text", "mrkdwn"], field.max, place);
    case "list":
      return yield* judgeList(value, field, place);
    case "element":
      return yield* judgeTyped(value, field.of, "elements", place);
    case "block":
      return yield* judgeTyped(value, field.of, "blocks", place);
    case "object": {
      if (value === null && field.nullable) return;
      if (!isObject(value)) return yield { message: "must provide an object", pointer };
      const shape = shapeNamed(field.of, limits.objects);
      if (shape) yield* judgeShape(value, shape, place);
      return;
    }
  }
}

function* judgeString(value: string, field: Field & { kind: "string" }, pointer: string): Generator<Complaint> {
  const length = codePoints(value);
  if (field.min !== undefined && length < field.min)
    yield { message: `must be more than ${field.min - 1} characters`, pointer };
  else if (field.max !== undefined && length > field.max)
    yield { message: `must be less than ${field.max + 1} characters`, pointer };
  else if (field.form && !forms[field.form].test(value))
    yield { message: `must be a valid ${nounOf(field.form)}`, pointer };
}

function nounOf(form: Form): string {
  return form === "web" || form === "https" || form === "link" ? "url" : form;
}

/** A text object is an element whose text must not exceed what the field around it allows. */
function* judgeText(value: unknown, types: readonly string[], max: number, place: Place): Generator<Complaint> {
  let sound = true;
  for (const complaint of judgeTyped(value, types, "elements", place)) {
    sound = false;
    yield complaint;
  }
  if (sound && isObject(value) && typeof value["text"] === "string")
    yield* judgeString(value["text"], { kind: "string", max }, `${place.pointer}/text`);
}

function* judgeList(value: unknown, field: Field & { kind: "list" }, place: Place): Generator<Complaint> {
  const { pointer } = place;
  if (!Array.isArray(value)) return yield { message: "must provide an array", pointer };
  if (field.min !== undefined && value.length < field.min)
    return yield { message: `must provide at least ${field.min} items`, pointer };
  if (field.max !== undefined && value.length > field.max)
    return yield { message: `no more than ${field.max} items allowed`, pointer };
  for (const [index, item] of value.entries()) yield* judgeField(item, field.of, below(place, index));
}

function* judgeTyped(
  value: unknown,
  allowed: readonly string[] | undefined,
  table: "blocks" | "elements",
  place: Place,
): Generator<Complaint> {
  if (!isObject(value)) return yield { message: "must provide an object", pointer: place.pointer };
  const type = value["type"];
  if (type === undefined) return yield { message: "missing required field: type", pointer: place.pointer };
  const shape = typeof type === "string" ? shapeNamed(type, limits[table]) : undefined;
  const fits = shape && (allowed?.includes(String(type)) ?? true) && (shape.on?.includes(place.surface) ?? true);
  if (!fits) return yield { message: `unsupported type: ${String(type)}`, pointer: `${place.pointer}/type` };
  yield* judgeShape(value, shape, place);
}

function orList(names: readonly string[]): string {
  const quoted = names.map((name) => `\`${name}\``);
  return [quoted.slice(0, -1).join(", "), quoted.at(-1)].join(" or ");
}
