import type { Symptom } from "./scenario.ts";

/**
 * The symptom that a question is meant for: the one of which most words are in it, of a phrase all of them. A word counts
 * however it ends: "deploys" and "deployed" ask for "deploy". Nothing when no phrase of any is in it.
 */
export function symptomAsked<Asked extends Pick<Symptom, "asked">>(
  question: string,
  symptoms: readonly Asked[],
): Asked | undefined {
  const words = wordsIn(question);
  let best: { readonly symptom: Asked; readonly score: number } | undefined;
  for (const symptom of symptoms) {
    const score = Math.max(0, ...symptom.asked.map((phrase) => scoreOf(phrase, words)));
    if (score > 0 && (best === undefined || score > best.score)) best = { symptom, score };
  }
  return best?.symptom;
}

/** Whether what somebody wrote has one of these words or phrases in it. */
export function hasWords(said: string, phrases: readonly string[]): boolean {
  const words = wordsIn(said);
  return phrases.some((phrase) => scoreOf(phrase, words) > 0);
}

function scoreOf(phrase: string, words: readonly string[]): number {
  const wanted = wordsIn(phrase);
  const found = wanted.filter((stem) => words.some((word) => word.startsWith(stem)));
  return found.length === wanted.length ? found.length : 0;
}

function wordsIn(said: string): readonly string[] {
  return said.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
