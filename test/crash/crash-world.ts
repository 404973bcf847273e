import { manifestFor } from "../../src/cli/manifest.ts";
import { realClock } from "../../src/clock.ts";
import { isConfigProblems, problemLines } from "../../src/config/problem.ts";
import { readBotConfig } from "../../src/config.ts";
import { createLog } from "../../src/log.ts";
import { type RunningBot, startBot } from "../../src/main.ts";
import { type PagerDuty, startPagerDuty } from "../../src/sandbox/pagerduty/start.ts";
import { createWorld, type World } from "../../src/sandbox/world.ts";
import { SECOND } from "../../src/shared/time.ts";
import { ROOMS } from "../pagerduty-stories/rooms.ts";
import type { DoomedBot } from "./bot-process.ts";
import type { Strike } from "./counter.ts";
import { lastingPort } from "./lasting-port.ts";
import { type Picture, pictureOf } from "./picture.ts";
import type { MakeStore } from "./store.ts";

export type Weather = {
  readonly historyLag?: number;
  /** Each event and webhook arrives two times. */
  readonly twice?: boolean;
  /** Events overtake each other, and webhooks come last first. */
  readonly disordered?: boolean;
  /** Strikes the bot that is started after the first was struck, until it has recovered. */
  readonly again?: Strike;
};

export type CrashWorld = World<PagerDuty> & {
  readonly pagerduty: PagerDuty;
  isDead(): boolean;
  /** Whether the bot that was struck has been followed by another. */
  hasRecovered(): boolean;
  /** Starts the bot that may be struck. */
  startDoomed(): Promise<DoomedBot>;
  /** Starts the bot on the same data and the same address, anew if it is struck again, and lets it find its feet. */
  recover(): Promise<void>;
  /** Lets time pass until nobody wakes within `ms`, or until the bot is dead. */
  passes(ms: number): Promise<void>;
  /** Stops everything and says what there is now, in the record and outside. */
  end(): Promise<{ readonly picture: Picture; readonly errors: readonly string[]; readonly deaths: number }>;
};

const SECRET = "whsec-of-the-tests";
const ROUTES = `
pagerduty:
  group: { by: system, window: 30m }
  routes:
    - { match: {}, do: declare }
`;
const MANY = 1_000_000;
/** Longer than Slack's and PagerDuty's first repetitions, and shorter than the first reminder. */
const RECOVERY = 70 * SECOND;

export async function crashWorld(makeStore: MakeStore, weather: Weather = {}): Promise<CrashWorld> {
  const store = await makeStore();
  const world = await createWorld<PagerDuty>({
    manifest: manifestFor({ mode: "socket" }) as never,
    neighbour: (clock) => startPagerDuty({ clock }),
    channels: [...ROOMS, { name: "ask-platform", members: ["bo", "eli", "pitwall"] }],
    patience: 30_000,
    switches: {
      ...(weather.historyLag === undefined ? {} : { historyLag: weather.historyLag }),
      ...(weather.disordered === true ? { lateEvents: 2 * SECOND } : {}),
    },
  });
  const pagerduty = world.neighbour as PagerDuty;
  const { port, giveBack } = await lastingPort();
  const { app } = world.slack;
  const env: Record<string, string> = {
    SLACK_BOT_TOKEN: app.botToken,
    SLACK_APP_TOKEN: app.appToken,
    SLACK_API_URL: world.slack.apiUrl,
    PAGERDUTY_API_TOKEN: pagerduty.token,
    PAGERDUTY_FROM_EMAIL: "eli@acme.example",
    PAGERDUTY_API_URL: pagerduty.url,
    PAGERDUTY_WEBHOOK_SECRETS: SECRET,
    DATABASE_URL: store.databaseUrl,
    CATALOG_PATH: "test/crash/catalog",
    PORT: String(port),
  };
  pagerduty.sendsWebhooksTo(`http://127.0.0.1:${port}/webhooks/pagerduty`, [SECRET]);
  if (weather.twice === true) {
    pagerduty.repeatsDeliveries(2);
    world.slack.switches.deliveryFaults.push({ type: "events_api", fault: "twice", times: MANY });
  }
  const errors: string[] = [];
  let doomed: DoomedBot | undefined;
  let bot: RunningBot | undefined;
  let deaths = 0;
  world.waitFor(async () => [...((await doomed?.busy()) ?? []), ...(bot?.busy() ?? [])]);
  const isDead = () => doomed?.isDead() === true;

  async function startDoomed(strike?: Strike): Promise<DoomedBot> {
    const settings = { env, yaml: ROUTES };
    doomed = await store.startDoomed(world.clock, strike === undefined ? settings : { ...settings, strike });
    await quiet();
    return doomed;
  }

  async function startUndisturbed(): Promise<void> {
    const config = readBotConfig({ env, readFile: () => ROUTES });
    if (isConfigProblems(config)) throw new Error(problemLines(config).join("\n"));
    const log = createLog({ level: "error", clock: world.clock, write: (line) => void errors.push(line) });
    bot = await startBot(config, { clock: world.clock, realClock: realClock(), log, openLedger: store.open });
    while (!bot.connected()) await realClock().sleep(2);
    await quiet();
  }

  /** Webhooks that were sent meanwhile arrive when all else is done, the last first. */
  async function quiet(): Promise<void> {
    await world.quiet();
    if (weather.disordered !== true) return;
    pagerduty.releasesDeliveries("reversed");
    await world.quiet();
    pagerduty.holdsDeliveries();
  }

  async function passes(ms: number): Promise<void> {
    const horizon = world.clock.now() + ms;
    await quiet();
    for (let wake = world.clock.nextWake(); wake !== null && wake <= horizon; wake = world.clock.nextWake()) {
      if (isDead()) return;
      await world.clock.jumpTo(wake);
      await quiet();
    }
    if (isDead()) return;
    await world.clock.jumpTo(horizon);
    // A bot in another process hears of the time when it is asked whether it is busy.
    await quiet();
  }

  async function bury(): Promise<void> {
    errors.push(...errorsIn(doomed?.log ?? []));
    if (isDead()) deaths += 1;
    await doomed?.end();
    doomed = undefined;
  }

  return {
    ...world,
    pagerduty,
    isDead,
    hasRecovered: () => deaths > 0,
    startDoomed,
    async recover() {
      await bury();
      if (weather.again !== undefined && deaths === 1) {
        const second = await startDoomed(weather.again);
        await passes(RECOVERY);
        await second.arm(undefined);
        if (!isDead()) return;
        await bury();
      }
      await startUndisturbed();
      await passes(RECOVERY);
    },
    passes,
    async end() {
      try {
        return await looked();
      } finally {
        giveBack();
      }
    },
  };

  async function looked(): Promise<Awaited<ReturnType<CrashWorld["end"]>>> {
    await bury();
    await bot?.stop();
    await world.stop();
    const ledger = await store.open();
    try {
      return { picture: await pictureOf(world, pagerduty, ledger), errors, deaths };
    } finally {
      await ledger.close();
      await store.remove();
    }
  }
}

function errorsIn(log: readonly string[]): readonly string[] {
  return log.filter((line) => line.includes('"level":"error"'));
}
