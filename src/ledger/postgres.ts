import type { Ledger } from "./ledger.ts";
import { LedgerError, type LedgerFault } from "./ledger-error.ts";
import { ledgerOver, type RandomBytes } from "./ledger-over.ts";
import { migrate } from "./migrate.ts";
import { connectPostgres } from "./pg-client.ts";
import type { Driver, Row, Statement, Steps, Value } from "./statement.ts";

export type Query = (sql: string, values: readonly Value[]) => Promise<readonly Row[]>;

/** What the ledger wants of PostgreSQL. `pg` serves it over the network; anything that speaks its dialect will do. */
export type PostgresClient = {
  readonly query: Query;
  /** In a transaction at the level READ COMMITTED. */
  transaction<T>(work: (query: Query) => Promise<T>): Promise<T>;
  /** Hears every notification, and an empty one when some may have been missed. Returns how to stop. */
  listen(channel: string, heard: (payload: string) => void): () => void;
  close(): Promise<void>;
};

const CHANNEL = "pitwall";
/** Any number that no other program on the same database takes for its own lock. */
export const WRITE_LOCK = 7_480_223;
const TRIES = 5;
/** Not serialisable, deadlock, and a row that somebody wrote without the lock since we looked. */
const CLASHES = new Set(["40001", "40P01", "23505"]);

export async function openPostgres(
  client: PostgresClient | string,
  { random }: { readonly random?: RandomBytes } = {},
): Promise<Ledger> {
  const connected = typeof client === "string" ? await connectPostgres(client) : client;
  const driver = postgresDriver(connected);
  try {
    await driver.write(() => migrate("postgres"));
  } catch (error) {
    await connected.close();
    throw error;
  }
  return ledgerOver(driver, random);
}

/**
 * All transactions that write take one lock. So there is a single writer, as on SQLite, and the same statements are right on
 * both; what is lost is a throughput that chat never needs.
 */
function postgresDriver(client: PostgresClient): Driver {
  /** Tells our own notifications from those of others. */
  const self = crypto.randomUUID();

  /** Says so to the others when anything was written; two idle workers would otherwise keep each other awake. */
  async function performAll<T>(query: Query, steps: Steps<T>): Promise<T> {
    let wrote = false;
    let step = steps.next([]);
    while (!step.done) {
      const { sql, values }: Statement = step.value;
      wrote ||= !sql.trimStart().startsWith("select");
      step = steps.next(await query(sql, values));
    }
    if (wrote) await query("select pg_notify(?, ?)", [CHANNEL, self]);
    return step.value;
  }

  async function write<T>(steps: () => Steps<T>): Promise<T> {
    return client.transaction(async (query) => {
      await query("select pg_advisory_xact_lock(?)", [WRITE_LOCK]);
      return performAll(query, steps());
    });
  }

  const run = <T>(steps: () => Steps<T>) => translating(() => performAll(client.query, steps()));
  return {
    run,
    writeOne: run,
    write: (steps) => translating(() => repeating(() => write(steps))),
    onForeignChange: (listener) => client.listen(CHANNEL, (payload) => payload !== self && listener()),
    close: () => client.close(),
  };
}

async function repeating<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === TRIES || !CLASHES.has(codeOf(error))) throw error;
    }
  }
}

async function translating<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw translate(error);
  }
}

const FAULTS: readonly (readonly [RegExp, LedgerFault, string])[] = [
  [/^53100$/, "disk-full", "The disk of the PostgreSQL server is full. Nothing was written; free some space."],
  [/^(25006|42501)$/, "read-only", "PostgreSQL lets this user only read: grant it to write and to create tables."],
  [/^55P03$/, "locked", "The PostgreSQL database is locked by another process."],
  [/^(28|3D000)/, "unreachable", "PostgreSQL refuses the user, password or database in DATABASE_URL."],
  [
    /^(08|57P0|53[^1]|ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|EPIPE|ENOENT)/,
    "unreachable",
    "PostgreSQL does not answer at the address in DATABASE_URL.",
  ],
];

/** The sentence never holds the address, for it may hold a password. What is not about the server is a bug and stays as it is. */
function translate(error: unknown): unknown {
  if (error instanceof LedgerError) return error;
  const code = codeOf(error);
  const known = FAULTS.find(([pattern]) => pattern.test(code));
  return known ? new LedgerError(known[1], known[2], error) : error;
}

/** The five letters of PostgreSQL or the word of Node; a connection that broke carries neither, only a sentence. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  if ("code" in error && typeof error.code === "string") return error.code;
  return /^Connection terminated|timeout exceeded when trying to connect|not queryable/.test(error.message)
    ? "08006"
    : "";
}
