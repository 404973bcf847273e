import type { Instant } from "../shared/time.ts";

/** A text file of the catalog, by the path that people know it by. */
export type SourceFile = { readonly path: string; readonly text: string; readonly modifiedAt: Instant };

/** Where a fact was read. Lines and documents count from 1. */
export type Provenance = {
  readonly file: string;
  readonly line: number;
  readonly document: number;
  readonly modifiedAt: Instant;
};

export type Link = { readonly url: string; readonly title: string; readonly type: string; readonly line: number };

export type Slo = { readonly target: string; readonly window: string };

/** How one entity stands to another. Each has a reverse, in `kinds.ts`. */
export type RelationType =
  | "ownedBy"
  | "ownerOf"
  | "partOf"
  | "hasPart"
  | "dependsOn"
  | "dependencyOf"
  | "providesApi"
  | "apiProvidedBy"
  | "consumesApi"
  | "apiConsumedBy"
  | "parentOf"
  | "childOf"
  | "memberOf"
  | "hasMember";

/** A relation as one entity sees it. `target` is a canonical reference. */
export type Relation = { readonly type: RelationType; readonly target: string };

/** A relation where it is written: in which field of `spec`, on which line. */
export type WrittenRelation = Relation & { readonly field: string; readonly line: number };

/** A thing in the catalog, of any kind, whatever format it was written in. References are canonical. */
export type Entity = {
  readonly ref: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly title: string | undefined;
  readonly description: string | undefined;
  /** `spec.type`: service, website, database, team … */
  readonly type: string | undefined;
  readonly lifecycle: string | undefined;
  readonly tier: string | undefined;
  readonly slo: Slo | undefined;
  readonly owner: string | undefined;
  readonly aliases: readonly string[];
  readonly tags: readonly string[];
  readonly links: readonly Link[];
  readonly annotations: Readonly<Record<string, string>>;
  /** Where news about it goes, and where questions go. With a leading "#". */
  readonly channel: string | undefined;
  readonly askChannel: string | undefined;
  readonly pagerdutyService: string | undefined;
  readonly pagerdutySchedule: string | undefined;
  readonly email: string | undefined;
  /** As written in this document; the catalog adds the reverse ones. */
  readonly relations: readonly WrittenRelation[];
  readonly source: Provenance;
  /** The line of a field, by its dotted path below the document (`spec.owner`, `metadata.annotations.pitwall.dev/slo`). */
  readonly lines: Readonly<Record<string, number>>;
};

/** A Location's wish to read more files. Paths are relative to the Location's own file and may be globs. */
export type Target = {
  readonly path: string;
  readonly required: boolean;
  readonly entity: string;
  readonly source: Provenance;
};

/** What people call it. */
export function titleOf(entity: Entity): string {
  return entity.title ?? entity.name;
}

export function isKindOf(entity: Entity, kind: string): boolean {
  return entity.kind.toLowerCase() === kind;
}
