import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { manifestFor } from "../src/cli/manifest.ts";
import { realClock } from "../src/clock.ts";
import { isConfigProblems, problemLines } from "../src/config/problem.ts";
import { readBotConfig } from "../src/config.ts";
import { createLog } from "../src/log.ts";
import { startBot } from "../src/main.ts";
import { acme } from "../src/sandbox/pagerduty/acme.ts";
import type { Company } from "../src/sandbox/pagerduty/company.ts";
import { type PagerDuty, startPagerDuty } from "../src/sandbox/pagerduty/start.ts";
import type { Manifest } from "../src/sandbox/slack/app.ts";
import { createWorld } from "../src/sandbox/world.ts";
import { WEBHOOK_SECRET } from "./slack.ts";

export type BenchWorld = Awaited<ReturnType<typeof benchWorld>>;

const ROOMS = ["general", "incidents", "incident-triage", "pitwall"].map((name) => ({
  name,
  members: ["ana", "bo", "eli", "pitwall"],
}));

/** The company with so many services, `service-1` and so on, shared out among its policies. */
export function companyOf(services: number): Company {
  return {
    ...acme,
    services: Array.from({ length: services }, (_, index) => {
      const like = acme.services[index % acme.services.length];
      if (like === undefined) throw new Error("The example company has no services");
      const id = `PBENCH${index + 1}`;
      return { ...like, id, name: `service-${index + 1}`, routingKey: id.toLowerCase().padEnd(32, "0") };
    }),
  };
}

/** The real bot beside the local Slack and PagerDuty in this process, on a clock that stands until it is moved. */
export async function benchWorld({ yaml, company = acme }: { readonly yaml: string; readonly company?: Company }) {
  const folder = mkdtempSync(join(tmpdir(), "pitwall-bench-"));
  const database = join(folder, "pitwall.db");
  const world = await createWorld<PagerDuty>({
    manifest: manifestFor({ mode: "socket" }) as unknown as Manifest,
    channels: ROOMS,
    patience: 60_000,
    neighbour: (clock) => startPagerDuty({ clock, seed: company }),
  });
  const { slack, neighbour: pagerduty } = world;
  if (pagerduty === undefined) throw new Error("There is no PagerDuty");
  const config = readBotConfig({
    env: {
      SLACK_BOT_TOKEN: slack.app.botToken,
      SLACK_APP_TOKEN: slack.app.appToken,
      SLACK_API_URL: slack.apiUrl,
      PAGERDUTY_API_TOKEN: pagerduty.token,
      PAGERDUTY_FROM_EMAIL: "eli@acme.example",
      PAGERDUTY_API_URL: pagerduty.url,
      PAGERDUTY_WEBHOOK_SECRETS: WEBHOOK_SECRET,
      DATABASE_URL: `file:${database}`,
      CATALOG_PATH: "examples/acme",
      PORT: "0",
    },
    readFile: () => yaml,
  });
  if (isConfigProblems(config)) throw new Error(problemLines(config).join("\n"));
  const log: string[] = [];
  const logger = createLog({ level: "warn", clock: world.clock, write: (line) => void log.push(line) });
  const bot = await startBot(config, { clock: world.clock, realClock: realClock(), log: logger });
  world.waitFor(() => bot.busy());
  pagerduty.sendsWebhooksTo(`${bot.url}/webhooks/pagerduty`, [WEBHOOK_SECRET]);
  while (!bot.connected()) await new Promise((resolve) => setTimeout(resolve, 10));
  await world.settle({ upTo: 0 });
  const looking = new Database(database, { readonly: true });

  return {
    ...world,
    pagerduty,
    bot,
    log,
    /** One figure straight from the database. */
    figure: (sql: string) => Number(looking.prepare(sql).pluck().get() ?? 0),
    rows: (sql: string) => looking.prepare(sql).all(),
    /** The channel of the incident that has this service. */
    channelOf: (service: string) =>
      looking.prepare("select channel from incidents where data like ?").pluck().get(`%"${service}"%`) as string | null,
    async end() {
      looking.close();
      await bot.stop();
      await world.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
