import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HOUR } from "../../src/shared/time.ts";
import { type BotBundle, bundledBot } from "./bot-process.ts";
import { SCENARIOS } from "./scenarios.ts";
import { sqliteStore } from "./store.ts";
import { CHOICE, SEED, strikeAll, type Tally } from "./strike-all.ts";
import { TROUBLES } from "./troubles.ts";

/**
 * The bot dies at every statement that writes and before and after every call that it makes, is started anew, and all must
 * be as if nothing had been.
 */
const FEWEST_POINTS = 150;
const tally: Tally = { points: 0, runs: 0, struck: 0, struckTwice: 0, missed: 0 };
let bundle: BotBundle;

beforeAll(async () => {
  bundle = await bundledBot();
});
afterAll(() => bundle.remove());

describe.each(SCENARIOS)("$name", (scenario) => {
  it(
    "leaves the same, wherever the bot dies or loses an answer",
    async () => {
      expect(await strikeAll(sqliteStore(bundle), scenario, { troubles: TROUBLES, tally, atOnce: 2 })).toEqual([]);
    },
    4 * HOUR,
  );
});

it("are more than a few", () => {
  const { points, runs, struck, struckTwice, missed } = tally;
  console.log(
    `${points} crash points; ${runs} runs: ${struck} struck, ${struckTwice} of them twice, ${missed} not reached`,
  );
  console.log(`again: CRASH_SEED=${SEED}`);
  expect(points).toBeGreaterThanOrEqual(FEWEST_POINTS);
  expect(struck).toBeGreaterThanOrEqual(CHOICE === "all" ? FEWEST_POINTS : 1);
});
