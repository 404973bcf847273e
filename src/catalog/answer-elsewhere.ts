import { type Answer, unknown } from "./answer-shape.ts";
import type { AskContext } from "./ask-context.ts";
import type { Catalog } from "./catalog.ts";
import { type Entity, isKindOf } from "./entity.ts";
import type { Intent } from "./intents.ts";
import { askAbout, sayAsk, whyAsk } from "./say.ts";

/** Questions about the present, which neither catalog nor documents can answer. */
export function answerElsewhere(
  intent: Intent,
  entities: readonly Entity[],
  catalog: Catalog,
  context: AskContext,
): Answer {
  const [entity] = entities;
  if (intent === "help") return helpAnswer(catalog, context);
  const what = intent === "changes" ? "what was changed when" : "which incidents there were";
  const ask =
    entity === undefined ? { group: null, channel: context.defaultChannel } : askAbout(catalog, context, entity);
  const why = entity === undefined ? "the catalog names nobody for this" : whyAsk(entity, ask);
  const text = `The catalog does not record ${what}. ${sayAsk(catalog, ask, why)}`;
  return unknown({ intent, entities: entities.map((each) => each.ref), confidence: 0.3 }, text, ask);
}

/** What can be asked, with three questions that fit this catalog. */
export function helpAnswer(catalog: Catalog, context: AskContext): Answer {
  const service = [...catalog.entities.values()].find((entity) => isKindOf(entity, "component"))?.name ?? "checkout";
  const document = catalog.goldenPaths.find((each) => !each.archived)?.title;
  const examples = [
    `Who owns ${service}?`,
    `What depends on ${service}?`,
    document ?? `Where is the runbook of ${service}?`,
  ];
  const text = `Ask me who owns a thing, who is on call for it, or how something is done here. For example:\n${examples.map((each) => `- ${each}`).join("\n")}`;
  return unknown({ intent: "help", entities: [], confidence: 0 }, text, {
    group: null,
    channel: context.defaultChannel,
  });
}
