import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { deskOf } from "../../src/demo/desk.ts";
import { type Director, directorOf } from "../../src/demo/director.ts";
import { scenarioCalled } from "../../src/demo/library.ts";
import { type Ending, startPlaying } from "../../src/demo/playing.ts";
import { startRun } from "../../src/demo/run.ts";
import { isProblems } from "../../src/demo/scenario-file.ts";
import { type Stage, startStage } from "../../src/demo/stage.ts";
import type { Channel } from "../../src/sandbox/slack/model.ts";
import type { ScenarioSeen, WorldDeed, WorldState } from "../../src/sandbox/web/world-protocol.ts";
import { MINUTE } from "../../src/shared/time.ts";
import { until } from "../until.ts";

let folder: string;
let stage: Stage;
let director: Director;
let endings: Ending[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "pitwall-director-test-"));
  // An evening, so that time moves on to the next morning.
  const start = Date.UTC(2026, 10, 23, 20, 0);
  stage = await startStage({ databaseFile: join(folder, "stage.db"), port: 0, start, running: true });
  director = directorOf(stage);
  endings = [];
  stage.world.slack.plugs.scenarios = deskOf(director, (ending) => void endings.push(ending));
});
afterEach(async () => {
  await director.leave();
  await stage.end();
  rmSync(folder, { recursive: true, force: true });
});

/** As the page does it; the answer is empty, or why it cannot be done. */
async function world(deed: WorldDeed): Promise<string> {
  const answer = await fetch(`${stage.world.slack.url}/_sandbox/world`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(deed),
  });
  return answer.status === 204 ? "" : ((await answer.json()) as { problem: string }).problem;
}

async function playing(): Promise<ScenarioSeen | undefined> {
  const answer = await fetch(`${stage.world.slack.url}/_sandbox/world`);
  return ((await answer.json()) as WorldState).scenarios?.playing;
}

/** Everything that was said in the incident's channel. */
function saidInChannel(): string {
  return (
    incidentChannels()[0]
      ?.messages.map(({ user, text }) => `${user}: ${text}`)
      .join("\n") ?? ""
  );
}

function incidentChannels(): readonly Channel[] {
  return [...stage.world.slack.workspace.channels.values()].filter(({ name }) => name.startsWith("inc-"));
}

/** Begins the drill of the bad deploy, and brings ana into the incident's channel. */
async function openDrill(): Promise<{ readonly id: string }> {
  expect(await world({ do: "play", scenario: "orders-stop" })).toBe("");
  await until(() => saidInChannel().includes("pinned a message"));
  const where = { id: incidentChannels()[0]?.id ?? "" };
  await stage.world.as("ana").joins(where);
  return where;
}

test("the scenarios and drills of the example company can be chosen", async () => {
  const answer = await fetch(`${stage.world.slack.url}/_sandbox/world`);
  const known = ((await answer.json()) as WorldState).scenarios?.known;
  expect(known?.map(({ name, isDrill }) => [name, isDrill])).toEqual([
    ["checkout-is-down", false],
    ["orders-stop", true],
    ["black-friday-storm", true],
  ]);
});

test("a drill begins with its first page, at the hour of which it speaks", async () => {
  await openDrill();
  const begun = new Date(stage.world.clock.now());
  expect(begun.toISOString()).toMatch(/^2026-11-24T09:57/);
  expect(await playing()).toMatchObject({
    name: "orders-stop",
    isDrill: true,
    state: "playing",
    says: "Something happens at 10:57, whatever you do.",
    questions: expect.arrayContaining(["what changed"]),
  });
  expect((await playing())?.questions).not.toContain("roll back orders");
  expect(await world({ do: "play", scenario: "checkout-is-down" })).toContain("is still being played: stop it first.");
});

test("a colleague who is mentioned answers, and what was asked for has its consequences", async () => {
  const where = await openDrill();
  await stage.world.as("ana").says(where, "@fay what changed?");
  await stage.world.clock.advance(12_000);
  await until(() => saidInChannel().includes("U0FAY: orders v318 at 10:50"));

  await stage.world.as("ana").says(where, "@fay how is the weather?");
  await stage.world.clock.advance(12_000);
  await until(() => saidInChannel().includes("U0FAY: I cannot tell that from here. Ask for instance"));

  expect(await world({ do: "ask", question: "Roll back orders, please" })).toBe("");
  await stage.world.clock.advance(12_000);
  await until(() => saidInChannel().includes("Rolling back to v317"));
  await stage.world.clock.advance(7 * MINUTE);
  await until(() => saidInChannel().includes("The backlog is worked off"));
  await until(() => stage.pagerduty.incidents().every(({ status }) => status === "resolved"));
  expect(await world({ do: "ask", question: "who ate my sandwich" })).toMatch(/^Nobody can say anything to that\. Ask/);
});

