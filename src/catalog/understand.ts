import type { Catalog } from "./catalog.ts";
import { editDistance, slipsForgiven } from "./distance.ts";
import { CUE_STEMS, CUES, INTENTS, type Intent } from "./intents.ts";
import { findMentions, type Mention } from "./mentions.ts";
import type { Question, Word } from "./question.ts";
import { cueFormOf, FILLERS, GENERIC_NOUNS, STOP_WORDS } from "./words.ts";

/** A word that neither names a known thing nor asks for anything: the more of them, the less is understood. */
export type Leftover = { readonly text: string; readonly isBesideMention: boolean };

export type Understanding = {
  readonly intent: Intent;
  /** How strongly the words ask for it; 0 when the intent was only supposed. */
  readonly cue: number;
  /** Whether it asks how a thing is done. */
  readonly isHow: boolean;
  readonly mentions: readonly Mention[];
  readonly leftovers: readonly Leftover[];
};

/** Verbs after which "how do I …" asks for a description of work, whatever noun follows. */
const DOING = new Set(
  "create add request rotate change update write configure setup remove delete rename migrate enable disable build test install upgrade set make get"
    .split(" ")
    .map(cueFormOf),
);

/** What is asked, and of what. */
export function understand(question: Question, catalog: Catalog): Understanding {
  const { words } = question;
  const mentions = findMentions(words, catalog);
  const asked = intentOf(words, mentions);
  const leftovers = leftoversOf(words, mentions);
  return { ...asked, mentions, leftovers };
}

type Asked = { readonly intent: Intent; readonly cue: number; readonly isHow: boolean };

function intentOf(words: readonly Word[], mentions: readonly Mention[]): Asked {
  const sequence = sequenceOf(words, mentions);
  const bare = sequence.filter((each, index) => {
    return !(each.isGeneric && (sequence[index - 1]?.stem === "{}" || sequence[index + 1]?.stem === "{}"));
  });
  const readings = [sequence, bare].map((each) => each.map(({ stem }) => stem));
  const scores = new Map<Intent, number>();
  for (const cue of CUES) {
    if (!readings.some((stems) => occurs(cue.stems, stems))) continue;
    const before = scores.get(cue.intent) ?? 0;
    const value = cue.weight + 0.1 * cue.stems.length;
    scores.set(cue.intent, Math.max(before, value) + (before > 0 ? 0.25 : 0));
  }
  const isHow = scores.has("how-to");
  const isDoing = isHow && readings[0]?.some((stem) => DOING.has(stem)) === true;
  let best: Asked | undefined;
  for (const { intent, from } of INTENTS) {
    const score = scores.get(intent) ?? 0;
    const cue = isDoing && from === "catalog" ? score / 3 : score;
    if (cue > (best?.cue ?? 0)) best = { intent, cue, isHow };
  }
  if (best !== undefined) return best;
  return { intent: mentions.length > 0 ? "description" : "docs", cue: 0, isHow };
}

type Piece = { readonly stem: string; readonly isGeneric: boolean };

/** The question as cues see it: `{}` for what is named, no fillers, slips in cue words mended. */
function sequenceOf(words: readonly Word[], mentions: readonly Mention[]): Piece[] {
  const pieces: Piece[] = [];
  for (let index = 0; index < words.length; ) {
    const mention = mentions.find((each) => each.start === index);
    const text = words[index]?.text ?? "";
    if (mention !== undefined) pieces.push({ stem: "{}", isGeneric: false });
    else if (!FILLERS.has(text)) pieces.push({ stem: mended(text), isGeneric: GENERIC_NOUNS.has(text) });
    index = mention?.end ?? index + 1;
  }
  return pieces;
}

/** The stem of a word; of a misspelt word that asks for something, the stem of the right one. */
export function mended(word: string): string {
  const stem = cueFormOf(word);
  if (CUE_STEMS.has(stem) || STOP_WORDS.has(word) || slipsForgiven(word.length) === 0) return stem;
  let nearest = stem;
  let limit = slipsForgiven(stem.length);
  for (const cue of CUE_STEMS) {
    if (slipsForgiven(cue.length) === 0 || cue[0] !== stem[0]) continue;
    const distance = editDistance(stem, cue, limit);
    if (distance > limit || (distance === limit && nearest !== stem)) continue;
    nearest = cue;
    limit = distance;
  }
  return nearest;
}

/** Whether the phrase occurs in the sequence; a `*` in it stands for up to three words. */
function occurs(phrase: readonly string[], sequence: readonly string[]): boolean {
  return sequence.some((_, start) => matchesAt(phrase, 0, sequence, start));
}

function matchesAt(phrase: readonly string[], from: number, sequence: readonly string[], at: number): boolean {
  const expected = phrase[from];
  if (expected === undefined) return true;
  if (expected === "*") return [0, 1, 2, 3].some((skip) => matchesAt(phrase, from + 1, sequence, at + skip));
  return sequence[at] === expected && matchesAt(phrase, from + 1, sequence, at + 1);
}

function leftoversOf(words: readonly Word[], mentions: readonly Mention[]): Leftover[] {
  const inMention = (index: number): boolean => mentions.some((each) => each.start <= index && index < each.end);
  const leftovers: Leftover[] = [];
  for (const [index, { text }] of words.entries()) {
    if (inMention(index) || FILLERS.has(text) || STOP_WORDS.has(text) || GENERIC_NOUNS.has(text)) continue;
    if (CUE_STEMS.has(mended(text))) continue;
    leftovers.push({ text, isBesideMention: inMention(index - 1) || inMention(index + 1) });
  }
  return leftovers;
}
