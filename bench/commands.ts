import { join } from "node:path";
import type { Child } from "./child.ts";
import { closedLoop, type Load, post, type Sent } from "./load.ts";
import type { How, Measure } from "./measure.ts";
import { entryPoint, startBare, startPitwall } from "./programs.ts";
import { localSlack, signedCommand, until } from "./slack.ts";
import { median, range } from "./stats.ts";
import { table, verdict } from "./table.ts";

/** Notes go to so many incidents in turn. */
const INCIDENTS = 16;
const CONNECTIONS = [1, 32] as const;
/** In one round: nobody has thousands of incidents open at once. */
const MOST_DECLARED = 100;

/** Milliseconds of processor time a request, beside what the clock says. */
type Run = Load & { readonly cpu: number };

/** Slash commands over HTTP that are durable before they are acknowledged, against a Bolt app that only acknowledges. */
export const commands: Measure = {
  name: "commands",
  title: "Commands: durable, then acknowledged",
  async run(how) {
    const { slack, folder, env, close } = await localSlack("http", { limits: false });
    const bare = await startBare("bare-bolt", env);
    const durable = await startBare("durable-bolt", { ...env, DATABASE: join(folder, "durable.db") });
    const ours = await startPitwall(env);
    try {
      const channels = await declareSome(slack, ours);
      let count = 0;
      const note = () => {
        count += 1;
        return signedCommand(slack, channels[count % channels.length] ?? "", `note Error rate falling, look ${count}`);
      };
      const declare = () => {
        count += 1;
        return signedCommand(slack, "C0NONE", `declare Checkout fails in a new way ${count} sev4`);
      };
      const rows: string[][] = [];
      for (const connections of CONNECTIONS) {
        const runs: Record<"bare" | "durable" | "note" | "declare", Run[]> = {
          bare: [],
          durable: [],
          note: [],
          declare: [],
        };
        for (let round = 0; round < how.rounds; round += 1) {
          runs.bare.push(await underLoad(bare, connections, how, note, ""));
          runs.durable.push(await underLoad(durable, connections, how, note, ""));
          runs.note.push(await underLoad(ours, connections, how, note, "Noted"));
          runs.declare.push(await underLoad(ours, connections, how, declare, "declared", MOST_DECLARED));
          await calm(slack);
        }
        rows.push(row("bare Bolt, acknowledges only", connections, runs.bare));
        rows.push(row("Bolt that stores one row durably, then acknowledges", connections, runs.durable, runs.bare));
        rows.push(row("`note`", connections, runs.note, runs.bare, runs.durable));
        rows.push(row("`declare`", connections, runs.declare, runs.bare, runs.durable));
      }
      return `${entryPoint().isBundle ? "The bundle" : "From source"}.\n\n${table(HEAD, rows)}`;
    } finally {
      await bare.kill();
      await durable.kill();
      await ours.stop();
      await close();
    }
  },
};

const HEAD = [
  "",
  "connections",
  "requests/s",
  "p50 ms",
  "p95 ms",
  "p99 ms",
  "processor ms/request",
  "throughput to bare",
  "p99 to bare",
  "throughput to durable",
  "aim",
];

async function underLoad(
  server: Child,
  connections: number,
  how: How,
  next: () => Sent,
  answer: string,
  most = Number.POSITIVE_INFINITY,
): Promise<Run> {
  const before = server.cpu();
  const load = await closedLoop({
    url: `${server.url}/slack/events`,
    connections,
    ms: how.load,
    most,
    next,
    isRight: (status, body) => status === 200 && body.includes(answer),
  });
  return { ...load, cpu: (server.cpu() - before) / load.requests };
}

async function declareSome(slack: Awaited<ReturnType<typeof localSlack>>["slack"], ours: Child): Promise<string[]> {
  const incidents = () => [...slack.workspace.channels.values()].filter(({ name }) => name.startsWith("inc-"));
  for (let number = 1; number <= INCIDENTS; number += 1) {
    await post(undefined, `${ours.url}/slack/events`, signedCommand(slack, "C0NONE", `declare Outage ${number} sev2`));
  }
  // A bot that has just started opens five channels for people, then one every four seconds.
  await until(() => incidents().length === INCIDENTS, performance.now(), 90_000);
  await until(() => slack.calls("chat.postMessage").length >= INCIDENTS);
  return incidents().map(({ id }) => id);
}

/** Waits until what the commands brought about is done, but for the line a second that each incident's thread takes. */
async function calm(slack: Awaited<ReturnType<typeof localSlack>>["slack"]): Promise<void> {
  let before = Number.NEGATIVE_INFINITY;
  while (slack.calls().length - before > 2 * INCIDENTS) {
    before = slack.calls().length;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

function row(
  what: string,
  connections: number,
  runs: readonly Run[],
  bare?: readonly Run[],
  durable?: readonly Run[],
): string[] {
  const p99s = runs.map((one) => one.latency.p99);
  const cells = [
    what,
    String(connections),
    range(runs.map((one) => one.perSecond)),
    range(runs.map((one) => one.latency.p50)),
    range(runs.map((one) => one.latency.p95)),
    range(p99s),
    range(runs.map((one) => one.cpu)),
  ];
  if (bare === undefined) return [...cells, "", "", "", ""];
  const toBare = throughputTo(bare, runs);
  const slower = bare.map((one, round) => (p99s[round] ?? 0) / one.latency.p99);
  if (durable === undefined) return [...cells, range(toBare), range(slower), "", ""];
  const toDurable = throughputTo(durable, runs);
  const aims = [
    `throughput ≥ 0.5 of bare: ${verdict(median(toBare) >= 0.5)}`,
    `≥ durable: ${verdict(median(toDurable) >= 1)}`,
    `p99 ≤ 2 of bare: ${verdict(median(slower) <= 2)}`,
  ];
  const hasAim = what === "`note`" && connections === 32;
  return [...cells, range(toBare), range(slower), range(toDurable), hasAim ? aims.join("; ") : ""];
}

/** Round by round, since the machine may be quicker in one than in another. */
function throughputTo(others: readonly Run[], runs: readonly Run[]): number[] {
  return others.map((one, round) => (runs[round]?.perSecond ?? 0) / one.perSecond);
}
