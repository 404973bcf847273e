import { answerUnsurely, answerWithPlace } from "./answer-from-documents.ts";
import { type Answer, known, MAYBE, SURE, unclear, unknown } from "./answer-shape.ts";
import type { AskContext } from "./ask-context.ts";
import type { Catalog } from "./catalog.ts";
import { type Entity, titleOf } from "./entity.ts";
import type { Fact, Missing } from "./fact.ts";
import { factOf } from "./fact-of.ts";
import { wordsOf } from "./fold.ts";
import type { Intent } from "./intents.ts";
import { findPlaces } from "./places.ts";
import type { Question } from "./question.ts";
import { askAbout, bold, sayAsk, whyAsk } from "./say.ts";
import { readingOf, type Subject, subjectsOf } from "./subjects.ts";
import type { Understanding } from "./understand.ts";

const MOST_AT_ONCE = 3;
/** Links whose place a document can take: a runbook may be a page of ours as well as an address. */
const DOCUMENTED: readonly Intent[] = ["runbook", "dashboard", "logs", "docs"];

/** Answers a question about what the catalog records of the entities it names. */
export function answerFromCatalog(
  question: Question,
  asked: Understanding,
  catalog: Catalog,
  context: AskContext,
): Answer {
  const { intent } = asked;
  const subjects = subjectsOf(asked);
  const confidence = confidenceOf(asked, subjects);
  const several = subjects.find((subject) => subject.entities.length > 1);
  const isSupposed = asked.cue === 0 && asked.leftovers.length > 0;
  if (isSupposed || several !== undefined || confidence < SURE) {
    return answerInDoubt(question, asked, subjects, confidence, catalog, context);
  }

  const entities = firstOf(subjects);
  const [entity, other] = entities;
  if (entity === undefined) throw new Error("a question without a subject is answered elsewhere");
  const isDependency = intent === "dependencies" || intent === "dependents";
  const facts = isDependency
    ? [factOf(intent, entity, other, catalog, context)]
    : entities.map((each) => factOf(intent, each, undefined, catalog, context));
  const recorded = facts.filter((fact) => fact !== undefined && "text" in fact);
  if (recorded.length === 0) {
    const place = DOCUMENTED.includes(intent) ? documentFor(asked, entity, catalog) : undefined;
    if (place !== undefined) return answerWithPlace({ place, confidence: SURE }, intent, [entity], catalog, context);
    return notRecorded(facts, intent, entities, catalog, context);
  }
  const texts = facts.map((fact) => (fact === undefined ? "" : "text" in fact ? fact.text : fact.missing));
  const about = { intent, entities: entities.map((each) => each.ref), confidence };
  const citations = recorded.flatMap((fact) => fact.citations);
  return known(about, sayReading(subjects) + texts.join("\n\n"), citations, askAbout(catalog, context, entity));
}

/** A document may know better; else the readings are offered. */
function answerInDoubt(
  question: Question,
  asked: Understanding,
  subjects: readonly Subject[],
  confidence: number,
  catalog: Catalog,
  context: AskContext,
): Answer {
  const { intent } = asked;
  const isSupposed = asked.cue === 0 && asked.leftovers.length > 0;
  const entities = firstOf(subjects);
  const [entity] = entities;
  const refs = entities.map((each) => each.ref);
  const places = findPlaces(question, asked, entities, catalog);
  const [best] = places;
  if (best !== undefined && best.confidence >= SURE && (isSupposed || confidence < SURE)) {
    return answerWithPlace(best, isSupposed ? "docs" : intent, entities, catalog, context);
  }
  if (isSupposed) {
    const about = { intent: "docs", entities: refs, confidence: best?.confidence ?? 0 } as const;
    return answerUnsurely(about, places, entity, catalog, context);
  }
  const candidates = subjects.flatMap((subject) => subject.entities).slice(0, MOST_AT_ONCE);
  const readings = candidates.map((each) => readingOf(intent, each, catalog));
  const named = sayAll(subjects.map((subject) => subject.text));
  if (confidence >= MAYBE && entity !== undefined) {
    const isSeveral = candidates.length > subjects.length;
    const about = {
      intent,
      entities: candidates.map((each) => each.ref),
      confidence: Math.min(confidence, SURE - 0.01),
    };
    const lead = isSeveral ? `Several things are called ${named}. Which one?` : `Do you mean this by ${named}?`;
    return unclear(about, lead, readings, askAbout(catalog, context, entity));
  }
  const unheard = [...subjects, ...asked.leftovers].slice(0, MOST_AT_ONCE).map((each) => each.text);
  const lead = `I know nothing called “${unheard.join(" ")}”. The nearest I know:`;
  return unclear({ intent, entities: [], confidence }, lead, readings, {
    group: null,
    channel: context.defaultChannel,
  });
}

function firstOf(subjects: readonly Subject[]): readonly Entity[] {
  return subjects.flatMap((subject) => subject.entities.slice(0, 1)).slice(0, MOST_AT_ONCE);
}

function notRecorded(
  facts: readonly (Fact | Missing | undefined)[],
  intent: Intent,
  entities: readonly Entity[],
  catalog: Catalog,
  context: AskContext,
): Answer {
  const [entity] = entities;
  if (entity === undefined) throw new Error("nothing was asked about");
  const [fact] = facts;
  const ask = askAbout(catalog, context, entity);
  const type = intent === "docs" ? "documentation" : intent;
  const gap: Missing =
    fact !== undefined && "missing" in fact
      ? fact
      : {
          missing: `No ${type} is recorded for ${bold(entity)}.`,
          mend: `a link with \`type: ${type}\` in ${entity.source.file}:${entity.source.line}`,
        };
  const text = `${gap.missing} ${sayAsk(catalog, ask, whyAsk(entity, ask))}\n\n_To record it: ${gap.mend}_`;
  return unknown({ intent, entities: entities.map((each) => each.ref), confidence: MAYBE }, text, ask);
}

/** A document that is about just this entity and this matter, both by title, heading or tag. */
function documentFor(asked: Understanding, entity: Entity, catalog: Catalog) {
  const words = [...wordsOf(entity.name), asked.intent].map((text) => ({ text, weight: 1 }));
  const [hit] = catalog.sectionText.search(words, () => 1);
  const place = hit !== undefined && hit.coverage >= 0.95 ? catalog.places.get(hit.id) : undefined;
  return place?.goldenPath.archived === true ? undefined : place;
}

/** The catalog's own reading of the question: a name seen clearly, and little left over that was not understood. */
function confidenceOf(asked: Understanding, subjects: readonly Subject[]): number {
  const strength = Math.min(...subjects.map((subject) => subject.strength));
  const described = subjects
    .flatMap((subject) => subject.entities)
    .flatMap((each) => wordsOf(`${titleOf(each)} ${each.description ?? ""} ${each.tags.join(" ")}`));
  let confidence = strength * (asked.cue > 0 ? 1 : 0.85);
  for (const leftover of asked.leftovers) {
    if (!described.includes(leftover.text)) confidence *= leftover.isBesideMention ? 0.6 : 0.88;
  }
  return confidence;
}

/** Says what a misspelt name was taken for. */
function sayReading(subjects: readonly Subject[]): string {
  const guessed = subjects.filter((subject) => subject.strength < 0.9);
  if (guessed.length === 0) return "";
  return `(I read ${guessed.map(({ text, entities }) => `“${text}” as ${entities.map(titleOf).join()}`).join(", ")}.)\n`;
}

function sayAll(words: readonly string[]): string {
  return words.map((word) => `“${word}”`).join(", ");
}
