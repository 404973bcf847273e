import { commands } from "./commands.ts";
import type { Measure } from "./measure.ts";
import { reads } from "./reads.ts";
import { start } from "./start.ts";
import { storm } from "./storm.ts";
import { turns } from "./turns.ts";
import { waits } from "./waits.ts";
import { webhooks } from "./webhooks.ts";

const MEASURES: readonly Measure[] = [waits, commands, webhooks, storm, turns, start, reads];

const [rounds, load] = [Number(process.env["BENCH_ROUNDS"] ?? 5), Number(process.env["BENCH_LOAD"] ?? 2_000)];
const names = process.argv.slice(2);
const unknown = names.filter((name) => MEASURES.every((measure) => measure.name !== name));
if (unknown.length > 0) {
  process.stderr.write(`No measure ${unknown.join(", ")}. Known: ${MEASURES.map(({ name }) => name).join(", ")}\n`);
  process.exit(2);
}
for (const measure of MEASURES) {
  if (names.length > 0 && !names.includes(measure.name)) continue;
  process.stdout.write(`## ${measure.title}\n\n${await measure.run({ rounds, load })}\n\n`);
}
