import { randomBytes } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Json } from "../shared/json.ts";
import { append } from "./append.ts";
import { doubtEffects, touchSurface } from "./ask.ts";
import { claimEffect, dueEffect, nextDue, releaseEffect } from "./claim.ts";
import { dropActs, waitingActs } from "./drop.ts";
import { failDelivery, finishDelivery, inboxDue, takeIn } from "./inbox.ts";
import { dropLease, holdLease, leaseHolder } from "./leases.ts";
import type { ChainFault, Ledger, OutboxState, StoredEvent } from "./ledger.ts";
import { alert, alertGroups, alerts, lookUp, people, person, savePerson } from "./look-up.ts";
import { outboxRow } from "./outbox-rows.ts";
import { isGone } from "./owner.ts";
import { all, type Driver, first, integer, maybeInteger, maybeText, type Row, type Steps, text } from "./statement.ts";
import { verifyStream } from "./verify.ts";

/** Bytes that nobody can guess; a test hands in its own so that hashes repeat. */
export type RandomBytes = (size: number) => Uint8Array;

const SALT_BYTES = 16;

/** The whole ledger over either database. */
export function ledgerOver(driver: Driver, random: RandomBytes = randomBytes): Ledger {
  const salt = (): string => Buffer.from(random(SALT_BYTES)).toString("hex");
  const { run, write, writeOne } = driver;
  return {
    read: (stream, afterVersion = 0) => run(() => read(stream, afterVersion)),
    append: (batch) => write(() => append(batch, salt)),
    claimedBy: ({ kind, value }) =>
      run(() => textOf("select stream as it from claims where kind = ? and value = ?", kind, value)),
    counter: (series) => run(() => counter(series)),
    raiseCounter: (series, to) => run(() => raiseCounter(series, to)),
    lookUp: (query) => run(() => lookUp(query)),
    alerts: (stream) => run(() => alerts(stream)),
    alert: (stream, source, key) => run(() => alert(stream, source, key)),
    alertGroups: (alertKey) => run(() => alertGroups(alertKey)),

    takeIn: (delivery) => writeOne(() => takeIn(delivery)),
    inboxDue: (now) => run(() => inboxDue(now)),
    finishDelivery: (id, now) => writeOne(() => finishDelivery(id, now)),
    failDelivery: (id, error, notBefore) => writeOne(() => failDelivery(id, error, notBefore)),

    claimEffect: async (request) =>
      (await run(() => dueEffect(request.now))) === undefined ? undefined : write(() => claimEffect(request)),
    releaseEffect: (claimed, notBefore) => writeOne(() => releaseEffect(claimed, notBefore)),
    nextDue: (now) => run(() => nextDue(now)),
    effect: (key) => run(() => effect(key)),
    effectsOf: (stream) => run(() => effectsOf(stream)),
    effectCounts: () => run(effectCounts),
    doubtEffects: (now) => write(() => doubtEffects(now)),
    waitingActs: () => run(waitingActs),
    dropActs: (now, why) => write(() => dropActs(now, why)),
    touchSurface: (key, change) => write(() => touchSurface(key, change)),

    person: (id) => run(() => person(id)),
    people: () => run(people),
    savePerson: (row) => writeOne(() => savePerson(row)),
    meta: (key) => run(() => textOf("select value as it from meta where key = ?", key)),
    setMeta: (key, value) => writeOne(() => setMeta(key, value)),

    holdLease: (name, owner, now, ms) => write(() => holdLease(name, owner, now, ms, isGone)),
    dropLease: (name, owner) => writeOne(() => dropLease(name, owner)),
    leaseHolder: (name, now) => run(() => leaseHolder(name, now, isGone)),
    onForeignChange: (listener) => driver.onForeignChange(listener),

    streams: (prefix) => run(() => streams(prefix)),
    verify: (stream) => verify(driver, stream),
    probe: () => writeOne(() => setMeta("probe", "written")),
    purge: (before) => write(() => purge(before)),
    close: () => driver.close(),
  };
}

