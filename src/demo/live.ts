import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { realClock } from "../clock.ts";
import { MINUTE, SECOND } from "../shared/time.ts";
import { plainLines } from "./debrief-lines.ts";
import { deskOf } from "./desk.ts";
import { directorOf } from "./director.ts";
import type { Ending } from "./playing.ts";
import type { Scenario } from "./scenario.ts";
import { startStage } from "./stage.ts";

/** Long enough to open the page. */
const BEFORE = 6 * SECOND;

/**
 * Plays a scenario at a pace that eyes can follow, or a drill for whoever is at the page, and stays until it is
 * interrupted. It can be held, led step by step and stopped from the page.
 */
export async function playLive(
  scenario: Scenario,
  options: {
    readonly name: string;
    readonly port: number;
    readonly say: (line: string) => void;
    readonly complain: (line: string) => void;
  },
): Promise<number> {
  const { name, port, say, complain } = options;
  const folder = mkdtempSync(join(tmpdir(), "pitwall-demo-"));
  const interruption = new AbortController();
  const interrupting = interrupted().then(() => interruption.abort());
  try {
    // Time goes on while everything starts, and the story is to begin when it says.
    const start = scenario.begins - MINUTE;
    const stage = await startStage({ databaseFile: join(folder, "demo.db"), port, start, running: true });
    const director = directorOf(stage);
    const tell = endingTeller("pitwall demo", say, complain);
    stage.world.slack.plugs.scenarios = deskOf(director, tell);
    say(`${scenario.title}: ${invitation(scenario)} at ${stage.world.slack.url}/ (Ctrl-C ends it)`);
    await realClock().sleep(BEFORE, interruption.signal);
    // Somebody at the page may have begun something already.
    if (!interruption.signal.aborted && director.seen() === undefined) void director.play(name, scenario).then(tell);
    await interrupting;
    await director.leave();
    await stage.end();
    return 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function invitation({ drill }: Scenario): string {
  return drill === undefined ? "watch" : "it is yours to run,";
}

/** Says how a playing ended: why it failed, and what a drill looks back at. */
export function endingTeller(
  command: string,
  say: (line: string) => void,
  complain: (line: string) => void,
): (ending: Ending) => void {
  return ({ failure, debrief }) => {
    if (failure !== undefined) complain(`${command}: ${failure}`);
    if (debrief !== undefined) ["", ...plainLines(debrief)].forEach(say);
  };
}

/** Resolves at the first Ctrl-C, or when somebody else asks the process to end. */
export function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}
