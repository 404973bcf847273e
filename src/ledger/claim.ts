import { type Instant, MINUTE } from "../shared/time.ts";
import { isDeliveryDue } from "./inbox.ts";
import type { ClaimedEffect, ClaimRequest } from "./ledger.ts";
import { claimedEffect } from "./outbox-rows.ts";
import { all, first, maybeInteger, type Steps, text } from "./statement.ts";

/** For how long an act that was tried without success holds up later acts of its lane, from its first attempt on. */
const LANE_PATIENCE = MINUTE;

/** By itself it may be claimed now: its time has come, nobody holds it, and what it needs is done. */
const IS_DUE = `o.state = 'waiting' and o.not_before + 0 <= ? and coalesce(o.lease_until, 0) <= ?
  and (o.needs is null or not exists (select 1 from outbox n where n.key = o.needs and n.done = 0))`;

/** Every lane in which something waits, "" among them, each found by one look at an index. */
const LANES = `lanes(lane) as (
    select min(lane) from outbox where state = 'waiting'
    union all
    select (select min(o.lane) from outbox o where o.state = 'waiting' and o.lane > l.lane) from lanes l where l.lane is not null)`;

/** An act `b` of the same lane, asked for before and tried since. */
const IS_BEFORE = `b.lane = o.lane and b.state = 'waiting' and b.claims > 0 and b.mode <> 'surface' and b.seq < o.seq`;

/**
 * The most urgent effect that may be claimed now. Of a lane only the first of each mode is looked at, so that thousands which
 * wait their turn cost nothing. What is in flight holds up its whole lane. An earlier act that was tried and not settled
 * holds up the acts after it for a while; one given back untried holds up those that are not more urgent, so that they keep
 * their order.
 */
const NEXT = `
  select key from (with recursive ${LANES}, heads(key) as (
    select (select o.key from outbox o where o.lane = l.lane and o.mode = m.mode and ${IS_DUE}
      order by o.priority, o.asked_at, o.seq limit 1)
    from lanes l cross join (select 'act' as mode union all select 'surface') m
    where l.lane > '' and not exists (
      select 1 from outbox b where b.lane = l.lane and b.state = 'waiting' and b.lease_until > ?)
  )
  select * from (
    select o.key, o.priority, o.asked_at, o.seq from heads join outbox o on o.key = heads.key
    where o.mode <> 'act'
      or not exists (select 1 from outbox b where ${IS_BEFORE} and b.first_tried_at > ?)
      and not exists (
        select 1 from outbox b where ${IS_BEFORE} and b.first_tried_at is null and b.priority <= o.priority and b.not_before > ?)
    union all
    select * from (
      select o.key, o.priority, o.asked_at, o.seq from outbox o
      where o.lane = '' and o.not_before <= ? and ${IS_DUE}
      order by o.priority + 0, o.asked_at, o.seq limit 1) f
  ) c) d
  order by priority, asked_at, seq limit 1`;

/** The key of what `claimEffect` would claim. */
export function* dueEffect(now: Instant): Steps<string | undefined> {
  const due = yield* first(NEXT, now, now, now, now - LANE_PATIENCE, now, now, now, now);
  return due && text(due, "key");
}

export function* claimEffect({ owner, now, lease }: ClaimRequest): Steps<ClaimedEffect | undefined> {
  const key = yield* dueEffect(now);
  if (key === undefined) return undefined;
  const [claimed] = yield* all(
    `update outbox set owner = ?, lease_until = ?, claims = claims + 1, attempts = attempts + 1, claimed_wanted = wanted,
       unknown_since = coalesce(unknown_since, attempted_at), attempted_at = ?, first_tried_at = coalesce(first_tried_at, ?)
     where key = ? returning *`,
    owner,
    now + lease,
    now,
    now,
    key,
  );
  return claimed && claimedEffect(claimed);
}

/** Undoes the claim: the attempt was not made. What earlier attempts left unknown stays unknown. */
export function* releaseEffect(claimed: ClaimedEffect, notBefore: Instant): Steps<void> {
  yield* all(
    `update outbox set owner = null, lease_until = null, attempts = attempts - 1, attempted_at = null,
       first_tried_at = case when attempts > 1 then first_tried_at else null end, not_before = ?
     where key = ? and owner = ? and claims = ?`,
    notBefore,
    claimed.key,
    claimed.owner,
    claimed.attempt,
  );
}

/**
 * `now` when something may be claimed or delivered now; else the first instant at which that may change by itself. It may
 * be too early (what is then due may still need something), never too late.
 */
export function* nextDue(now: Instant): Steps<Instant | undefined> {
  if ((yield* dueEffect(now)) !== undefined || (yield* isDeliveryDue(now))) return now;
  const row = yield* first(
    `select min(at) as due from (with recursive ${LANES}
       select (select min(o.not_before) from outbox o where o.state = 'waiting' and o.lane = l.lane and o.not_before > ?) as at
       from lanes l
       union all
       select (select min(o.lease_until) from outbox o where o.state = 'waiting' and o.lane = l.lane and o.lease_until > ?)
       from lanes l
       union all
       select (select min(o.first_tried_at) + ${LANE_PATIENCE} from outbox o
         where o.state = 'waiting' and o.lane = l.lane and o.mode = 'act' and o.claims > 0 and o.first_tried_at > ?)
       from lanes l where l.lane > ''
       union all
       select min(not_before) from inbox where done_at is null and not_before > ?) w`,
    now,
    now,
    now - LANE_PATIENCE,
    now,
  );
  return row && maybeInteger(row, "due");
}