function* read(stream: string, afterVersion: number): Steps<readonly StoredEvent[]> {
  const rows = yield* all(
    "select * from events where stream = ? and version > ? order by version",
    stream,
    afterVersion,
  );
  return rows.map(storedEvent);
}

function storedEvent(row: Row): StoredEvent {
  const body = maybeText(row, "body");
  return {
    seq: integer(row, "seq"),
    stream: text(row, "stream"),
    version: integer(row, "version"),
    type: text(row, "type"),
    occurredAt: integer(row, "occurred_at"),
    recordedAt: integer(row, "recorded_at"),
    actor: text(row, "actor"),
    cause: text(row, "cause"),
    body: body === undefined ? null : (JSON.parse(body) as Json),
    chain: text(row, "chain"),
  };
}

function* textOf(sql: string, ...values: string[]): Steps<string | undefined> {
  const row = yield* first(sql, ...values);
  return row && text(row, "it");
}

function* counter(series: string): Steps<number> {
  const row = yield* first("select value from counters where series = ?", series);
  return row ? integer(row, "value") : 0;
}

function* raiseCounter(series: string, to: number): Steps<void> {
  yield* all(
    `insert into counters (series, value) values (?, ?)
     on conflict (series) do update set value = excluded.value where counters.value < excluded.value`,
    series,
    to,
  );
}

function* effect(key: string): Steps<ReturnType<typeof outboxRow> | undefined> {
  const row = yield* first("select * from outbox where key = ?", key);
  return row && outboxRow(row);
}

function* effectsOf(stream: string): Steps<readonly ReturnType<typeof outboxRow>[]> {
  return (yield* all("select * from outbox where stream = ? order by seq", stream)).map(outboxRow);
}

/** The oldest waiting is told by when it might first have been done: a reminder for tomorrow is not late. */
function* effectCounts(): Steps<Awaited<ReturnType<Ledger["effectCounts"]>>> {
  const rows = yield* all("select state, count(*) as count from outbox group by state");
  const oldest = yield* first(
    "select min(coalesce(first_tried_at, not_before)) as at from outbox where state = 'waiting'",
  );
  const counts: Record<OutboxState, number> = { waiting: 0, done: 0, "gave-up": 0, cancelled: 0, dropped: 0 };
  for (const row of rows) counts[text(row, "state") as OutboxState] = integer(row, "count");
  return { ...counts, oldestWaiting: oldest && maybeInteger(oldest, "at") };
}

function* setMeta(key: string, value: string): Steps<void> {
  yield* all(
    "insert into meta (key, value) values (?, ?) on conflict (key) do update set value = excluded.value",
    key,
    value,
  );
}

function* streams(prefix: string): Steps<readonly string[]> {
  const rows = yield* all(
    "select stream from events where version = 1 and substr(stream, 1, ?) = ? order by seq",
    prefix.length,
    prefix,
  );
  return rows.map((row) => text(row, "stream"));
}

/** One stream a turn of the event loop, since a whole ledger takes a while. */
async function verify(driver: Driver, stream: string | undefined): Promise<readonly ChainFault[]> {
  if (stream !== undefined) return driver.run(() => verifyStream(stream));
  const faults: ChainFault[] = [];
  for (const each of await driver.run(everyStream)) {
    faults.push(...(await driver.run(() => verifyStream(each))));
    await nextTurn();
  }
  return faults;
}

/** Also those whose first event, or all of them, were removed. */
function* everyStream(): Steps<readonly string[]> {
  const rows = yield* all("select stream from events union select stream from incidents");
  return rows.map((row) => text(row, "stream"));
}

/** Surfaces stay: their rows say where in the world they stand. */
function* purge(before: Parameters<Ledger["purge"]>[0]): Steps<void> {
  yield* all("delete from inbox where done_at < ?", before.inbox);
  yield* all("delete from outbox where mode = 'act' and state <> 'waiting' and settled_at < ?", before.outbox);
}
