import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root } from "../../src/root.ts";
import { partOf } from "../../tools/directions.ts";

// Plants violations beside the very configuration that `npm run check:lint` uses: a guard gone blind fails here.

type Plant = readonly [file: string, source: string, ...rules: string[]];

const direction = "house(direction)";
const globals = "eslint(no-restricted-globals)";
const clock = "house(no-wall-clock)";

const plants: readonly Plant[] = [
  // Pure folders read no time, no chance, no world.
  ["src/incident/time.ts", "export const at = Date.now();", globals, clock],
  ["src/incident/new-date.ts", "export const at = new Date(5);", globals],
  ["src/timeline/chance.ts", "export const chance = Math.random();", "eslint(no-restricted-properties)"],
  ["src/timeline/taken-chance.ts", "export const { random } = Math;", "eslint(no-restricted-properties)"],
  ["src/postmortem/words.ts", "export const say = new Intl.NumberFormat();", globals],
  ["src/catalog/ask.ts", "export const answer = fetch('https://example.com');", globals],
  ["src/insight/env.ts", "export const home = process.env['HOME'];", globals],
  ["src/shared/say.ts", "export function say() { console.info('hi'); }", globals],
  ["src/shared/round-about.ts", "export const now = globalThis.performance;", globals],
  ["src/pagerduty/group.ts", "export const bytes = Buffer.from('x');", globals],
  ["src/slack/blocks/wait.ts", "export const timer = setTimeout(() => {}, 1);", globals],
  ["src/slack/forms/when.ts", "export const at = new Date(0);", globals],
  ["src/slack/text.ts", "export const id = crypto.randomUUID();", globals],
  ["src/ledger/ledger.ts", "export const at = new Date(0);", globals],

  // Pure folders see no packages and no modules of Node, however they are asked for.
  ["src/incident/file.ts", "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;", direction],
  ["src/incident/file-later.ts", "export const fs = await import('node:fs');", direction],
  ["src/incident/file-type.ts", "export type Stats = import('node:fs').Stats;", direction],
  ["src/incident/package.ts", "import { z } from 'zod';\nexport const text = z;", direction],
  ["src/postmortem/yaml.ts", "import { parse } from 'yaml';\nexport const read = parse;", direction],
  ["src/catalog/yaml.ts", "import { parse } from 'yaml';\nexport const read = parse;"],
  ["src/catalog/search.ts", "import MiniSearch from 'minisearch';\nexport const index = MiniSearch;"],
  ["src/slack/blocks/types.ts", "import type { KnownBlock } from '@slack/types';\nexport type Block = KnownBlock;"],
  [
    "src/slack/blocks/client.ts",
    "import { WebClient } from '@slack/web-api';\nexport const client = WebClient;",
    direction,
  ],

  // One direction only.
  ["src/shared/up.ts", "export type { Rules } from '../incident/rules.ts';", direction],
  ["src/incident/up.ts", "import type { Line } from '../timeline/line.ts';\nexport type Up = Line;", direction],
  ["src/timeline/up.ts", "export { draft } from '../postmortem/draft.ts';", direction],
  ["src/catalog/side.ts", "export * from '../incident/rules.ts';", direction],
  ["src/postmortem/down.ts", "export * from '../timeline/line.ts';"],
  ["src/flow/up.ts", "export { app } from '../slack/app.ts';", direction],
  ["src/flow/dialect.ts", "export { open } from '../ledger/sqlite.ts';", direction],
  ["src/flow/port.ts", "export type { Ledger } from '../ledger/ledger.ts';"],
  ["src/ledger/feature.ts", "export type { Rules } from '../incident/rules.ts';", direction],
  ["src/slack/blocks/up.ts", "export { app } from '../app.ts';", direction],
  ["src/slack/forms/types-up.ts", "export type { Bot } from '../bot.ts';"],
  ["src/slack/other-world.ts", "export { page } from '../pagerduty/perform.ts';", direction],
  ["src/slack/perform/ledger.ts", "export type { Ledger } from '../../ledger/ledger.ts';", direction],
  ["src/slack/config.ts", "export type { Config } from '../config.ts';", direction],
  ["src/pagerduty/other-world.ts", "export type { Blocks } from '../slack/blocks/card.ts';", direction],
  ["src/files/other-world.ts", "export { serve } from '../web/server.ts';", direction],
  ["src/web/main.ts", "export { main } from '../main.ts';", direction],
  ["src/main.ts", "export { usage } from './cli/usage.ts';", direction],
  ["src/cli/anything.ts", "export { app } from '../slack/app.ts';"],
  ["src/sandbox/slack/of-the-bot.ts", "export { button } from '../../slack/button.ts';", direction],
  ["src/sandbox/slack/types-of-the-bot.ts", "export type { Config } from '../../config.ts';"],
  ["src/sandbox/slack/shared.ts", "export { sayDuration } from '../../shared/time.ts';"],
  ["src/sandbox/slack/api/own.ts", "export { channels } from '../channels.ts';"],

  // Time comes from the clock, timers from nowhere else.
  ["src/flow/now.ts", "export const at = new Date().toISOString();", clock],
  ["src/flow/given.ts", "export const said = new Date(5).toISOString();"],
  ["src/slack/timer.ts", "export const timer = setTimeout(() => {}, 1);", globals],
  [
    "src/ledger/timer.ts",
    "import { setTimeout as wait } from 'node:timers/promises';\nexport const sleep = wait;",
    "eslint(no-restricted-imports)",
  ],
  ["src/clock.ts", "export const timer = setTimeout(() => {}, Date.now());"],
  ["src/sandbox/timer.ts", "export const timer = setTimeout(() => {}, Date.now());"],

  // What would be forgotten.
  [
    "src/slack/forgotten.ts",
    "async function post() {}\nexport function act() { post(); }",
    "typescript(no-floating-promises)",
  ],
  [
    "src/slack/forgotten-thenable.ts",
    "declare function insert(): PromiseLike<void>;\nexport function act() { insert(); }",
    "typescript(no-floating-promises)",
  ],
  [
    "src/slack/misused.ts",
    "export function act(all: string[]) { all.forEach(async () => {}); }",
    "typescript(no-misused-promises)",
  ],
  [
    "src/slack/round.ts",
    "import { other } from './round-too.ts';\nexport const one = () => other;",
    "import(no-cycle)",
  ],
  ["src/slack/round-too.ts", "import { one } from './round.ts';\nexport const other = () => one;", "import(no-cycle)"],

  // House rules.
  ["src/web/page.ts", "export const page = new URL('page.html', import.meta.url);", "house(no-import-meta)"],
  ["src/root.ts", "export const root = new URL('../', import.meta.url);"],
  ["src/flow/default.ts", "export default function act() {}", "import(no-default-export)"],
  [
    "test/mock.test.ts",
    "import { expect, test, vi } from 'vitest';\nvi.mock('../src/root.ts');\ntest('x', () => { expect(1).toBe(1); });",
    "vitest(no-restricted-vi-methods)",
  ],
  [
    "test/no-expectation.test.ts",
    "import { test } from 'vitest';\ntest('cannot fail', () => {});",
    "vitest(expect-expect)",
  ],
];

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pitwall-guard-"));
  const from = fileURLToPath(root);
  for (const name of [".oxlintrc.json", "tsconfig.json", "tools/lint-rules.ts", "tools/directions.ts"]) {
    await cp(join(from, name), join(folder, name));
  }
  await symlink(join(from, "node_modules"), join(folder, "node_modules"));
  for (const [file, source] of plants) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), `${source}\n`);
  }
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

test("the linter finds every planted violation, and nothing else", async () => {
  const expected = plants.flatMap(([file, , ...rules]) => rules.map((rule) => `${file}: ${rule}`));
  expect((await lint()).toSorted()).toEqual(expected.toSorted());
}, 30_000);

test("every folder of the sources has its place in the directions", async () => {
  const folders = (await readdir(new URL("src/", root), { withFileTypes: true })).filter((entry) =>
    entry.isDirectory(),
  );
  const placeless = folders.map(({ name }) => name).filter((name) => partOf(`src/${name}/x.ts`).name === "main");
  expect(placeless).toEqual([]);
});

/** Each problem as `file: rule`. */
async function lint(): Promise<readonly string[]> {
  const oxlint = fileURLToPath(new URL("node_modules/.bin/oxlint", root));
  const output = await new Promise<string>((resolve) => {
    execFile(oxlint, ["--format", "json", "src", "test"], { cwd: folder }, (_failed, stdout) => resolve(stdout));
  });
  const { diagnostics } = JSON.parse(output) as { diagnostics: readonly { code: string; filename: string }[] };
  return diagnostics.map(({ code, filename }) => `${filename}: ${code}`);
}
