import { DAY, type Instant } from "../shared/time.ts";
import type { Ask } from "./answer-shape.ts";
import type { AskContext } from "./ask-context.ts";
import type { Catalog, Place } from "./catalog.ts";
import { placeId } from "./catalog.ts";
import { sayAgo } from "./civil-date.ts";
import { type Entity, isKindOf, titleOf } from "./entity.ts";
import { askChannelOf, owningGroupOf } from "./look-up.ts";

/** Where a statement comes from: what `--json` lists, and how it reads with its age. */
export type Citation = { readonly source: string; readonly says: string };

const STALE_AFTER = 365 * DAY;

/** Cites a field of an entity by its dotted path, or the entity itself. */
export function cite(entity: Entity, now: Instant, field?: string): Citation {
  const line = (field === undefined ? undefined : entity.lines[field]) ?? entity.source.line;
  return citeLine(entity, now, line);
}

export function citeLine(entity: Entity, now: Instant, line: number): Citation {
  const source = `${entity.source.file}:${line}`;
  return { source, says: `${source}, changed ${sayAgo(now, entity.source.modifiedAt)}` };
}

export function citePlace(place: Place, now: Instant): Citation {
  const { lastReviewed } = place.goldenPath;
  const source = placeId(place.goldenPath, place.section);
  return {
    source,
    says: `${source}, ${lastReviewed === undefined ? "no review recorded" : `reviewed ${sayAgo(now, lastReviewed)}`}`,
  };
}

/** What must be said before anyone relies on a document: that it is archived, or not reviewed for a year. */
export function warningsOf(place: Place, now: Instant): string[] {
  const { archived, lastReviewed } = place.goldenPath;
  if (archived) return ["⚠️ This document is archived: it says how things were done, not how they are."];
  if (lastReviewed === undefined || now - lastReviewed <= STALE_AFTER) return [];
  return [
    `⚠️ This document was last reviewed ${sayAgo(now, lastReviewed)}: check with its owner before you rely on it.`,
  ];
}

export function bold(entity: Entity): string {
  return `**${titleOf(entity)}**`;
}

/** "**Payments** (#ask-payments)". */
export function sayGroup(catalog: Catalog, group: Entity): string {
  const channel = askChannelOf(catalog, group)?.channel;
  return channel === undefined ? bold(group) : `${bold(group)} (${channel})`;
}

export function sayList(items: readonly string[], most = 20): string {
  const shown = items.slice(0, most);
  return items.length > most ? `${shown.join(", ")} and ${items.length - most} more` : shown.join(", ");
}

/** Whom to ask about an entity: its owner's channel, or the default one where the owner has none. */
export function askAbout(catalog: Catalog, context: AskContext, entity: Entity): Ask {
  const group = owningGroupOf(catalog, entity);
  const channel = askChannelOf(catalog, entity)?.channel;
  return { group: group?.ref ?? null, channel: channel ?? context.defaultChannel };
}

/** Whom to ask about a document, by its owner. */
export function askAboutPlace(catalog: Catalog, context: AskContext, place: Place): Ask {
  const owner = place.goldenPath.owner === undefined ? undefined : catalog.entities.get(place.goldenPath.owner);
  return owner === undefined ? { group: null, channel: context.defaultChannel } : askAbout(catalog, context, owner);
}

/** Why the one that `askAbout` names should know. */
export function whyAsk(entity: Entity, ask: Ask): string {
  if (ask.group === null) return "the catalog names nobody for this";
  if (ask.group === entity.ref) return "it is about them";
  return isKindOf(entity, "user") ? `${bold(entity)} is one of them` : `they own ${bold(entity)}`;
}

/** "Ask **Payments** in #ask-payments: they own **Checkout**." */
export function sayAsk(catalog: Catalog, ask: Ask, why: string): string {
  const group = ask.group === null ? undefined : catalog.entities.get(ask.group);
  if (group === undefined) return `Ask in ${ask.channel}: ${why}.`;
  if (askChannelOf(catalog, group) !== undefined) return `Ask ${bold(group)} in ${ask.channel}: ${why}.`;
  return `Ask ${bold(group)}: ${why}. No channel of theirs is recorded, so try ${ask.channel}.`;
}
