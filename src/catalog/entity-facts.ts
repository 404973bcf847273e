import type { Instant } from "../shared/time.ts";
import type { Catalog } from "./catalog.ts";
import { type Entity, isKindOf, type Link, titleOf } from "./entity.ts";
import type { Fact, Missing } from "./fact.ts";
import { askChannelOf, membersOf, ownerOf, related, systemOf } from "./look-up.ts";
import { bold, cite, citeLine, sayGroup, sayList } from "./say.ts";

/** A link of one type: by its type, else by words of its title. */
export function linkFact(entity: Entity, type: string, now: Instant): Fact | undefined {
  const links = linksOf(entity, type);
  if (links.length === 0) return undefined;
  const shown = links.map((link) => `[${link.title}](${link.url})`);
  return {
    text: `${sayType(type)} of ${bold(entity)}: ${sayList(shown, 5)}`,
    citations: links.slice(0, 5).map((link) => citeLine(entity, now, link.line)),
  };
}

export function linksOf(entity: Entity, type: string): readonly Link[] {
  const typed = entity.links.filter((link) => link.type === type);
  if (typed.length > 0) return typed;
  const titled = entity.links.filter((link) => link.type === "" && link.title.toLowerCase().includes(type));
  if (titled.length > 0 || type !== "repository") return titled;
  return REPOSITORY_KEYS.flatMap(([key, prefix]) => {
    const value = entity.annotations[key]?.replace(/^url:/, "");
    if (value === undefined || (prefix === "" && !value.startsWith("http"))) return [];
    const line = entity.lines[`metadata.annotations.${key}`] ?? entity.source.line;
    return [{ url: `${prefix}${value}`, title: value.replace(/^https?:\/\//, ""), type, line }];
  }).slice(0, 1);
}

const REPOSITORY_KEYS = [
  ["github.com/project-slug", "https://github.com/"],
  ["gitlab.com/project-slug", "https://gitlab.com/"],
  ["backstage.io/source-location", ""],
] as const;

export function valueFact(
  catalog: Catalog,
  entity: Entity,
  what: "tier" | "slo" | "lifecycle",
  now: Instant,
): Fact | Missing {
  const { tier, slo, lifecycle } = entity;
  const values = { tier, slo: slo && `${slo.target} over ${slo.window}`, lifecycle };
  const value = values[what];
  const says = { tier: "tier", slo: "SLO", lifecycle: "lifecycle" }[what];
  if (value === undefined) {
    const field = what === "lifecycle" ? "`spec.lifecycle`" : `the annotation \`${catalog.keys[what]}\``;
    return {
      missing: `No ${says} is recorded for ${bold(entity)}.`,
      mend: `${field} in ${entity.source.file}:${entity.source.line}`,
    };
  }
  const text = `The ${says} of ${bold(entity)} is **${value}**.`;
  const annotated = what === "lifecycle" ? "spec.lifecycle" : `metadata.annotations.${catalog.keys[what]}`;
  const field = entity.lines[annotated] === undefined ? "metadata.labels" : annotated;
  return { text, citations: [cite(entity, now, field)] };
}

/** The entity on a card: what it is, who answers for it, and where to look. */
export function summaryFact(catalog: Catalog, entity: Entity, now: Instant): Fact {
  const isPeople = isKindOf(entity, "group") || isKindOf(entity, "user");
  const owner = isPeople ? undefined : ownerOf(catalog, entity)?.owner;
  const groups = related(catalog, entity, "memberOf").map((group) => sayGroup(catalog, group));
  const members = membersOf(catalog, entity).map(titleOf);
  const owned = related(catalog, entity, "ownerOf")
    .filter((each) => isKindOf(each, "component"))
    .map(titleOf);
  const system = systemOf(catalog, entity);
  const links = ["runbook", "dashboard", "repository"].flatMap((type) => linksOf(entity, type).slice(0, 1));
  const facts = [
    owner === undefined ? undefined : `owner ${sayGroup(catalog, owner)}`,
    members.length === 0 ? undefined : sayList(members, 8),
    owned.length === 0 ? undefined : `owns ${sayList(owned, 12)}`,
    groups.length === 0 ? undefined : `in ${sayList(groups)}`,
    isKindOf(entity, "group") ? askChannelOf(catalog, entity)?.channel : undefined,
    system === undefined ? undefined : `part of ${bold(system)}`,
    entity.tier === undefined ? undefined : `tier ${entity.tier}`,
    entity.slo === undefined ? undefined : `SLO ${entity.slo.target} over ${entity.slo.window}`,
    entity.lifecycle,
    ...links.map((link) => `[${link.title}](${link.url})`),
  ].filter((fact) => fact !== undefined);
  const kind = entity.type === undefined ? entity.kind : `${entity.kind}, ${entity.type}`;
  const about = entity.description === undefined ? "No description is recorded." : entity.description;
  const tail = facts.length === 0 ? "" : `\n${facts.join(" · ")}`;
  return { text: `${bold(entity)} (${kind}): ${about}${tail}`, citations: [cite(entity, now, "metadata.description")] };
}

function sayType(type: string): string {
  const names: Readonly<Record<string, string>> = { logs: "Logs", deploy: "Deployment" };
  return names[type] ?? `${type.slice(0, 1).toUpperCase()}${type.slice(1)}`;
}
