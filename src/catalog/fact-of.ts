import type { AskContext } from "./ask-context.ts";
import type { Catalog } from "./catalog.ts";
import { dependencyFact, dependentFact } from "./dependency-facts.ts";
import type { Entity } from "./entity.ts";
import { linkFact, summaryFact, valueFact } from "./entity-facts.ts";
import type { Fact, Missing } from "./fact.ts";
import type { Intent } from "./intents.ts";
import { onCallFact } from "./on-call-fact.ts";
import { belongingFact, contactFact, membersFact, ownerFact } from "./ownership-facts.ts";

/** What the catalog records in answer to the intent. `other` is a second entity where the question compares two. */
export function factOf(
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
