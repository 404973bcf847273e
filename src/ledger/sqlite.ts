import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import type { Ledger } from "./ledger.ts";
import { LedgerError, type LedgerFault } from "./ledger-error.ts";
import { ledgerOver, type RandomBytes } from "./ledger-over.ts";
import { checkVersion, migrate } from "./migrate.ts";
import type { Driver, Row, Statement, Steps } from "./statement.ts";

/** How long a write waits for another process. It blocks the event loop meanwhile. */
export const BUSY_TIMEOUT_MS = 1_000;
const POLL_MS = 200;

/** Opens the file, creates it and its folder when missing, and migrates it. `:memory:` is a ledger that forgets. */
export async function openSqlite(path: string, { random }: { readonly random?: RandomBytes } = {}): Promise<Ledger> {
  try {
    if (path !== ":memory:") makeFolder(dirname(path));
    const db = new Database(path, { timeout: BUSY_TIMEOUT_MS });
    try {
      const driver = sqliteDriver(db, path);
      await driver.run(() => checkVersion("sqlite"));
      makeDurable(db);
      await driver.write(() => migrate("sqlite"));
      return ledgerOver(driver, random);
    } catch (error) {
      db.close();
      throw error;
    }
  } catch (error) {
    throw translate(error, path);
  }
}

/** Node's own recursive way never ends where the system answers a new folder with ENOENT, as below `/proc`. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    if (!existsSync(path)) throw error;
  }
}

/** What was committed survives a power cut. Full synchronisation costs half a millisecond an append. */
export function makeDurable(db: Database.Database): void {
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = FULL");
  db.pragma("foreign_keys = ON");
}

export function sqliteDriver(db: Database.Database, path: string): Driver {
  const statements = new Map<string, Database.Statement>();
  const polls = new Set<NodeJS.Timeout>();
  let writes: Write[] = [];

  function perform({ sql, values }: Statement): readonly Row[] {
    let statement = statements.get(sql);
    if (statement === undefined) {
      statement = db.prepare(sql);
      statements.set(sql, statement);
    }
    if (statement.reader) return statement.all(...values) as Row[];
    statement.run(...values);
    return [];
  }

  function performAll<T>(steps: Steps<T>): T {
    let step = steps.next([]);
    while (!step.done) step = steps.next(perform(step.value));
    return step.value;
  }

  function write<T>(steps: () => Steps<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (writes.length === 0) setImmediate(commit);
      const perform = () => {
        const value = performAll(steps());
        return () => resolve(value);
      };
      writes.push({ perform, reject });
    });
  }

  /** What was asked for in one turn of the event loop becomes durable together: synchronising the disk is what costs. */
  function commit(): void {
    const all = writes;
    writes = [];
    if (all.length === 0) return;
    try {
      const tell: (() => void)[] = [];
      db.transaction(() => {
        for (const each of all) tell.push(performOne(each));
      }).immediate();
      for (const each of tell) each();
    } catch (error) {
      const translated = translate(error, path);
      for (const { reject } of all) reject(translated);
    }
  }

  /** One that fails is undone by itself, unless SQLite has undone the whole transaction, as it may when the disk is full. */
  function performOne({ perform, reject }: Write): () => void {
    try {
      return db.transaction(perform)();
    } catch (error) {
      if (!db.inTransaction) throw error;
      return () => reject(translate(error, path));
    }
  }

  return {
    run: async (steps) => {
      try {
        return performAll(steps());
      } catch (error) {
        throw translate(error, path);
      }
    },
    write,
    writeOne: write,
    onForeignChange(listener) {
      let version = db.pragma("data_version", { simple: true });
      const poll = setInterval(() => {
        const seen = db.pragma("data_version", { simple: true });
        if (seen === version) return;
        version = seen;
        listener();
      }, POLL_MS).unref();
      polls.add(poll);
      return () => {
        clearInterval(poll);
        polls.delete(poll);
      };
    },
    async close() {
      commit();
      for (const poll of polls) clearInterval(poll);
      db.close();
    },
  };
}

type Write = {
  /** Returns how to tell that it is done, once it is durable. */
  readonly perform: () => () => void;
  readonly reject: (error: unknown) => void;
};

const FAULTS: readonly (readonly [RegExp, LedgerFault, (path: string) => string])[] = [
  [
    /^SQLITE_FULL|^ENOSPC/,
    "disk-full",
    (path) => `The disk is full: ${path} cannot grow. Nothing was written; free some space.`,
  ],
  [
    /^SQLITE_READONLY|^SQLITE_CANTOPEN|^EACCES|^EPERM|^EROFS|^ENOENT|^ENOTDIR|^EEXIST/,
    "read-only",
    (path) =>
      `The database ${path} cannot be written: the file and its folder ${dirname(path)} must exist and belong to this user.`,
  ],
  [/^SQLITE_NOTADB/, "not-a-database", (path) => `${path} is not a Pitwall database: choose another file.`],
  [/^SQLITE_BUSY|^SQLITE_LOCKED/, "locked", (path) => `The database ${path} is locked by another process.`],
  [/^SQLITE_CORRUPT/, "damaged", (path) => `The database ${path} is damaged: restore a backup.`],
  [/^SQLITE_IOERR/, "disk-failing", (path) => `The disk under ${path} fails to read or write.`],
];

/** What is wrong with the file becomes one sentence; anything else is a bug and stays as it is. */
export function translate(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || !("code" in error) || error instanceof LedgerError) return error;
  const code = String(error.code);
  const known = FAULTS.find(([pattern]) => pattern.test(code));
  return known ? new LedgerError(known[1], known[2](path), error) : error;
}
