import { realClock } from "../../src/clock.ts";
import { isConfigProblems, problemLines } from "../../src/config/problem.ts";
import { readBotConfig } from "../../src/config.ts";
import { createLog } from "../../src/log.ts";
import { startBot } from "../../src/main.ts";
import { fastClock } from "./fast-clock.ts";

// The real bot in a process of its own, to be killed. What it is set up with comes in the environment. It is loaded
// beforehand and begins at a word, so that a test need not wait for the loading.
const { FAST_CLOCK = "" } = process.env;
const clock = fastClock(JSON.parse(FAST_CLOCK) as Parameters<typeof fastClock>[0]);
const config = readBotConfig({ env: process.env, readFile: () => "" });
if (isConfigProblems(config)) throw new Error(problemLines(config).join("\n"));
const log = createLog({ level: "error", clock, write: (line) => void process.stderr.write(`${line}\n`) });
await new Promise((resolve) => process.stdin.once("data", resolve));
const bot = await startBot(config, { clock, realClock: realClock(), log });
process.stdout.write(`${bot.url}\n`);
