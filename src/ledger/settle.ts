import { canonicalJson, type Json } from "../shared/json.ts";
import type { Instant } from "../shared/time.ts";
import { forgetPlace } from "./ask.ts";
import type { Settle } from "./ledger.ts";
import { all, first, integer, type Row, type Steps, text } from "./statement.ts";

/** The row a claim may still settle: undefined when its lease was lost to another claim, or it was settled before. */
export function* settleable(settle: Settle): Steps<Row | undefined> {
  return yield* first(
    "select * from outbox where key = ? and owner = ? and claims = ?",
    settle.key,
    settle.owner,
    settle.attempt,
  );
}

export function* settleEffect(row: Row, { as }: Settle, now: Instant): Steps<void> {
  const key = text(row, "key");
  yield* all("update outbox set owner = null, lease_until = null where key = ?", key);
  if ("done" in as) yield* settleDone(row, as.ref, as.shown, now);
  else if ("gaveUp" in as) yield* settleGaveUp(row, as.gaveUp, now);
  else {
    yield* all(
      "update outbox set not_before = ?, error = ? where key = ?",
      Math.max(as.retryAt, integer(row, "not_before")),
      as.error,
      key,
    );
    if (!as.unknown) yield* all("update outbox set attempted_at = null, unknown_since = null where key = ?", key);
    if (as.forgetRef) yield* forgetPlace(key, now);
  }
}

/** A surface that was asked for again while it was being put stays dirty. */
function* settleDone(row: Row, ref: Json | undefined, shown: string | undefined, now: Instant): Steps<void> {
  const put = integer(row, "claimed_wanted");
  const dirty = integer(row, "wanted") > put;
  yield* all(
    `update outbox set done = ?, state = ?, put_at = ?, settled_at = ?, not_before = ?, ref = coalesce(?, ref),
       shown = coalesce(?, shown), attempts = 0, first_tried_at = null, attempted_at = null, unknown_since = null, error = null
     where key = ?`,
    put,
    dirty ? "waiting" : "done",
    now,
    dirty ? null : now,
    Math.max(integer(row, "not_before"), now + integer(row, "gap")),
    ref === undefined ? null : canonicalJson(ref),
    shown ?? null,
    text(row, "key"),
  );
}

/** A surface that was put before still stands, though outdated: what needs it can go on. */
function* settleGaveUp(row: Row, why: string, now: Instant): Steps<void> {
  const key = text(row, "key");
  yield* all("update outbox set state = 'gave-up', error = ?, settled_at = ? where key = ?", why, now, key);
  if (integer(row, "done") > 0) return;
  yield* all(
    `with recursive lost(key) as (
       select key from outbox where needs = ? and state = 'waiting'
       union select o.key from outbox o join lost l on o.needs = l.key where o.state = 'waiting')
     update outbox set state = 'cancelled', error = ?, settled_at = ?, owner = null, lease_until = null
     where key in (select key from lost)`,
    key,
    `${key} was given up: ${why}`,
    now,
  );
}
