import { invalidArguments, SlackError } from "../error.ts";
import type { MethodSpec } from "./method-table.ts";

/** The arguments of a call, once they have been held against the method's table. */
export type Args = {
  text(name: string): string;
  maybe(name: string): string | undefined;
  flag(name: string): boolean;
  number(name: string): number | undefined;
  list(name: string): readonly string[];
  array(name: string): readonly unknown[] | undefined;
  object(name: string): Readonly<Record<string, unknown>> | undefined;
  has(name: string): boolean;
};

/** Every method takes these; the clients that Bolt hands to listeners add the team to each call. */
const EVERYWHERE: ReadonlySet<string> = new Set(["token", "team_id"]);

/** What Slack says when these cannot even be read, where it has a name of its own for that. */
const UNREADABLE: Readonly<Record<string, string>> = {
  blocks: "invalid_blocks_format",
  metadata: "invalid_metadata_format",
};

/** Reads form or JSON arguments by the method's table; throws on an unknown, missing or ill-typed one. */
export function readArguments(spec: MethodSpec, raw: Readonly<Record<string, unknown>>): Args {
  const values = new Map<string, unknown>();
  const complaints: string[] = [];
  for (const [name, given] of Object.entries(raw)) {
    if (EVERYWHERE.has(name) || given === undefined || given === null) continue;
    const declared = spec.args[name];
    if (declared === undefined) {
      complaints.push(`unknown argument: ${name}`);
      continue;
    }
    const value = readValue(declared.replace("!", ""), given);
    const unreadable = UNREADABLE[name];
    if (value === undefined && unreadable !== undefined && spec.errors.includes(unreadable)) {
      throw new SlackError(unreadable);
    }
    if (value === undefined) complaints.push(`must be ${declared.replace("!", "")} [json-pointer:/${name}]`);
    values.set(name, value);
  }
  for (const [name, declared] of Object.entries(spec.args)) {
    if (declared.endsWith("!") && !values.has(name)) complaints.push(`missing required field: ${name}`);
  }
  if (complaints.length > 0) throw invalidArguments(complaints);
  return accessTo(values);
}

function accessTo(values: ReadonlyMap<string, unknown>): Args {
  return {
    text: (name) => String(values.get(name)),
    maybe: (name) => values.get(name) as string | undefined,
    flag: (name) => values.get(name) === true,
    number: (name) => values.get(name) as number | undefined,
    list: (name) => (values.get(name) as readonly string[] | undefined) ?? [],
    array: (name) => values.get(name) as readonly unknown[] | undefined,
    object: (name) => values.get(name) as Readonly<Record<string, unknown>> | undefined,
    has: (name) => values.has(name),
  };
}

/** The value as the table's type, or undefined when it is not of that type. */
function readValue(type: string, given: unknown): unknown {
  switch (type) {
    case "text":
      return typeof given === "string" || typeof given === "number" ? String(given) : undefined;
    case "ts":
      return /^\d+(\.\d+)?$/.test(String(given)) ? String(given) : undefined;
    case "int":
      return /^-?\d+$/.test(String(given)) ? Number(given) : undefined;
    case "bool":
      return readFlag(given);
    case "list":
      return readList(given);
    case "array": {
      const value = parsed(given);
      return Array.isArray(value) ? value : undefined;
    }
    case "object": {
      const value = parsed(given);
      return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
    }
    default:
      throw new Error(`The method table knows no type "${type}"`);
  }
}

function readFlag(given: unknown): boolean | undefined {
  if (given === true || given === "true" || given === "1") return true;
  if (given === false || given === "false" || given === "0") return false;
  return undefined;
}

function readList(given: unknown): readonly string[] | undefined {
  const value = typeof given === "string" && given.trimStart().startsWith("[") ? parsed(given) : given;
  if (Array.isArray(value)) return value.every((item) => typeof item === "string") ? value : undefined;
  if (typeof value !== "string") return undefined;
  return value
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

function parsed(given: unknown): unknown {
  if (typeof given !== "string") return given;
  try {
    return JSON.parse(given);
  } catch {
    return undefined;
  }
}
