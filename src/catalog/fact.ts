import type { Entity } from "./entity.ts";
import type { Citation } from "./say.ts";

/** What is known in answer to one question about one entity. */
export type Fact = { readonly text: string; readonly citations: readonly Citation[] };

/** What is not recorded, and how to record it. */
export type Missing = { readonly missing: string; readonly mend: string };

/** The line of the annotation with this value (channels are written with and without "#"), else of the entity. */
export function lineOfValue(entity: Entity, value: string): number {
  const bare = value.replace(/^#/, "");
  const key = Object.keys(entity.annotations).find(
    (each) => entity.annotations[each]?.trim().replace(/^#/, "") === bare,
  );
  return entity.lines[`metadata.annotations.${key}`] ?? entity.source.line;
}
