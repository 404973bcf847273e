import type { AskContext } from "./ask-context.ts";
import type { Catalog, Place } from "./catalog.ts";
import { placeId, titleOfPlace } from "./catalog.ts";
import type { Entity } from "./entity.ts";
import { wordsOf } from "./fold.ts";
import { owningGroupOf } from "./look-up.ts";
import type { Question } from "./question.ts";
import { bold, warningsOf } from "./say.ts";
import type { SearchWord } from "./text-index.ts";
import { mended, type Understanding } from "./understand.ts";
import { FILLERS, GENERIC_NOUNS, STOP_WORDS, WEAK_WORDS } from "./words.ts";

/** A place that may hold the answer, and how certain that is (0 to 1). */
export type FoundPlace = { readonly place: Place; readonly confidence: number };

const ARCHIVED = 0.3;
const OF_THE_SERVICE = 1.8;
const OF_THE_OWNER = 1.15;
const EXCERPT = 1_200;
/** Of a whole document as much as is read at once; what else it holds is named. */
const OVERVIEW = 600;
/** How much a word counts that says little, and one that names the entity that is asked about anyway. */
const GENERIC_WEIGHT = 0.25;
const NAME_WEIGHT = 0.1;

/** The best place of each of the best documents. Certainty falls when the second is nearly as good as the first. */
export function findPlaces(
  question: Question,
  asked: Understanding,
  entities: readonly Entity[],
  catalog: Catalog,
): readonly FoundPlace[] {
  const words = searchWords(question, asked, catalog);
  const boosts = new Map<string, number>();
  const boostOf = (id: string): number => {
    const path = catalog.places.get(id)?.goldenPath.path ?? "";
    const known = boosts.get(path) ?? boostFor(catalog, catalog.places.get(id), entities);
    boosts.set(path, known);
    return known;
  };
  const ranked = catalog.sectionText.search(words, boostOf).flatMap((hit) => {
    const place = catalog.places.get(hit.id);
    return place === undefined ? [] : [{ ...hit, place, rank: hit.score * (0.2 + hit.coverage) }];
  });
  const byDocument = [...Map.groupBy(ranked, (each) => each.place.goldenPath.path).values()].map((sections) => {
    const rank = Math.max(...sections.map((each) => each.rank));
    const [best] = sections.sort(bySection);
    return { ...(best as Ranked), rank };
  });
  byDocument.sort((a, b) => b.rank - a.rank);
  const second = byDocument[1];
  return byDocument.map((each, index) => {
    const rival = index === 0 && second !== undefined ? second.rank / each.rank : 0;
    const doubt = Math.max(0, rival - 0.75) * 1.2;
    const archived = each.place.goldenPath.archived ? 0.85 : 1;
    return { place: each.place, confidence: Math.min(1, each.coverage) * (1 - doubt) * archived };
  });
}

type Ranked = { readonly place: Place; readonly coverage: number; readonly isHeaded: boolean; readonly rank: number };

/** Within a document: what covers more; then a section whose heading is asked for; then the top, which leads to the rest. */
function bySection(a: Ranked, b: Ranked): number {
  if (Math.abs(a.coverage - b.coverage) > 0.05) return b.coverage - a.coverage;
  if (a.isHeaded !== b.isHeaded) return a.isHeaded ? -1 : 1;
  const isTop = (each: Ranked): boolean => each.place.section.anchor === "";
  if (!a.isHeaded && isTop(a) !== isTop(b)) return isTop(a) ? -1 : 1;
  return b.rank - a.rank;
}

/** Words worth searching for: all but those without meaning; what names the entity counts little. */
function searchWords(question: Question, asked: Understanding, catalog: Catalog): SearchWord[] {
  const words: SearchWord[] = [];
  for (const [index, { text }] of question.words.entries()) {
    if (FILLERS.has(text) || STOP_WORDS.has(text)) continue;
    const isName = asked.mentions.some((mention) => mention.start <= index && index < mention.end);
    if (isName && !catalog.sectionText.knows(text)) continue;
    words.push({
      text: catalog.sectionText.knows(text) ? text : mended(text),
      weight: isName ? NAME_WEIGHT : weightOf(text),
    });
  }
  return words;
}

function weightOf(word: string): number {
  return GENERIC_NOUNS.has(word) || WEAK_WORDS.has(word) || /^\d+$/.test(word) ? GENERIC_WEIGHT : 1;
}

function boostFor(catalog: Catalog, place: Place | undefined, entities: readonly Entity[]): number {
  if (place === undefined) return 1;
  const { goldenPath } = place;
  const names = new Set(
    [goldenPath.title, ...goldenPath.tags, ...goldenPath.aliases].flatMap((text) => [
      wordsOf(text).join(""),
      ...wordsOf(text),
    ]),
  );
  let boost = goldenPath.archived ? ARCHIVED : 1;
  if (entities.some((entity) => names.has(wordsOf(entity.name).join("")))) boost *= OF_THE_SERVICE;
  if (entities.some((entity) => owningGroupOf(catalog, entity)?.ref === goldenPath.owner)) boost *= OF_THE_OWNER;
  return boost;
}

/** What the place says, cut at a length that can be read in a chat, with what must be known before relying on it. */
export function sayPlaceText(catalog: Catalog, place: Place, context: AskContext): string {
  const { goldenPath, section } = place;
  const owner = goldenPath.owner === undefined ? undefined : catalog.entities.get(goldenPath.owner);
  const heading = titleOfPlace(goldenPath, section);
  const by = owner === undefined ? "" : ` · kept by ${bold(owner)}`;
  const parts = [`**${heading}**${by}`, ...warningsOf(place, context.now), excerptOf(place)];
  return parts.filter((part) => part !== "").join("\n\n");
}

/** The name under which a place is offered, and found again when that is asked. */
export function optionOf(catalog: Catalog, place: Place): string {
  const title = titleOfPlace(place.goldenPath, place.section);
  return catalog.placesByTitle.get(title) === place ? title : placeId(place.goldenPath, place.section);
}

/** The section; of a document's top also the sections that follow as long as they fit, and the names of the rest. */
function excerptOf(place: Place): string {
  const { goldenPath, section } = place;
  let text = cutAt(section.text, EXCERPT);
  if (section.anchor !== "") return text;
  const following = goldenPath.sections.filter((each) => each.anchor !== "");
  for (const [index, next] of following.entries()) {
    const added = `\n\n**${next.heading}**\n${next.text}`;
    if (text.length + added.length > OVERVIEW) {
      const rest = following.slice(index).map((each) => each.heading);
      return `${text}\n\nMore in ${goldenPath.path}: ${rest.join(", ")}`.trim();
    }
    text += added;
  }
  return text.trim();
}

/** Cuts after a whole line, and never leaves a code block open. */
function cutAt(text: string, length: number): string {
  if (text.length <= length) return text;
  const whole = text.slice(0, Math.max(text.lastIndexOf("\n", length), length / 2)).toWellFormed();
  const isOpen = (whole.match(/^ {0,3}```/gm) ?? []).length % 2 === 1;
  return `${whole}${isOpen ? "\n```" : ""}\n…`;
}
