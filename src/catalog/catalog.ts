import type { AnnotationKeys } from "./annotation-keys.ts";
import { codeownerOf, type OwnerRule } from "./codeowners.ts";
import { type Entity, isKindOf, type Relation, titleOf } from "./entity.ts";
import type { GoldenPath, Section } from "./golden-path.ts";
import { REVERSE } from "./kinds.ts";
import { LIMITS } from "./limits.ts";
import { type NameIndex, startNames } from "./names.ts";
import type { Problem } from "./problem.ts";
import type { FileReading } from "./read-file.ts";
import type { Steps } from "./steps.ts";
import { startTextIndex, type TextIndex } from "./text-index.ts";

/** A section with the document that it stands in. */
export type Place = { readonly goldenPath: GoldenPath; readonly section: Section };

/** All that is known of the platform, ready to be asked. It never changes: a reload makes a new one. */
export type Catalog = {
  /** By canonical reference. */
  readonly entities: ReadonlyMap<string, Entity>;
  /** Of each entity, in both directions, by canonical reference. */
  readonly relations: ReadonlyMap<string, readonly Relation[]>;
  readonly goldenPaths: readonly GoldenPath[];
  /** By `docs/deploy.md#staging`. */
  readonly places: ReadonlyMap<string, Place>;
  /** By `Deploy a service › Staging`; of two alike the first. */
  readonly placesByTitle: ReadonlyMap<string, Place>;
  readonly problems: readonly Problem[];
  readonly names: NameIndex;
  readonly byPagerdutyService: ReadonlyMap<string, Entity>;
  readonly sectionText: TextIndex;
  readonly entityText: TextIndex;
  /** Which annotation holds what, so that answers can say what to add. */
  readonly keys: AnnotationKeys;
};

/** Puts together what the files gave. Of two entities with one name the first stays. */
export function* catalogSteps(
  readings: readonly FileReading[],
  keys: AnnotationKeys,
  codeowners: readonly OwnerRule[] = [],
): Steps<Catalog> {
  const problems = readings.flatMap((reading) => reading.problems);
  const owners = ownersByHandle(readings);
  const entities = new Map<string, Entity>();
  const goldenPaths: GoldenPath[] = [];
  for (const reading of readings) {
    for (const found of reading.entities) {
      const earlier = entities.get(found.ref);
      if (earlier === undefined) entities.set(found.ref, withCodeowner(found, codeowners, owners));
      else problems.push(entityProblem(found, "error", `is already defined at ${sayPlace(earlier)}: left out`));
      yield 20 + codeowners.length;
    }
    for (const found of reading.goldenPaths) {
      const owner = found.owner ?? owners.get(codeownerOf(codeowners, found.path) ?? "");
      goldenPaths.push({ ...found, owner });
      yield 20 + codeowners.length;
    }
  }

  const relations = new Map<string, Map<string, Relation>>();
  const names = startNames();
  const entityText = startTextIndex();
  const byPagerdutyService = new Map<string, Entity>();
  for (const entity of entities.values()) {
    for (const { type, target, field, line } of entity.relations) {
      addRelation(relations, entity.ref, { type, target });
      addRelation(relations, target, { type: REVERSE[type], target: entity.ref });
      if (entities.has(target)) continue;
      const message = `spec.${field} names ${target}, which is not in the catalog`;
      problems.push({ ...entityProblem(entity, "warning", message), line });
    }
    names.add(entity);
    if (entity.pagerdutyService !== undefined && !byPagerdutyService.has(entity.pagerdutyService)) {
      byPagerdutyService.set(entity.pagerdutyService, entity);
    }
    if (!isKindOf(entity, "location")) entityText.add(searchableEntity(entity));
    yield (entity.description?.length ?? 0) + 200;
  }

  const sectionText = startTextIndex();
  const places = new Map<string, Place>();
  const placesByTitle = new Map<string, Place>();
  for (const goldenPath of goldenPaths) {
    if (goldenPath.owner !== undefined && !entities.has(goldenPath.owner)) {
      const { file, line, document } = goldenPath.source;
      const message = `owner ${goldenPath.owner} is not in the catalog`;
      problems.push({ file, line, document, entity: null, severity: "warning", message });
    }
    for (const section of goldenPath.sections) {
      const id = placeId(goldenPath, section);
      if (places.has(id)) continue;
      const place = { goldenPath, section };
      places.set(id, place);
      const title = titleOfPlace(goldenPath, section);
      if (!placesByTitle.has(title)) placesByTitle.set(title, place);
      sectionText.add({
        id,
        title: goldenPath.title,
        heading: section.heading === goldenPath.title ? "" : section.heading,
        tags: [...goldenPath.tags, ...goldenPath.aliases].join(" "),
        text: section.text.slice(0, LIMITS.section),
      });
      yield section.text.length + 200;
    }
  }
  return {
    entities,
    relations: new Map([...relations].map(([ref, byEnd]) => [ref, [...byEnd.values()]])),
    goldenPaths,
    places,
    placesByTitle,
    problems,
    names: names.done(),
    byPagerdutyService,
    sectionText: sectionText.done(),
    entityText: entityText.done(),
    keys,
  };
}

