import { writeSync } from "node:fs";
import { realClock } from "../../src/clock.ts";
import { isConfigProblems, problemLines } from "../../src/config/problem.ts";
import { readBotConfig } from "../../src/config.ts";
import { createLog } from "../../src/log.ts";
import { type RunningBot, startBot } from "../../src/main.ts";
import type { Clock } from "../../src/shared/time.ts";
import { countCalls } from "./count-calls.ts";
import { countPostgres } from "./count-postgres.ts";
import { countSqlite } from "./count-sqlite.ts";
import { pointCounter } from "./counter.ts";
import type { FromBot, ToBot } from "./messages.ts";

/** The real bot in a process of its own, whose time is kept by the test, and which dies where the test says. */
let bot: RunningBot | undefined;
let now = 0;
let sleepers = 0;
const asleep = new Map<number, () => void>();

/** Synchronous, so that it is told before the process is gone. */
const say = (words: string) => void writeSync(2, `${words}\n`);
const counter = pointCounter((words) => {
  say(words);
  process.kill(process.pid, "SIGKILL");
  // The signal may take an instant to arrive, in which nothing more must happen.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}, say);
countSqlite(counter);
countCalls(() => counter);

function tell(message: FromBot): void {
  process.send?.(message);
}

/** Told of the test's clock: it sleeps there, so that time passes when all is quiet. */
const clock: Clock = {
  now: () => now,
  sleep(ms, signal) {
    if (ms <= 0 || signal?.aborted === true) return Promise.resolve();
    return new Promise((resolve) => {
      sleepers += 1;
      const id = sleepers;
      const wake = () => {
        signal?.removeEventListener("abort", leave);
        asleep.delete(id);
        resolve();
      };
      const leave = () => {
        tell({ type: "leave", id });
        wake();
      };
      signal?.addEventListener("abort", leave, { once: true });
      asleep.set(id, wake);
      tell({ type: "sleep", id, ms });
    });
  },
};

async function start({ env, yaml, strike }: Extract<ToBot, { type: "start" }>): Promise<void> {
  if (env["DATABASE_URL"]?.startsWith("postgres:") === true) await countPostgres(counter);
  if (strike !== undefined) counter.arm(strike);
  const config = readBotConfig({ env, readFile: () => yaml });
  if (isConfigProblems(config)) throw new Error(problemLines(config).join("\n"));
  const log = createLog({ level: "warn", clock, write: (line) => tell({ type: "log", line }) });
  bot = await startBot(config, { clock, realClock: realClock(), log });
  while (!bot.connected()) await realClock().sleep(2);
  tell({ type: "started" });
}

process.on("message", (message: ToBot) => {
  switch (message.type) {
    case "start":
      now = message.now;
      void start(message);
      return;
    case "arm":
      counter.arm(message.strike);
      tell({ type: "armed" });
      return;
    case "wake":
      now = message.now;
      asleep.get(message.id)?.();
      return;
    case "busy":
      now = message.now;
      setImmediate(() => tell({ type: "busy", at: bot?.busy() ?? [] }));
      return;
    case "points":
      tell({ type: "points", points: counter.passed() });
      return;
  }
});
process.on("disconnect", () => process.exit(0));
tell({ type: "ready" });
