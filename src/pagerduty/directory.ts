import { z } from "zod";
import type { Instant } from "../shared/time.ts";
import type { Outcome, PagerDutyClient } from "./client.ts";
import type { Named } from "./event.ts";
import { namedOf } from "./payload.ts";

const reference = z.looseObject({ id: z.string(), summary: z.string().nullish() });

const userItem = z
  .looseObject({ id: z.string(), name: z.string(), email: z.string(), time_zone: z.string().nullish() })
  .transform(({ id, name, email, time_zone }) => ({ id, name, email, timeZone: time_zone ?? "UTC" }));

/** A person in PagerDuty. The time zone is an IANA name. */
export type PagerDutyUser = z.infer<typeof userItem>;

const serviceItem = z
  .looseObject({ id: z.string(), name: z.string(), escalation_policy: reference, teams: z.array(reference).nullish() })
  .transform(({ id, name, escalation_policy, teams }) => ({
    id,
    name,
    escalationPolicy: namedOf(escalation_policy),
    teams: (teams ?? []).map(namedOf),
  }));

export type PagerDutyService = z.infer<typeof serviceItem>;

/** PagerDuty's search may look at names alone or find too much, so the address is compared here. */
export async function userByEmail(client: PagerDutyClient, email: string): Promise<Outcome<PagerDutyUser | null>> {
  const wanted = email.toLowerCase();
  const isHim = (user: PagerDutyUser) => user.email.toLowerCase() === wanted;
  const found = await client.list("/users", "users", userItem, { query: email });
  if (!found.ok) return found;
  const hit = found.data.find(isHim);
  if (hit !== undefined) return { ok: true, data: hit };
  const all = await client.list("/users", "users", userItem);
  return all.ok ? { ok: true, data: all.data.find(isHim) ?? null } : all;
}

/** By id or by exact name, case aside; null when PagerDuty has no such service. */
export async function serviceByIdOrName(
  client: PagerDutyClient,
  idOrName: string,
): Promise<Outcome<PagerDutyService | null>> {
  const wanted = idOrName.toLowerCase();
  const found = await client.list("/services", "services", serviceItem, { query: idOrName });
  if (!found.ok) return found;
  const named = found.data.find(({ name }) => name.toLowerCase() === wanted);
  if (named !== undefined) return { ok: true, data: named };
  if (!/^P[A-Z0-9]+$/i.test(idOrName)) return { ok: true, data: null };
  const path = `/services/${encodeURIComponent(idOrName)}`;
  const one = await client.get(path, z.looseObject({ service: serviceItem }));
  if (one.ok) return { ok: true, data: one.data.service };
  return one.kind === "refused" && one.status === 404 ? { ok: true, data: null } : one;
}

export type OnCallQuestion = {
  readonly serviceIds?: readonly string[];
  readonly scheduleIds?: readonly string[];
  readonly policyIds?: readonly string[];
};

/** Somebody who is on call now. Level 1 is woken first. `until` is null for somebody who always is. */
export type OnCallPerson = {
  readonly person: PagerDutyUser;
  readonly level: number;
  readonly until: Instant | null;
  readonly policy: Named;
  readonly schedule: Named | null;
};

const onCallItem = z
  .looseObject({
    user: userItem,
    schedule: reference.nullish(),
    escalation_policy: reference,
    escalation_level: z.int(),
    end: z.string().nullish(),
  })
  .transform(
    ({ user, schedule, escalation_policy, escalation_level, end }): OnCallPerson => ({
      person: user,
      level: escalation_level,
      until: end ? Date.parse(end) : null,
      policy: namedOf(escalation_policy),
      schedule: schedule ? namedOf(schedule) : null,
    }),
  );

/** Who is on call now, first level first. A question that names nothing asks for the whole account. */
export async function onCallNow(client: PagerDutyClient, question: OnCallQuestion): Promise<Outcome<OnCallPerson[]>> {
  const policies = new Set(question.policyIds ?? []);
  for (const id of question.serviceIds ?? []) {
    const path = `/services/${encodeURIComponent(id)}`;
    const service = await client.get(path, z.looseObject({ service: serviceItem }));
    if (!service.ok) return service;
    policies.add(service.data.service.escalationPolicy.id);
  }
  // One person may have several shifts ahead: the one that is running comes first.
  const query = {
    "escalation_policy_ids[]": [...policies],
    "schedule_ids[]": question.scheduleIds ?? [],
    "include[]": ["users"],
    earliest: "true",
  };
  const answer = await client.list("/oncalls", "oncalls", onCallItem, query);
  if (!answer.ok) return answer;
  return { ok: true, data: answer.data.sort((a, b) => a.level - b.level) };
}

export type Access = {
  /** An account key acts for whomever the From header names; a user key has its user's rights. */
  readonly token: "account" | "user";
  readonly user: PagerDutyUser | null;
  readonly abilities: readonly string[];
};

/** What the token is and what the account can do, for the doctor. A refusal with 401 means that the token is wrong. */
export async function accessOf(client: PagerDutyClient): Promise<Outcome<Access>> {
  const able = await client.get("/abilities", z.looseObject({ abilities: z.array(z.string()) }));
  if (!able.ok) return able;
  const { abilities } = able.data;
  const me = await client.get("/users/me", z.looseObject({ user: userItem }));
  if (me.ok) return { ok: true, data: { token: "user", user: me.data.user, abilities } };
  // An account key belongs to nobody: PagerDuty answers this one question with 400.
  if (me.kind === "refused" && me.status === 400)
    return { ok: true, data: { token: "account", user: null, abilities } };
  return me;
}

const subscriptionItem = z
  .looseObject({
    id: z.string(),
    active: z.boolean().nullish(),
    delivery_method: z.looseObject({ url: z.string().nullish(), temporarily_disabled: z.boolean().nullish() }),
  })
  .transform(({ id, active, delivery_method: { url, temporarily_disabled } }) => ({
    id,
    url: url ?? "",
    active: active !== false,
    disabledForADay: temporarily_disabled === true,
  }));

/** A webhook subscription. One that is disabled for a day has lost its events for good: reconcile. */
export type WebhookSubscription = z.infer<typeof subscriptionItem>;

export function listWebhookSubscriptions(client: PagerDutyClient): Promise<Outcome<WebhookSubscription[]>> {
  return client.list("/webhook_subscriptions", "webhook_subscriptions", subscriptionItem);
}
