import type { Instant } from "../shared/time.ts";
import { hasWords } from "./question.ts";
import type { Herring } from "./scenario.ts";

/** What was asked and written, as far as it can speak of a red herring. */
export type HerringPlayed = {
  readonly asked: readonly { readonly name: string; readonly at: Instant }[];
  readonly written: readonly { readonly at: Instant; readonly words: string }[];
  readonly endedAt: Instant;
};

export type HerringFinding = { readonly isWell: boolean; readonly at: Instant; readonly says: string };

/** By what somebody writes that a thing is not the cause. */
const RULED_OUT = [
  ...["ruled out", "rule out", "not the cause", "unrelated", "not related", "consequence", "symptom", "innocent"],
  ...["no effect", "does not help", "did not help", "red herring", "not guilty", "only follows", "knock on"],
];

/** Whether somebody went after it, and whether it was ruled out: by looking, or in words on the record. */
export function lookAtHerring(
  { name, words, followed, cleared }: Herring,
  { asked, written, endedAt }: HerringPlayed,
): readonly HerringFinding[] {
  const follow = asked.find((one) => followed.includes(one.name));
  const looked = asked.find((one) => cleared.includes(one.name));
  const said = written.find((one) => hasWords(one.words, words) && hasWords(one.words, RULED_OUT));
  const clearedAt = Math.min(looked?.at ?? Infinity, said?.at ?? Infinity);
  const isCleared = clearedAt < Infinity;
  if (follow !== undefined && !(isCleared && clearedAt < follow.at)) {
    const lost = isCleared ? "; what it showed ruled it out" : "";
    return [{ isWell: false, at: follow.at, says: `Time went into ${name} ("${follow.name}")${lost}` }];
  }
  if (follow !== undefined)
    return [{ isWell: false, at: follow.at, says: `Time went into ${name}, which had been looked at before` }];
  if (!isCleared) return [{ isWell: false, at: endedAt, says: `Nobody had ruled out ${name} by then` }];
  const onRecord = said === undefined ? ". The record does not say so: others may go there again" : ", on the record";
  return [{ isWell: said !== undefined, at: clearedAt, says: `${capital(name)} was ruled out${onRecord}` }];
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
