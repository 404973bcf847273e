import type { Catalog } from "./catalog.ts";
import type { Entity } from "./entity.ts";
import { CUE_STEMS } from "./intents.ts";
import { type NameHit, namedExactly, namedNearly } from "./names.ts";
import type { Word } from "./question.ts";
import { cueFormOf, FILLERS, GENERIC_NOUNS, KIND_WORDS, NAME_ENDINGS, STOP_WORDS } from "./words.ts";

/** A stretch of the question, `start` up to but without `end`, that names an entity, and which ones it may name. */
export type Mention = {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly hits: readonly NameHit[];
  /** The kind that a word beside it tells: "the payments team". */
  readonly kind: string | undefined;
};

const LONGEST_NAME = 5;
/** A name found within a longer compound ("links" in "x-links") probably names something else that we do not know. */
const WITHIN_COMPOUND = 0.45;

/** Finds what the words name: whole references and the longest names first, then misspelt ones. They never overlap. */
export function findMentions(words: readonly Word[], catalog: Catalog): readonly Mention[] {
  const taken = new Set<number>();
  const found: Mention[] = [];
  for (const hitsOf of [exactHits, nearHits, classHits]) {
    if (hitsOf === classHits && found.length > 0) break;
    for (let length = Math.min(LONGEST_NAME, words.length); length >= 1; length -= 1) {
      for (let start = 0; start + length <= words.length; start += 1) {
        const end = start + length;
        if (span(start, end).some((index) => taken.has(index))) continue;
        const hits = hitsOf(words.slice(start, end), catalog);
        if (hits.length === 0) continue;
        const factor = isWithinCompound(words, start, end) ? WITHIN_COMPOUND : 1;
        for (const index of span(start, end)) taken.add(index);
        found.push({
          start,
          end,
          text: words
            .slice(start, end)
            .map((word) => word.text)
            .join(" "),
          hits: hits.map((hit) => ({ entity: hit.entity, strength: hit.strength * factor })),
          kind: kindBeside(words, start, end),
        });
      }
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

function exactHits(words: readonly Word[], catalog: Catalog): readonly NameHit[] {
  const first = words[0]?.text ?? "";
  const referred = words.length === 1 ? catalog.entities.get(first) : undefined;
  if (referred !== undefined) return [{ entity: referred, strength: 1 }];
  if (words.length === 1 && isCommon(first)) return [];
  const key = joined(words);
  // "ship" asks for something: it is no form of the name "shipping".
  if (words.length === 1 && !catalog.names.hits.has(key) && CUE_STEMS.has(cueFormOf(first))) return [];
  return namedExactly(catalog.names, key);
}

function nearHits(words: readonly Word[], catalog: Catalog): readonly NameHit[] {
  if (words.length > 3 || words.some((word) => isCommon(word.text))) return [];
  // A word of our documents is no misspelling, nor is one that asks a question.
  const isOrdinary = ({ text }: Word): boolean =>
    CUE_STEMS.has(cueFormOf(text)) || catalog.sectionText.knows(text) || catalog.entityText.knows(text);
  if (words.every(isOrdinary)) return [];
  return namedNearly(catalog.names, joined(words));
}

/** An alias that is also the name of a class ("website") counts only where nothing else is named. */
function classHits(words: readonly Word[], catalog: Catalog): readonly NameHit[] {
  return words.length === 1 && GENERIC_NOUNS.has(joined(words)) ? (catalog.names.hits.get(joined(words)) ?? []) : [];
}

function isCommon(word: string): boolean {
  return STOP_WORDS.has(word) || FILLERS.has(word) || GENERIC_NOUNS.has(word);
}

function joined(words: readonly Word[]): string {
  return words.map((word) => word.text).join("");
}

function isWithinCompound(words: readonly Word[], start: number, end: number): boolean {
  const isRest = (inside: Word | undefined, outside: Word | undefined): boolean =>
    inside !== undefined && outside?.compound === inside.compound && !NAME_ENDINGS.has(outside.text);
  return isRest(words[start], words[start - 1]) || isRest(words[end - 1], words[end]);
}

function kindBeside(words: readonly Word[], start: number, end: number): string | undefined {
  return KIND_WORDS.get(words[end]?.text ?? "") ?? KIND_WORDS.get(words[start - 1]?.text ?? "");
}

function span(start: number, end: number): number[] {
  return Array.from({ length: end - start }, (_, index) => start + index);
}

/** Which entities a mention most likely means to someone who asks for these kinds, and how likely (0 to 1). */
export function meant(
  mention: Pick<Mention, "hits" | "kind">,
  kinds: readonly string[],
): { entities: readonly Entity[]; strength: number } {
  const ranked = mention.hits.map((hit) => {
    const kind = hit.entity.kind.toLowerCase();
    const place = kinds.indexOf(kind);
    const isTold = mention.kind === undefined || mention.kind === kind;
    return { ...hit, isTold, order: place < 0 ? kinds.length : place };
  });
  ranked.sort((a, b) => {
    if (a.isTold !== b.isTold) return a.isTold ? -1 : 1;
    if (Math.abs(a.strength - b.strength) > 0.05) return b.strength - a.strength;
    return a.order - b.order;
  });
  const [best] = ranked;
  if (best === undefined) return { entities: [], strength: 0 };
  const equal = ranked.filter((each) => {
    return each.isTold === best.isTold && each.order === best.order && best.strength - each.strength <= 0.05;
  });
  const mismatch = best.isTold ? 1 : mention.kind === "resource" ? 0.55 : 0.75;
  return { entities: equal.map((each) => each.entity), strength: best.strength * mismatch };
}
