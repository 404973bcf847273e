// First, so that whatever the bot loads is counted.

import { realClock } from "../../src/clock.ts";
import { isConfigProblems, problemLines } from "../../src/config/problem.ts";
import { readBotConfig } from "../../src/config.ts";
import { createLog } from "../../src/log.ts";
import { type RunningBot, startBot } from "../../src/main.ts";
import type { Clock } from "../../src/shared/time.ts";
import { arm, pointsPassed } from "./crash-counter.ts";
import type { FromBot, ToBot } from "./messages.ts";

/** The real bot in a process of its own, whose time is kept by the test, and which dies where the test says. */
let bot: RunningBot | undefined;
let now = 0;
let sleepers = 0;
const asleep = new Map<number, () => void>();

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
      tell({ type: "sleep", id, until: now + ms });
    });
  },
};

async function start(env: Readonly<Record<string, string>>, yaml: string): Promise<void> {
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
      void start(message.env, message.yaml);
      return;
    case "arm":
      arm(message.strike);
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
      tell({ type: "points", points: pointsPassed() });
      return;
  }
});
process.on("disconnect", () => process.exit(0));
tell({ type: "ready" });
