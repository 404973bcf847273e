import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { manifestFor } from "../../src/cli/manifest.ts";
import { openLedger } from "../../src/ledger/open.ts";
import { type PagerDuty, startPagerDuty } from "../../src/sandbox/pagerduty/start.ts";
import { createWorld, type World } from "../../src/sandbox/world.ts";
import { ROOMS } from "../pagerduty-stories/rooms.ts";
import { until } from "../until.ts";
import { fastNow } from "./fast-clock.ts";
import { type KillPoint, killPoint } from "./kill-point.ts";

const SECRET = "whsec-of-the-tests";

export type Bench = {
  readonly world: World<PagerDuty>;
  readonly pagerduty: PagerDuty;
  readonly kills: KillPoint;
  start(): Promise<void>;
  /** SIGKILL. */
  kill(): void;
  end(): Promise<void>;
};

/** The world in this process, the bot in another that is killed, and time that goes ten times as fast in both. */
export async function openBench(historyLag = 0): Promise<Bench> {
  const time = { origin: Date.now(), factor: 10 };
  const folder = mkdtempSync(join(tmpdir(), "pitwall-killed-"));
  const databaseUrl = `file:${join(folder, "pitwall.db")}`;
  const world = await createWorld<PagerDuty>({
    start: time.origin,
    channels: ROOMS,
    switches: { historyLag },
    manifest: manifestFor({ mode: "socket" }) as never,
    neighbour: (clock) => startPagerDuty({ clock }),
  });
  const pagerduty = world.neighbour as PagerDuty;
  const tick = () => world.clock.jumpTo(fastNow(time));
  const ticking = setInterval(() => void tick(), 10);
  let child: ChildProcess | undefined;
  const kill = () => void child?.kill("SIGKILL");
  const kills = await killPoint({
    targets: { slack: world.slack.url, pagerduty: pagerduty.url },
    kill,
    tick,
  });

  function load(): ChildProcess {
    const { app } = world.slack;
    return spawn(process.execPath, [join(import.meta.dirname, "bot-process.ts")], {
      stdio: ["pipe", "pipe", "inherit"],
      env: {
        FAST_CLOCK: JSON.stringify(time),
        SLACK_BOT_TOKEN: app.botToken,
        SLACK_APP_TOKEN: app.appToken,
        SLACK_API_URL: `${kills.url}/slack/api/`,
        PAGERDUTY_API_TOKEN: pagerduty.token,
        PAGERDUTY_FROM_EMAIL: "eli@acme.example",
        PAGERDUTY_API_URL: `${kills.url}/pagerduty`,
        PAGERDUTY_WEBHOOK_SECRETS: SECRET,
        DATABASE_URL: databaseUrl,
        CATALOG_PATH: "examples/acme",
        PORT: "0",
      },
    });
  }
  let next = load();

  async function start(): Promise<void> {
    const { socketMode } = world.slack;
    // Until the system has taken it away, a process that was killed counts as living and holds the worker's role.
    await until(() => child === undefined || child.signalCode !== null, "the one before is dead");
    await until(() => socketMode.connections() === 0, "its connection is gone");
    const starting = next;
    child = starting;
    starting.stdin?.write("begin\n");
    const url = await new Promise<string>((resolve, reject) => {
      starting.stdout?.once("data", (data) => resolve(String(data)));
      starting.once("exit", (code) => reject(new Error(`The bot ended at its start with ${code}`)));
    });
    next = load();
    pagerduty.sendsWebhooksTo(`${url.trim()}/webhooks/pagerduty`, [SECRET]);
    await until(() => socketMode.connections() > 0, "the bot connects");
  }

  return {
    world,
    pagerduty,
    kills,
    start,
    kill,
    async end() {
      kill();
      next.kill("SIGKILL");
      clearInterval(ticking);
      await world.stop();
      await kills.close();
      const ledger = await openLedger(databaseUrl);
      const faults = await ledger.verify();
      await ledger.close();
      rmSync(folder, { recursive: true, force: true });
      expect(faults).toEqual([]);
      expect(world.slack.refusals()).toEqual([]);
    },
  };
}

/** Nothing was called for a while. */
export async function still(bench: Bench): Promise<void> {
  let before = -1;
  await until(() => bench.world.slack.busy().length === 0, "Slack is idle");
  for (let now = bench.kills.calls(); now !== before; now = bench.kills.calls()) {
    before = now;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}
