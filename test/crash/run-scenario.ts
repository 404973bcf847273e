import { MINUTE, SECOND } from "../../src/shared/time.ts";
import type { Strike } from "./counter.ts";
import { type CrashWorld, crashWorld, type Weather } from "./crash-world.ts";
import type { Picture } from "./picture.ts";
import type { Scenario, Step } from "./scenarios.ts";
import type { MakeStore } from "./store.ts";

export type Played = {
  readonly picture: Picture;
  readonly errors: readonly string[];
  /** The points passed, when nothing struck. */
  readonly points: readonly string[];
  /** Where it struck, in words; undefined when the point was not reached. */
  readonly struckAt: string | undefined;
  readonly deaths: number;
};

/** A topic changes at most once a minute. */
const UNTIL_TOPIC = 65 * SECOND;
const TRIES = 3;

/** Plays it once. After a kill the bot is started anew, and the outside does again what was never acknowledged. */
export async function play(
  store: MakeStore,
  scenario: Scenario,
  strike: Strike | undefined,
  weather: Weather = {},
): Promise<Played> {
  const world = await crashWorld(store, weather);
  let ended = false;
  try {
    const doomed = await world.startDoomed();
    await scenario.given(world);
    await doomed.arm(strike);
    for (const step of scenario.steps) await take(world, step);
    await world.passes(UNTIL_TOPIC);
    if (world.isDead()) await world.recover();
    const points = strike === undefined ? await doomed.points() : [];
    ended = true;
    return { ...(await world.end()), points, struckAt: doomed.struckAt() };
  } finally {
    if (!ended) await world.end().catch(() => undefined);
  }
}

async function take(world: CrashWorld, step: Step): Promise<void> {
  let acknowledged = await tried(world, step);
  await world.passes(step.waits ?? MINUTE);
  if (!world.isDead()) return;
  await world.recover();
  for (let tries = 1; !acknowledged && tries < TRIES && step.stands?.(world) !== true; tries += 1) {
    acknowledged = await tried(world, step);
    await world.passes(step.waits ?? MINUTE);
  }
}

/** Whoever finds that the button is gone or the form closed sees that it is done, unless the picture shows otherwise. */
async function tried(world: CrashWorld, step: Step): Promise<boolean> {
  try {
    return await step.does(world);
  } catch (error) {
    if (world.isDead()) return false;
    if (world.hasRecovered()) return true;
    throw error;
  }
}
