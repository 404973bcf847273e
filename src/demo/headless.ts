import { accessSync, constants, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { printChannel } from "../sandbox/print/print.ts";
import { plainLines } from "./debrief-lines.ts";
import { jumpingPace } from "./pace.ts";
import { incidentChannel } from "./places.ts";
import { startPlaying } from "./playing.ts";
import { readRecord } from "./record.ts";
import { type Run, startRun } from "./run.ts";
import type { Scenario } from "./scenario.ts";
import { type Stage, startStage } from "./stage.ts";
import { sceneLines } from "./telling.ts";
import { nameIn } from "./transcript.ts";

/** The first mistake is told; the others mostly follow from it. */
const MISTAKES_SHOWN = 5;

/**
 * Plays a scenario on a clock that jumps, prints what became visible, writes the postmortem and the timeline, and looks
 * back: 1 when anything was refused, logged as an error or could not be played, or the record does not verify.
 */
export async function playHeadless(
  scenario: Scenario,
  options: {
    readonly name: string;
    readonly port: number;
    readonly out: string;
    readonly say: (line: string) => void;
    readonly complain: (line: string) => void;
  },
): Promise<number> {
  const { out, say, complain } = options;
  const unwritable = whyNotInto(out);
  if (unwritable !== undefined) {
    complain(`pitwall demo: nothing can be written into ${out} (${unwritable})`);
    return 1;
  }
  const folder = mkdtempSync(join(tmpdir(), "pitwall-demo-"));
  try {
    const stage = await startStage({
      databaseFile: join(folder, "demo.db"),
      port: options.port,
      start: scenario.begins,
      running: false,
    });
    say(scenario.title);
    const run = startRun(stage, { begins: scenario.begins, waitsForQuiet: true });
    const pace = jumpingPace(stage, scenario.zone, (scene) => sceneLines(scene, scenario.zone).forEach(say));
    const playing = startPlaying(scenario, { name: options.name, run, pace, rehearsed: true, changed: () => {} });
    const { failure, debrief } = await playing.over;
    if (failure === undefined) wholeChannel(run, scenario).forEach(say);
    await stage.end();
    const record = await readRecord(stage);
    for (const [name, text] of Object.entries(record.files)) writeFileSync(join(out, name), text);
    const mistakes = [
      ...(failure === undefined ? [] : [failure]),
      ...refusedCalls(stage),
      ...record.faults,
      ...stage.log.filter((line) => line.includes('"level":"error"')).map((line) => `The bot logged ${line}`),
    ];
    for (const mistake of mistakes.slice(0, MISTAKES_SHOWN)) complain(`pitwall demo: ${mistake}`);
    if (mistakes.length > MISTAKES_SHOWN)
      complain(`pitwall demo: and ${mistakes.length - MISTAKES_SHOWN} more mistakes`);
    if (mistakes.length > 0) return 1;
    if (debrief !== undefined) ["", ...plainLines(debrief)].forEach(say);
    const calls = stage.world.slack.calls().length;
    say("");
    say(`Slack was called ${calls} times, PagerDuty ${stage.pagerduty.calls().length}; nothing was refused.`);
    say(`The record of ${record.events} events is whole.${sayWritten(Object.keys(record.files), out)}`);
    return 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function sayWritten(names: readonly string[], out: string): string {
  return names.length === 0 ? "" : ` Written: ${names.map((name) => join(out, name)).join(", ")}.`;
}

/** Makes the folder, before anybody waits for the story. */
function whyNotInto(folder: string): string | undefined {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return undefined;
  } catch (error) {
    if (error instanceof Error && "code" in error) return String(error.code);
    throw error;
  }
}

/** The incident's channel once more, as somebody finds it who comes late. */
function wholeChannel(run: Run, { zone }: Scenario): readonly string[] {
  const { workspace } = run.stage.world.slack;
  const channel = incidentChannel(run);
  if (channel === undefined) return [];
  const reader = { zone, now: workspace.clock.now(), nameOf: (id: string) => nameIn(workspace, id) };
  return ["", "The channel at the end", "", ...printChannel(channel, channel.messages, reader)];
}

function refusedCalls({ world, pagerduty }: Stage): readonly string[] {
  return [
    ...world.slack.refusals().map(({ method, answer }) => `Slack refused ${method}: ${JSON.stringify(answer)}`),
    ...pagerduty.refusals().map(({ operation, path, status, answer }) => {
      return `PagerDuty refused ${operation ?? path}: ${status} ${JSON.stringify(answer)}`;
    }),
  ];
}
