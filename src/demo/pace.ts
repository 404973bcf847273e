import { realClock } from "../clock.ts";
import { type Instant, SECOND } from "../shared/time.ts";
import type { Step } from "./scenario.ts";
import type { Due } from "./schedule.ts";
import type { Stage } from "./stage.ts";
import { sayStep } from "./telling.ts";
import { type Shown, transcriptOf } from "./transcript.ts";

/** How time comes to the next step. */
export type Pace = {
  /** Waits for the step's time; no longer when called away. */
  reach(due: Due, calledAway: AbortSignal): Promise<void>;
  /** Brings the step's time about at once. */
  arrive(due: Due): Promise<void>;
  /** The step was played at `at` and has shown these forms; `next` is when the next one comes, if that is known. */
  played(step: Step, at: Instant, forms: readonly Shown[], next: Instant | undefined): Promise<void>;
};

/** One step, or a while in which nobody did anything, and what became visible by it. */
export type Scene = { readonly at: Instant; readonly step: Step | undefined; readonly shown: readonly Shown[] };

/** A card is edited, an announcement follows: what comes within this time belongs to the step. */
const ECHO = 15 * SECOND;
/** Between two steps, for eyes. */
const BETWEEN = 4 * SECOND;

/** As fast as it goes, on a clock that stands still otherwise; each step is told with what it made visible. */
export function jumpingPace({ world }: Stage, zone: string, tell: (scene: Scene) => void): Pace {
  const look = transcriptOf(world.slack.workspace, zone);
  async function arrive({ at }: Due): Promise<void> {
    await world.settle({ upTo: Math.max(0, at - world.clock.now()) });
    const shown = look();
    if (shown.length > 0) tell({ at: world.clock.now(), step: undefined, shown });
    await world.clock.jumpTo(at);
  }
  return {
    reach: arrive,
    arrive,
    async played(step, at, forms, next) {
      await world.settle({ upTo: Math.max(0, Math.min(ECHO, (next ?? Infinity) - world.clock.now())) });
      tell({ at, step, shown: [...forms, ...look()] });
    },
  };
}

/** So that eyes can follow: some seconds of real time between the steps, and the clock jumps from one to the next. */
export function readingPace({ world }: Stage, zone: string): Pace {
  const real = realClock();
  const { workspace } = world.slack;
  async function arrive({ at }: Due): Promise<void> {
    await world.settle({ upTo: Math.max(0, at - world.clock.now()) });
    await world.clock.jumpTo(at);
  }
  return {
    async reach(due, calledAway) {
      workspace.changed("caption", sayStep(due.step, zone, due.at));
      await real.sleep(BETWEEN, calledAway);
      if (!calledAway.aborted) await arrive(due);
    },
    arrive,
    played: () => world.settle({ upTo: ECHO }),
  };
}

/** As the workspace's clock goes, which anybody may move. What comes up to `opening` comes at once. */
export function clockPace({ world }: Stage, opening: Instant): Pace {
  return {
    reach: ({ at }, calledAway) =>
      at <= opening ? world.clock.jumpTo(at) : world.clock.sleep(at - world.clock.now(), calledAway),
    arrive: ({ at }) => world.clock.jumpTo(at),
    played: async () => {},
  };
}
