import { sayDuration } from "../shared/time.ts";
import type { AskContext } from "./ask-context.ts";
import type { Catalog } from "./catalog.ts";
import type { Entity } from "./entity.ts";
import { type Fact, lineOfValue, type Missing } from "./fact.ts";
import { owningGroupOf, systemOf } from "./look-up.ts";
import { bold, citeLine, sayGroup } from "./say.ts";

/** How PagerDuty is asked who is on call for an entity: `from` is the entity whose entry names the service or schedule. */
export type OnCallNeed = {
  readonly entity: string;
  readonly from: string;
  readonly service: string | undefined;
  readonly schedule: string | undefined;
};

export function onCallNeedOf(catalog: Catalog, entity: Entity): OnCallNeed | undefined {
  const group = owningGroupOf(catalog, entity);
  const system = systemOf(catalog, entity);
  for (const from of [entity, system, group]) {
    if (from?.pagerdutyService === undefined && from?.pagerdutySchedule === undefined) continue;
    return { entity: entity.ref, from: from.ref, service: from.pagerdutyService, schedule: from.pagerdutySchedule };
  }
  return undefined;
}

export function onCallFact(catalog: Catalog, entity: Entity, context: AskContext): Fact | Missing {
  const need = onCallNeedOf(catalog, entity);
  const from = need === undefined ? undefined : catalog.entities.get(need.from);
  if (need === undefined || from === undefined) {
    return {
      missing: `No on-call is recorded for ${bold(entity)}, nor for its owner.`,
      mend: `the annotation \`${catalog.keys.pagerdutyService}\` in ${entity.source.file}:${entity.source.line}`,
    };
  }
  const where = need.service === undefined ? `schedule ${need.schedule}` : `service ${need.service}`;
  const live = context.onCall?.(entity.ref);
  const line = lineOfValue(from, need.service ?? need.schedule ?? "");
  const citations = [citeLine(from, context.now, line)];
  const owner = owningGroupOf(catalog, entity);
  const tail = owner === undefined ? "" : ` Owner: ${sayGroup(catalog, owner)}.`;
  if (live === undefined) {
    const text = `On-call for ${bold(entity)} is PagerDuty ${where}; who that is at this moment could not be looked up.${tail}`;
    return { text, citations };
  }
  const asked = `PagerDuty, asked ${live.age < 1000 ? "just now" : `${sayDuration(live.age)} ago`}`;
  const text =
    live.people.length === 0
      ? `**Nobody** is on call for ${bold(entity)} right now (${asked}, ${where}).${tail}`
      : `On call for ${bold(entity)}: **${live.people.join("**, **")}** (${asked}).${tail}`;
  return { text, citations };
}