/** How a section is cited: `docs/deploy.md#staging`, or the file alone for its top. */
export function placeId(goldenPath: GoldenPath, section: Section): string {
  return section.anchor === "" ? goldenPath.path : `${goldenPath.path}#${section.anchor}`;
}

export function titleOfPlace(goldenPath: GoldenPath, section: Section): string {
  return section.anchor === "" ? goldenPath.title : `${goldenPath.title} › ${section.heading}`;
}

function searchableEntity(entity: Entity) {
  return {
    id: entity.ref,
    title: titleOf(entity),
    heading: entity.aliases.join(" "),
    tags: entity.tags.join(" "),
    text: `${entity.name} ${entity.type ?? ""} ${entity.description ?? ""}`.slice(0, LIMITS.section),
  };
}

/** Teams and people by what CODEOWNERS calls them: `@org/team`, `@login`, an e-mail address. */
function ownersByHandle(readings: readonly FileReading[]): Map<string, string> {
  const owners = new Map<string, string>();
  for (const { ref, name, kind, annotations, email } of readings.flatMap((reading) => reading.entities)) {
    const isTeam = kind.toLowerCase() === "group";
    if (!isTeam && kind.toLowerCase() !== "user") continue;
    const handle = annotations[isTeam ? "github.com/team-slug" : "github.com/user-login"] ?? name;
    owners.set(`@${handle}`, ref);
    if (email !== undefined) owners.set(email, ref);
  }
  return owners;
}

function withCodeowner(entity: Entity, rules: readonly OwnerRule[], owners: ReadonlyMap<string, string>): Entity {
  if (entity.owner !== undefined || ["group", "user", "location"].includes(entity.kind.toLowerCase())) return entity;
  const owner = owners.get(codeownerOf(rules, entity.source.file) ?? "");
  if (owner === undefined) return entity;
  const relation = { type: "ownedBy", target: owner, field: "owner", line: entity.source.line } as const;
  return { ...entity, owner, relations: [...entity.relations, relation] };
}

function addRelation(relations: Map<string, Map<string, Relation>>, ref: string, relation: Relation): void {
  const known = relations.get(ref) ?? new Map<string, Relation>();
  known.set(`${relation.type} ${relation.target}`, relation);
  relations.set(ref, known);
}

function entityProblem(entity: Entity, severity: Problem["severity"], message: string): Problem {
  const { file, line, document } = entity.source;
  return { file, line, document, entity: entity.ref, severity, message };
}

function sayPlace(entity: Entity): string {
  return `${entity.source.file}:${entity.source.line}`;
}
