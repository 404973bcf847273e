import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HOUR, SECOND } from "../../src/shared/time.ts";
import { bundledBot } from "./bot-process.ts";
import type { Strike } from "./crash-counter.ts";
import type { Weather } from "./crash-world.ts";
import { differences } from "./difference.ts";
import { type Played, play } from "./run-scenario.ts";
import { SCENARIOS, type Scenario } from "./scenarios.ts";

/**
 * The bot dies at every statement that writes and before and after every call that it makes, is started anew, and all must
 * be as if nothing had been. `CRASH_POINTS=all` takes every point, `CRASH_POINTS=17` the 17th of each scenario,
 * `CRASH_POINTS=/5` every fifth; otherwise a few of each. Which ones changes with the seed.
 */
const CHOICE = process.env["CRASH_POINTS"] ?? "";
const SEED = Number(process.env["CRASH_SEED"] ?? Math.floor(Math.random() * 1_000));
/** How many of each scenario and each kind of trouble are taken when it must be quick. */
const FEW = 1;
const AT_ONCE = 2;
const FEWEST_POINTS = 150;

type Trouble = {
  readonly name: string;
  readonly by: Strike["by"];
  readonly weather: Weather;
  /** How the points begin at which it strikes. */
  readonly of: string;
  readonly few: number;
};

const TROUBLES: readonly Trouble[] = [
  { name: "dies", by: "kill", weather: {}, of: "", few: FEW },
  { name: "loses an answer", by: "lost-reply", weather: {}, of: "answered ", few: 1 },
  {
    name: "dies when a call is done, and Slack's history lags",
    by: "kill",
    weather: { historyLag: 3 * SECOND },
    of: "answered ",
    few: 0,
  },
  {
    name: "dies when something is stored, and all is delivered twice",
    by: "kill",
    weather: { twice: true },
    of: "after commit",
    few: 0,
  },
];

let bot: Awaited<ReturnType<typeof bundledBot>>;
const tally = { points: 0, struck: 0, missed: 0 };

beforeAll(async () => {
  bot = await bundledBot();
});
afterAll(() => bot.remove());

describe.each(SCENARIOS)("$name", (scenario) => {
  it(
    "leaves the same, wherever the bot dies or loses an answer",
    async () => {
      const undisturbed = await play(bot.file, scenario, undefined);
      expect(undisturbed.errors).toEqual([]);
      expect(undisturbed.picture.faults).toEqual([]);
      tally.points += undisturbed.points.length;
      const runs = TROUBLES.flatMap((trouble) => chosen(undisturbed.points, trouble).map((at) => ({ trouble, at })));
      const wrong: string[] = [];
      await several(runs, async (run) => {
        const found = await disturbed(scenario, undisturbed, run);
        wrong.push(...found);
        // The whole takes long: what is wrong shows at once.
        for (const one of found) console.log(`${scenario.name}: ${one}`);
      });
      expect(wrong).toEqual([]);
    },
    4 * HOUR,
  );
});

it("are more than a few", () => {
  const { points, struck, missed } = tally;
  console.log(`${points} crash points; ${struck} struck, ${missed} not reached again (seed ${SEED})`);
  expect(points).toBeGreaterThanOrEqual(FEWEST_POINTS);
  if (CHOICE === "all") expect(struck).toBeGreaterThanOrEqual(FEWEST_POINTS);
});

/** Which of the points of its kind, counted from one, are struck in this run. */
function chosen(points: readonly string[], trouble: Trouble): readonly number[] {
  const all = points.filter((point) => point.startsWith(trouble.of)).map((_, index) => index + 1);
  if (CHOICE === "all") return all;
  if (/^\d+$/.test(CHOICE)) return all.filter((at) => at === Number(CHOICE));
  const every = Number(/^\/(\d+)$/.exec(CHOICE)?.[1] ?? 0);
  if (every > 0) return all.filter((at) => at % every === SEED % every);
  const stride = Math.max(1, Math.ceil(all.length / Math.max(1, trouble.few)));
  return all.filter((_, index) => trouble.few > 0 && index % stride === SEED % stride);
}

async function disturbed(
  scenario: Scenario,
  undisturbed: Played,
  { trouble, at }: { readonly trouble: Trouble; readonly at: number },
): Promise<readonly string[]> {
  const where = `${trouble.name} at ${trouble.of}${at}`;
  try {
    const { picture, errors, struckAt } = await play(
      bot.file,
      scenario,
      { at, of: trouble.of, by: trouble.by },
      trouble.weather,
    );
    if (struckAt === undefined) tally.missed += 1;
    else tally.struck += 1;
    return [...differences(undisturbed.picture, picture), ...errors].map((one) => `${where} (${struckAt}): ${one}`);
  } catch (error) {
    return [`${where}: ${error instanceof Error ? error.message : String(error)}`];
  }
}

async function several<T>(all: readonly T[], doIt: (one: T) => Promise<void>): Promise<void> {
  const left = [...all];
  async function work(): Promise<void> {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await doIt(one);
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}
