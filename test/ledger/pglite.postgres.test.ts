import { describe } from "vitest";
import { openPostgres } from "../../src/ledger/postgres.ts";
import { type Bench, ledgerContract, TABLES } from "./contract.ts";
import { openPglite } from "./pglite.ts";

describe("a ledger on PostgreSQL in this process", () => ledgerContract(openBench));

async function openBench(): Promise<Bench> {
  const client = await openPglite();
  return {
    ledger: await openPostgres(client),
    raw: (sql, ...values) => client.query(sql, values),
    empty: async () => {
      await client.query(`truncate ${TABLES.join(", ")} restart identity`, []);
    },
  };
}
