import { setImmediate as nextTurn } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { HOUR, MINUTE, SECOND } from "../../src/shared/time.ts";
import { type BotWorld, type BotWorldOptions, botWorld } from "../bot-world.ts";
import { ROOMS } from "../pagerduty-stories/rooms.ts";
import { until } from "../until.ts";

const ROOM = "#inc-1-checkout-down";

let world: BotWorld;
afterEach(() => world.end());

async function begin(options: BotWorldOptions = {}): Promise<void> {
  world = await botWorld({ channels: ROOMS, ...options });
  await world.as("ana").types("#general", "/incident declare Checkout down sev2");
  await world.settle();
}

const open = () => world.slack.socketMode.connections();

async function openSays(): Promise<{ readonly open: number; readonly wanted: number }> {
  const response = await fetch(`${world.bot().url}/readyz`);
  return ((await response.json()) as { slackConnections: { open: number; wanted: number } }).slackConnections;
}

/** The bot itself counts half a minute from when it knows that one is open. */
async function oneIsKnown(): Promise<void> {
  await until(async () => (await openSays()).open > 0, "one is open again");
  await openSays();
}

/** A note by command and one by a message in the card's thread: what is answered, and what arrives as an event. */
async function notes(name: string): Promise<void> {
  const ana = world.as("ana");
  const card = ana.sees(ROOM).find(({ text }) => text?.includes("Impact"));
  if (card === undefined) throw new Error("There is no card");
  const [typed] = await Promise.all([
    ana.types(ROOM, `/incident note typed ${name}.`),
    ana.says(ROOM, `said ${name}.`, { thread: card }),
  ]);
  expect(typed.failed).toBeUndefined();
  expect(typed.text).toContain(`Noted: typed ${name}.`);
}

/** Each note once, with no time let pass: what was lost would come again only after a minute. */
async function expectNoted(names: readonly string[]): Promise<void> {
  await world.quiet();
  const { text } = await world.as("ana").types(ROOM, "/incident timeline");
  const words = names.flatMap((name) => [`typed ${name}.`, `said ${name}.`]);
  expect(words.filter((word) => text.split(word).length !== 2)).toEqual([]);
}

describe("two connections", () => {
  beforeEach(() => begin());

  it("are opened half a minute apart, and readiness says how many are open", async () => {
    expect(await openSays()).toEqual({ open: 2, wanted: 2 });
    const [first = 0, second = 0] = world.slack.calls("apps.connections.open").map(({ at }) => at);
    expect(second - first).toBe(30 * SECOND);
    await world.restart();
    expect(await openSays()).toEqual({ open: 1, wanted: 2 });
  });

  it("carry what comes while one of them is refreshed, without loss or delay", async () => {
    const names: string[] = [];
    for (const reason of ["refresh_requested", "warning"] as const) {
      for (const when of ["just before", "just after"]) {
        const name = `${when} ${reason}`;
        names.push(name);
        const writing = notes(name);
        if (when === "just before") await nextTurn();
        world.slack.socketMode.disconnect(reason, 0);
        await writing;
        await world.clock.advance(30 * SECOND);
        await until(() => open() === 2, "it is open again");
      }
    }
    await expectNoted(names);
  });

  it("go on with the one when the other is cut without a word, and are two again soon", async () => {
    world.slack.socketMode.cut(1);
    await until(() => open() === 1, "it is cut");
    await notes("over the one left");
    await expectNoted(["over the one left"]);
    await until(() => open() === 2, "it is open again");
  });

  it("that are both cut come back one at once and the other later, so that they grow old at different times", async () => {
    const asked = () => world.slack.calls("apps.connections.open").length;
    const before = asked();
    world.slack.socketMode.cut();
    await until(() => asked() > before && open() === 1, "one is open again");
    await oneIsKnown();
    await world.clock.advance(29 * SECOND);
    await world.quiet();
    expect(open()).toBe(1);
    await world.clock.advance(SECOND);
    await until(() => open() === 2, "both are open again");
  });

  it("that Slack does not let open are asked for again when it said, and the other one works meanwhile", async () => {
    await world.clock.advance(MINUTE);
    const limited = { kind: "limited", retryAfter: 3 } as const;
    world.slack.switches.faults.push({ method: "apps.connections.open", fault: limited, times: 1 });
    const before = world.slack.calls("apps.connections.open").length;
    const since = performance.now();
    world.slack.socketMode.cut(0);
    await notes("meanwhile");
    await until(() => open() === 2, "it is open again");
    expect(performance.now() - since).toBeGreaterThan(3 * SECOND);
    expect(world.slack.calls("apps.connections.open").length - before).toBe(2);
  });
});

it("an answer that is at work when Slack asks to hang up still reaches the person", async () => {
  await begin();
  for (let round = 1; round <= 3; round += 1) {
    const typing = world.as("ana").types(ROOM, `/incident note round ${round}`);
    await nextTurn();
    world.slack.socketMode.disconnect("refresh_requested");
    expect(await typing).toMatchObject({ text: expect.stringContaining(`Noted: round ${round}`) });
    await oneIsKnown();
    await world.clock.advance(30 * SECOND);
    await until(() => open() === 2, "both are open again");
  }
});

it("an answer that is at work when all connections are cut reaches the person once, by another way", async () => {
  await begin();
  const ana = world.as("ana");
  world.slack.switches.faults.push({ method: "users.info", fault: { kind: "delay", ms: 300 }, times: 1 });
  const typing = ana.types(ROOM, "/incident note asked @dee to call");
  await until(() => world.slack.busy().length > 1, "the bot is at it");
  world.slack.socketMode.cut();
  expect((await typing).failed).toBeDefined();
  await until(() => ana.reads(ROOM).includes("Noted: asked @dee to call"), "it is answered");
  await until(() => open() > 0, "one is open again");
  await world.quiet();
  expect(ana.reads(ROOM).split("Noted: asked @dee").length).toBe(2);
  const { text } = await ana.types(ROOM, "/incident timeline");
  expect(text.split("@ana: asked @dee").length).toBe(2);
});

it("connections that live for an hour are refreshed in turn, and somebody always listens", async () => {
  await begin({ switches: { connectionLife: HOUR } });
  const names: string[] = [];
  const before = world.slack.calls("apps.connections.open").length;
  for (const end = world.clock.now() + 3 * HOUR; world.clock.now() < end; ) {
    await world.clock.advance(10 * SECOND);
    expect(open()).toBeGreaterThan(0);
    if (world.clock.now() % (5 * MINUTE) < 10 * SECOND) {
      const name = `at ${world.clock.now()}`;
      names.push(name);
      await notes(name);
    }
    await until(() => open() === 2, "both are open");
  }
  expect(world.slack.calls("apps.connections.open").length - before).toBeGreaterThanOrEqual(5);
  expect(names.length).toBeGreaterThan(20);
}, 60_000);
