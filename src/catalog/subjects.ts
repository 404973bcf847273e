import type { Entity } from "./entity.ts";
import { rowOf } from "./intents.ts";
import { meant } from "./mentions.ts";
import type { Understanding } from "./understand.ts";

/** What the question is about: one thing it names. More than one entity where the name fits several equally. */
export type Subject = { readonly text: string; readonly entities: readonly Entity[]; readonly strength: number };

const CLEARLY = 0.6;

/**
 * The things asked about. Names that are hardly recognised count only if there are no better ones, and a team named
 * beside a service is not what is asked about, unless the question is one about teams.
 */
export function subjectsOf(asked: Understanding): readonly Subject[] {
  const { kinds } = rowOf(asked.intent);
  const all = asked.mentions.map((mention) => ({ text: mention.text, ...meant(mention, kinds) }));
  const clear = all.filter((subject) => subject.strength >= CLEARLY);
  const subjects = clear.length > 0 ? clear : all;
  const wantsTeams = kinds[0] === "group";
  const fitting = subjects.filter((subject) => isTeam(subject) === wantsTeams);
  return fitting.length > 0 ? fitting : subjects;
}

function isTeam(subject: Subject): boolean {
  return subject.entities.every((entity) => ["group", "user"].includes(entity.kind.toLowerCase()));
}
