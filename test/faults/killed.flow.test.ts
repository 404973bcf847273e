import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { manifestFor } from "../../src/cli/manifest.ts";
import { openLedger } from "../../src/ledger/open.ts";
import { type PagerDuty, startPagerDuty } from "../../src/sandbox/pagerduty/start.ts";
import { createWorld, type World } from "../../src/sandbox/world.ts";
import { ROOMS } from "../pagerduty-stories/rooms.ts";
import { fastNow } from "./fast-clock.ts";
import { type KillAt, type KillPoint, killPoint } from "./kill-point.ts";

const SECRET = "whsec-of-the-tests";
const PATIENCE = 20_000;

type Bench = {
  readonly world: World<PagerDuty>;
  readonly pagerduty: PagerDuty;
  readonly kills: KillPoint;
  start(): Promise<void>;
  end(): Promise<void>;
};

let bench: Bench;
afterEach(() => bench.end());

/** The world in this process, the bot in another that is killed, and time that goes ten times as fast in both. */
async function openBench(historyLag = 0): Promise<Bench> {
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
  const kills = await killPoint({
    targets: { slack: world.slack.url, pagerduty: pagerduty.url },
    kill: () => child?.kill("SIGKILL"),
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
    async end() {
      child?.kill("SIGKILL");
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

async function until(is: () => boolean, what: string): Promise<void> {
  const giveUpAt = performance.now() + PATIENCE;
  while (!is()) {
    if (performance.now() > giveUpAt) throw new Error(`It did not happen in time that ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Nothing was called for a while. */
async function still(): Promise<void> {
  let before = -1;
  await until(() => bench.world.slack.busy().length === 0, "Slack is idle");
  for (let now = bench.kills.calls(); now !== before; now = bench.kills.calls()) {
    before = now;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}

function count(text: string, words: string): number {
  return text.split(words).length - 1;
}

/** What there is of an incident in Slack and PagerDuty, each thing counted. */
function standing(title: string) {
  const { world, pagerduty } = bench;
  const rooms = [...world.slack.workspace.channels.values()].filter(({ name }) => name.endsWith(title));
  const room = rooms[0] === undefined ? "" : world.as("ana").reads({ id: rooms[0].id });
  return {
    channels: rooms.length,
    cards: count(room, "Impact:"),
    pins: count(room, "pinned a message"),
    topics: room.includes("Topic: SEV1") ? 1 : 0,
    ana: count(room, "@ana has joined"),
    announcements: count(world.as("ana").reads("#incidents"), ` ${title}\n`),
    pages: pagerduty.incidents().filter((page) => page.title.endsWith(` ${title}`)).length,
    answered: count(room, "bo notified"),
  };
}

const ONCE = { channels: 1, cards: 1, pins: 1, topics: 1, ana: 1, announcements: 1, pages: 1, answered: 1 };

/** Declares, kills the bot at that call, starts it anew, and says what then stands of the incident. */
async function killedAt(title: string, at: KillAt): Promise<ReturnType<typeof standing>> {
  const { world, kills, pagerduty } = bench;
  const ana = world.as("ana");
  kills.arm(at);
  const line = `/incident declare ${title} sev1 service:checkout`;
  const typed = await ana.types("#general", line);
  await until(() => kills.killed(), `the bot comes to ${at.call}`);
  kills.disarm();
  await bench.start();
  // It died before the person was answered, who types it again.
  if (typed.failed !== undefined) await ana.types("#general", line);
  await until(() => JSON.stringify(standing(title)) === JSON.stringify(ONCE), "all stands once").catch(() => undefined);
  await still();
  const stands = standing(title);
  // So that it neither escalates nor reminds while the next is looked at.
  for (const page of pagerduty.incidents().filter(({ status }) => status !== "resolved"))
    pagerduty.resolves(page, "bo");
  await still();
  return stands;
}

const CALLS = [
  ["POST /incidents", 1],
  ["POST /api/conversations.create", 1],
  ["POST /api/conversations.invite", 1],
  ["POST /api/chat.postMessage", 1],
  ["POST /api/chat.postMessage", 2],
  ["POST /api/pins.add", 1],
  ["POST /api/conversations.setTopic", 1],
] as const;

it("a bot that is killed before or after any call of a declare ends, once started again, with each thing once", async () => {
  bench = await openBench();
  await bench.start();
  for (const [index, [call, nth]] of CALLS.entries())
    for (const when of ["before", "after"] as const) {
      const at = { call, nth, when };
      expect({ at, ...(await killedAt(`${when}-${index}`, at)) }).toEqual({ at, ...ONCE });
    }
}, 180_000);

it("the same while Slack's history shows a message only after three seconds", async () => {
  bench = await openBench(3_000);
  await bench.start();
  const at = { call: "POST /api/chat.postMessage", nth: 1, when: "after" } as const;
  expect(await killedAt("lag", at)).toEqual(ONCE);
}, 60_000);
