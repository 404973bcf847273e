import { isMap, isScalar, isSeq, LineCounter, type ParsedNode, parseDocument } from "yaml";

import { LIMITS } from "./limits.ts";

/** One document of a YAML file, with the lines of what is in it. Lines and numbers count from 1. */
export type YamlDocument = {
  readonly number: number;
  readonly line: number;
  readonly size: number;
  readonly value: unknown;
  readonly faults: readonly { readonly line: number; readonly message: string }[];
  /** The line where the value at this path begins, or the nearest thing above it that exists. */
  lineAt(path: readonly (string | number)[]): number;
};

type Chunk = { readonly text: string; readonly line: number };

/**
 * Splits before parsing, so that a fault in one document cannot reach the next, and so that the caller may rest
 * between two. That is safe: YAML forbids the markers at the start of a line inside any scalar.
 */
export function* yamlDocuments(text: string): Generator<YamlDocument> {
  let number = 0;
  for (const chunk of chunksOf(text)) {
    number += 1;
    yield documentOf(chunk, number);
  }
}

function* chunksOf(text: string): Generator<Chunk> {
  const lines = text.split("\n");
  let start = 0;
  let begun = false;
  for (const [index, line] of lines.entries()) {
    const isMarker = /^---(\s|$)/.test(line);
    const isEnd = /^\.\.\.(\s|$)/.test(line);
    if ((isMarker || isEnd) && begun) {
      yield { text: lines.slice(start, index).join("\n"), line: start + 1 };
      start = isEnd ? index + 1 : index;
    }
    if (isMarker) begun = true;
    else if (isEnd) begun = false;
    else if (!begun) begun = !/^\s*(#.*|%.*)?$/.test(line);
  }
  if (begun) yield { text: lines.slice(start).join("\n"), line: start + 1 };
}

function documentOf(chunk: Chunk, number: number): YamlDocument {
  const size = chunk.text.length;
  const fail = (line: number, message: string): YamlDocument => {
    return { number, line, size, value: undefined, faults: [{ line, message }], lineAt: () => line };
  };
  if (size > LIMITS.document) {
    return fail(chunk.line, `is ${size} characters long; at most ${LIMITS.document} are read`);
  }
  const counter = new LineCounter();
  const lineOf = (offset: number): number => chunk.line - 1 + Math.max(1, counter.linePos(offset).line);
  try {
    const parsed = parseDocument(chunk.text, { lineCounter: counter, prettyErrors: false, logLevel: "silent" });
    const first = lineOf(parsed.contents?.range[0] ?? 0);
    const faults = parsed.errors.map((error) => ({ line: lineOf(error.pos[0]), message: `YAML: ${error.message}` }));
    if (faults.length > 0) return { number, line: first, size, value: undefined, faults, lineAt: () => first };
    const value: unknown = parsed.toJS({ maxAliasCount: LIMITS.aliases });
    const lineAt = (path: readonly (string | number)[]): number => lineOf(offsetAt(parsed.contents, path));
    return { number, line: first, size, value, faults, lineAt };
  } catch (error) {
    // The parser throws for alias bombs and for nesting deeper than its stack; both are the file's fault.
    return fail(chunk.line, `YAML: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function offsetAt(root: ParsedNode | null, path: readonly (string | number)[]): number {
  let node: unknown = root;
  let offset = root?.range[0] ?? 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step));
      if (pair === undefined) break;
      if (isScalar(pair.key)) offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof step === "number") {
      node = node.items[step];
      if (isScalar(node) || isMap(node) || isSeq(node)) offset = node.range?.[0] ?? offset;
    } else break;
  }
  return offset;
}
