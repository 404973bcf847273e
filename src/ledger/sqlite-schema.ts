import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";

// Only drizzle-kit reads this file, to write the migrations. Instants are epoch milliseconds, booleans 0 or 1, and JSON is
// canonical text, so that both databases behave alike. What changes here changes in postgres-schema.ts too.

export const events = sqliteTable(
  "events",
  {
    seq: integer("seq").primaryKey({ autoIncrement: true }),
    stream: text("stream").notNull(),
    version: integer("version").notNull(),
    type: text("type").notNull(),
    occurredAt: integer("occurred_at").notNull(),
    recordedAt: integer("recorded_at").notNull(),
    actor: text("actor").notNull(),
    cause: text("cause").notNull(),
    body: text("body"),
    salt: text("salt"),
    bodyHash: text("body_hash").notNull(),
    chain: text("chain").notNull(),
  },
  (t) => [
    unique("events_stream_version").on(t.stream, t.version),
    index("events_first").on(t.seq).where(sql`version = 1`),
  ],
);

export const incidents = sqliteTable(
  "incidents",
  {
    stream: text("stream").primaryKey(),
    ref: text("ref").notNull().unique("incidents_ref"),
    series: text("series").notNull(),
    number: integer("number").notNull(),
    title: text("title").notNull(),
    status: text("status").notNull(),
    open: integer("open").notNull(),
    severityRank: integer("severity_rank").notNull(),
    private: integer("private").notNull(),
    mode: text("mode").notNull(),
    channel: text("channel"),
    openedAt: integer("opened_at").notNull(),
    changedAt: integer("changed_at").notNull(),
    version: integer("version").notNull(),
    data: text("data").notNull(),
  },
  (t) => [
    index("incidents_channel").on(t.channel),
    index("incidents_opened").on(t.open, t.openedAt),
    index("incidents_recent").on(t.openedAt, t.number),
  ],
);

export const counters = sqliteTable("counters", {
  series: text("series").primaryKey(),
  value: integer("value").notNull(),
});

export const claims = sqliteTable(
  "claims",
  { kind: text("kind").notNull(), value: text("value").notNull(), stream: text("stream").notNull() },
  (t) => [primaryKey({ columns: [t.kind, t.value] })],
);

export const alerts = sqliteTable(
  "alerts",
  {
    stream: text("stream").notNull(),
    source: text("source").notNull(),
    key: text("key").notNull(),
    service: text("service").notNull(),
    title: text("title").notNull(),
    firstAt: integer("first_at").notNull(),
    lastAt: integer("last_at").notNull(),
    open: integer("open").notNull(),
    policy: text("policy"),
    alertKey: text("alert_key"),
  },
  (t) => [primaryKey({ columns: [t.stream, t.source, t.key] })],
);

export const inbox = sqliteTable(
  "inbox",
  {
    seq: integer("seq").primaryKey({ autoIncrement: true }),
    id: text("id").notNull().unique("inbox_id"),
    source: text("source").notNull(),
    body: text("body"),
    reply: text("reply"),
    receivedAt: integer("received_at").notNull(),
    doneAt: integer("done_at"),
    attempts: integer("attempts").notNull(),
    notBefore: integer("not_before").notNull(),
    error: text("error"),
  },
  (t) => [index("inbox_due").on(t.source, t.seq, t.notBefore).where(sql`done_at is null`)],
);

export const outbox = sqliteTable(
  "outbox",
  {
    seq: integer("seq").primaryKey({ autoIncrement: true }),
    key: text("key").notNull().unique("outbox_key"),
    stream: text("stream").notNull(),
    kind: text("kind").notNull(),
    mode: text("mode").notNull(),
    lane: text("lane").notNull(),
    priority: integer("priority").notNull(),
    body: text("body").notNull(),
    needs: text("needs"),
    wanted: integer("wanted").notNull(),
    done: integer("done").notNull(),
    ref: text("ref"),
    shown: text("shown"),
    gap: integer("gap").notNull(),
    patience: integer("patience").notNull(),
    askedAt: integer("asked_at").notNull(),
    notBefore: integer("not_before").notNull(),
    attempts: integer("attempts").notNull(),
    firstTriedAt: integer("first_tried_at"),
    attemptedAt: integer("attempted_at"),
    unknownSince: integer("unknown_since"),
    putAt: integer("put_at"),
    claims: integer("claims").notNull(),
    claimedWanted: integer("claimed_wanted"),
    owner: text("owner"),
    leaseUntil: integer("lease_until"),
    state: text("state").notNull(),
    error: text("error"),
    settledAt: integer("settled_at"),
  },
  (t) => [
    index("outbox_order").on(t.lane, t.mode, t.priority, t.askedAt, t.seq).where(sql`state = 'waiting'`),
    index("outbox_due").on(t.lane, t.notBefore).where(sql`state = 'waiting'`),
    index("outbox_leased").on(t.lane, t.leaseUntil).where(sql`lease_until is not null`),
    index("outbox_lanes").on(t.lane, t.firstTriedAt).where(sql`state = 'waiting' and claims > 0`),
    index("outbox_stream").on(t.stream),
    index("outbox_needs").on(t.needs),
  ],
);

export const people = sqliteTable("people", {
  id: text("id").primaryKey(),
  name: text("name").notNull(),
  email: text("email"),
  zone: text("zone"),
  deleted: integer("deleted").notNull(),
  seenAt: integer("seen_at").notNull(),
});

export const leases = sqliteTable("leases", {
  name: text("name").primaryKey(),
  owner: text("owner").notNull(),
  until: integer("until").notNull(),
});

export const meta = sqliteTable("meta", { key: text("key").primaryKey(), value: text("value").notNull() });
