import { readdirSync, readFileSync } from "node:fs";
import {
  generateDrizzleJson,
  generateMigration,
  generateSQLiteDrizzleJson,
  generateSQLiteMigration,
} from "drizzle-kit/api";
import { type Column, getTableColumns, getTableName, type Table } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import * as postgres from "../../src/ledger/postgres-schema.ts";
import * as sqlite from "../../src/ledger/sqlite-schema.ts";
import { root } from "../../src/root.ts";

describe("the schema", () => {
  it("is what the migrations make; otherwise `npm run migrate:generate` is due", async () => {
    const forSqlite = await generateSQLiteMigration(newest("sqlite"), await generateSQLiteDrizzleJson({ ...sqlite }));
    expect(forSqlite).toEqual([]);
    const forPostgres = await generateMigration(newest("postgres"), generateDrizzleJson({ ...postgres }));
    expect(forPostgres).toEqual([]);
  });

  it("has the same tables and columns on both databases", () => {
    const columns = (schema: Readonly<Record<string, Table>>): Readonly<Record<string, readonly string[]>> =>
      Object.fromEntries(
        Object.values(schema).map((table) => [
          getTableName(table),
          Object.values<Column>(getTableColumns(table)).map(
            ({ name, notNull }) => `${name}${notNull ? " not null" : ""}`,
          ),
        ]),
      );
    expect(columns(postgres)).toEqual(columns(sqlite));
  });
});

function newest(dialect: "sqlite" | "postgres") {
  const folder = new URL(`migrations/${dialect}/meta/`, root);
  const snapshots = readdirSync(folder).filter((name) => name.endsWith("_snapshot.json"));
  return JSON.parse(readFileSync(new URL(snapshots.toSorted().at(-1) ?? "", folder), "utf8"));
}
