import type { Instant } from "../shared/time.ts";
import { all, integer, type Steps, text } from "./statement.ts";

/** Acts that wait, by kind. Surfaces are no surprise: they show the present whenever they are put. */
export function* waitingActs(): Steps<
  readonly { readonly kind: string; readonly count: number; readonly oldest: Instant }[]
> {
  const rows = yield* all(
    `select kind, count(*) as count, min(asked_at) as oldest from outbox where state = 'waiting' and mode = 'act'
     group by kind order by min(priority), kind`,
  );
  return rows.map((row) => ({ kind: text(row, "kind"), count: integer(row, "count"), oldest: integer(row, "oldest") }));
}

/** They are never done. Their rows stay, to be seen, as long as those of what was done. */
export function* dropActs(now: Instant, why: string): Steps<number> {
  const dropped = yield* all(
    `update outbox set state = 'dropped', error = ?, settled_at = ?, owner = null, lease_until = null
     where state = 'waiting' and mode = 'act' returning key`,
    why,
    now,
  );
  return dropped.length;
}
