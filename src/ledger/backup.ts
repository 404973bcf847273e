import { closeSync, existsSync, openSync, renameSync } from "node:fs";
import Database from "better-sqlite3";
import type { Ledger } from "./ledger.ts";
import { LedgerError } from "./ledger-error.ts";
import { ledgerOver } from "./ledger-over.ts";
import { BUSY_TIMEOUT_MS, sqliteDriver, translate } from "./sqlite.ts";

/** All pages in one step: between steps another process may write, and the copy would begin again, for ever under load. */
const ALL_PAGES = 0x7f_ff_ff_ff;

/** What SQLite may keep beside a file; moved with it, or the file would lose what was written last. */
const BESIDE = ["-wal", "-shm"] as const;

/**
 * Copies a database, which others may be writing to, into a new file as it was at one instant. The copy is whole in itself,
 * with nothing beside it, and only this user can read it: it holds private incidents.
 */
export async function copySqlite(from: string, to: string): Promise<void> {
  const source = openToRead(from);
  try {
    closeSync(openSync(to, "wx", 0o600));
    await source.backup(to, { progress: () => ALL_PAGES });
    const copy = new Database(to);
    try {
      copy.pragma("journal_mode = DELETE");
      const found = copy.pragma("integrity_check(1)", { simple: true });
      if (found !== "ok") throw new LedgerError("damaged", `The database ${from} is damaged: ${String(found)}`);
    } finally {
      copy.close();
    }
  } catch (error) {
    throw translate(error, to);
  } finally {
    source.close();
  }
}

function openToRead(path: string): Database.Database {
  try {
    const db = new Database(path, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
    if (db.prepare("select 1 from sqlite_master where name = 'meta'").get() !== undefined) return db;
    db.close();
    throw new LedgerError("not-a-database", `${path} is not a database of Pitwall.`);
  } catch (error) {
    throw translate(error, path);
  }
}

/** Opens a file as it is, without bringing its schema to this release's. */
export function openAsItIs(path: string): Ledger {
  const db = new Database(path, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  return ledgerOver(sqliteDriver(db, path));
}

/** Puts a database in the place of another, which is kept under a name of its own. */
export function replaceSqlite(path: string, by: string, keptAs: string): void {
  for (const suffix of ["", ...BESIDE]) {
    if (existsSync(path + suffix)) renameSync(path + suffix, keptAs + suffix);
  }
  renameSync(by, path);
}
