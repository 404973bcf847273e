import type { Clock, Instant } from "../shared/time.ts";
import { MINUTE } from "../shared/time.ts";
import type { Failure, PagerDutyClient } from "./client.ts";
import { type OnCallPerson, type OnCallQuestion, onCallNow } from "./directory.ts";

export type OnCallAnswer =
  | {
      readonly ok: true;
      readonly people: readonly OnCallPerson[];
      /** When PagerDuty said so. */
      readonly asOf: Instant;
      readonly ageMs: number;
      /** Why the answer is older than it should be; null when it is not. */
      readonly stale: Failure | null;
    }
  | Failure;

export type OnCall = { readonly who: (question: OnCallQuestion) => Promise<OnCallAnswer> };

/**
 * Who is on call, asked of PagerDuty at most once per `freshMs` and question. When PagerDuty is away the last answer
 * is given with its age: at 3 a.m. an old name is worth more than none.
 */
export function onCallDesk({
  client,
  clock,
  freshMs = MINUTE,
}: {
  readonly client: PagerDutyClient;
  readonly clock: Clock;
  readonly freshMs?: number;
}): OnCall {
  const answers = new Map<string, { readonly people: readonly OnCallPerson[]; readonly asOf: Instant }>();
  const asking = new Map<string, Promise<OnCallAnswer>>();

  async function ask(key: string, question: OnCallQuestion): Promise<OnCallAnswer> {
    const asOf = clock.now();
    const answer = await onCallNow(client, question);
    if (answer.ok) {
      answers.set(key, { people: answer.data, asOf });
      return { ok: true, people: answer.data, asOf, ageMs: 0, stale: null };
    }
    const last = answers.get(key);
    // A refusal is PagerDuty's word: there is no such service, or we may not see it.
    if (last === undefined || answer.kind === "refused") return answer;
    return { ok: true, ...last, ageMs: clock.now() - last.asOf, stale: answer };
  }

  async function who(question: OnCallQuestion): Promise<OnCallAnswer> {
    const key = keyOf(question);
    const last = answers.get(key);
    const age = last === undefined ? Number.POSITIVE_INFINITY : clock.now() - last.asOf;
    if (last !== undefined && age < freshMs) return { ok: true, ...last, ageMs: age, stale: null };
    const running = asking.get(key) ?? ask(key, question).finally(() => asking.delete(key));
    asking.set(key, running);
    return running;
  }

  return { who };
}

function keyOf({ serviceIds = [], scheduleIds = [], policyIds = [] }: OnCallQuestion): string {
  return [serviceIds, scheduleIds, policyIds].map((ids) => [...ids].sort().join(",")).join("/");
}
