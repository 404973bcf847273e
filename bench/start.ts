import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { root } from "../src/root.ts";
import type { Slack } from "../src/sandbox/slack/start.ts";
import { type Child, startChild } from "./child.ts";
import type { Measure } from "./measure.ts";
import { entryPoint, startPitwall } from "./programs.ts";
import { localSlack, until } from "./slack.ts";
import { median, range } from "./stats.ts";
import { table, verdict } from "./table.ts";

/** Milliseconds for which a started program is left alone before its memory is read: V8 gives back what starting took. */
const SETTLES = 10_000;

/** Starting and memory against the least there can be: a Bolt app without a listener, in a bundle of its own. */
export const start: Measure = {
  name: "start",
  title: "Start and memory",
  async run({ rounds }) {
    const folder = mkdtempSync(join(tmpdir(), "pitwall-bench-"));
    const { slack, env, close } = await localSlack("socket");
    try {
      const empty = await emptyBolt(folder);
      const { CATALOG_PATH: _, ...bare } = env;
      const programs: readonly Program[] = [
        { what: "empty Bolt app, bundled", run: () => startBolt(empty, env) },
        { what: `${ours()}, without a catalog`, run: () => startPitwall(bare) },
        { what: `${ours()}, with the example catalog`, run: () => startPitwall(env) },
      ];
      // The first start of each reads its files from the disk and creates the database.
      for (const { run } of programs) await started(run, slack);
      const runs: Started[][] = programs.map(() => []);
      for (let round = 0; round < rounds; round += 1) {
        for (const [index, { run }] of programs.entries()) runs[index]?.push(await started(run, slack));
      }
      return table(
        HEAD,
        programs.map(({ what }, index) => row(what, runs[index] ?? [], runs[0] ?? [], index > 0)),
      );
    } finally {
      await close();
      rmSync(folder, { recursive: true });
    }
  },
};

const HEAD = [
  "",
  "connected after ms",
  "processor ms until then",
  "memory MB",
  "time to Bolt",
  "processor to Bolt",
  "memory to Bolt",
  "aim: time ≤ 1.5, memory ≤ 1.2",
];

type Program = { readonly what: string; readonly run: () => Promise<Child> };
type Started = { readonly after: number; readonly cpu: number; readonly memory: number };

function ours(): string {
  return entryPoint().isBundle ? "Pitwall, bundled" : "Pitwall, from source as no bundle was built";
}

/** Until it has said that it runs and Slack has its connection. */
async function started(run: () => Promise<Child>, slack: Slack): Promise<Started> {
  const before = slack.socketMode.connections();
  const since = performance.now();
  const child = await run();
  const after = await until(() => slack.socketMode.connections() > before, since);
  const cpu = child.cpu();
  await new Promise((resolve) => setTimeout(resolve, SETTLES));
  const memory = child.memory();
  await child.stop();
  await until(() => slack.socketMode.connections() === before);
  return { after, cpu, memory };
}

function row(what: string, runs: readonly Started[], bolt: readonly Started[], isOurs: boolean): string[] {
  const figures = [(one: Started) => one.after, (one: Started) => one.cpu, (one: Started) => one.memory];
  const cells = figures.map((of) => range(runs.map(of)));
  if (!isOurs) return [what, ...cells, "", "", "", ""];
  const ratios = figures.map((of) => runs.map((one, round) => of(one) / of(bolt[round] ?? one)));
  const [time = [], , memory = []] = ratios;
  return [
    what,
    ...cells,
    ...ratios.map(range),
    `time ${verdict(median(time) <= 1.5)}, memory ${verdict(median(memory) <= 1.2)}`,
  ];
}

function startBolt(file: string, env: Readonly<Record<string, string>>): Promise<Child> {
  return startChild([file], env, (line) => (line.startsWith("listening") ? "none" : undefined));
}

/** Bundled as ours is, see tools/build.ts. */
async function emptyBolt(folder: string): Promise<string> {
  const outfile = join(folder, "empty-bolt.mjs");
  await build({
    absWorkingDir: fileURLToPath(root),
    entryPoints: ["bench/servers/empty-bolt.ts"],
    outfile,
    bundle: true,
    minifySyntax: true,
    minifyWhitespace: true,
    platform: "node",
    format: "esm",
    target: "node22",
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
    logLevel: "warning",
  });
  return outfile;
}
