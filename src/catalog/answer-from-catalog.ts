import { answerUnsurely, answerWithPlace } from "./answer-from-documents.ts";
import { type Answer, known, MAYBE, SURE, unclear, unknown } from "./answer-shape.ts";
import type { AskContext } from "./ask-context.ts";
import type { Catalog } from "./catalog.ts";
import { dependencyFact, dependentFact } from "./dependency-facts.ts";
import { type Entity, isKindOf, titleOf } from "./entity.ts";
import { linkFact, summaryFact, valueFact } from "./entity-facts.ts";
import type { Fact, Missing } from "./fact.ts";
import { wordsOf } from "./fold.ts";
import { type Intent, rowOf } from "./intents.ts";
import { onCallFact } from "./on-call-fact.ts";
import { belongingFact, contactFact, membersFact, ownerFact } from "./ownership-facts.ts";
import { findPlaces } from "./places.ts";
import type { Question } from "./question.ts";
import { askAbout, bold, sayAsk } from "./say.ts";
import { type Subject, subjectsOf } from "./subjects.ts";
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
  const unclearOne = subjects.find((subject) => subject.entities.length > 1);
  const confidence = confidenceOf(asked, subjects);
  const entities = subjects.flatMap((subject) => subject.entities.slice(0, 1)).slice(0, MOST_AT_ONCE);
  const [entity, other] = entities;
  if (entity === undefined) throw new Error("a question without a subject is answered elsewhere");
  const refs = entities.map((each) => each.ref);
  const ask = askAbout(catalog, context, entity);

  if (asked.cue === 0 && asked.leftovers.length > 0) {
    const places = findPlaces(question, asked, entities, catalog);
    const [best] = places;
    if (best !== undefined && best.confidence >= SURE) return answerWithPlace(best, "docs", entities, catalog, context);
    return answerUnsurely(
      { intent: "docs", entities: refs, confidence: best?.confidence ?? 0 },
      places,
      entity,
      catalog,
      context,
    );
  }
  if (unclearOne !== undefined && confidence >= MAYBE) {
    const options = unclearOne.entities.slice(0, MOST_AT_ONCE).map((each) => readingOf(intent, each));
    return unclear(
      { intent, entities: unclearOne.entities.map((each) => each.ref), confidence: MAYBE },
      `There are several called “${unclearOne.text}”. Which one?`,
      options,
      ask,
    );
  }
  if (confidence < SURE) {
    const named = subjects.map((subject) => `“${subject.text}”`).join(", ");
    const lead = `I am not sure what you mean by ${named}${sayLeftovers(asked)}. Do you mean this?`;
    if (confidence >= MAYBE)
      return unclear(
        { intent, entities: refs, confidence },
        lead,
        entities.map((each) => readingOf(intent, each)),
        ask,
      );
    const guess = entities.map((each) => readingOf(intent, each));
    return {
      ...unclear(
        { intent, entities: [], confidence },
        `I know nothing of that name${sayLeftovers(asked)}. The nearest I know:`,
        guess,
        { group: null, channel: context.defaultChannel },
      ),
    };
  }

  const isDependency = intent === "dependencies" || intent === "dependents";
  const facts = (isDependency ? [entity] : entities).map((each) =>
    factOf(intent, each, isDependency ? other : undefined, catalog, context),
  );
  const recorded = facts.filter((fact) => fact !== undefined && "text" in fact);
  if (recorded.length === 0) {
    const place = DOCUMENTED.includes(intent) ? documentFor(asked, entity, catalog) : undefined;
    if (place !== undefined) return answerWithPlace({ place, confidence: SURE }, intent, [entity], catalog, context);
    return notRecorded(facts, intent, entities, catalog, context);
  }
  const misread = subjects
    .filter((subject) => subject.strength < 0.9 && !isSaid(subject))
    .map((subject) => `“${subject.text}” as ${subject.entities.map(titleOf).join()}`);
  const lead = misread.length === 0 ? "" : `(I read ${misread.join(", ")}.)\n`;
  const text = facts.map((fact) => (fact === undefined ? "" : "text" in fact ? fact.text : fact.missing)).join("\n\n");
  return known(
    { intent, entities: refs, confidence },
    `${lead}${text}`,
    recorded.flatMap((fact) => fact.citations),
    ask,
  );
}

function factOf(
  intent: Intent,
  entity: Entity,
  other: Entity | undefined,
  catalog: Catalog,
  context: AskContext,
): Fact | Missing | undefined {
  const { now } = context;
  switch (intent) {
    case "owner":
      return ownerFact(catalog, entity, now);
    case "on-call":
      return onCallFact(catalog, entity, context);
    case "contact":
      return contactFact(catalog, entity, now);
    case "members":
      return membersFact(catalog, entity, now);
    case "list":
      return belongingFact(catalog, entity, now);
    case "dependencies":
      return dependencyFact(catalog, entity, other, now);
    case "dependents":
      return dependentFact(catalog, entity, other, now);
    case "tier":
    case "slo":
    case "lifecycle":
      return valueFact(catalog, entity, intent, now);
    case "runbook":
    case "dashboard":
    case "repository":
    case "logs":
      return linkFact(entity, intent, now);
    case "docs":
      return linkFact(entity, "documentation", now);
    case "description":
    case "find":
      return summaryFact(catalog, entity, now);
    case "roll-back":
    case "changes":
    case "incidents":
    case "request":
    case "create":
    case "deploy":
    case "how-to":
    case "help":
      return undefined;
  }
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
  const why = ask.group === null ? "the catalog names nobody for this" : `they own ${bold(entity)}`;
  const text = `${gap.missing} ${sayAsk(catalog, ask, why)}\n\n_To record it: ${gap.mend}_`;
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

function readingOf(intent: Intent, entity: Entity) {
  const label = `${titleOf(entity)} (${entity.type ?? entity.kind.toLowerCase()}${isKindOf(entity, "group") ? "" : ""})`;
  return { label, question: rowOf(intent).says.replace("{}", entity.ref) };
}

function isSaid(subject: Subject): boolean {
  return subject.entities.some((entity) => wordsOf(entity.name).join("").includes(wordsOf(subject.text).join("")));
}

function sayLeftovers(asked: Understanding): string {
  const words = asked.leftovers.slice(0, 3).map((leftover) => leftover.text);
  return words.length === 0 ? "" : ` (with “${words.join("”, “")}”)`;
}
