import type { Instant } from "../shared/time.ts";
import type { Catalog } from "./catalog.ts";
import { type Entity, isKindOf, titleOf } from "./entity.ts";
import type { Fact } from "./fact.ts";
import { allBeyond, dependenciesOf, dependentsOf } from "./look-up.ts";
import { bold, cite, sayList } from "./say.ts";

export function dependencyFact(catalog: Catalog, entity: Entity, other: Entity | undefined, now: Instant): Fact {
  const direct = dependenciesOf(catalog, entity);
  const all = allBeyond(entity, (each) => dependenciesOf(catalog, each));
  if (other !== undefined) return dependsFact(entity, other, direct, all, now);
  const text =
    direct.length === 0
      ? `${bold(entity)} depends on nothing that the catalog records.`
      : `${bold(entity)} depends on ${sayEntities(direct)}.${sayBeyond("Through them also on", direct, all)}`;
  return { text, citations: [cite(entity, now, firstField(entity, "spec.dependsOn", "spec.consumesApis"))] };
}

export function dependentFact(catalog: Catalog, entity: Entity, other: Entity | undefined, now: Instant): Fact {
  if (other !== undefined) return dependencyFact(catalog, other, entity, now);
  const direct = dependentsOf(catalog, entity);
  const all = allBeyond(entity, (each) => dependentsOf(catalog, each));
  if (direct.length === 0) {
    return { text: `Nothing in the catalog depends on ${bold(entity)}.`, citations: [cite(entity, now)] };
  }
  const text = `${sayEntities(direct)} depend${direct.length === 1 ? "s" : ""} on ${bold(entity)}.${sayBeyond("Through them also", direct, all)}`;
  const citations = direct
    .slice(0, 5)
    .map((each) => cite(each, now, firstField(each, "spec.dependsOn", "spec.consumesApis")));
  return { text, citations };
}

function dependsFact(
  entity: Entity,
  other: Entity,
  direct: readonly Entity[],
  all: readonly Entity[],
  now: Instant,
): Fact {
  const isIn = (entities: readonly Entity[]): boolean => entities.some((each) => each.ref === other.ref);
  const citations = [cite(entity, now, firstField(entity, "spec.dependsOn", "spec.consumesApis"))];
  if (isIn(direct)) return { text: `Yes: ${bold(entity)} depends on ${bold(other)}.`, citations };
  if (isIn(all))
    return { text: `Not directly, but through others: ${bold(entity)} depends on ${bold(other)}.`, citations };
  return { text: `Not that the catalog records: ${bold(entity)} does not depend on ${bold(other)}.`, citations };
}

function sayEntities(entities: readonly Entity[]): string {
  const named = entities.map((entity) =>
    isKindOf(entity, "component") ? bold(entity) : `${bold(entity)} (${entity.type ?? entity.kind})`,
  );
  return sayList(named);
}

function sayBeyond(lead: string, direct: readonly Entity[], all: readonly Entity[]): string {
  const further = all.filter((entity) => !direct.includes(entity));
  return further.length === 0 ? "" : ` ${lead}: ${sayList(further.map(titleOf))}.`;
}

function firstField(entity: Entity, ...fields: readonly string[]): string | undefined {
  return fields.find((field) => entity.lines[field] !== undefined);
}
