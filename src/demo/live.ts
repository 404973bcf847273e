import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { realClock } from "../clock.ts";
import { SECOND } from "../shared/time.ts";
import { play } from "./play.ts";
import type { Scenario } from "./scenario.ts";
import { startStage } from "./stage.ts";
import { sayFailure, sayStep } from "./telling.ts";

/** Long enough to open the page. */
const BEFORE = 6 * SECOND;
const BETWEEN = 4 * SECOND;

/** Plays a scenario at a pace that eyes can follow and stays until it is interrupted. */
export async function playLive(
  scenario: Scenario,
  options: {
    readonly port: number;
    readonly say: (line: string) => void;
    readonly complain: (line: string) => void;
  },
): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "pitwall-demo-"));
  const over = new AbortController();
  const real = realClock();
  try {
    const stage = await startStage({
      databaseFile: join(folder, "demo.db"),
      port: options.port,
      start: scenario.begins,
      running: true,
    });
    const { workspace, url } = stage.world.slack;
    options.say(`${scenario.title}: watch at ${url}/ (Ctrl-C ends it)`);
    const playing = real.sleep(BEFORE, over.signal).then(() =>
      play(scenario, stage, {
        tell: () => {},
        pause: async (step) => {
          workspace.changed("caption", sayStep(step, scenario));
          await real.sleep(BETWEEN, over.signal);
        },
        isOver: () => over.signal.aborted,
      }),
    );
    const interruption = interrupted().then(() => over.abort());
    const failure = await playing;
    if (failure !== undefined) options.complain(`pitwall demo: ${sayFailure(failure, scenario)}`);
    await interruption;
    await stage.end();
    return 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Resolves at the first Ctrl-C, or when somebody else asks the process to end. */
export function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}
