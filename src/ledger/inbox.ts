import { canonicalJson, type Json } from "../shared/json.ts";
import type { Instant } from "../shared/time.ts";
import type { Delivery, InboxRow } from "./ledger.ts";
import { all, first, integer, maybeText, type Row, type Steps, text } from "./statement.ts";

export function* takeIn(delivery: Delivery): Steps<{ readonly fresh: boolean; readonly reply: Json | undefined }> {
  const stored = yield* first(
    `insert into inbox (id, source, body, received_at, attempts, not_before) values (?, ?, ?, ?, 0, ?)
     on conflict (id) do nothing returning id`,
    delivery.id,
    delivery.source,
    canonicalJson(delivery.body),
    delivery.receivedAt,
    delivery.receivedAt,
  );
  if (stored !== undefined) return { fresh: true, reply: undefined };
  const known = yield* first("select reply from inbox where id = ?", delivery.id);
  const reply = known && maybeText(known, "reply");
  return { fresh: false, reply: reply === undefined ? undefined : (JSON.parse(reply) as Json) };
}

/** Of each source in which something waits, the oldest that is due. */
const HEADS = `(
  with recursive sources(source) as (
    select min(source) from inbox where done_at is null
    union all
    select (select min(i.source) from inbox i where i.done_at is null and i.source > s.source) from sources s where s.source is not null
  )
  select (select i.seq from inbox i where i.source = s.source and i.done_at is null and i.not_before <= ? order by i.seq limit 1) as seq
  from sources s) heads`;

export function* inboxDue(now: Instant): Steps<readonly InboxRow[]> {
  const rows = yield* all(`select i.* from ${HEADS} join inbox i on i.seq = heads.seq order by i.seq`, now);
  return rows.map(inboxRow);
}

export function* isDeliveryDue(now: Instant): Steps<boolean> {
  return (yield* first(`select seq from ${HEADS} where seq is not null limit 1`, now)) !== undefined;
}

/** Its body has served: other people's words are kept no longer than needed. */
export function* finishDelivery(id: string, now: Instant): Steps<void> {
  yield* all("update inbox set done_at = ?, body = null where id = ? and done_at is null", now, id);
}

export function* failDelivery(id: string, error: string, notBefore: Instant): Steps<void> {
  yield* all(
    "update inbox set attempts = attempts + 1, error = ?, not_before = ? where id = ? and done_at is null",
    error,
    notBefore,
    id,
  );
}

function inboxRow(row: Row): InboxRow {
  return {
    id: text(row, "id"),
    source: text(row, "source"),
    body: JSON.parse(text(row, "body")) as Json,
    receivedAt: integer(row, "received_at"),
    attempts: integer(row, "attempts"),
  };
}
