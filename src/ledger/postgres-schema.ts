import { sql } from "drizzle-orm";
import { bigint, bigserial, index, pgTable, primaryKey, text, unique } from "drizzle-orm/pg-core";

// Only drizzle-kit reads this file, to write the migrations. Instants are epoch milliseconds, booleans 0 or 1, and JSON is
// canonical text, so that both databases behave alike. What changes here changes in sqlite-schema.ts too.

export const events = pgTable(
  "events",
  {
    seq: bigserial("seq", { mode: "number" }).primaryKey(),
    stream: text("stream").notNull(),
    version: bigint("version", { mode: "number" }).notNull(),
    type: text("type").notNull(),
    occurredAt: bigint("occurred_at", { mode: "number" }).notNull(),
    recordedAt: bigint("recorded_at", { mode: "number" }).notNull(),
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

export const incidents = pgTable(
  "incidents",
  {
    stream: text("stream").primaryKey(),
    ref: text("ref").notNull().unique("incidents_ref"),
    series: text("series").notNull(),
    number: bigint("number", { mode: "number" }).notNull(),
    title: text("title").notNull(),
    status: text("status").notNull(),
    open: bigint("open", { mode: "number" }).notNull(),
    severityRank: bigint("severity_rank", { mode: "number" }).notNull(),
    private: bigint("private", { mode: "number" }).notNull(),
    mode: text("mode").notNull(),
    channel: text("channel"),
    openedAt: bigint("opened_at", { mode: "number" }).notNull(),
    changedAt: bigint("changed_at", { mode: "number" }).notNull(),
    version: bigint("version", { mode: "number" }).notNull(),
    data: text("data").notNull(),
  },
  (t) => [
    index("incidents_channel").on(t.channel),
    index("incidents_opened").on(t.open, t.openedAt),
    index("incidents_recent").on(t.openedAt, t.number),
  ],
);

export const counters = pgTable("counters", {
  series: text("series").primaryKey(),
  value: bigint("value", { mode: "number" }).notNull(),
});

export const claims = pgTable(
  "claims",
  { kind: text("kind").notNull(), value: text("value").notNull(), stream: text("stream").notNull() },
  (t) => [primaryKey({ columns: [t.kind, t.value] })],
);

export const alerts = pgTable(
  "alerts",
  {
    stream: text("stream").notNull(),
    source: text("source").notNull(),
    key: text("key").notNull(),
    service: text("service").notNull(),
    title: text("title").notNull(),
    firstAt: bigint("first_at", { mode: "number" }).notNull(),
    lastAt: bigint("last_at", { mode: "number" }).notNull(),
    open: bigint("open", { mode: "number" }).notNull(),
    policy: text("policy"),
    alertKey: text("alert_key"),
  },
  (t) => [primaryKey({ columns: [t.stream, t.source, t.key] })],
);

export const inbox = pgTable(
  "inbox",
  {
    seq: bigserial("seq", { mode: "number" }).primaryKey(),
    id: text("id").notNull().unique("inbox_id"),
    source: text("source").notNull(),
    body: text("body"),
    reply: text("reply"),
    receivedAt: bigint("received_at", { mode: "number" }).notNull(),
    doneAt: bigint("done_at", { mode: "number" }),
    attempts: bigint("attempts", { mode: "number" }).notNull(),
    notBefore: bigint("not_before", { mode: "number" }).notNull(),
    error: text("error"),
  },
  (t) => [index("inbox_due").on(t.source, t.seq, t.notBefore).where(sql`done_at is null`)],
);

export const outbox = pgTable(
  "outbox",
  {
    seq: bigserial("seq", { mode: "number" }).primaryKey(),
    key: text("key").notNull().unique("outbox_key"),
    stream: text("stream").notNull(),
    kind: text("kind").notNull(),
    mode: text("mode").notNull(),
    lane: text("lane").notNull(),
    priority: bigint("priority", { mode: "number" }).notNull(),
    body: text("body").notNull(),
    needs: text("needs"),
    wanted: bigint("wanted", { mode: "number" }).notNull(),
    done: bigint("done", { mode: "number" }).notNull(),
    ref: text("ref"),
    shown: text("shown"),
    gap: bigint("gap", { mode: "number" }).notNull(),
    patience: bigint("patience", { mode: "number" }).notNull(),
    askedAt: bigint("asked_at", { mode: "number" }).notNull(),
    notBefore: bigint("not_before", { mode: "number" }).notNull(),
    attempts: bigint("attempts", { mode: "number" }).notNull(),
    firstTriedAt: bigint("first_tried_at", { mode: "number" }),
    attemptedAt: bigint("attempted_at", { mode: "number" }),
    unknownSince: bigint("unknown_since", { mode: "number" }),
    putAt: bigint("put_at", { mode: "number" }),
    claims: bigint("claims", { mode: "number" }).notNull(),
    claimedWanted: bigint("claimed_wanted", { mode: "number" }),
    owner: text("owner"),
    leaseUntil: bigint("lease_until", { mode: "number" }),
    state: text("state").notNull(),
    error: text("error"),
    settledAt: bigint("settled_at", { mode: "number" }),
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

export const people = pgTable("people", {
  id: text("id").primaryKey(),
  name: text("name").notNull(),
  email: text("email"),
  zone: text("zone"),
  deleted: bigint("deleted", { mode: "number" }).notNull(),
  seenAt: bigint("seen_at", { mode: "number" }).notNull(),
});

export const leases = pgTable("leases", {
  name: text("name").primaryKey(),
  owner: text("owner").notNull(),
  until: bigint("until", { mode: "number" }).notNull(),
});

export const meta = pgTable("meta", { key: text("key").primaryKey(), value: text("value").notNull() });