test("held, nothing happens however time goes; led, one thing does; let go, the rest comes as much later", async () => {
  await openDrill();
  expect(await world({ do: "pause" })).toBe("");
  expect(await playing()).toMatchObject({ state: "paused" });
  await stage.world.clock.advance(20 * MINUTE);
  await stage.world.quiet();
  expect(saidInChannel()).not.toContain("About every seventh request");
  const { step } = (await playing()) ?? { step: 0 };

  expect(await world({ do: "step" })).toBe("");
  await until(async () => (await playing())?.step === step + 1);
  expect(await playing()).toMatchObject({ state: "paused" });

  expect(await world({ do: "resume" })).toBe("");
  await until(async () => (await playing())?.state === "playing");
  expect(saidInChannel()).not.toContain("About every seventh request");
  await stage.world.clock.advance(3 * MINUTE);
  await until(() => saidInChannel().includes("About every seventh request"));
});

test("resolved, a drill looks back; what was still to come does not", async () => {
  const where = await openDrill();
  await stage.world.as("ana").types(where, "/incident lead");
  await stage.world.as("bo").types("#general", "/incident declare Carts are empty sev2");
  await until(() => incidentChannels().length === 2);
  await stage.world.as("ana").types(where, "/incident resolve I hope for the best");
  await until(() => saidInChannel().includes("Resolved after"));
  await stage.world.clock.advance(2 * MINUTE);
  await until(() => endings.length > 0);

  expect(endings[0]?.failure).toBeUndefined();
  const debrief = endings[0]?.debrief?.join("\n");
  expect(debrief).toContain("ana took command");
  expect(debrief).toContain("It was resolved while it still failed");
  expect(debrief).toMatch(/#inc-\d+-carts-are-empty was opened beside it/);
  expect(await playing()).toMatchObject({ state: "over", debrief: endings[0]?.debrief });
  expect(saidInChannel()).toContain("U0DEE: Thank you, all of you.");
  expect(saidInChannel()).not.toContain("U0CY: Support has 12 tickets");
});

test("stopped, a drill looks back at what there is, and another can be begun", async () => {
  await openDrill();
  expect(await world({ do: "stop" })).toBe("");
  expect(endings).toMatchObject([
    { failure: undefined, debrief: expect.arrayContaining([expect.stringContaining("It still failed when")]) },
  ]);
  expect(await world({ do: "stop" })).toBe("Nothing is being played.");
  await director.leave();
  expect(endings).toHaveLength(1);
  expect(await world({ do: "ask", question: "what changed" })).toBe("Nothing is being played.");

  expect(await world({ do: "play", scenario: "orders-stop" })).toBe("");
  await until(() => stage.world.clock.now() > Date.UTC(2026, 10, 25, 9, 56));
  await until(() => incidentChannels().length === 2);
});

test("a scenario is led step by step from the page, at the pace of whoever watches", async () => {
  expect(await world({ do: "play", scenario: "checkout-is-down" })).toBe("");
  expect(await world({ do: "pause" })).toBe("");
  for (let step = 1; step <= 8; step += 1) {
    expect(await world({ do: "step" })).toBe("");
    await until(async () => (await playing())?.step === step);
  }
  expect(await playing()).toMatchObject({
    state: "paused",
    step: 8,
    says: "14:06 cy clicks [Join]",
  });
  expect(saidInChannel()).toContain("nobody in command");
  await stage.world.settle();
  expect(stage.world.as("ana").reads({ id: incidentChannels()[0]?.id ?? "" })).toContain("@ana took command");
});

test("a scenario that cannot go on ends, and says where and why", async () => {
  const scenario = scenarioCalled("checkout-is-down");
  if (isProblems(scenario)) throw new Error(scenario.problems.join("\n"));
  const run = startRun(stage, { begins: stage.world.clock.now(), waitsForQuiet: true });
  const stuck = () => Promise.reject(new Error("Still at work after 10000 ms: the bot"));
  const pace = { reach: stuck, arrive: stuck, played: async () => {} };
  const stalled = startPlaying(scenario, { name: "stalled", run, pace, rehearsed: false, changed: () => {} });

  const { failure } = await stalled.over;
  expect(failure).toMatch(/^Step 1 \(.+\) could not be played: Still at work after 10000 ms: the bot$/);
  expect(stalled.seen()).toMatchObject({ state: "failed", says: failure });
});
