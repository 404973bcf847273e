import { answer, onCallNeeds } from "../catalog/answer.ts";
import type { OnCall as KnownOnCall } from "../catalog/ask-context.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { type Entity, isKindOf, titleOf } from "../catalog/entity.ts";
import { linksOf } from "../catalog/entity-facts.ts";
import {
  dependenciesOf,
  entityOfPagerdutyService,
  findEntity,
  owningGroupOf,
  related,
  systemOf,
} from "../catalog/look-up.ts";
import type { Questions } from "../flow/questions.ts";
import type { OnCall } from "../pagerduty/on-call.ts";
import type { Clock } from "../shared/time.ts";
import type { Platform } from "../slack/bot.ts";

/** The catalog as the Slack side asks it; who is on call now is asked of PagerDuty where it is set up. */
export function platformOver(parts: {
  readonly catalog: () => Catalog;
  readonly onCall: OnCall | undefined;
  readonly questions: Questions;
  readonly clock: Clock;
  readonly defaultChannel: string;
  readonly newId: () => string;
}): Platform {
  const { catalog, onCall, clock } = parts;
  return {
    async answer(question) {
      const known = await onCallFor(question);
      return answer(question, catalog(), {
        now: clock.now(),
        defaultChannel: parts.defaultChannel,
        onCall: (entity) => known.get(entity),
      });
    },
    services(email) {
      const teams = teamsOf(catalog(), email);
      const components = [...catalog().entities.values()].filter((entity) => isKindOf(entity, "component"));
      const sorted = components.sort((a, b) => a.name.localeCompare(b.name));
      const isOwn = (entity: Entity) => teams.has(owningGroupOf(catalog(), entity)?.ref ?? "");
      const yoursFirst = [...sorted.filter(isOwn), ...sorted.filter((entity) => !isOwn(entity))];
      return yoursFirst.map((entity) => ({ name: entity.name, owner: ownerName(catalog(), entity.name) }));
    },
    serviceFacts: (names) => names.map((name) => serviceFacts(catalog(), name)),
    async record({ question, answer: given, asked, reply }) {
      const { user: by, channel, delivery: cause } = asked;
      await parts.questions.record(
        { question, by, channel, ...given },
        {
          id: parts.newId(),
          actor: `slack:${by}`,
          cause,
          finishes: asked.via === "mention",
          ...(reply === undefined ? {} : { reply }),
        },
      );
    },
  };

  async function onCallFor(question: string): Promise<ReadonlyMap<string, KnownOnCall>> {
    const found = new Map<string, KnownOnCall>();
    for (const need of onCallNeeds(question, catalog())) {
      const who = await onCall?.who({
        ...(need.service === undefined ? {} : { serviceIds: [need.service] }),
        ...(need.schedule === undefined ? {} : { scheduleIds: [need.schedule] }),
      });
      if (who?.ok !== true) continue;
      const first = who.people.filter((one) => one.level === 1).map((one) => one.person.name);
      found.set(need.entity, { people: [...new Set(first)], age: who.ageMs });
    }
    return found;
  }
}

/** What the card and the draft show of a service. */
export function serviceFacts(catalog: Catalog, name: string) {
  const entity = findEntity(catalog, name);
  if (entity === undefined) return { name, known: false, owner: undefined, runbook: undefined, dashboard: undefined };
  return {
    name: entity.name,
    known: true,
    owner: ownerName(catalog, name),
    runbook: linksOf(entity, "runbook")[0]?.url,
    dashboard: linksOf(entity, "dashboard")[0]?.url,
  };
}

/** What grouping and routing ask of the catalog, by PagerDuty service. */
export function alertFacts(catalog: () => Catalog) {
  const entityOf = (id: string, name?: string) => entityOfPagerdutyService(catalog(), id, name);
  return {
    systemOf(service: string): string | undefined {
      const entity = entityOf(service);
      return entity === undefined ? undefined : systemOf(catalog(), entity)?.ref;
    },
    dependsOn(service: string, other: string): boolean {
      const [one, two] = [entityOf(service), entityOf(other)];
      return (
        one !== undefined &&
        two !== undefined &&
        dependenciesOf(catalog(), one).some((entity) => entity.ref === two.ref)
      );
    },
    nameOf: ({ id, name }: { readonly id: string; readonly name: string }) => entityOf(id, name)?.name ?? name,
    serviceOf: (name: string) => findEntity(catalog(), name)?.pagerdutyService,
    tierOf: ({ id, name }: { readonly id: string; readonly name: string }) => entityOf(id, name)?.tier ?? null,
  };
}

function teamsOf(catalog: Catalog, email: string | undefined): ReadonlySet<string> {
  const wanted = email?.toLowerCase();
  const people = [...catalog.entities.values()].filter(
    (entity) => wanted !== undefined && isKindOf(entity, "user") && entity.email?.toLowerCase() === wanted,
  );
  return new Set(people.flatMap((one) => [one, ...related(catalog, one, "memberOf")]).map(({ ref }) => ref));
}

function ownerName(catalog: Catalog, name: string): string | undefined {
  const entity = findEntity(catalog, name);
  const group = entity === undefined ? undefined : owningGroupOf(catalog, entity);
  return group === undefined ? undefined : titleOf(group);
}
