import { type Answer, known, MAYBE, SURE, unclear, unknown } from "./answer-shape.ts";
import type { AskContext } from "./ask-context.ts";
import type { Catalog, Place } from "./catalog.ts";
import type { Entity } from "./entity.ts";
import { linkFact } from "./entity-facts.ts";
import type { Intent } from "./intents.ts";
import { type FoundPlace, findPlaces, optionOf, sayPlaceText } from "./places.ts";
import type { Question } from "./question.ts";
import { askAbout, askAboutPlace, citePlace, sayAsk, whyAsk } from "./say.ts";
import type { Understanding } from "./understand.ts";

/** How sure one is when only a link to the tool is recorded, but no document. */
const LINK_ALONE = 0.7;
const NEAREST = 0.2;

/** Answers how a thing is done, from documents; for a service also with its own link to the tool. */
export function answerFromDocuments(
  question: Question,
  asked: Understanding,
  entities: readonly Entity[],
  catalog: Catalog,
  context: AskContext,
): Answer {
  const { intent } = asked;
  const places = findPlaces(question, asked, entities, catalog);
  const [best] = places;
  const refs = entities.map((entity) => entity.ref);
  const confidence = best?.confidence ?? 0;
  if (best !== undefined && confidence >= SURE) return answerWithPlace(best, intent, entities, catalog, context);

  const links = linksFor(intent, entities, context);
  const [entity] = entities;
  if (entity !== undefined && links.length > 0 && asked.leftovers.length === 0) {
    const text = links.map((link) => link.text).join("\n");
    const citations = links.flatMap((link) => link.citations);
    return known(
      { intent, entities: refs, confidence: LINK_ALONE },
      text,
      citations,
      askAbout(catalog, context, entity),
    );
  }
  return answerUnsurely({ intent, entities: refs, confidence }, places, entity, catalog, context);
}

/** Offers what may be meant, or says that it is not known and whom to ask. */
export function answerUnsurely(
  about: { readonly intent: Intent; readonly entities: readonly string[]; readonly confidence: number },
  places: readonly FoundPlace[],
  entity: Entity | undefined,
  catalog: Catalog,
  context: AskContext,
): Answer {
  const possible = places.filter((each) => each.confidence >= MAYBE).slice(0, 3);
  const [nearest] = places;
  const ask =
    entity !== undefined
      ? askAbout(catalog, context, entity)
      : nearest !== undefined && nearest.confidence >= NEAREST
        ? askAboutPlace(catalog, context, nearest.place)
        : { group: null, channel: context.defaultChannel };
  const keeps = `they keep the nearest document, “${nearest?.place.goldenPath.title ?? ""}”`;
  const nobody = "neither catalog nor documents name anybody for this";
  const why = entity !== undefined ? whyAsk(entity, ask) : ask.group === null ? nobody : keeps;
  const options = possible.map((each) => optionOf(catalog, each.place));
  if (options.length > 0)
    return unclear(
      about,
      `I am not sure what you mean. Is it one of these? Else: ${sayAsk(catalog, ask, why)}`,
      options,
      ask,
    );
  return unknown(
    { ...about, confidence: Math.min(about.confidence, MAYBE) },
    `I do not know. ${sayAsk(catalog, ask, why)}`,
    ask,
  );
}

/** The text of a place, as the answer. */
export function answerWithPlace(
  found: FoundPlace,
  intent: Intent,
  entities: readonly Entity[],
  catalog: Catalog,
  context: AskContext,
): Answer {
  const links = linksFor(intent, entities, context);
  const text = [sayPlaceText(catalog, found.place, context), ...links.map((link) => link.text)].join("\n\n");
  const citations = [citePlace(found.place, context.now), ...links.flatMap((link) => link.citations)];
  const about = { intent, entities: entities.map((entity) => entity.ref), confidence: found.confidence };
  return known(about, text, citations, askOf(catalog, context, found.place, entities));
}

function askOf(catalog: Catalog, context: AskContext, place: Place, entities: readonly Entity[]) {
  const ask = askAboutPlace(catalog, context, place);
  const [entity] = entities;
  return ask.group === null && entity !== undefined ? askAbout(catalog, context, entity) : ask;
}

function linksFor(intent: Intent, entities: readonly Entity[], context: AskContext) {
  if (intent !== "deploy" && intent !== "roll-back") return [];
  return entities.flatMap((entity) => linkFact(entity, "deploy", context.now) ?? []);
}
