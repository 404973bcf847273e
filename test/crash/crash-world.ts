import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { manifestFor } from "../../src/cli/manifest.ts";
import { realClock } from "../../src/clock.ts";
import { isConfigProblems, problemLines } from "../../src/config/problem.ts";
import { readBotConfig } from "../../src/config.ts";
import { openLedger } from "../../src/ledger/open.ts";
import { createLog } from "../../src/log.ts";
import { type RunningBot, startBot } from "../../src/main.ts";
import { type PagerDuty, startPagerDuty } from "../../src/sandbox/pagerduty/start.ts";
import { createWorld, type World } from "../../src/sandbox/world.ts";

import { ROOMS } from "../pagerduty-stories/rooms.ts";
import { type BotProcess, startBotProcess } from "./bot-process.ts";
import { lastingPort } from "./lasting-port.ts";
import { type Picture, pictureOf } from "./picture.ts";

export type Weather = {
  readonly historyLag?: number;
  /** Each event and webhook arrives two times. */
  readonly twice?: boolean;
};

export type CrashWorld = World<PagerDuty> & {
  readonly pagerduty: PagerDuty;
  /** The bot that may be struck; undefined once another has taken its place. */
  doomed(): BotProcess | undefined;
  isDead(): boolean;
  /** Starts the bot in a process of its own. */
  startDoomed(): Promise<BotProcess>;
  /** Starts the bot in this process, on the same data and the same address. */
  recover(): Promise<void>;
  /** Lets time pass until nobody wakes within `ms`, or until the bot is dead. */
  passes(ms: number): Promise<void>;
  /** Stops everything and says what there is now, in the record and outside. */
  end(): Promise<{ readonly picture: Picture; readonly errors: readonly string[] }>;
};

const SECRET = "whsec-of-the-tests";
const ROUTES = `
pagerduty:
  group: { by: system, window: 30m }
  routes:
    - { match: {}, do: declare }
`;
const MANY = 1_000_000;

export async function crashWorld(file: string, weather: Weather = {}): Promise<CrashWorld> {
  const folder = mkdtempSync(join(tmpdir(), "pitwall-crash-"));
  const databaseUrl = `file:${join(folder, "pitwall.db")}`;
  const world = await createWorld<PagerDuty>({
    manifest: manifestFor({ mode: "socket" }) as never,
    neighbour: (clock) => startPagerDuty({ clock }),
    channels: [...ROOMS, { name: "ask-platform", members: ["bo", "eli", "pitwall"] }],
    patience: 30_000,
    ...(weather.historyLag === undefined ? {} : { switches: { historyLag: weather.historyLag } }),
  });
  const pagerduty = world.neighbour as PagerDuty;
  const port = await lastingPort();
  const { app } = world.slack;
  const env: Record<string, string> = {
    SLACK_BOT_TOKEN: app.botToken,
    SLACK_APP_TOKEN: app.appToken,
    SLACK_API_URL: world.slack.apiUrl,
    PAGERDUTY_API_TOKEN: pagerduty.token,
    PAGERDUTY_FROM_EMAIL: "eli@acme.example",
    PAGERDUTY_API_URL: pagerduty.url,
    PAGERDUTY_WEBHOOK_SECRETS: SECRET,
    DATABASE_URL: databaseUrl,
    CATALOG_PATH: "examples/acme",
    PORT: String(port),
  };
  pagerduty.sendsWebhooksTo(`http://127.0.0.1:${port}/webhooks/pagerduty`, [SECRET]);
  if (weather.twice === true) {
    pagerduty.repeatsDeliveries(2);
    world.slack.switches.deliveryFaults.push({ type: "events_api", fault: "twice", times: MANY });
  }
  const errors: string[] = [];
  let doomed: BotProcess | undefined;
  let bot: RunningBot | undefined;
  world.waitFor(async () => [...((await doomed?.busy()) ?? []), ...(bot?.busy() ?? [])]);

  return {
    ...world,
    pagerduty,
    doomed: () => doomed,
    isDead: () => doomed?.isDead() === true,
    async startDoomed() {
      doomed = await startBotProcess(file, world.clock, { env, yaml: ROUTES });
      await world.settle({ upTo: 0 });
      return doomed;
    },
    async recover() {
      errors.push(...errorsIn(doomed?.log ?? []));
      doomed = undefined;
      const config = readBotConfig({ env, readFile: () => ROUTES });
      if (isConfigProblems(config)) throw new Error(problemLines(config).join("\n"));
      const log = createLog({ level: "error", clock: world.clock, write: (line) => void errors.push(line) });
      bot = await startBot(config, { clock: world.clock, realClock: realClock(), log });
      while (!bot.connected()) await realClock().sleep(2);
      await world.quiet();
    },
    async passes(ms) {
      const horizon = world.clock.now() + ms;
      const isDead = () => doomed?.isDead() === true;
      await world.quiet();
      for (let wake = world.clock.nextWake(); wake !== null && wake <= horizon; wake = world.clock.nextWake()) {
        if (isDead()) return;
        await world.clock.jumpTo(wake);
        await world.quiet();
      }
      if (!isDead()) await world.clock.jumpTo(horizon);
    },
    async end() {
      errors.push(...errorsIn(doomed?.log ?? []));
      await doomed?.end();
      await bot?.stop();
      await world.stop();
      const ledger = await openLedger(databaseUrl);
      try {
        return { picture: await pictureOf(world, pagerduty, ledger), errors };
      } finally {
        await ledger.close();
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

function errorsIn(log: readonly string[]): readonly string[] {
  return log.filter((line) => line.includes('"level":"error"'));
}
