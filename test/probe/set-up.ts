import { onTestFinished } from "vitest";
import { manifestFor } from "../../src/cli/manifest.ts";
import { createLog, slackLog } from "../../src/log.ts";
import { openDesk } from "../../src/probe/desk.ts";
import { type ProbeLive, probeLive, type Report } from "../../src/probe/probe-live.ts";
import { probes } from "../../src/probe/probes.ts";
import { createWorld, type World, type WorldOptions } from "../../src/sandbox/world.ts";
import { type Call, callingSlack } from "../../src/slack/call.ts";

const MANIFEST = manifestFor({ mode: "socket" });
export const SCOPES: readonly string[] = MANIFEST.oauth_config.scopes.bot;

export async function workspace(options: WorldOptions<never> = {}): Promise<World> {
  const world = await createWorld({ manifest: MANIFEST, ...options });
  onTestFinished(() => world.stop());
  return world;
}

/** As `pitwall probe --live` calls Slack. */
export function callOf(world: World): Call {
  const { app, apiUrl } = world.slack;
  return callingSlack({ token: app.botToken, apiUrl, logger: quietLog(world) });
}

function quietLog(world: World) {
  return slackLog(createLog({ level: "error", clock: world.clock, write: () => {} }));
}

/** Tries all in that workspace; time passes as soon as all is quiet. */
export async function probed(
  world: World,
  { patience, ...options }: Partial<ProbeLive> & { readonly patience?: number } = {},
): Promise<Report> {
  const running = probeLive({
    call: callOf(world),
    clock: world.clock,
    probes,
    channel: "pitwall-probe",
    scopes: SCOPES,
    bursts: true,
    person: undefined,
    ...options,
  });
  const report = await whileTimePasses(world, running, patience);
  if ("couldNot" in report) throw new Error(report.couldNot);
  return report;
}

/** Time moves on to whoever sleeps, except for whoever waits longer than a minute: those wait for people. */
export async function whileTimePasses<T>(world: World, running: Promise<T>, patience = 61_000): Promise<T> {
  let isOver = false;
  const over = running.finally(() => {
    isOver = true;
  });
  over.catch(() => {});
  while (!isOver) await world.settle({ upTo: patience });
  return over;
}

/** The names of those that found something else than what is assumed. */
export function different({ tried }: Pick<Report, "tried">): readonly string[] {
  return tried.filter(({ verdict }) => verdict === "different").map(({ name }) => name);
}

/** Ana at her screen, and where what she does arrives. */
export async function anaIn(world: World, tell: (line: string) => void = () => {}) {
  const { app, apiUrl } = world.slack;
  const { appToken, botToken } = app;
  const desk = await openDesk({ appToken, botToken, apiUrl, clock: world.clock, logger: quietLog(world) });
  onTestFinished(() => desk.close());
  return { id: world.as("ana").id, tell, desk };
}
