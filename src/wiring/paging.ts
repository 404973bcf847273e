import type { Catalog } from "../catalog/catalog.ts";
import { isKindOf } from "../catalog/entity.ts";
import { findEntity, related } from "../catalog/look-up.ts";
import type { Outcome, PagerDutyClient } from "../pagerduty/client.ts";
import { type OnCallPerson, serviceByIdOrName, userByEmail } from "../pagerduty/directory.ts";
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
    const found = await serviceIdOf(name);
    if (!found.ok) return { ok: false, name, why: `PagerDuty does not answer now (${found.message})` };
    if (found.data === undefined) return { ok: false, name, why: `PagerDuty knows no service "${name}"` };
    const who = await onCall.who({ serviceIds: [found.data] });
    const people = who.ok ? who.people : [];
    const target = { name, service: found.data, users: [] };
    return { ok: true, target, wakes: firstLevel(people), zone: oneZone(people) };
  }

  /** From the catalog; for a team that of the first of its services; else PagerDuty is asked by name. */
  async function serviceIdOf(name: string): Promise<Outcome<string | undefined>> {
    const entity = findEntity(catalog(), name);
    const owned =
      entity !== undefined && isKindOf(entity, "group")
        ? related(catalog(), entity, "ownerOf").find((one) => one.pagerdutyService !== undefined)
        : undefined;
    const known = entity?.pagerdutyService ?? owned?.pagerdutyService;
    if (known !== undefined) return { ok: true, data: known };
    const found = await serviceByIdOrName(client, name);
    return found.ok ? { ok: true, data: found.data?.id } : found;
  }

  async function personTarget(
    { name, email }: { readonly name: string; readonly email: string },
    services: readonly string[],
  ): Promise<ResolvedTarget> {
    const refused = (why: string) => ({ ok: false, name, why }) as const;
    const user = await userByEmail(client, email);
    if (!user.ok) return refused(`PagerDuty does not answer now (${user.message})`);
    if (user.data === null) return refused(`PagerDuty knows nobody with the address of ${name}`);
    for (const one of services) {
      const found = await serviceIdOf(one);
      if (!found.ok) return refused(`PagerDuty does not answer now (${found.message})`);
      if (found.data === undefined) continue;
      const target = { name: `@${name}`, service: found.data, users: [user.data.id] };
      return { ok: true, target, wakes: [user.data.name], zone: user.data.timeZone };
    }
    return refused("PagerDuty pages over a service, and it knows none of this incident");
  }

  async function line(name: string, service: string): Promise<Outcome<OnCallLine>> {
    const who = await onCall.who({ serviceIds: [service] });
    if (!who.ok) return who;
    const until = who.people[0]?.until ?? undefined;
    return { ok: true, data: { service: name, people: firstLevel(who.people), until, asOf: who.asOf } };
  }

  async function named(name: string): Promise<readonly Outcome<OnCallLine>[]> {
    const service = await serviceIdOf(name);
    if (!service.ok) return [service];
    return service.data === undefined ? [] : [await line(name, service.data)];
  }

  function all(): Promise<readonly Outcome<OnCallLine>[]> {
    const known = [...catalog().byPagerdutyService].slice(0, AT_ONCE);
    return Promise.all(known.map(([service, entity]) => line(entity.name, service)));
  }

  return {
    targetsFor: (names) => Promise.all(names.map(targetFor)),
    targetOf: personTarget,
    async onCall(name) {
      const found = await (name === undefined ? all() : named(name));
      const lines = found.flatMap((one) => (one.ok ? [one.data] : []));
      // A refusal is PagerDuty's word: there is no such service, or we may not see it.
      const away = found.flatMap((one) => (one.ok || one.kind === "refused" ? [] : [one.message]))[0];
      return { lines: lines.sort((a, b) => a.service.localeCompare(b.service)), away };
    },
  };
}

function oneZone(people: readonly OnCallPerson[]): string | undefined {
  const [zone, ...others] = new Set(people.filter((one) => one.level === 1).map((one) => one.person.timeZone));
  return others.length === 0 ? zone : undefined;
}

function firstLevel(people: readonly OnCallPerson[]): readonly string[] {
  return [...new Set(people.filter((one) => one.level === 1).map((one) => one.person.name))];
}
