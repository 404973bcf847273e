import { canonicalJson } from "../shared/json.ts";
import type { Instant } from "../shared/time.ts";
import type { NewEffect } from "./ledger.ts";
import { all, first, integer, maybeInteger, maybeText, type Row, type Steps, text } from "./statement.ts";

/** Puts an effect into the outbox. An act that was asked for before only becomes more urgent; a surface becomes dirty. */
export function* askEffect(stream: string, effect: NewEffect, now: Instant): Steps<void> {
  const known = yield* first("select * from outbox where key = ?", effect.key);
  if (known === undefined) {
    yield* insertEffect(stream, effect, now);
    if (effect.mode === "surface") yield* doubtSurface(effect.key, now);
  } else if (effect.mode === "surface") yield* askSurfaceAgain(known, effect, now);
  else if (effect.priority < integer(known, "priority"))
    yield* all("update outbox set priority = ? where key = ?", effect.priority, effect.key);
}

/** A surface in the world no longer looks as it should, though no event says so. */
export function* touchSurface(
  key: string,
  {
    now,
    forgetRef,
    notBefore = now,
  }: { readonly now: Instant; readonly forgetRef: boolean; readonly notBefore?: Instant },
): Steps<void> {
  const known = yield* first("select * from outbox where key = ? and mode = 'surface'", key);
  if (known === undefined) return;
  yield* all("update outbox set wanted = wanted + 1 where key = ?", key);
  if (forgetRef) yield* forgetPlace(key, now);
  if (text(known, "state") === "waiting") return;
  const due = Math.max(notBefore, soonest(known, integer(known, "gap"), now));
  yield* all("update outbox set not_before = ? where key = ?", due, key);
  yield* waitAgain(key, maybeText(known, "needs"), now);
}

/** It is gone from the world. What stands on it, such as the pin on a card, went with it and is put anew when it is there again. */
export function* forgetPlace(key: string, now: Instant): Steps<void> {
  yield* all("update outbox set ref = null, shown = null, done = 0 where key = ?", key);
  for (const row of yield* all("select key from outbox where needs = ? and mode = 'surface'", key))
    yield* touchSurface(text(row, "key"), { now, forgetRef: true });
}

/** Effects that were given up wait again, and so does what was cancelled because of them. */
export function* revive(key: string, now: Instant): Steps<void> {
  yield* all(
    `with recursive revived(key) as (
       select key from outbox where key = ? and state = 'gave-up'
       union select o.key from outbox o join revived r on o.needs = r.key where o.state = 'cancelled')
     update outbox set state = 'waiting', not_before = ?, attempts = 0, first_tried_at = null, error = null, settled_at = null
     where key in (select key from revived)`,
    key,
    now,
  );
}

/** Under this key of `meta`: what began before that instant may stand in the world with more than the record knows. */
const DOUBTED = "doubted";

/** As if each had been tried when it was asked for, and the answer lost. */
export function* doubtEffects(now: Instant): Steps<number> {
  yield* all(
    "insert into meta (key, value) values (?, ?) on conflict (key) do update set value = excluded.value",
    DOUBTED,
    String(now),
  );
  return (yield* all(`${doubting("asked_at")} where state = 'waiting' returning key`, now)).length;
}

/** The first card, say, of an incident that began before the doubt: it may have one. */
function* doubtSurface(key: string, now: Instant): Steps<void> {
  const begun = "from events e where e.stream = outbox.stream and e.version = 1";
  yield* all(
    `${doubting(`(select e.recorded_at ${begun})`)} where key = ?
       and exists (select 1 ${begun} and e.recorded_at < (select cast(value as bigint) from meta where key = ?))`,
    now,
    key,
    DOUBTED,
  );
}

function doubting(since: string): string {
  return `update outbox set unknown_since = coalesce(unknown_since, attempted_at, ${since}),
    first_tried_at = coalesce(first_tried_at, ${since}), patience = patience + ? - coalesce(first_tried_at, ${since}),
    attempts = case when attempts = 0 then 1 else attempts end`;
}

function* insertEffect(stream: string, effect: NewEffect, now: Instant): Steps<void> {
  yield* all(
    `insert into outbox (key, stream, kind, mode, lane, priority, body, needs, wanted, done, gap, patience,
       asked_at, not_before, attempts, claims, state)
     values (?, ?, ?, ?, ?, ?, ?, ?, 1, 0, ?, ?, ?, ?, 0, 0, ?)`,
    effect.key,
    stream,
    effect.kind,
    effect.mode,
    effect.lane,
    effect.priority,
    canonicalJson(effect.body),
    effect.needs ?? null,
    effect.gap ?? 0,
    effect.patience,
    now,
    effect.notBefore ?? now,
    yield* stateByNeed(effect.needs),
  );
}

function* askSurfaceAgain(known: Row, effect: NewEffect, now: Instant): Steps<void> {
  const gap = effect.gap ?? 0;
  yield* all(
    `update outbox set wanted = wanted + 1, lane = ?, priority = ?, body = ?, needs = ?, gap = ?, patience = ?, not_before = ?
     where key = ?`,
    effect.lane,
    effect.priority,
    canonicalJson(effect.body),
    effect.needs ?? null,
    gap,
    effect.patience,
    effect.notBefore ?? soonest(known, gap, now),
    effect.key,
  );
  if (text(known, "state") !== "waiting") yield* waitAgain(effect.key, effect.needs, now);
}

function* waitAgain(key: string, needs: string | undefined, now: Instant): Steps<void> {
  yield* all(
    `update outbox set state = ?, asked_at = ?, attempts = 0, first_tried_at = null, error = null, settled_at = null
     where key = ?`,
    yield* stateByNeed(needs),
    now,
    key,
  );
}

/** Not before its gap is over, nor, while it is failing, before the next attempt. */
function soonest(known: Row, gap: number, now: Instant): Instant {
  const putAt = maybeInteger(known, "put_at");
  const afterGap = putAt === undefined ? now : Math.max(now, putAt + gap);
  const failing = text(known, "state") === "waiting" && integer(known, "attempts") > 0;
  return failing ? Math.max(afterGap, integer(known, "not_before")) : afterGap;
}

/** What needs something that was given up is cancelled at once, to be revived with it; otherwise it would wait for ever. */
function* stateByNeed(needs: string | undefined): Steps<"waiting" | "cancelled"> {
  if (needs === undefined) return "waiting";
  const lost = yield* first(
    "select 1 from outbox where key = ? and done = 0 and state in ('gave-up', 'cancelled', 'dropped')",
    needs,
  );
  return lost === undefined ? "waiting" : "cancelled";
}
