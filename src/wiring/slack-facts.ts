import { createHash } from "node:crypto";
import { z } from "zod";
import type { Loaded } from "../flow/cache.ts";
import type { People } from "../flow/people.ts";
import { surfaceKey } from "../incident/effect.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { PagerDutyClient } from "../pagerduty/client.ts";
import { userByEmail } from "../pagerduty/directory.ts";
import { canonicalJson, type Json } from "../shared/json.ts";
import { type Clock, SECOND } from "../shared/time.ts";
import type { CardFacts, ServiceFacts } from "../slack/blocks/card.ts";
import type { Place } from "../slack/perform/put-message.ts";

/** What a surface shows, in short, to see whether it shows it already. */
export function digest(value: unknown): string {
  return createHash("sha256")
    .update(canonicalJson(value as Json))
    .digest("hex");
}

/** Where a surface stands in Slack, from its row in the outbox. */
export function placeIn(ledger: Ledger): (key: string) => Promise<Place | undefined> {
  return async (key) => (await ledger.effect(key))?.ref as Place | undefined;
}

/** PagerDuty incidents of a stream that are open there. */
export async function openAlertsOf(ledger: Ledger, stream: string): Promise<readonly string[]> {
  return (await ledger.alerts(stream)).filter((alert) => alert.open).map((alert) => alert.key);
}

/** Alerts that are only counted are shown by and by: in a storm each would cost an edit. */
const RECOUNT_AFTER = 10 * SECOND;

export async function recountOn(ledger: Ledger, clock: Clock, stream: string): Promise<void> {
  const now = clock.now();
  for (const kind of ["card", "triage-card"] as const)
    await ledger.touchSurface(surfaceKey(stream, kind), { now, forgetRef: false, notBefore: now + RECOUNT_AFTER });
}

export async function cardFactsFrom(parts: {
  readonly ledger: Ledger;
  readonly loaded: Loaded;
  readonly services: readonly ServiceFacts[];
  readonly callUrl: string | undefined;
}): Promise<CardFacts> {
  const { ledger, loaded, services, callUrl } = parts;
  const counted = (await ledger.alerts(loaded.stream)).filter(
    (alert) => loaded.incident.alerts[alert.key] === undefined,
  );
  return { services, moreAlerts: counted.length, callUrl };
}

const user = z.looseObject({ user: z.looseObject({ email: z.string() }) });

/** A connection that broke off is tried once more at once. What timed out is not waited for twice: it is asked again later. */
const BROKE_OFF = /socket hang up|ECONNRESET/;

/** Who somebody of one world is in the other, by e-mail address. */
export function slackUsers(client: PagerDutyClient | undefined, people: People, configured: string) {
  const slackOf = new Map<string, string>();
  return {
    /** Null: nobody in Slack. Undefined: nobody can say now. */
    async slackUserOf(pagerDutyUser: string): Promise<string | null | undefined> {
      const known = slackOf.get(pagerDutyUser);
      if (known !== undefined) return known;
      if (client === undefined) return null;
      const ask = () => client.get(`/users/${encodeURIComponent(pagerDutyUser)}`, user);
      const answered = await ask();
      const found = !answered.ok && BROKE_OFF.test(answered.message) ? await ask() : answered;
      if (!found.ok) return found.kind === "refused" ? null : undefined;
      const person = await people.byEmail(found.data.user.email);
      if (person) slackOf.set(pagerDutyUser, person.id);
      return person ? person.id : person;
    },
    /** The address in whose name PagerDuty is called: the person's own where PagerDuty knows it. */
    async fromEmail(slackUser: string | null): Promise<string> {
      const email = slackUser === null || client === undefined ? undefined : (await people.get(slackUser))?.email;
      if (email === undefined || client === undefined) return configured;
      const found = await userByEmail(client, email);
      return found.ok && found.data !== null ? found.data.email : configured;
    },
  };
}
