import { answerUnsurely, answerWithPlace } from "./answer-from-documents.ts";
import { type Answer, known, MAYBE, SURE, unclear, unknown } from "./answer-shape.ts";
import type { AskContext } from "./ask-context.ts";
import type { Catalog } from "./catalog.ts";
import { type Entity, isKindOf, titleOf } from "./entity.ts";
import { summaryFact } from "./entity-facts.ts";
import { type Intent, rowOf } from "./intents.ts";
import { type FoundPlace, findPlaces, optionOf } from "./places.ts";
import type { Question } from "./question.ts";
import { askAboutPlace, cite, citePlace, sayAsk, sayList } from "./say.ts";
import { readingOf } from "./subjects.ts";
import type { Understanding } from "./understand.ts";
import { KIND_WORDS } from "./words.ts";

/** Who keeps a document is worth saying when one asks for an owner or a contact. */
const ABOUT_PEOPLE: readonly Intent[] = ["owner", "contact"];
/** How sure one must be that a document is named, and not only that it speaks of the matter. */
const NAMED = 0.85;
/** Without a thing to be asked about, these mean nothing that a document could answer. */
const NEEDS_NAME: readonly Intent[] = [
  "owner",
  "on-call",
  "contact",
  "members",
  "tier",
  "slo",
  "lifecycle",
  "dependencies",
  "dependents",
];

/** Answers a question that fits the catalog but names nothing in it: by a list, a description, or a document. */
export function answerWithoutName(
  question: Question,
  asked: Understanding,
  catalog: Catalog,
  context: AskContext,
): Answer {
  const { intent } = asked;
  const listed = listAnswer(question, asked, catalog, context);
  if (listed !== undefined) return listed;
  const ask = { group: null, channel: context.defaultChannel };
  if (NEEDS_NAME.includes(intent) && asked.leftovers.length === 0 && !asked.isHow) {
    const text = `Which service or team do you mean? Ask again with its name, or ask in ${context.defaultChannel}.`;
    return unknown({ intent, entities: [], confidence: 0.2 }, text, ask);
  }

  const described = describedEntities(asked, catalog);
  const [likely] = described;
  if (intent === "find" && likely !== undefined && likely.coverage >= SURE) {
    const fact = summaryFact(catalog, likely.entity, context.now);
    return known(
      { intent, entities: [likely.entity.ref], confidence: likely.coverage },
      fact.text,
      fact.citations,
      null,
    );
  }
  const isAboutThing = NEEDS_NAME.includes(intent) && !asked.isHow;
  const places = findPlaces(question, asked, [], catalog);
  const [best] = isAboutThing ? findPlaces(withoutCues(question, asked), asked, [], catalog) : places;
  if (best !== undefined && best.confidence >= NAMED && ABOUT_PEOPLE.includes(intent)) {
    return keeperAnswer(best, intent, catalog, context);
  }
  if (best !== undefined && best.confidence >= SURE && !isAboutThing) {
    return answerWithPlace(best, asked.isHow ? "how-to" : intent, [], catalog, context);
  }
  const options = [
    ...described.filter((each) => each.coverage >= 0.5).map(({ entity }) => readingOf(intent, entity, catalog)),
    ...places.filter((each) => each.confidence >= MAYBE).map((each) => optionOf(catalog, each.place)),
  ].slice(0, 3);
  const confidence = Math.max(best?.confidence ?? 0, likely?.coverage ?? 0) * 0.8;
  const about = { intent, entities: [], confidence };
  if (options.length === 0) return answerUnsurely(about, places, undefined, catalog, context);
  return unclear(about, "I know nothing of that name. Is it one of these?", options, ask);
}

/** The question with only the words that may name what it is about. */
function withoutCues(question: Question, asked: Understanding): Question {
  const names = new Set(asked.leftovers.map((leftover) => leftover.text));
  return { ...question, words: question.words.filter((word) => names.has(word.text)) };
}

/** "List all teams", "which services are tier 1?" */
function listAnswer(
  question: Question,
  asked: Understanding,
  catalog: Catalog,
  context: AskContext,
): Answer | undefined {
  const { intent } = asked;
  const tier = intent === "tier" ? asked.leftovers.find(({ text }) => /^\d$/.test(text))?.text : undefined;
  if (tier === undefined && (intent !== "list" || asked.leftovers.length > 0)) return undefined;
  const kinds = question.words.flatMap(({ text }) => KIND_WORDS.get(text) ?? []);
  const kind = kinds[0] ?? "component";
  const found = [...catalog.entities.values()].filter((entity) => {
    return isKindOf(entity, kind) && (tier === undefined || entity.tier?.replace(/\D/g, "") === tier);
  });
  if (found.length === 0) return undefined;
  const text = `${found.length} of kind ${kind}${tier === undefined ? "" : ` with tier ${tier}`}: ${sayList(found.map(titleOf), 40)}`;
  const about = { intent, entities: found.slice(0, 40).map((entity) => entity.ref), confidence: 0.9 };
  return known(
    about,
    text,
    found.slice(0, 5).map((entity) => cite(entity, context.now, tier && `metadata.annotations.${catalog.keys.tier}`)),
    null,
  );
}

function describedEntities(asked: Understanding, catalog: Catalog): { entity: Entity; coverage: number }[] {
  const words = asked.leftovers.map(({ text }) => ({ text, weight: 1 }));
  const hits = catalog.entityText
    .search(words, () => 1)
    .flatMap(({ id, coverage }) => {
      const entity = catalog.entities.get(id);
      return entity === undefined ? [] : [{ entity, coverage }];
    });
  return hits.filter(({ entity }) => rowOf(asked.intent).kinds.includes(entity.kind.toLowerCase()));
}

function keeperAnswer(found: FoundPlace, intent: Intent, catalog: Catalog, context: AskContext): Answer {
  const { place, confidence } = found;
  const ask = askAboutPlace(catalog, context, place);
  const about = { intent, entities: [], confidence };
  return known(
    about,
    sayAsk(
      catalog,
      ask,
      ask.group === null
        ? `nobody is named as keeper of “${place.goldenPath.title}”`
        : `they keep the document “${place.goldenPath.title}”`,
    ),
    [citePlace(place, context.now)],
    ask,
  );
}
