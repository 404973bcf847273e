import type { Client, ClientConfig, Notification, PoolClient } from "pg";
import type { PostgresClient, Query } from "./postgres.ts";
import { numbered, type Row } from "./statement.ts";

const CONNECTIONS = 10;
const CONNECT_TIMEOUT_MS = 5_000;
const POLL_MS = 2_000;
/** A peer that hangs with the write lock held loses it; whoever waits for the lock gives up before a person does. */
const SETTINGS = "-c lock_timeout=5000 -c idle_in_transaction_session_timeout=10000";

/** Connects through `pg`, which is loaded only here. */
export async function connectPostgres(url: string): Promise<PostgresClient> {
  const { default: pg } = await import("pg");
  const config: ClientConfig = {
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: "pitwall",
    options: SETTINGS,
  };
  const pool = new pg.Pool({ ...config, max: CONNECTIONS });
  // A connection that dies fails the query that uses it, or is replaced at the next one. Unheard, its event ends the process.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  const stops = new Set<() => void>();

  return {
    query: queryOn(pool),
    async transaction(work) {
      const client = await pool.connect();
      try {
        await client.query("begin isolation level read committed");
        const result = await work(queryOn(client));
        await client.query("commit");
        client.release();
        return result;
      } catch (error) {
        await rollBack(client);
        throw error;
      }
    },
    listen(channel, heard) {
      const stop = keepListening(() => new pg.Client(config), channel, heard);
      stops.add(stop);
      return () => {
        stop();
        stops.delete(stop);
      };
    },
    async close() {
      for (const stop of stops) stop();
      await pool.end();
    },
  };
}

function queryOn(client: { query: PoolClient["query"] }): Query {
  return async (sql, values) => (await client.query<Row>(numbered(sql), [...values])).rows;
}

/** A connection that cannot even roll back is thrown away. */
async function rollBack(client: PoolClient): Promise<void> {
  const broken = await client.query("rollback").then(
    () => false,
    () => true,
  );
  client.release(broken);
}

/** One connection of its own; when it is lost, a new one is tried every two seconds, and what was missed is made up for. */
function keepListening(connect: () => Client, channel: string, heard: (payload: string) => void): () => void {
  let current: Client | undefined;
  let stopped = false;

  function lose(client: Client): void {
    if (current === client) current = undefined;
    client.end().catch(() => undefined);
  }

  async function listen(first: boolean): Promise<void> {
    const client = connect();
    current = client;
    client.on("notification", ({ payload }: Notification) => heard(payload ?? ""));
    client.on("error", () => lose(client));
    client.on("end", () => lose(client));
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
      if (stopped) lose(client);
      else if (!first) heard("");
    } catch {
      lose(client);
    }
  }

  void listen(true);
  const poll = setInterval(() => {
    if (current === undefined) void listen(false);
  }, POLL_MS).unref();
  return () => {
    stopped = true;
    clearInterval(poll);
    if (current) lose(current);
  };
}
