import { PGlite, type Transaction } from "@electric-sql/pglite";
import type { PostgresClient, Query } from "../../src/ledger/postgres.ts";
import { numbered, type Row } from "../../src/ledger/statement.ts";

/** PostgreSQL inside this process. It must be closed, or the process never ends. */
export async function openPglite(): Promise<PostgresClient> {
  const db = await PGlite.create();
  return {
    query: queryOn(db),
    transaction: async (work) =>
      (await db.transaction((transaction) => work(queryOn(transaction)))) as Awaited<ReturnType<typeof work>>,
    listen(channel, heard) {
      const listening = db.listen(channel, heard);
      return () => void listening.then((stop) => stop());
    },
    close: () => db.close(),
  };
}

function queryOn(db: Pick<PGlite | Transaction, "query">): Query {
  return async (sql, values) => (await db.query<Row>(numbered(sql), [...values])).rows;
}
