import type { Catalog } from "./catalog.ts";
import { type Entity, isKindOf, type RelationType } from "./entity.ts";
import { wordsOf } from "./fold.ts";
import { namedExactly } from "./names.ts";
import { canonical, DEFAULT_NAMESPACE, parseReference } from "./reference.ts";
import { NAME_ENDINGS } from "./words.ts";

/** Owner, and whose entry says so: the entity's own, or that of the system or domain it is part of. */
export type Ownership = { readonly owner: Entity; readonly saidBy: Entity };

const KINDS = ["component", "api", "resource", "system", "group", "domain", "user"];

/**
 * The entity with this reference, name, title, alias or PagerDuty service id. Components before APIs before the rest;
 * undefined when nothing is called so.
 */
export function findEntity(catalog: Catalog, text: string): Entity | undefined {
  const reference = parseReference(text, { kind: "component", namespace: DEFAULT_NAMESPACE });
  const direct = reference && catalog.entities.get(canonical(reference));
  if (direct !== undefined) return direct;
  const words = wordsOf(text);
  const isEnding = NAME_ENDINGS.has(words.at(-1) ?? "");
  const whole = namedExactly(catalog.names, words.join(""));
  const hits = whole.length > 0 || !isEnding ? whole : namedExactly(catalog.names, words.slice(0, -1).join(""));
  const rank = (entity: Entity): number => (KINDS.indexOf(entity.kind.toLowerCase()) + KINDS.length) % KINDS.length;
  return [...hits].sort((a, b) => b.strength - a.strength || rank(a.entity) - rank(b.entity))[0]?.entity;
}

/** Who owns it. A group or user answers for itself. */
export function ownerOf(catalog: Catalog, entity: Entity): Ownership | undefined {
  if (isKindOf(entity, "group") || isKindOf(entity, "user")) return { owner: entity, saidBy: entity };
  for (const saidBy of [entity, ...wholesOf(catalog, entity)]) {
    const owner = saidBy.owner === undefined ? undefined : catalog.entities.get(saidBy.owner);
    if (owner !== undefined) return { owner, saidBy };
  }
  return undefined;
}

/** The group that answers for it: its owner, or of a person the first group that he or she is in. */
export function owningGroupOf(catalog: Catalog, entity: Entity): Entity | undefined {
  const owner = ownerOf(catalog, entity)?.owner;
  if (owner === undefined || !isKindOf(owner, "user")) return owner;
  return related(catalog, owner, "memberOf")[0] ?? owner;
}

/** Where to ask about it, and whose entry says so: the thing, its owner, or a group above its owner. */
export function askChannelOf(catalog: Catalog, entity: Entity): { channel: string; saidBy: Entity } | undefined {
  const group = owningGroupOf(catalog, entity);
  const above = group === undefined ? [] : closure(catalog, group, "childOf");
  for (const saidBy of [entity, ...(group === undefined ? [] : [group]), ...above]) {
    const channel = saidBy.askChannel ?? saidBy.channel;
    if (channel !== undefined) return { channel, saidBy };
  }
  return undefined;
}

export function membersOf(catalog: Catalog, group: Entity): readonly Entity[] {
  return related(catalog, group, "hasMember");
}

/** The system that it is part of, at any depth. */
export function systemOf(catalog: Catalog, entity: Entity): Entity | undefined {
  return wholesOf(catalog, entity).find((whole) => isKindOf(whole, "system"));
}

/** The entity that a PagerDuty service stands for: by the service's id, else by its name. */
export function entityOfPagerdutyService(catalog: Catalog, id: string, name?: string): Entity | undefined {
  return catalog.byPagerdutyService.get(id) ?? (name === undefined ? undefined : findEntity(catalog, name));
}

/** What it needs to work: what it depends on, and who provides the APIs it consumes. */
export function dependenciesOf(catalog: Catalog, entity: Entity): readonly Entity[] {
  const providers = related(catalog, entity, "consumesApi").flatMap((api) => providersOf(catalog, api));
  return unique([...related(catalog, entity, "dependsOn"), ...providers], entity);
}

/** What stops working with it: who depends on it, and who consumes the APIs it provides. */
export function dependentsOf(catalog: Catalog, entity: Entity): readonly Entity[] {
  const consumers = [entity, ...related(catalog, entity, "providesApi")].flatMap((api) => {
    return related(catalog, api, "apiConsumedBy");
  });
  return unique([...related(catalog, entity, "dependencyOf"), ...consumers], entity);
}

/** Whether it needs the other to work, through whatever lies between. */
export function dependsOn(catalog: Catalog, entity: Entity, other: Entity): boolean {
  return allBeyond(entity, (each) => dependenciesOf(catalog, each)).some((each) => each.ref === other.ref);
}

/** The entities at the other end of a relation; those that are not in the catalog are left out. */
export function related(catalog: Catalog, entity: Entity, type: RelationType): readonly Entity[] {
  const relations = catalog.relations.get(entity.ref) ?? [];
  const ends = relations.filter((relation) => relation.type === type);
  return ends.flatMap((relation) => catalog.entities.get(relation.target) ?? []);
}

/** Everything that follows from a step taken again and again, nearest first, without what it started from. */
export function allBeyond(start: Entity, step: (entity: Entity) => readonly Entity[]): readonly Entity[] {
  const seen = new Set([start.ref]);
  const found: Entity[] = [];
  for (let edge: readonly Entity[] = [start]; edge.length > 0; ) {
    const next = edge.flatMap(step).filter((entity) => !seen.has(entity.ref) && seen.add(entity.ref));
    found.push(...next);
    edge = next;
  }
  return found;
}

function providersOf(catalog: Catalog, api: Entity): readonly Entity[] {
  const providers = related(catalog, api, "apiProvidedBy");
  return providers.length > 0 ? providers : [api];
}

function wholesOf(catalog: Catalog, entity: Entity): readonly Entity[] {
  return closure(catalog, entity, "partOf");
}

function closure(catalog: Catalog, entity: Entity, type: RelationType): readonly Entity[] {
  return allBeyond(entity, (each) => related(catalog, each, type));
}

function unique(entities: readonly Entity[], without: Entity): readonly Entity[] {
  return [...new Map(entities.map((entity) => [entity.ref, entity])).values()].filter(
    (each) => each.ref !== without.ref,
  );
}
