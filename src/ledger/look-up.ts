import { canonicalJson, type Json } from "../shared/json.ts";
import type { AlertGroup, AlertRow, LookUpQuery, LookUpRow, PersonRow } from "./ledger.ts";
import { all, first, flag, integer, maybeText, type Row, type Steps, text, type Value } from "./statement.ts";

export function* lookUp({ ref, channel, open, limit }: LookUpQuery): Steps<readonly LookUpRow[]> {
  const conditions: string[] = ["1 = 1"];
  const values: Value[] = [];
  if (ref !== undefined) {
    conditions.push("ref = ?");
    values.push(ref);
  }
  if (channel !== undefined) {
    conditions.push("channel = ?");
    values.push(channel);
  }
  if (open !== undefined) {
    conditions.push("open = ?");
    values.push(open ? 1 : 0);
  }
  const rows = yield* all(
    `select * from incidents where ${conditions.join(" and ")} order by opened_at desc, number desc limit ?`,
    ...values,
    limit ?? 1_000_000,
  );
  return rows.map(lookUpRow);
}

export function* saveSummary(row: LookUpRow): Steps<void> {
  yield* all(
    `insert into incidents (stream, ref, series, number, title, status, open, severity_rank, private, mode, channel,
       opened_at, changed_at, version, data)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (stream) do update set ref = excluded.ref, series = excluded.series, number = excluded.number,
       title = excluded.title, status = excluded.status, open = excluded.open, severity_rank = excluded.severity_rank,
       private = excluded.private, mode = excluded.mode, channel = excluded.channel, opened_at = excluded.opened_at,
       changed_at = excluded.changed_at, version = excluded.version, data = excluded.data`,
    row.stream,
    row.ref,
    row.series,
    row.number,
    row.title,
    row.status,
    row.open ? 1 : 0,
    row.severityRank,
    row.private ? 1 : 0,
    row.mode,
    row.channel ?? null,
    row.openedAt,
    row.changedAt,
    row.version,
    canonicalJson(row.data),
  );
}

export function* alerts(stream: string): Steps<readonly AlertRow[]> {
  const rows = yield* all("select * from alerts where stream = ? order by first_at, source, key", stream);
  return rows.map(alertRow);
}

export function* alert(stream: string, source: string, key: string): Steps<AlertRow | undefined> {
  const row = yield* first("select * from alerts where stream = ? and source = ? and key = ?", stream, source, key);
  return row && alertRow(row);
}

export function* alertGroups(alertKey: string | null): Steps<readonly AlertGroup[]> {
  const rows = yield* all(
    `select a.stream, a.service, a.policy, max(a.last_at) as last_at,
       max(case when a.alert_key = ? then 1 else 0 end) as has_alert_key
     from incidents i join alerts a on a.stream = i.stream where i.open = 1 group by a.stream, a.service, a.policy
     order by a.stream, a.service, a.policy`,
    alertKey,
  );
  return rows.map((row) => ({
    stream: text(row, "stream"),
    service: text(row, "service"),
    policy: maybeText(row, "policy") ?? null,
    lastAt: integer(row, "last_at"),
    hasAlertKey: flag(row, "has_alert_key"),
  }));
}

export function* saveAlert(row: AlertRow): Steps<void> {
  yield* all(
    `insert into alerts (stream, source, key, service, title, first_at, last_at, open, policy, alert_key)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (stream, source, key) do update set service = excluded.service, title = excluded.title,
       last_at = excluded.last_at, open = excluded.open, policy = excluded.policy, alert_key = excluded.alert_key`,
    row.stream,
    row.source,
    row.key,
    row.service,
    row.title,
    row.firstAt,
    row.lastAt,
    row.open ? 1 : 0,
    row.policy,
    row.alertKey,
  );
}

export function* person(id: string): Steps<PersonRow | undefined> {
  const row = yield* first("select * from people where id = ?", id);
  return row && personRow(row);
}

export function* people(): Steps<readonly PersonRow[]> {
  return (yield* all("select * from people order by id")).map(personRow);
}

export function* savePerson(row: PersonRow): Steps<void> {
  yield* all(
    `insert into people (id, name, email, zone, deleted, seen_at) values (?, ?, ?, ?, ?, ?)
     on conflict (id) do update set name = excluded.name, email = excluded.email, zone = excluded.zone,
       deleted = excluded.deleted, seen_at = excluded.seen_at`,
    row.id,
    row.name,
    row.email ?? null,
    row.zone ?? null,
    row.deleted ? 1 : 0,
    row.seenAt,
  );
}

function lookUpRow(row: Row): LookUpRow {
  return {
    stream: text(row, "stream"),
    ref: text(row, "ref"),
    series: text(row, "series"),
    number: integer(row, "number"),
    title: text(row, "title"),
    status: text(row, "status"),
    open: flag(row, "open"),
    severityRank: integer(row, "severity_rank"),
    private: flag(row, "private"),
    mode: text(row, "mode"),
    channel: maybeText(row, "channel"),
    openedAt: integer(row, "opened_at"),
    changedAt: integer(row, "changed_at"),
    version: integer(row, "version"),
    data: JSON.parse(text(row, "data")) as Json,
  };
}

function alertRow(row: Row): AlertRow {
  return {
    stream: text(row, "stream"),
    source: text(row, "source"),
    key: text(row, "key"),
    service: text(row, "service"),
    title: text(row, "title"),
    firstAt: integer(row, "first_at"),
    lastAt: integer(row, "last_at"),
    open: flag(row, "open"),
    policy: maybeText(row, "policy") ?? null,
    alertKey: maybeText(row, "alert_key") ?? null,
  };
}

function personRow(row: Row): PersonRow {
  return {
    id: text(row, "id"),
    name: text(row, "name"),
    email: maybeText(row, "email"),
    zone: maybeText(row, "zone"),
    deleted: flag(row, "deleted"),
    seenAt: integer(row, "seen_at"),
  };
}
