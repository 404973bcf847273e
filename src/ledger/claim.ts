import { type Instant, MINUTE } from "../shared/time.ts";
import type { ClaimedEffect, ClaimRequest } from "./ledger.ts";
import { claimedEffect } from "./outbox-rows.ts";
import { all, first, maybeInteger, type Steps, text } from "./statement.ts";

/** For how long an act that was tried without success holds up later acts of its lane, from its first attempt on. */
const LANE_PATIENCE = MINUTE;

/**
 * Every waiting effect whose need is met, with two instants from which on it may be claimed: `own_at` by itself, `lane_at` by
 * what else is in its lane. In a lane, whatever is in flight holds up everything. An earlier act that was tried and not settled
 * holds up later acts for a while; one given back untried holds up those that are not more urgent, so that they keep their order.
 * `now` is no part of it: so the same text tells what is due and when something will be.
 */
const CANDIDATES = `
  select o.*,
    case when coalesce(o.lease_until, 0) > o.not_before then o.lease_until else o.not_before end as own_at,
    case when o.lane = '' then 0 else coalesce((
      select max(case
        when o.mode = 'act' and b.mode = 'act' and b.seq < o.seq
          and b.first_tried_at + ${LANE_PATIENCE} > coalesce(b.lease_until, 0) then b.first_tried_at + ${LANE_PATIENCE}
        when b.lease_until is not null then b.lease_until
        when o.mode = 'act' and b.mode = 'act' and b.seq < o.seq
          and b.first_tried_at is null and b.priority <= o.priority then b.not_before
        else 0 end)
      from outbox b where b.lane = o.lane and b.state = 'waiting' and b.claims > 0 and b.key <> o.key), 0) end as lane_at
  from outbox o
  where o.state = 'waiting'
    and (o.needs is null or not exists (select 1 from outbox n where n.key = o.needs and n.done = 0))`;

export function* claimEffect({ owner, now, lease }: ClaimRequest): Steps<ClaimedEffect | undefined> {
  const due = yield* first(
    `select key from (${CANDIDATES}) c where own_at <= ? and lane_at <= ? order by priority, asked_at, seq limit 1`,
    now,
    now,
  );
  if (due === undefined) return undefined;
  const [claimed] = yield* all(
    `update outbox set owner = ?, lease_until = ?, claims = claims + 1, attempts = attempts + 1, claimed_wanted = wanted,
       unknown_since = coalesce(unknown_since, attempted_at), attempted_at = ?, first_tried_at = coalesce(first_tried_at, ?)
     where key = ? returning *`,
    owner,
    now + lease,
    now,
    now,
    text(due, "key"),
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

/** When the next effect or delivery may be due. */
export function* nextDue(): Steps<Instant | undefined> {
  const effects = yield* first(
    `select min(case when lane_at > own_at then lane_at else own_at end) as due from (${CANDIDATES}) c`,
  );
  const deliveries = yield* first("select min(not_before) as due from inbox where done_at is null");
  const dues = [effects, deliveries].flatMap((row) => (row && maybeInteger(row, "due")) ?? []);
  return dues.length === 0 ? undefined : Math.min(...dues);
}
