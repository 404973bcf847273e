import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { manifestFor } from "../src/cli/manifest.ts";
import { realClock } from "../src/clock.ts";
import { isConfigProblems, problemLines } from "../src/config/problem.ts";
import { type BotConfig, readBotConfig } from "../src/config.ts";
import { openLedger } from "../src/ledger/open.ts";
import { createLog } from "../src/log.ts";
import { type RunningBot, startBot } from "../src/main.ts";
import { type PagerDuty, startPagerDuty } from "../src/sandbox/pagerduty/start.ts";
import { sayTime } from "../src/sandbox/print/date.ts";
import { wireUser } from "../src/sandbox/slack/users.ts";
import { createWorld, type World, type WorldOptions } from "../src/sandbox/world.ts";
import { watchTurns } from "./turns.ts";
import { until } from "./until.ts";

const WEBHOOK_SECRET = "whsec-of-the-tests";

export type BotWorld = World<PagerDuty> & {
  readonly pagerduty: PagerDuty;
  readonly databaseUrl: string;
  readonly config: BotConfig;
  readonly log: readonly string[];
  bot(): RunningBot;
  /** Stops the bot and starts a new one on the same database; `meanwhile` is done while there is none. */
  restart(meanwhile?: () => Promise<void>): Promise<void>;
  /** Stops everything and checks the record's hash chain, that nothing was refused and that no turn took too long. */
  end(options?: { readonly refusals?: readonly string[] }): Promise<void>;
};

export type BotWorldOptions = Omit<WorldOptions<PagerDuty>, "neighbour" | "manifest"> & {
  readonly yaml?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly http?: boolean;
  readonly withoutPagerDuty?: boolean;
};

const ROUTES = `
pagerduty:
  group: { by: system, window: 30m }
  routes:
    - { match: { urgency: low }, do: ignore }
    - { match: { service: search }, do: ask }
    - { match: {}, do: declare }
`;

/** The real bot, over the wire, beside the local Slack and PagerDuty, on a database file of its own. */
export async function botWorld(options: BotWorldOptions = {}): Promise<BotWorld> {
  const folder = mkdtempSync(join(tmpdir(), "pitwall-"));
  const manifest = manifestFor(options.http === true ? { mode: "http", url: "http://127.0.0.1" } : { mode: "socket" });
  const world = await createWorld<PagerDuty>({
    ...options,
    manifest: manifest as never,
    neighbour: (clock) => startPagerDuty({ clock }),
  });
  const { neighbour: pagerduty } = world;
  if (pagerduty === undefined) throw new Error("There is no PagerDuty");
  const databaseUrl = `file:${join(folder, "pitwall.db")}`;
  const config = configOf(world, pagerduty, databaseUrl, options);
  const log: string[] = [];
  let bot: RunningBot | undefined;

  async function start(): Promise<void> {
    const logger = createLog({ level: "info", clock: world.clock, write: (line) => void log.push(line) });
    bot = await startBot(config, { clock: world.clock, realClock: realClock(), log: logger });
    if (options.withoutPagerDuty !== true)
      pagerduty?.sendsWebhooksTo(`${bot.url}/webhooks/pagerduty`, [WEBHOOK_SECRET]);
    if (options.http === true) world.slack.sendTo(`${bot.url}/slack/events`);
    await until(bot.connected, "the bot connects");
    await world.settle({ upTo: 0 });
  }
  world.waitFor(() => bot?.busy() ?? []);
  await start();
  // The tables of languages and time zones are loaded once in a process, for whoever asks first.
  const { users, clock } = world.slack.workspace;
  for (const user of users.values()) {
    wireUser(world.slack.workspace, user, false);
    sayTime(clock.now(), user.tz);
  }
  const turns = watchTurns();

  return {
    ...world,
    pagerduty,
    databaseUrl,
    config,
    log,
    bot: () => bot as RunningBot,
    async restart(meanwhile) {
      await bot?.stop();
      await meanwhile?.();
      await start();
    },
    async end({ refusals = [] } = {}) {
      const longTurns = turns.end();
      await bot?.stop();
      bot = undefined;
      const refused = world.slack.refusals().filter((call) => !refusals.includes(String(call.answer["error"])));
      // Whether a key is one person's shows only when it is asked for that person.
      const mistakes = pagerduty.refusals().filter(({ path }) => path !== "/users/me");
      await world.stop();
      const ledger = await openLedger(databaseUrl);
      const faults = await ledger.verify();
      await ledger.close();
      rmSync(folder, { recursive: true, force: true });
      if (refused.length > 0) throw new Error(`Slack refused: ${JSON.stringify(refused.slice(0, 3), null, 1)}`);
      if (mistakes.length > 0) throw new Error(`PagerDuty refused: ${JSON.stringify(mistakes.slice(0, 3), null, 1)}`);
      if (faults.length > 0) throw new Error(`The record is broken: ${JSON.stringify(faults)}`);
      if (longTurns.length > 0) throw new Error(`Turns of the event loop took ${longTurns.join(", ")} ms`);
      const errors = log.filter((line) => line.includes('"level":"error"'));
      if (errors.length > 0) throw new Error(`The bot logged errors: ${errors.slice(0, 3).join("\n")}`);
    },
  };
}

function configOf(world: World, pagerduty: PagerDuty, databaseUrl: string, options: BotWorldOptions): BotConfig {
  const { app } = world.slack;
  const config = readBotConfig({
    env: {
      SLACK_BOT_TOKEN: app.botToken,
      ...(options.http === true ? { SLACK_SIGNING_SECRET: app.signingSecret } : { SLACK_APP_TOKEN: app.appToken }),
      SLACK_API_URL: world.slack.apiUrl,
      ...(options.withoutPagerDuty === true
        ? {}
        : {
            PAGERDUTY_API_TOKEN: pagerduty.token,
            PAGERDUTY_FROM_EMAIL: "eli@acme.example",
            PAGERDUTY_API_URL: pagerduty.url,
            PAGERDUTY_WEBHOOK_SECRETS: WEBHOOK_SECRET,
          }),
      DATABASE_URL: databaseUrl,
      CATALOG_PATH: "examples/acme",
      PORT: "0",
      ...options.env,
    },
    readFile: () => options.yaml ?? ROUTES,
  });
  if (isConfigProblems(config)) throw new Error(problemLines(config).join("\n"));
  return config;
}
