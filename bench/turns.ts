import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { realClock } from "../src/clock.ts";
import { root } from "../src/root.ts";
import { startPagerDuty } from "../src/sandbox/pagerduty/start.ts";
import { type Child, startChild } from "./child.ts";
import type { Measure } from "./measure.ts";
import { entryPoint, startPitwall } from "./programs.ts";
import { localSlack, WEBHOOK_SECRET } from "./slack.ts";
import { median, range } from "./stats.ts";
import { stormRoutes } from "./storm.ts";
import { table, verdict } from "./table.ts";
import { companyOf } from "./world.ts";

const ALERTS = 1_000;
const SERVICES = 40;
/** Real milliseconds: three times as fast as the storm on the movable clock. */
const LASTS = 20_000;
const AFTERWARDS = 10_000;

type Turns = { readonly p99: number; readonly p999: number; readonly max: number };
type Storm = { readonly ours: Turns; readonly idle: Turns };

const WATCHING = fileURLToPath(new URL("bench/servers/watch-turns.ts", root));

/** The turns of the bot's event loop while a storm blows in real time, and those of a program that does nothing beside it. */
export const turns: Measure = {
  name: "turns",
  title: "Event-loop turns in a storm of 1,000 webhooks in 20 s",
  async run({ rounds }) {
    const storms: Storm[] = [];
    for (let round = 0; round < Math.min(rounds, 3); round += 1) storms.push(await oneStorm());
    const row = (what: string, found: readonly Turns[]) => [
      what,
      range(found.map(({ p99 }) => p99)),
      range(found.map(({ p999 }) => p999)),
      range(found.map(({ max }) => max)),
    ];
    const ours = storms.map((one) => one.ours);
    const name = entryPoint().isBundle ? "Pitwall, bundled" : "Pitwall, from source";
    return table(
      [`${storms.length} storms`, "p99 ms", "p99.9 ms", "longest ms", "aim: ≤ 50 ms"],
      [
        [...row(name, ours), verdict(median(ours.map(({ max }) => max)) <= 50)],
        [
          ...row(
            "an idle program beside it: the machine's noise",
            storms.map((one) => one.idle),
          ),
          "",
        ],
      ],
    );
  },
};

async function oneStorm(): Promise<Storm> {
  const { env, folder, close } = await localSlack("socket");
  const pagerduty = await startPagerDuty({ clock: realClock(), seed: companyOf(SERVICES) });
  const config = join(folder, "pitwall.yaml");
  writeFileSync(config, stormRoutes("declare"));
  const bot = await startPitwall({
    ...env,
    BENCH_PRELOAD: WATCHING,
    PITWALL_CONFIG: config,
    PAGERDUTY_API_TOKEN: pagerduty.token,
    PAGERDUTY_FROM_EMAIL: "eli@acme.example",
    PAGERDUTY_API_URL: pagerduty.url,
    PAGERDUTY_WEBHOOK_SECRETS: WEBHOOK_SECRET,
  });
  const idler = fileURLToPath(new URL("bench/servers/idle.ts", root));
  const idle = await startChild(["--import", WATCHING, idler], {}, (line) =>
    line === "listening" ? "none" : undefined,
  );
  const [ours, theirs] = [turnsOf(bot), turnsOf(idle)];
  try {
    pagerduty.sendsWebhooksTo(`${bot.url}/webhooks/pagerduty`, [WEBHOOK_SECRET]);
    await pause(2_000);
    bot.signal("SIGUSR2");
    idle.signal("SIGUSR2");
    const began = performance.now();
    for (let index = 0; index < ALERTS; index += 1) {
      await pause(began + (index * LASTS) / ALERTS - performance.now());
      const isWorst = index % 50 === 25;
      pagerduty.triggers(`service-${(index % SERVICES) + 1}`, isWorst ? `SEV1 ${index}` : `Alert ${index}`);
    }
    await pause(AFTERWARDS);
    await Promise.all([bot.stop(), idle.stop()]);
    return { ours: await ours, idle: await theirs };
  } finally {
    await bot.kill();
    await idle.kill();
    await pagerduty.stop();
    await close();
  }
}

/** What the watcher in that program says when it ends. */
function turnsOf(child: Child): Promise<Turns> {
  const mark = "turns ";
  return new Promise((resolve) => {
    child.onLine((line) => line.startsWith(mark) && resolve(JSON.parse(line.slice(mark.length)) as Turns));
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
}
