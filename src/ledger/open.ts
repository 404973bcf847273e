import { fileURLToPath } from "node:url";
import type { Ledger } from "./ledger.ts";
import { LedgerError } from "./ledger-error.ts";
import { openSqlite } from "./sqlite.ts";

/**
 * Opens and migrates the ledger that `DATABASE_URL` names: `file:./data/pitwall.db` (relative to the working directory),
 * `file::memory:`, or `postgres://…`. PostgreSQL's driver is loaded only when it is wanted.
 */
export async function openLedger(databaseUrl: string): Promise<Ledger> {
  const path = sqlitePath(databaseUrl);
  if (path !== undefined) return openSqlite(path);
  if (/^postgres(ql)?:\/\//.test(databaseUrl)) {
    const { openPostgres } = await import("./postgres.ts");
    return openPostgres(databaseUrl);
  }
  throw new LedgerError("bad-url", "DATABASE_URL must begin with file: or postgres://");
}

/** The file that `DATABASE_URL` names; undefined when the record is in no file. */
export function sqlitePath(databaseUrl: string): string | undefined {
  if (databaseUrl.startsWith("file://")) return fileURLToPath(databaseUrl);
  return databaseUrl.startsWith("file:") ? databaseUrl.slice("file:".length) : undefined;
}
