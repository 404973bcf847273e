import { SECOND } from "../shared/time.ts";
import { type Memory, perform } from "./perform.ts";
import type { Scenario, Step } from "./scenario.ts";
import type { Stage } from "./stage.ts";
import { type Shown, transcriptOf } from "./transcript.ts";

export type Failure = { readonly step: Step; readonly why: string };

/** One step, or a while in which nobody did anything, and what became visible by it. */
export type Scene = { readonly at: number; readonly step: Step | undefined; readonly shown: readonly Shown[] };

/** A card is edited, an announcement follows: what comes within this time belongs to the step. */
const ECHO = 15 * SECOND;

/** Plays one step after the other, each at its time. Stops at the first that cannot be played, and says why. */
export async function play(
  scenario: Scenario,
  stage: Stage,
  audience: {
    readonly tell: (scene: Scene) => void | Promise<void>;
    /** Lets people read before the step. */
    readonly pause: (step: Step) => Promise<void>;
    readonly isOver?: () => boolean;
  },
): Promise<Failure | undefined> {
  const { world } = stage;
  const look = transcriptOf(world.slack.workspace, scenario.zone);
  const named: Memory = new Map();

  async function passTo(time: number): Promise<void> {
    await world.settle({ upTo: Math.max(0, time - world.clock.now()) });
    const shown = look();
    if (shown.length > 0) await audience.tell({ at: world.clock.now(), step: undefined, shown });
    await world.clock.jumpTo(time);
  }

  for (const step of scenario.steps) {
    try {
      await passTo(scenario.begins + step.after);
      await audience.pause(step);
      if (audience.isOver?.() === true) return undefined;
      const at = world.clock.now();
      const forms = await perform(step.deed, stage, named);
      await world.settle({ upTo: ECHO });
      await audience.tell({ at, step, shown: [...forms, ...look()] });
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      return { step, why: error.message };
    }
  }
  return undefined;
}
