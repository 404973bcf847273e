import { fold } from "./fold.ts";
import { LIMITS } from "./limits.ts";

/** One word of a question. Words with the same `compound` were written as one: "web-frontend". */
export type Word = { readonly text: string; readonly compound: number };

/** A question as the rest of the catalog reads it. */
export type Question = {
  /** Without Slack's markup, in the writer's own case; for quoting. */
  readonly plain: string;
  /** In lower case, at most `LIMITS.questionWords`. */
  readonly words: readonly Word[];
};

const CONTRACTIONS: readonly (readonly [RegExp, string])[] = [
  [/\b(who|what|where|how|when|that|there|it)['’]?s\b/g, "$1 is"],
  [/\b(who|what|where|how|they|you|we)['’]re\b/g, "$1 are"],
  [/\b(how|where|who|what)['’]d\b/g, "$1 did"],
  [/\b(i|you|we|they)['’]ve\b/g, "$1 have"],
  [/\bcan['’]?t\b/g, "can not"],
  [/n['’]t\b/g, " not"],
  [/['’](s|ll|m|d)\b/g, ""],
  [/\bwhats\b/g, "what is"],
  [/\bin order to\b/g, "to"],
];

/** Reads what a person typed, in Slack or elsewhere. Never fails; what carries no words gives no words. */
export function readQuestion(text: string): Question {
  const plain = withoutMarkup(text.slice(0, LIMITS.question));
  let folded = fold(plain);
  for (const [pattern, replacement] of CONTRACTIONS) folded = folded.replace(pattern, replacement);
  const words: Word[] = [];
  let compound = 0;
  // A full reference stays whole; else a compound is letters and digits held together by "-", "_" or ".".
  for (const match of folded.matchAll(
    /[a-z][a-z0-9]*:[a-z0-9-]+\/[a-z0-9._-]*[a-z0-9]|[\p{L}\p{N}+#]+(?:[-_.][\p{L}\p{N}+#]+)*/gu,
  )) {
    const isReference = match[0].includes(":");
    const parts = isReference ? [match[0]] : match[0].split(/[-_.]+/);
    for (const part of parts) {
      const word = isReference ? part : part.replace(/^[#+]+/, "");
      if (word !== "" && words.length < LIMITS.questionWords) words.push({ text: word, compound });
    }
    compound += 1;
  }
  return { plain, words };
}

/** Slack's markup for mentions, channels, links and emoji, its escapes, and typographic quotes and dashes. */
function withoutMarkup(text: string): string {
  return text
    .toWellFormed()
    .replace(/<@[^>]*>/g, " ")
    .replace(/<#[^|>]*\|([^>]*)>/g, " #$1 ")
    .replace(/<[#!][^>]*>/g, " ")
    .replace(/<([a-z]+:[^|>]*)\|([^>]*)>/gi, " $2 ")
    .replace(/<([a-z]+:[^>]*)>/gi, " ")
    .replace(/(^|\s):[a-z0-9_+'-]+:(?=\s|$|[?!.,])/gi, " ")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .replace(/[‘’‛`´]/g, "'")
    .replace(/[“”„«»]/g, '"')
    .replace(/[‐‑‒–—―]/g, "-")
    .replace(/[\p{Cc}\p{Cf}]/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
}
