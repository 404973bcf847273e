import { canonicalJson, type Json } from "../shared/json.ts";
import { askEffect, revive } from "./ask.ts";
import { hashBody, hashLink } from "./chain.ts";
import type { Appended, Batch } from "./ledger.ts";
import { saveAlert, saveSummary } from "./look-up.ts";
import { settleable, settleEffect } from "./settle.ts";
import { all, first, integer, type Row, type Steps, text } from "./statement.ts";

type Head = { readonly version: number; readonly chain: string };

/** Everything that may refuse comes first, so that a refused batch has written nothing. */
export function* append(batch: Batch, salt: () => string): Steps<Appended> {
  const answered = yield* answeredBefore(batch);
  if (answered !== undefined) return { ok: false, why: "delivery", reply: answered.reply };
  const claimed = batch.settle && (yield* settleable(batch.settle));
  if (batch.settle !== undefined && claimed === undefined) return { ok: false, why: "settle" };
  const head = yield* headOf(batch.stream);
  if (decides(batch) && head.version !== batch.expected) return { ok: false, why: "version" };
  if (yield* isClaimedElsewhere(batch)) return { ok: false, why: "claim" };
  if (yield* isCounterTaken(batch)) return { ok: false, why: "counter" };

  const { version, chain } = yield* writeEvents(batch, head, salt);
  yield* writeUniques(batch);
  if (batch.summary) yield* saveSummary(batch.summary);
  for (const alert of batch.alerts ?? []) yield* saveAlert(alert);
  yield* writeDelivery(batch);
  if (batch.settle && claimed) yield* settleEffect(claimed, batch.settle, batch.recordedAt);
  for (const key of batch.revive ?? []) yield* revive(key, batch.recordedAt);
  for (const effect of batch.effects ?? []) yield* askEffect(batch.stream, effect, batch.recordedAt);
  return { ok: true, version, chain };
}

/** What only settles or works off something decides nothing, and fits any version. */
function decides({ events, summary, effects = [] }: Batch): boolean {
  return events.length > 0 || summary !== undefined || effects.length > 0;
}

function* answeredBefore({ delivery, finishes }: Batch): Steps<{ readonly reply: Json } | undefined> {
  if (delivery !== undefined) {
    const known = yield* first("select reply from inbox where id = ?", delivery.id);
    if (known !== undefined) return { reply: replyOf(known) };
  }
  if (finishes !== undefined) {
    const known = yield* first("select reply, done_at from inbox where id = ?", finishes);
    if (known === undefined) throw new Error(`No delivery ${finishes} is stored.`);
    if (known["done_at"] !== null) return { reply: replyOf(known) };
  }
  return undefined;
}

function replyOf(row: Row): Json {
  return row["reply"] === null ? null : (JSON.parse(text(row, "reply")) as Json);
}

function* headOf(stream: string): Steps<Head> {
  const row = yield* first("select version, chain from events where stream = ? order by version desc limit 1", stream);
  return row ? { version: integer(row, "version"), chain: text(row, "chain") } : { version: 0, chain: "" };
}

function* isClaimedElsewhere({ claims, stream }: Batch): Steps<boolean> {
  for (const { kind, value } of claims ?? []) {
    const held = yield* first("select stream from claims where kind = ? and value = ?", kind, value);
    if (held && text(held, "stream") !== stream) return true;
  }
  return false;
}

function* isCounterTaken({ counter }: Batch): Steps<boolean> {
  if (counter === undefined) return false;
  const row = yield* first("select value from counters where series = ?", counter.series);
  return counter.value !== (row ? integer(row, "value") : 0) + 1;
}

function* writeEvents(batch: Batch, head: Head, salt: () => string): Steps<Head> {
  let { version, chain } = head;
  const { stream, recordedAt, actor, cause } = batch;
  for (const { type, occurredAt, body } of batch.events) {
    version += 1;
    const bodyText = canonicalJson(body);
    const bodySalt = salt();
    const bodyHash = hashBody(bodySalt, bodyText);
    chain = hashLink(chain, { stream, version, type, occurredAt, recordedAt, actor, cause, bodyHash });
    yield* all(
      `insert into events (stream, version, type, occurred_at, recorded_at, actor, cause, body, salt, body_hash, chain)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      stream,
      version,
      type,
      occurredAt,
      recordedAt,
      actor,
      cause,
      bodyText,
      bodySalt,
      bodyHash,
      chain,
    );
  }
  return { version, chain };
}

function* writeUniques({ stream, claims, releases, counter }: Batch): Steps<void> {
  for (const { kind, value } of releases ?? []) {
    yield* all("delete from claims where kind = ? and value = ? and stream = ?", kind, value, stream);
  }
  for (const { kind, value } of claims ?? []) {
    yield* all("insert into claims (kind, value, stream) values (?, ?, ?) on conflict do nothing", kind, value, stream);
  }
  if (counter) {
    yield* all(
      "insert into counters (series, value) values (?, ?) on conflict (series) do update set value = excluded.value",
      counter.series,
      counter.value,
    );
  }
}

function* writeDelivery({ delivery, finishes, recordedAt }: Batch): Steps<void> {
  if (delivery) {
    yield* all(
      `insert into inbox (id, source, reply, received_at, done_at, attempts, not_before) values (?, ?, ?, ?, ?, 0, ?)`,
      delivery.id,
      delivery.source,
      canonicalJson(delivery.reply),
      recordedAt,
      recordedAt,
      recordedAt,
    );
  }
  if (finishes !== undefined)
    yield* all("update inbox set done_at = ?, body = null where id = ?", recordedAt, finishes);
}
