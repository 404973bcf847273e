import { realClock } from "../clock.ts";
import { createLog } from "../log.ts";
import { SECOND } from "../shared/time.ts";
import { readOptions } from "./args.ts";
import { botSettings } from "./settings.ts";
import type { Command } from "./terminal.ts";

/** Supervisors kill after ten seconds or more. What is under way then is unknown to the next start, which asks before it repeats. */
const DRAINS_FOR = 4 * SECOND;

export const start: Command = async (args, terminal) => {
  readOptions(args, {});
  const config = botSettings(terminal);
  const clock = realClock();
  const log = createLog({ level: config.logLevel, clock, write: terminal.note });
  const asked = stopAsked();
  const { startBot } = await import("../main.ts");
  const bot = await startBot(config, { clock, realClock: clock, log });
  log.info("Pitwall is stopping", { signal: await asked });
  const drained = await Promise.race([bot.stop().then(() => true), clock.sleep(DRAINS_FOR).then(() => false)]);
  log.info("Pitwall has stopped", { drained });
  return 0;
};

/** The first signal asks to stop, a second one ends the process at once. */
function stopAsked(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let isAsked = false;
    for (const signal of ["SIGTERM", "SIGINT"] as const) {
      process.on(signal, () => {
        if (isAsked) process.exit(1);
        isAsked = true;
        resolve(signal);
      });
    }
  });
}
