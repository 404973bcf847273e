import { type Document, isAlias, isMap, isScalar, isSeq } from "yaml";
import type { Mistake } from "./problem.ts";

/** What is well-formed YAML and yet cannot be meant so. */
export type Traps = {
  /** `a: *b` with no `&b` above it: the document has no value at all. */
  readonly unresolved: readonly Mistake[];
  /** `a: #incidents` without quotes: the channel is a comment, and the value is nothing. */
  readonly commented: readonly Mistake[];
};

export function trapsIn(document: Document, text: string): Traps {
  const unresolved: Mistake[] = [];
  const commented: Mistake[] = [];

  function look(node: unknown, path: Mistake["path"]): void {
    if (isMap(node)) {
      for (const { key, value } of node.items) look(value, [...path, String(isScalar(key) ? key.value : key)]);
    } else if (isSeq(node)) {
      node.items.forEach((item, index) => {
        look(item, [...path, index]);
      });
    } else if (isAlias(node) && node.resolve(document) === undefined) {
      unresolved.push({ path, wrong: `*${node.source} refers to nothing`, expected: `&${node.source} above it` });
    } else if (isScalar(node) && node.value === null && node.range) {
      const comment = /^[ \t]*(#[^\s:]+)[ \t]*(?:$|[\r\n])/.exec(text.slice(node.range[0], node.range[2]))?.[1];
      if (comment)
        commented.push({ path, wrong: "is empty, since # begins a comment", expected: `"${comment}" in quotes` });
    }
  }

  look(document.contents, []);
  return { unresolved, commented };
}
