import type { Catalog } from "./catalog.ts";
import { type Entity, titleOf } from "./entity.ts";
import { wordsOf } from "./fold.ts";
import { type Intent, rowOf } from "./intents.ts";
import { meant } from "./mentions.ts";
import { namedExactly } from "./names.ts";
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

/** The question in full, of this entity: by its title if that means nothing else, else by its reference. */
export function readingOf(intent: Intent, entity: Entity, catalog: Catalog): string {
  const { kinds, says } = rowOf(intent);
  const title = titleOf(entity);
  const hits = namedExactly(catalog.names, wordsOf(title).join(""));
  const fits = meant({ hits, kind: undefined }, kinds).entities;
  return says.replace("{}", fits.length === 1 && fits[0] === entity ? title : entity.ref);
}

function isTeam(subject: Subject): boolean {
  return subject.entities.every((entity) => ["group", "user"].includes(entity.kind.toLowerCase()));
}
