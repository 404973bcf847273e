import { readdirSync, readFileSync } from "node:fs";
import { root } from "../root.ts";
import { LedgerError } from "./ledger-error.ts";
import { all, first, type Steps, text } from "./statement.ts";

export type Dialect = "sqlite" | "postgres";

const BREAKPOINT = "--> statement-breakpoint";

const META_EXISTS: Readonly<Record<Dialect, string>> = {
  sqlite: "select name from sqlite_master where type = 'table' and name = 'meta'",
  postgres:
    "select table_name as name from information_schema.tables where table_schema = current_schema() and table_name = 'meta'",
};

/** Brings the schema to this release's version, all or nothing. Refuses a database that a newer release has migrated. */
export function* migrate(dialect: Dialect): Steps<void> {
  const migrations = readMigrations(dialect);
  const version = yield* schemaVersion(dialect);
  refuseNewer(version, migrations.length);
  if (version === migrations.length) return;
  for (const statements of migrations.slice(version)) {
    for (const statement of statements) yield* all(statement);
  }
  yield* all(
    "insert into meta (key, value) values ('schema', ?) on conflict (key) do update set value = excluded.value",
    String(migrations.length),
  );
}

/** How many migrations the database has seen; 0 when it is new. */
function* schemaVersion(dialect: Dialect): Steps<number> {
  if ((yield* first(META_EXISTS[dialect])) === undefined) return 0;
  const row = yield* first("select value from meta where key = 'schema'");
  return row ? Number(text(row, "value")) : 0;
}

/** For a driver that wants to look before it touches anything. */
export function* checkVersion(dialect: Dialect): Steps<void> {
  refuseNewer(yield* schemaVersion(dialect), readMigrations(dialect).length);
}

function refuseNewer(version: number, known: number): void {
  if (version <= known) return;
  throw new LedgerError(
    "newer-version",
    `The database has schema version ${version} and this release of Pitwall knows ${known}: install the newer release, or restore an older backup.`,
  );
}

function readMigrations(dialect: Dialect): readonly (readonly string[])[] {
  const folder = new URL(`migrations/${dialect}/`, root);
  return readdirSync(folder)
    .filter((name) => name.endsWith(".sql"))
    .sort()
    .map((name) => readFileSync(new URL(name, folder), "utf8").split(BREAKPOINT))
    .map((statements) => (dialect === "sqlite" ? statements.map(strict) : statements));
}

/** SQLite checks the types of columns in STRICT tables only, and drizzle-kit cannot write that word. */
function strict(statement: string): string {
  return /^\s*CREATE TABLE/.test(statement) ? statement.replace(/\)\s*;\s*$/, ") STRICT;") : statement;
}
