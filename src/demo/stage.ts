import { mkdirSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { manifestFor } from "../cli/manifest.ts";
import { realClock } from "../clock.ts";
import { isConfigProblems, problemLines } from "../config/problem.ts";
import { type BotConfig, readBotConfig } from "../config.ts";
import { createLog } from "../log.ts";
import { startBot } from "../main.ts";
import { root } from "../root.ts";
import { type PagerDuty, startPagerDuty } from "../sandbox/pagerduty/start.ts";
import { createWorld, type World } from "../sandbox/world.ts";
import type { Instant } from "../shared/time.ts";
import { plugIntoPage } from "./page-plugs.ts";

/** The local Slack and PagerDuty of the example company, with the bot in it that also runs in production. */
export type Stage = {
  readonly world: World<PagerDuty>;
  readonly pagerduty: PagerDuty;
  readonly config: BotConfig;
  /** Lines of the bot's log at warning and above. */
  readonly log: readonly string[];
  /** Stops the bot and then the rest, so that nothing of the bot's is left unanswered. */
  end(): Promise<void>;
};

export type StageOptions = {
  /** Where the record is kept. Slack begins anew each time, so what is there is removed: it speaks of channels that are gone. */
  readonly databaseFile: string;
  readonly port: number;
  readonly start: Instant;
  /** Whether time flows by itself or stands still until it is moved. */
  readonly running: boolean;
};

/** What a real installation writes into `pitwall.yaml`. */
const CONFIG = `
workspace: { timezone: Europe/Berlin }
call: { url: "https://meet.acme.example/{ref}" }
pagerduty:
  group: { by: system, window: 30m }
  routes:
    - { match: { urgency: low }, do: ignore }
    - { match: { tier: ["1", "2"] }, do: declare }
    - { match: {}, do: ask }
`;

const EVERYBODY = ["ana", "bo", "cy", "dee", "eli", "fay", "pitwall"];
const CHANNELS = [
  { name: "general", members: EVERYBODY },
  { name: "incidents", members: ["ana", "bo", "cy", "dee", "eli", "pitwall"] },
  { name: "incident-triage", members: ["ana", "bo", "eli", "pitwall"] },
  { name: "pitwall", members: ["eli", "pitwall"] },
  { name: "deploys", members: EVERYBODY },
  { name: "ask-platform", members: ["ana", "bo", "eli", "pitwall"] },
];

const WEBHOOK_SECRET = "shared-with-the-local-pagerduty";

export async function startStage(options: StageOptions): Promise<Stage> {
  const { databaseFile, port, start, running } = options;
  const world = await createWorld<PagerDuty>({
    port,
    start,
    running,
    channels: CHANNELS,
    manifest: manifestFor({ mode: "socket" }),
    neighbour: (clock) => startPagerDuty({ clock }),
  });
  const pagerduty = world.neighbour;
  if (pagerduty === undefined) throw new Error("There is no PagerDuty");
  for (const end of ["", "-wal", "-shm"]) rmSync(`${databaseFile}${end}`, { force: true });
  mkdirSync(dirname(databaseFile), { recursive: true });
  const config = configOf(world, pagerduty, databaseFile);
  const log: string[] = [];
  const real = realClock();
  const bot = await startBot(config, {
    clock: world.clock,
    realClock: real,
    log: createLog({ level: "warn", clock: world.clock, write: (line) => void log.push(line) }),
  });
  plugIntoPage(world.slack, pagerduty);
  pagerduty.sendsWebhooksTo(`${bot.url}/webhooks/pagerduty`, [WEBHOOK_SECRET]);
  world.waitFor(() => bot.busy());
  while (!bot.connected()) await real.sleep(10);
  return {
    world,
    pagerduty,
    config,
    log,
    async end() {
      await bot.stop();
      await world.stop();
    },
  };
}

function configOf(world: World, pagerduty: PagerDuty, databaseFile: string): BotConfig {
  const { app, apiUrl } = world.slack;
  const config = readBotConfig({
    env: {
      SLACK_BOT_TOKEN: app.botToken,
      SLACK_APP_TOKEN: app.appToken,
      SLACK_API_URL: apiUrl,
      PAGERDUTY_API_TOKEN: pagerduty.token,
      PAGERDUTY_FROM_EMAIL: "eli@acme.example",
      PAGERDUTY_API_URL: pagerduty.url,
      PAGERDUTY_WEBHOOK_SECRETS: WEBHOOK_SECRET,
      DATABASE_URL: `file:${databaseFile}`,
      CATALOG_PATH: fileURLToPath(new URL("examples/acme", root)),
      PORT: "0",
    },
    readFile: () => CONFIG,
  });
  if (isConfigProblems(config)) throw new Error(problemLines(config).join("\n"));
  return config;
}
