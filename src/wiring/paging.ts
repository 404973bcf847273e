import type { Catalog } from "../catalog/catalog.ts";
import { isKindOf } from "../catalog/entity.ts";
import { findEntity, related } from "../catalog/look-up.ts";
import type { PagerDutyClient } from "../pagerduty/client.ts";
import { serviceByIdOrName } from "../pagerduty/directory.ts";
import type { OnCall } from "../pagerduty/on-call.ts";
import type { OnCallLine, Paging, ResolvedTarget } from "../slack/bot.ts";

/** More services than this are not looked up at once. */
const AT_ONCE = 25;

/** Whom a name wakes: the catalog knows which PagerDuty service stands behind it, PagerDuty who is on call there. */
export function pagingOver(parts: {
  readonly catalog: () => Catalog;
  readonly client: PagerDutyClient;
  readonly onCall: OnCall;
}): Paging {
  const { catalog, client, onCall } = parts;

  async function targetFor(name: string): Promise<ResolvedTarget> {
    const service = await serviceIdOf(name);
    if (service === undefined) return { ok: false, name, why: `PagerDuty knows no service "${name}"` };
    const who = await onCall.who({ serviceIds: [service] });
    const wakes = who.ok ? firstLevel(who.people) : [];
    return { ok: true, target: { name, service, users: [] }, wakes };
  }

  /** From the catalog; for a team that of the first of its services; else PagerDuty is asked by name. */
  async function serviceIdOf(name: string): Promise<string | undefined> {
    const entity = findEntity(catalog(), name);
    if (entity?.pagerdutyService !== undefined) return entity.pagerdutyService;
    if (entity !== undefined && isKindOf(entity, "group")) {
      const owned = related(catalog(), entity, "ownerOf").find((one) => one.pagerdutyService !== undefined);
      if (owned?.pagerdutyService !== undefined) return owned.pagerdutyService;
    }
    const found = await serviceByIdOrName(client, name);
    return found.ok ? found.data?.id : undefined;
  }

  async function line(name: string, service: string): Promise<OnCallLine | undefined> {
    const who = await onCall.who({ serviceIds: [service] });
    if (!who.ok) return undefined;
    const [first] = who.people;
    return { service: name, people: firstLevel(who.people), until: first?.until ?? undefined, asOf: who.asOf };
  }

  return {
    targetsFor: (names) => Promise.all(names.map(targetFor)),
    async onCall(name) {
      if (name !== undefined) {
        const service = await serviceIdOf(name);
        const one = service === undefined ? undefined : await line(name, service);
        return one === undefined ? [] : [one];
      }
      const known = [...catalog().byPagerdutyService].slice(0, AT_ONCE);
      const lines = await Promise.all(known.map(([service, entity]) => line(entity.name, service)));
      return lines.flatMap((one) => one ?? []).sort((a, b) => a.service.localeCompare(b.service));
    },
  };
}

function firstLevel(
  people: readonly { readonly level: number; readonly person: { readonly name: string } }[],
): readonly string[] {
  return [...new Set(people.filter((one) => one.level === 1).map((one) => one.person.name))];
}
