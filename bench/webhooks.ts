import { createHmac, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { realClock } from "../src/clock.ts";
import { startPagerDuty } from "../src/sandbox/pagerduty/start.ts";
import type { Child } from "./child.ts";
import { closedLoop, type Load, type Sent } from "./load.ts";
import type { How, Measure } from "./measure.ts";
import { entryPoint, startBare, startPitwall } from "./programs.ts";
import { localSlack, WEBHOOK_SECRET } from "./slack.ts";
import { median, range } from "./stats.ts";
import { table, verdict } from "./table.ts";
import { companyOf } from "./world.ts";

const CONNECTIONS = 32;
const SERVICES = 40;
/** Milliseconds after which what is not worked off yet is left. */
const PATIENCE = 20_000;

const ROUTES = `
pagerduty:
  group: { by: service, window: 30m }
  routes:
    - { match: { urgency: low }, do: ignore }
    - { match: {}, do: ask }
`;

type Run = Load & { readonly cpu: number };

/** PagerDuty's webhooks against a server that does the least without losing one. */
export const webhooks: Measure = {
  name: "webhooks",
  title: "Webhooks: verified, stored, 202",
  async run(how) {
    const { env, folder, close } = await localSlack("socket", { limits: false });
    const pagerduty = await startPagerDuty({ clock: realClock(), seed: companyOf(SERVICES) });
    const apart = mkdtempSync(join(tmpdir(), "pitwall-bench-"));
    const config = join(folder, "pitwall.yaml");
    writeFileSync(config, ROUTES);
    const bare = await startBare("bare-webhooks", { SECRET: WEBHOOK_SECRET, DATABASE: join(apart, "bare.db") });
    const ours = await startPitwall({
      ...env,
      PITWALL_CONFIG: config,
      PAGERDUTY_API_TOKEN: pagerduty.token,
      PAGERDUTY_FROM_EMAIL: "eli@acme.example",
      PAGERDUTY_API_URL: pagerduty.url,
      PAGERDUTY_WEBHOOK_SECRETS: WEBHOOK_SECRET,
    });
    const inbox = new Database(join(folder, "pitwall.db"), { readonly: true });
    const left = () => Number(inbox.prepare("select count(*) from inbox where done_at is null").pluck().get());
    try {
      const runs: Record<"bare" | "ignored" | "joined", Run[]> = { bare: [], ignored: [], joined: [] };
      const worked: Record<"ignored" | "joined", number[]> = { ignored: [], joined: [] };
      for (let round = 0; round < how.rounds; round += 1) {
        runs.bare.push(await underLoad(bare, "/", how, "low"));
        for (const [name, urgency] of [
          ["ignored", "low"],
          ["joined", "high"],
        ] as const) {
          const since = performance.now();
          const run = await underLoad(ours, "/webhooks/pagerduty", how, urgency);
          runs[name].push(run);
          while (left() > 0 && performance.now() - since < PATIENCE) await new Promise((wake) => setTimeout(wake, 20));
          worked[name].push(((run.requests - left()) * 1_000) / (performance.now() - since));
        }
      }
      const rows = [
        row("bare server", runs.bare),
        row("ours, ignored by a route", runs.ignored, runs.bare, worked.ignored),
        row("ours, counted in open incidents", runs.joined, runs.bare, worked.joined),
      ];
      return `${entryPoint().isBundle ? "The bundle" : "From source"}; ${CONNECTIONS} connections.\n\n${table(HEAD, rows)}`;
    } finally {
      inbox.close();
      await bare.kill();
      await ours.stop();
      await pagerduty.stop();
      await close();
      rmSync(apart, { recursive: true });
    }
  },
};

const HEAD = [
  "",
  "webhooks/s",
  "p50 ms",
  "p95 ms",
  "p99 ms",
  "processor ms/webhook",
  "throughput to bare",
  "aim",
  "worked off/s, intake included",
];

let count = 0;

async function underLoad(server: Child, path: string, how: How, urgency: "low" | "high"): Promise<Run> {
  const before = server.cpu();
  const load = await closedLoop({
    url: `${server.url}${path}`,
    connections: CONNECTIONS,
    ms: how.load,
    next: () => signedWebhook(urgency),
    isRight: (status) => status === 202,
  });
  return { ...load, cpu: (server.cpu() - before) / load.requests };
}

/** A trigger as PagerDuty sends it, each of an incident of its own on one of the services in turn. */
function signedWebhook(urgency: "low" | "high"): Sent {
  count += 1;
  const service = `service-${(count % SERVICES) + 1}`;
  const about = (id: string, type: string, summary: string) => ({
    id,
    type: `${type}_reference`,
    summary,
    self: `https://api.pagerduty.com/${type}s/${id}`,
    html_url: `https://acme.pagerduty.com/${type}s/${id}`,
  });
  const id = `QBENCH${count.toString(36).toUpperCase()}`;
  const body = JSON.stringify({
    event: {
      id: randomUUID(),
      event_type: "incident.triggered",
      resource_type: "incident",
      occurred_at: new Date().toISOString(),
      agent: null,
      client: null,
      data: {
        id,
        type: "incident",
        self: `https://api.pagerduty.com/incidents/${id}`,
        html_url: `https://acme.pagerduty.com/incidents/${id}`,
        number: count,
        status: "triggered",
        incident_key: id.toLowerCase(),
        created_at: new Date().toISOString(),
        title: `Error rate of ${service} above 5 %`,
        service: about(`PBENCH${(count % SERVICES) + 1}`, "service", service),
        assignees: [about("PUSRBO1", "user", "bo")],
        escalation_policy: about("PEPPAY1", "escalation_policy", "payments"),
        teams: [about("PTMPAY1", "team", "payments")],
        priority: null,
        urgency,
        conference_bridge: null,
        resolve_reason: null,
      },
    },
  });
  const signature = `v1=${createHmac("sha256", WEBHOOK_SECRET).update(body).digest("hex")}`;
  return { headers: { "content-type": "application/json", "x-pagerduty-signature": signature }, body };
}

function row(what: string, runs: readonly Run[], bare?: readonly Run[], worked: readonly number[] = []): string[] {
  const rates = runs.map((one) => one.perSecond);
  const throughput = bare?.map((one, round) => (rates[round] ?? 0) / one.perSecond);
  return [
    what,
    range(rates),
    range(runs.map((one) => one.latency.p50)),
    range(runs.map((one) => one.latency.p95)),
    range(runs.map((one) => one.latency.p99)),
    range(runs.map((one) => one.cpu)),
    throughput === undefined ? "" : range(throughput),
    throughput === undefined ? "" : `≥ 0.8: ${verdict(median(throughput) >= 0.8)}`,
    worked.length === 0 ? "" : range(worked),
  ];
}
