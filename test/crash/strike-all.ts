import { realClock } from "../../src/clock.ts";
import { SECOND } from "../../src/shared/time.ts";
import type { Strike } from "./counter.ts";
import type { Weather } from "./crash-world.ts";
import { differences } from "./difference.ts";
import { type Played, play } from "./run-scenario.ts";
import type { Scenario } from "./scenarios.ts";
import type { MakeStore } from "./store.ts";

/**
 * Which points are struck: "all" of them, "17" the 17th of each scenario, "/5" every fifth; otherwise a few of each. Which
 * ones those are changes with the seed.
 */
export const CHOICE = process.env["CRASH_POINTS"] ?? "";
export const SEED = Number(process.env["CRASH_SEED"] ?? Math.floor(Math.random() * 1_000));

export type Trouble = {
  readonly name: string;
  readonly by: Strike["by"];
  readonly weather: Weather;
  /** How the points begin at which it strikes. */
  readonly of: string;
  /** How many points of each scenario are struck when it must be quick. */
  readonly few: number;
  /** The bot that is started after the first was struck is struck too, at a point that follows from the first one. */
  readonly again?: boolean;
};

export type Tally = { points: number; runs: number; struck: number; struckTwice: number; missed: number };

/** Plays the scenario undisturbed, then with each trouble at each chosen point, and says what came out otherwise. */
export async function strikeAll(
  store: MakeStore,
  scenario: Scenario,
  {
    troubles,
    tally,
    atOnce,
  }: { readonly troubles: readonly Trouble[]; readonly tally: Tally; readonly atOnce: number },
): Promise<readonly string[]> {
  const undisturbed = await play(store, scenario, undefined);
  tally.points += undisturbed.points.length;
  const wrong: string[] = [...undisturbed.errors, ...undisturbed.picture.faults];
  const runs = troubles.flatMap((trouble) => chosen(undisturbed.points, trouble).map((at) => ({ trouble, at })));
  const began = performance.now();
  await several(runs, atOnce, async ({ trouble, at }) => {
    const found = await disturbed(store, scenario, undisturbed, trouble, at, tally);
    wrong.push(...found);
    // The whole takes long: what is wrong shows at once.
    for (const one of found) console.log(`${scenario.name}: ${one}`);
  });
  const took = Math.round((performance.now() - began) / 1_000);
  console.log(`${scenario.name}: ${undisturbed.points.length} points, ${runs.length} runs in ${took} s`);
  return wrong;
}

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

/** A run takes a second, and much longer only where many others share the machine. */
const LONGEST_RUN = 90 * SECOND;
/** A start passes a dozen points, and what is then made up for at least as many. */
const RECOVERING_POINTS = 31;

async function disturbed(
  store: MakeStore,
  scenario: Scenario,
  undisturbed: Played,
  { name, by, of, weather, again }: Trouble,
  at: number,
  tally: Tally,
): Promise<readonly string[]> {
  const where = `${name} at ${of}${at}`;
  tally.runs += 1;
  try {
    const second: Weather =
      again === true ? { again: { at: 1 + ((at * 17 + SEED) % RECOVERING_POINTS), of: "", by: "kill" } } : {};
    const { picture, errors, struckAt, deaths } = await inTime(
      play(store, scenario, { at, of, by }, { ...weather, ...second }),
    );
    if (struckAt === undefined) tally.missed += 1;
    else tally.struck += 1;
    if (deaths > 1) tally.struckTwice += 1;
    return [...differences(undisturbed.picture, picture), ...errors].map((one) => `${where} (${struckAt}): ${one}`);
  } catch (error) {
    return [`${where}: ${error instanceof Error ? error.message : String(error)}`];
  }
}

/** One that hangs is named, and holds up nobody. */
async function inTime<T>(playing: Promise<T>): Promise<T> {
  const done = new AbortController();
  const late = realClock()
    .sleep(LONGEST_RUN, done.signal)
    .then(() => Promise.reject(new Error(`It did not end within ${LONGEST_RUN / 1_000} s`)));
  late.catch(() => undefined);
  try {
    return await Promise.race([playing, late]);
  } finally {
    done.abort();
  }
}

async function several<T>(all: readonly T[], atOnce: number, doIt: (one: T) => Promise<void>): Promise<void> {
  const left = [...all];
  async function work(): Promise<void> {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await doIt(one);
  }
  await Promise.all(Array.from({ length: atOnce }, work));
}
