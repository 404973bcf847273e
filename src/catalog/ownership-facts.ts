import type { Instant } from "../shared/time.ts";
import type { Catalog } from "./catalog.ts";
import { type Entity, isKindOf, titleOf } from "./entity.ts";
import { type Fact, lineOfValue, type Missing } from "./fact.ts";
import { askChannelOf, membersOf, ownerOf, owningGroupOf, related } from "./look-up.ts";
import { bold, cite, citeLine, sayGroup, sayList } from "./say.ts";

export function ownerFact(catalog: Catalog, entity: Entity, now: Instant): Fact | Missing {
  if (isKindOf(entity, "group") || isKindOf(entity, "user")) return membersFact(catalog, entity, now);
  const found = ownerOf(catalog, entity);
  if (found === undefined) {
    const named =
      entity.owner === undefined ? "No owner is recorded" : `The owner ${entity.owner} is not in the catalog`;
    return {
      missing: `${named} for ${bold(entity)}.`,
      mend: `\`spec.owner\` in ${entity.source.file}:${entity.source.line}`,
    };
  }
  const { owner, saidBy } = found;
  const through = saidBy.ref === entity.ref ? "" : `, as part of ${bold(saidBy)}`;
  const text = `${bold(entity)} is owned by ${sayGroup(catalog, owner)}${through}.`;
  return { text, citations: [cite(saidBy, now, "spec.owner")] };
}

export function contactFact(catalog: Catalog, entity: Entity, now: Instant): Fact | Missing {
  const found = askChannelOf(catalog, entity);
  const group = owningGroupOf(catalog, entity);
  if (found === undefined) {
    const owner = group === undefined ? "" : ` Its owner is ${bold(group)}.`;
    const at = group ?? entity;
    const mend = `the annotation \`${catalog.keys.askChannel}\` in ${at.source.file}:${at.source.line}`;
    return { missing: `No channel is recorded for ${bold(entity)}.${owner}`, mend };
  }
  const { channel, saidBy } = found;
  const owned = group === undefined || group.ref === entity.ref ? "" : ` It is owned by ${bold(group)}.`;
  const email = group?.email === undefined ? "" : ` By e-mail: ${group.email}.`;
  const people = group === undefined ? [] : membersOf(catalog, group).map(titleOf);
  const who = people.length === 0 ? "" : ` There: ${sayList(people, 6)}.`;
  const text = `Ask about ${bold(entity)} in ${channel}.${owned}${who}${email}`;
  const value = saidBy.askChannel ?? saidBy.channel ?? "";
  return { text, citations: [citeLine(saidBy, now, lineOfValue(saidBy, value.replace(/^#/, "")))] };
}

export function membersFact(catalog: Catalog, entity: Entity, now: Instant): Fact | Missing {
  if (isKindOf(entity, "user")) {
    const groups = related(catalog, entity, "memberOf");
    if (groups.length === 0)
      return {
        missing: `No team is recorded for ${bold(entity)}.`,
        mend: `\`spec.memberOf\` in ${entity.source.file}`,
      };
    const text = `${bold(entity)} is in ${groups.map((group) => sayGroup(catalog, group)).join(", ")}.`;
    return { text, citations: [cite(entity, now, "spec.memberOf")] };
  }
  const group = isKindOf(entity, "group") ? entity : owningGroupOf(catalog, entity);
  if (group === undefined) return ownerFact(catalog, entity, now);
  const members = membersOf(catalog, group);
  const children = related(catalog, group, "parentOf");
  if (members.length + children.length === 0) {
    return {
      missing: `No members are recorded for ${bold(group)}.`,
      mend: `\`spec.memberOf\` of its people, or \`spec.members\` in ${group.source.file}:${group.source.line}`,
    };
  }
  const people = members.length === 0 ? "" : ` ${sayList(members.map(titleOf), 30)}.`;
  const teams = children.length === 0 ? "" : ` Teams: ${sayList(children.map(titleOf))}.`;
  const whose = group.ref === entity.ref ? "" : `, who own ${bold(entity)}`;
  return {
    text: `${sayGroup(catalog, group)}${whose}:${people}${teams}`,
    citations: [cite(group, now, "spec.members")],
  };
}

/** What belongs to it: what a team owns, what a system consists of. */
export function belongingFact(catalog: Catalog, entity: Entity, now: Instant): Fact | Missing {
  const owned = [...related(catalog, entity, "ownerOf"), ...related(catalog, entity, "hasPart")];
  if (owned.length === 0) {
    return {
      missing: `Nothing is recorded as belonging to ${bold(entity)}.`,
      mend: "`spec.owner` or `spec.system` of what belongs to it",
    };
  }
  const kinds = Map.groupBy(owned, (each) => each.kind);
  const lines = [...kinds].map(([kind, entities]) => `- ${kind}: ${sayList(entities.map(titleOf))}`);
  const verb = isKindOf(entity, "group") || isKindOf(entity, "user") ? "owns" : "consists of";
  return {
    text: `${bold(entity)} ${verb}:\n${lines.join("\n")}`,
    citations: owned.slice(0, 5).map((each) => cite(each, now, "spec.owner")),
  };
}
