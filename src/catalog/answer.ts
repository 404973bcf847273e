import { answerElsewhere, helpAnswer } from "./answer-elsewhere.ts";
import { answerFromCatalog } from "./answer-from-catalog.ts";
import { answerFromDocuments, answerWithPlace } from "./answer-from-documents.ts";
import type { Answer } from "./answer-shape.ts";
import { answerWithoutName } from "./answer-without-name.ts";
import type { AskContext } from "./ask-context.ts";
import type { Catalog } from "./catalog.ts";
import { type Intent, rowOf } from "./intents.ts";
import { type OnCallNeed, onCallNeedOf } from "./on-call-fact.ts";
import { readQuestion } from "./question.ts";
import { subjectsOf } from "./subjects.ts";
import { type Understanding, understand } from "./understand.ts";

/**
 * Answers a platform question from the catalog and the documents, or says that it does not know and whom to ask.
 * Any text may be given, as typed in Slack or elsewhere; what is read of it is bounded.
 */
export function answer(text: string, catalog: Catalog, context: AskContext): Answer {
  const question = readQuestion(text);
  const place = catalog.places.get(text) ?? catalog.placesByTitle.get(text);
  if (place !== undefined) return answerWithPlace({ place, confidence: 1 }, "docs", [], catalog, context);
  const asked = understand(question, catalog);
  if (isEmpty(asked) || question.words.length === 0) return helpAnswer(catalog, context);
  const entities = subjectsOf(asked).flatMap((subject) => (subject.strength < 0.6 ? [] : subject.entities.slice(0, 1)));
  switch (rowOf(asked.intent).from) {
    case "catalog":
      if (asked.mentions.length === 0) return answerWithoutName(question, asked, catalog, context);
      return answerFromCatalog(question, asked, catalog, context);
    case "documents":
      return answerFromDocuments(question, asked, entities, catalog, context);
    case "elsewhere":
      return answerElsewhere(asked.intent, entities, catalog, context);
  }
}

/** What must be asked of PagerDuty before this question is answered; `AskContext.onCall` then hands it back. */
export function onCallNeeds(text: string, catalog: Catalog): readonly OnCallNeed[] {
  const asked = understand(readQuestion(text), catalog);
  if (asked.intent !== ("on-call" satisfies Intent)) return [];
  const entities = subjectsOf(asked).flatMap((subject) => subject.entities.slice(0, 1));
  return entities.slice(0, 3).flatMap((entity) => onCallNeedOf(catalog, entity) ?? []);
}

/** Nothing but words that mean nothing here: a greeting, thanks, a sigh. */
function isEmpty(asked: Understanding): boolean {
  return asked.cue === 0 && asked.mentions.length === 0 && asked.leftovers.length === 0;
}
