import MiniSearch from "minisearch";

import { editDistance, letterMask, mayBeNear, slipsForgiven } from "./distance.ts";
import { wordsOf } from "./fold.ts";
import { SYNONYMS } from "./synonyms.ts";
import { stemOf } from "./words.ts";

/** What is searched of one thing. `text` counts least. */
export type Searchable = {
  readonly id: string;
  readonly title: string;
  readonly heading: string;
  readonly tags: string;
  readonly text: string;
};

/**
 * `coverage` (0 to 1) is how much of the meaning of the question was found in it; rare words mean most.
 * `isHeaded` when its own heading, and not only the title above it, holds a word of the question.
 */
export type TextHit = {
  readonly id: string;
  readonly score: number;
  readonly coverage: number;
  readonly isHeaded: boolean;
};

export type TextIndex = {
  search(words: readonly SearchWord[], boostOf: (id: string) => number): readonly TextHit[];
  /** Whether a form of the word occurs anywhere. */
  knows(word: string): boolean;
};

/** `weight` (0 to 1) is how much it counts that this word is found. */
export type SearchWord = { readonly text: string; readonly weight: number };

const FIELDS = ["title", "heading", "tags", "text"] as const;
const BOOST = { title: 4, heading: 4, tags: 4, text: 1 };
const CANDIDATES = 12;
const WORDS = 24;
/** What it costs that one word of weight is not met at all: the question was probably about just that. */
const UNMET = 0.2;

/** Collects things to be searched; `done` gives the index. */
export function startTextIndex() {
  const documentsWith = new Map<string, number>();
  let count = 0;
  let vocabulary: Vocabulary | undefined;
  const engine = new MiniSearch<Searchable>({
    fields: [...FIELDS],
    tokenize: wordsOf,
    processTerm: (term) => stemOf(term),
    logger: () => {},
  });

  function add(record: Searchable): void {
    engine.add(record);
    count += 1;
    vocabulary = undefined;
    const seen = new Set(FIELDS.flatMap((field) => wordsOf(record[field])).map(stemOf));
    for (const term of seen) documentsWith.set(term, (documentsWith.get(term) ?? 0) + 1);
  }

  /** A word that occurs nowhere weighs as much as one that occurs once: it is probably what the question is about. */
  function rarity(stem: string): number {
    return Math.log(1 + count / ((documentsWith.get(stem) ?? 0) || 1));
  }

  function search(words: readonly SearchWord[], boostOf: (id: string) => number): readonly TextHit[] {
    const asked = uniqueTerms(words).slice(0, WORDS);
    if (asked.length === 0 || count === 0) return [];
    const weights = new Map<string, number>();
    for (const term of asked) {
      for (const [form, likeness] of term.forms) {
        weights.set(form, Math.max(weights.get(form) ?? 0, term.weight * likeness * likeness));
      }
    }
    const found = engine.search([...weights.keys()].join(" "), {
      boost: BOOST,
      boostTerm: (term) => Math.max(0.05, weights.get(term) ?? 0),
      boostDocument: (id) => boostOf(String(id)),
      processTerm: (term) => term,
      combineWith: "OR",
    });
    const total = asked.reduce((sum, term) => sum + term.weight * rarity(term.stem), 0);
    return found.slice(0, CANDIDATES).map((result) => {
      const { id, score } = result;
      const match: Match = new Map(Object.entries(result.match));
      const covered = asked.reduce((sum, term) => sum + term.weight * rarity(term.stem) * likenessIn(term, match), 0);
      const worst = Math.min(1, ...asked.map((term) => (term.weight < 1 ? 1 : likenessIn(term, match, 1))));
      const whole = total === 0 ? 0 : (covered / total) * (1 - UNMET + UNMET * worst);
      const isHeaded = asked.some(
        ({ stem }) => match.get(stem)?.includes("heading") && !match.get(stem)?.includes("title"),
      );
      return { id: String(id), score, coverage: whole, isHeaded };
    });
  }

  /** The forms under which each word may be found: itself, its synonyms, and what it may be a slip or the beginning of. */
  function uniqueTerms(words: readonly SearchWord[]): Term[] {
    const terms = new Map<string, Term>();
    for (const { text, weight } of words) {
      const stem = stemOf(text);
      if ((terms.get(stem)?.weight ?? -1) >= weight) continue;
      const synonyms = (SYNONYMS_OF.get(stem) ?? []).map((form) => [form, 0.8] as const);
      const near = documentsWith.has(stem) ? [] : nearForms(stem).map((form) => [form, 0.75] as const);
      terms.set(stem, { stem, weight, forms: new Map([...near, ...synonyms, [stem, 1]]) });
    }
    return [...terms.values()];
  }

  /** Two slips are forgiven in long words only: in shorter ones they make another word. */
  function nearForms(stem: string): string[] {
    if (stem.length < 4) return [];
    const limit = stem.length < 10 ? Math.min(1, slipsForgiven(stem.length)) : 2;
    const mask = letterMask(stem);
    vocabulary ??= vocabularyOf(documentsWith.keys());
    const near: string[] = [];
    for (const { term, mask: other } of vocabulary.get(stem[0] ?? "") ?? []) {
      const isPossible = limit > 0 && mayBeNear(mask, other, limit);
      const distance = isPossible ? editDistance(stem, term, limit) : limit + 1;
      if (term.startsWith(stem) || distance <= limit) near.push(term);
    }
    return near.slice(0, 8);
  }

  function done(): TextIndex {
    return { search, knows: (word) => documentsWith.has(stemOf(word)) };
  }
  return { add, done };
}

/** A word of the question with the forms it may be found under, each with how alike it is (0 to 1). */
type Term = { readonly stem: string; readonly weight: number; readonly forms: ReadonlyMap<string, number> };

/** The terms that were found, each with the fields that it was found in. */
type Match = ReadonlyMap<string, readonly string[]>;

/** How well the word is met: by itself or by something like it, in a name or heading or only in the text. */
function likenessIn(term: Term, match: Match, inText = 0.72): number {
  let best = 0;
  for (const [form, likeness] of term.forms) {
    const fields = match.get(form) ?? [];
    if (fields.length > 0) best = Math.max(best, likeness * (fields.some((field) => field !== "text") ? 1 : inText));
  }
  return best;
}

type Vocabulary = ReadonlyMap<string, readonly { readonly term: string; readonly mask: number }[]>;

function vocabularyOf(terms: Iterable<string>): Vocabulary {
  return Map.groupBy(
    [...terms].map((term) => ({ term, mask: letterMask(term) })),
    ({ term }) => term[0] ?? "",
  );
}

const SYNONYMS_OF: ReadonlyMap<string, readonly string[]> = synonymsByStem();

function synonymsByStem(): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const group of SYNONYMS) {
    for (const word of group) {
      const others = group.filter((other) => other !== word).map(stemOf);
      groups.set(stemOf(word), [...(groups.get(stemOf(word)) ?? []), ...others]);
    }
  }
  return groups;
}
