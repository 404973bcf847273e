import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Ledger } from "../../src/ledger/ledger.ts";
import { openLedger } from "../../src/ledger/open.ts";
import { connectPostgres } from "../../src/ledger/pg-client.ts";
import { openPostgres, type PostgresClient } from "../../src/ledger/postgres.ts";
import type { MovableClock } from "../../src/sandbox/clock.ts";
import { startAbandonableBot } from "./abandonable-bot.ts";
import { type BotBundle, type BotSettings, type DoomedBot, startBotProcess } from "./bot-process.ts";
import { fastFolder } from "./fast-folder.ts";

/** Where one run keeps its data, and how the bot that may be struck is started on it. */
export type Store = {
  readonly databaseUrl: string;
  startDoomed(clock: MovableClock, settings: BotSettings): Promise<DoomedBot>;
  /** For a bot that nothing strikes, and for who looks at the end. */
  open(): Promise<Ledger>;
  remove(): Promise<void>;
};

export type MakeStore = () => Promise<Store>;

/** A file, and a bot in a process of its own. */
export function sqliteStore(bundle: BotBundle): MakeStore {
  return async () => {
    const folder = mkdtempSync(join(fastFolder(), "pitwall-crash-"));
    const databaseUrl = `file:${join(folder, "pitwall.db")}`;
    return {
      databaseUrl,
      startDoomed: (clock, settings) => startBotProcess(bundle, clock, settings),
      open: () => openLedger(databaseUrl),
      remove: async () => rmSync(folder, { recursive: true, force: true }),
    };
  };
}

/** A PostgreSQL server, and a bot in a process of its own. One run at a time. */
export function serverStore(bundle: BotBundle, databaseUrl: string): MakeStore {
  return async () => {
    const client = await connectPostgres(databaseUrl);
    await emptied(client);
    await client.close();
    return {
      databaseUrl,
      startDoomed: (clock, settings) => startBotProcess(bundle, clock, settings),
      open: () => openLedger(databaseUrl),
      remove: async () => undefined,
    };
  };
}

/** PostgreSQL in this process, and a bot in it that is abandoned. One run at a time. */
export function pgliteStore(client: PostgresClient): MakeStore {
  const kept: PostgresClient = { ...client, close: async () => undefined };
  return async () => {
    await emptied(client);
    return {
      databaseUrl: "postgres://in-this-process",
      startDoomed: (clock, settings) => startAbandonableBot(kept, clock, settings),
      open: () => openPostgres(kept),
      remove: async () => undefined,
    };
  };
}

async function emptied(client: PostgresClient): Promise<void> {
  await client.query("drop schema public cascade", []);
  await client.query("create schema public", []);
}
