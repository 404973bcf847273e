import { realClock } from "../clock.ts";
import { deskOf } from "./desk.ts";
import { directorOf } from "./director.ts";
import { playHeadless } from "./headless.ts";
import { scenarioCalled } from "./library.ts";
import { endingTeller, interrupted, playLive } from "./live.ts";
import { isProblems } from "./scenario-file.ts";
import { startStage } from "./stage.ts";

export type DemoOptions = {
  /** Where the page is served; any free port unless given. */
  readonly port?: number | undefined;
  readonly headless: boolean;
  /** A name in `examples/acme/scenarios`, or the path of a file. */
  readonly scenario?: string | undefined;
  /** The folder into which a headless run writes. */
  readonly out?: string | undefined;
};

const DEFAULT_SCENARIO = "checkout-is-down";
/** Stays when the sandbox ends, for the command line to read. */
const SANDBOX_DATABASE = "./data/sandbox.db";

/** The local workspace with the bot in it, until it is interrupted. Returns the exit code. */
export async function runSandbox(options: { readonly port?: number | undefined } = {}): Promise<number> {
  return unlessPortIsTaken(options.port, async () => {
    const stage = await startStage({
      databaseFile: SANDBOX_DATABASE,
      port: options.port ?? 0,
      start: realClock().now(),
      running: true,
    });
    const director = directorOf(stage);
    stage.world.slack.plugs.scenarios = deskOf(director, endingTeller("pitwall sandbox", sayLine, complain));
    sayLine(`A local workspace with Pitwall in it: ${stage.world.slack.url}/ (Ctrl-C ends it)`);
    await interrupted();
    await director.leave();
    await stage.end();
    return 0;
  });
}

/** Plays an incident in the local workspace: headless as fast as it goes, else for eyes. Returns the exit code. */
export async function runDemo(options: DemoOptions): Promise<number> {
  const name = options.scenario ?? DEFAULT_SCENARIO;
  const scenario = scenarioCalled(name);
  if (isProblems(scenario)) {
    for (const problem of scenario.problems) complain(`pitwall demo: ${name}: ${problem}`);
    return 1;
  }
  return unlessPortIsTaken(options.port, () =>
    options.headless
      ? playHeadless(scenario, { name, port: options.port ?? 0, out: options.out ?? "./out", say: sayLine, complain })
      : playLive(scenario, { name, port: options.port ?? 0, say: sayLine, complain }),
  );
}

async function unlessPortIsTaken(port: number | undefined, run: () => Promise<number>): Promise<number> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EADDRINUSE")) throw error;
    complain(`pitwall: port ${port ?? ""} is in use: choose another with --port, or leave it out.`);
    return 1;
  }
}

function sayLine(line: string): void {
  process.stdout.write(`${line}\n`);
}

function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}
