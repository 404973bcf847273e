import type { ScenarioSeen } from "../sandbox/web/world-protocol.ts";
import type { Instant } from "../shared/time.ts";
import { wakesPeople } from "./deed.ts";
import { clockPace, type Pace, readingPace } from "./pace.ts";
import { type Ending, type Playing, startPlaying } from "./playing.ts";
import { startRun } from "./run.ts";
import type { Scenario } from "./scenario.ts";
import type { Stage } from "./stage.ts";
import { nextTimeLike } from "./time-of-day.ts";

/** Plays scenarios in a running stage, one at a time. What is not possible now throws in plain words. */
export type Director = {
  seen(): ScenarioSeen | undefined;
  /** Begins to play; a scenario at a pace for eyes, a drill as the workspace's clock goes. */
  play(name: string, scenario: Scenario): Promise<Ending>;
  pause(): void;
  resume(): void;
  step(): void;
  stop(): Promise<void>;
  /** Stops what is being played, if anything is. */
  leave(): Promise<void>;
  ask(question: string): void;
};

export function directorOf(stage: Stage): Director {
  const { workspace } = stage.world.slack;
  let playing: Playing | undefined;

  const changed = (): void => workspace.changed("world", null);

  function current(): Playing | undefined {
    const state = playing?.seen().state;
    return state === "playing" || state === "paused" ? playing : undefined;
  }

  function needed(): Playing {
    const found = current();
    if (found === undefined) throw new Error("Nothing is being played.");
    return found;
  }

  async function stopped(stopping: Playing): Promise<void> {
    stopping.stop();
    await stopping.over;
  }

  return {
    seen: () => playing?.seen(),
    play(name, scenario) {
      const before = current();
      if (before !== undefined) throw new Error(`"${before.seen().title}" is still being played: stop it first.`);
      const begins = nextTimeLike(scenario.begins, scenario.zone, stage.world.clock.now());
      const run = startRun(stage, { begins, waitsForQuiet: scenario.drill === undefined });
      const pace = paceFor(scenario, stage, begins);
      playing = startPlaying(scenario, { name, run, pace, rehearsed: false, changed });
      return playing.over;
    },
    pause: () => needed().pause(),
    resume: () => needed().resume(),
    step: () => needed().step(),
    stop: async () => stopped(needed()),
    async leave() {
      const left = current();
      if (left !== undefined) await stopped(left);
    },
    ask: (question) => needed().ask(question),
  };
}

function paceFor({ drill, zone, steps }: Scenario, stage: Stage, begins: Instant): Pace {
  if (drill === undefined) return readingPace(stage, zone);
  const opening = steps.find(({ deed, when }) => when === undefined && wakesPeople(deed));
  return clockPace(stage, begins + (opening?.after ?? 0));
}
