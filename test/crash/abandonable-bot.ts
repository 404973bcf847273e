import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe } from "node:diagnostics_channel";
import type { Server, Socket } from "node:net";
import { realClock } from "../../src/clock.ts";
import { isConfigProblems, problemLines } from "../../src/config/problem.ts";
import { readBotConfig } from "../../src/config.ts";
import { openPostgres, type PostgresClient, type Query } from "../../src/ledger/postgres.ts";
import { createLog } from "../../src/log.ts";
import { type RunningBot, startBot } from "../../src/main.ts";
import type { MovableClock } from "../../src/sandbox/clock.ts";
import type { Clock } from "../../src/shared/time.ts";
import type { BotSettings, DoomedBot } from "./bot-process.ts";
import { countCalls } from "./count-calls.ts";
import { type Counter, pointCounter, writingWords } from "./counter.ts";

/** All that one bot does happens in its life, whoever else lives in this process. */
type Life = {
  readonly counter: Counter;
  readonly sockets: Set<Socket>;
  readonly servers: Set<Server>;
  isOver(): boolean;
};

const lives = new AsyncLocalStorage<Life>();
countCalls(() => lives.getStore()?.counter);
for (const channel of ["net.client.socket", "net.server.socket"]) {
  subscribe(channel, (message) => {
    const { socket } = message as { socket: Socket };
    const life = lives.getStore();
    // The dead may be about to connect; cut once whoever connects listens for errors.
    if (life?.isOver() === true) setImmediate(() => socket.destroy());
    else life?.sockets.add(socket);
  });
}
subscribe("tracing:net.server.listen:asyncStart", (message) => {
  lives.getStore()?.servers.add((message as { server: Server }).server);
});

class Abandoned extends Error {}

const never = new Promise<never>(() => undefined);

/**
 * Starts the bot in this process. Where it is struck it is abandoned: its connections are cut, and neither its database,
 * nor its clock, nor a call that it makes ever answers again.
 */
export async function startAbandonableBot(
  client: PostgresClient,
  clock: MovableClock,
  { env, yaml, strike }: BotSettings,
): Promise<DoomedBot> {
  const log: string[] = [];
  const gone = new AbortController();
  const isDead = () => gone.signal.aborted;
  let struckAt: string | undefined;
  let bot: RunningBot | undefined;

  function abandon(words: string): void {
    struckAt = words;
    gone.abort();
    for (const server of life.servers) server.close();
    for (const socket of life.sockets) socket.destroy();
  }

  const life: Life = {
    counter: pointCounter(abandon, (words) => {
      struckAt = words;
    }),
    sockets: new Set(),
    servers: new Set(),
    isOver: isDead,
  };

  /** What the dead ask, or asked before they died, is never answered. */
  async function mortal<T>(work: () => Promise<T>): Promise<T> {
    if (isDead()) return never;
    try {
      const result = await work();
      return isDead() ? await never : result;
    } catch (error) {
      if (isDead()) return never;
      throw error;
    }
  }

  /** Throws, so that the database undoes the transaction of the dead. */
  function pass(words: string): void {
    if (life.counter.pass(words) === "dead") throw new Abandoned();
  }

  function counted(query: Query, inTransaction: boolean): Query {
    return async (sql, values) => {
      if (isDead()) throw new Abandoned();
      const words = writingWords(sql);
      if (words === undefined) return query(sql, values);
      pass(`before ${words}`);
      const rows = await query(sql, values);
      if (!inTransaction) pass(`after ${words}`);
      return rows;
    };
  }

  const query = counted(client.query, false);
  const mortalClient: PostgresClient = {
    query: (sql, values) => mortal(() => query(sql, values)),
    transaction: (work) =>
      mortal(async () => {
        pass("before begin");
        const result = await client.transaction(async (inside) => {
          const worked = await work(counted(inside, true));
          if (isDead()) throw new Abandoned();
          pass("before commit");
          return worked;
        });
        pass("after commit");
        return result;
      }),
    listen: (channel, heard) => {
      const stop = client.listen(channel, (payload) => !isDead() && heard(payload));
      gone.signal.addEventListener("abort", stop, { once: true });
      return stop;
    },
    close: async () => undefined,
  };
  const mortalClock: Clock = {
    now: clock.now,
    sleep: (ms, signal) =>
      mortal(() => clock.sleep(ms, signal === undefined ? gone.signal : AbortSignal.any([signal, gone.signal]))),
  };

  async function start(): Promise<void> {
    const config = readBotConfig({ env, readFile: () => yaml });
    if (isConfigProblems(config)) throw new Error(problemLines(config).join("\n"));
    const write = (line: string) => void (isDead() || log.push(line));
    bot = await startBot(config, {
      clock: mortalClock,
      realClock: realClock(),
      log: createLog({ level: "warn", clock, write }),
      openLedger: () => openPostgres(mortalClient),
    });
    while (!bot.connected()) await realClock().sleep(2);
  }

  if (strike !== undefined) life.counter.arm(strike);
  const died = new Promise<void>((resolve) => gone.signal.addEventListener("abort", () => resolve(), { once: true }));
  await Promise.race([lives.run(life, start), died]);

  return {
    log,
    isDead,
    arm: async (chosen) => life.counter.arm(chosen),
    busy: async () => (isDead() ? [] : (bot?.busy() ?? [])),
    points: async () => life.counter.passed(),
    struckAt: () => struckAt,
    // The last point may be passed while it stops.
    end: () => Promise.race([died, isDead() ? undefined : bot?.stop()]),
  };
}
