import { z } from "zod";
import type { Failure, Outcome, PagerDutyClient } from "./client.ts";
import { listOpenIncidents, resolve } from "./operations.ts";

/** PagerDuty answers 413 to more. */
const AT_ONCE = 250;

export type ResolveAll = {
  readonly incidentIds: readonly string[];
  readonly fromEmail: string;
  readonly resolution?: string;
  /** An earlier attempt may have resolved some: what is still open is looked up first. */
  readonly repeat: boolean;
  /** No time is left for another call; what remains is for the next attempt. */
  readonly isOver: () => boolean;
};

/**
 * Resolves many with few calls. PagerDuty refuses a request whole for one incident in it: then what has been resolved
 * meanwhile is left out, and what remains is halved until whatever is refused stands alone and holds up no other.
 */
export async function resolveAll(client: PagerDutyClient, asked: ResolveAll): Promise<Outcome<null>> {
  let hasLooked = asked.repeat && asked.incidentIds.length > 1;
  const first = hasLooked ? await stillOpen(client, asked.incidentIds, asked) : undefined;
  if (first?.ok === false) return first;
  let waiting = batchesOf(first?.data ?? asked.incidentIds);
  let refused: Failure | undefined;
  while (waiting.length > 0) {
    if (asked.isOver()) return outOfTime;
    const [batch = [], ...rest] = waiting;
    const done = await resolveBatch(client, batch, asked);
    waiting = rest;
    if (done.ok) continue;
    if (done.kind !== "refused") return done;
    if (batch.length === 1) refused = done;
    else if (hasLooked) waiting = [...halvesOf(batch), ...rest];
    else {
      const open = await stillOpen(client, [batch, ...rest].flat(), asked);
      if (!open.ok) return open;
      hasLooked = true;
      waiting = batchesOf(open.data);
    }
  }
  return refused ?? { ok: true, data: null };
}

const outOfTime: Failure = {
  ok: false,
  kind: "later",
  retryAfterMs: 0,
  message: "it is slow, and what is still open is resolved by and by",
};

async function stillOpen(
  client: PagerDutyClient,
  ids: readonly string[],
  { isOver }: ResolveAll,
): Promise<Outcome<readonly string[]>> {
  const listed = await listOpenIncidents(client, isOver);
  if (!listed.ok) return listed;
  const open = new Set(listed.data.map(({ id }) => id));
  return { ok: true, data: ids.filter((id) => open.has(id)) };
}

function resolveBatch(
  client: PagerDutyClient,
  batch: readonly string[],
  { fromEmail, resolution }: ResolveAll,
): Promise<Outcome<unknown>> {
  const more = resolution === undefined ? {} : { resolution };
  const [only, ...others] = batch;
  if (only !== undefined && others.length === 0) return resolve(client, { incidentId: only, fromEmail, ...more });
  const incidents = batch.map((id) => ({ id, type: "incident_reference", status: "resolved", ...more }));
  return client.put("/incidents", z.looseObject({}), { body: { incidents }, from: fromEmail });
}

function batchesOf(ids: readonly string[]): readonly (readonly string[])[] {
  const batches: (readonly string[])[] = [];
  for (let at = 0; at < ids.length; at += AT_ONCE) batches.push(ids.slice(at, at + AT_ONCE));
  return batches;
}

function halvesOf(batch: readonly string[]): readonly (readonly string[])[] {
  const middle = Math.ceil(batch.length / 2);
  return [batch.slice(0, middle), batch.slice(middle)];
}
