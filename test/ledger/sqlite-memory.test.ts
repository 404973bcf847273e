import Database from "better-sqlite3";
import { describe } from "vitest";
import { ledgerOver } from "../../src/ledger/ledger-over.ts";
import { migrate } from "../../src/ledger/migrate.ts";
import { sqliteDriver } from "../../src/ledger/sqlite.ts";
import { all } from "../../src/ledger/statement.ts";
import { type Bench, ledgerContract, TABLES } from "./contract.ts";

describe("a ledger in memory", () => ledgerContract(openMemory));

async function openMemory(): Promise<Bench> {
  const driver = sqliteDriver(new Database(":memory:"), ":memory:");
  await driver.write(() => migrate("sqlite"));
  return {
    ledger: ledgerOver(driver),
    raw: (sql, ...values) => driver.write(() => all(sql, ...values)),
    empty: async () => {
      for (const table of TABLES) await driver.write(() => all(`delete from ${table}`));
    },
  };
}
