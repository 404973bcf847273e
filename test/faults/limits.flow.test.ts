import { afterEach, describe, expect, it } from "vitest";
import { MINUTE, SECOND } from "../../src/shared/time.ts";
import { type BotWorld, type BotWorldOptions, botWorld } from "../bot-world.ts";
import { incidentChannels, ROOMS } from "../pagerduty-stories/rooms.ts";

let world: BotWorld;
afterEach(() => world.end());

async function begin(options: BotWorldOptions = {}): Promise<void> {
  world = await botWorld({ channels: ROOMS, ...options });
}

function waitsTold(): readonly unknown[] {
  return world.slack.calls().filter((call) => call.answer["error"] === "ratelimited");
}

function posted(words: string): number {
  const posts = world.slack.calls("chat.postMessage").filter(({ answer }) => answer["ok"] === true);
  return posts.filter(({ args }) => JSON.stringify(args).includes(words)).length;
}

async function declare(count: number, from = 1): Promise<void> {
  for (let number = from; number < from + count; number += 1)
    await world.as("ana").types("#general", `/incident declare Thing ${number} is down sev3`);
}

describe("a bot that dies in a storm and is started again within the minute", () => {
  it.each([
    ["with bursts of five posts", {}],
    ["with no bursts at all", { burst: 1 }],
  ])("is told by Slack to wait not once, and finishes: %s", async (_how, switches) => {
    await begin({ switches });
    await world.clock.advance(MINUTE);
    await declare(14);
    for (let round = 0; round < 3; round += 1) {
      await world.clock.advance(4 * SECOND);
      await world.quiet();
      await world.restart();
    }
    expect(incidentChannels(world).length).toBeGreaterThan(5);
    await declare(4, 15);
    for (let round = 0; round < 20; round += 1) await world.settle({ upTo: 30 * SECOND });
    expect(incidentChannels(world)).toHaveLength(18);
    expect(waitsTold()).toEqual([]);
  });
});

describe("Slack that asks to wait", () => {
  it("with posts into one channel holds up nothing but those", async () => {
    await begin();
    await declare(1);
    await world.settle();
    const limited = { kind: "limited", retryAfter: 50 } as const;
    world.slack.switches.faults.push({ method: "chat.postMessage", fault: limited, times: 1 });
    await world.as("ana").types("#inc-1-thing-1-is-down", "/incident decision Fail over");
    await world.clock.advance(2 * SECOND);
    await world.quiet();
    expect(waitsTold()).toHaveLength(1);
    await declare(1, 2);
    await world.clock.advance(15 * SECOND);
    await world.quiet();
    expect(world.as("ana").reads("#inc-2-thing-2-is-down")).toContain("SEV3 · Thing 2 is down");
    expect(world.as("ana").reads("#incidents")).toContain("Thing 2 is down");
    expect(posted("Fail over")).toBe(0);
    await world.clock.advance(MINUTE);
    await world.settle();
    expect(posted("Fail over")).toBe(1);
    expect(waitsTold()).toHaveLength(1);
  });

  it("with one method goes on with all others", async () => {
    await begin();
    const limited = { kind: "limited", retryAfter: 50 } as const;
    world.slack.switches.faults.push({ method: "conversations.setTopic", fault: limited, times: 1 });
    await declare(1);
    await world.clock.advance(20 * SECOND);
    await world.quiet();
    const room = world.as("ana").reads("#inc-1-thing-1-is-down");
    expect(room).toContain("SEV3 · Thing 1 is down");
    expect(room).not.toContain("Topic:");
    expect(world.slack.calls("conversations.setTopic")).toHaveLength(1);
    await world.settle({ upTo: 2 * MINUTE });
    const [first, second] = world.slack.calls("conversations.setTopic").map(({ at }) => at);
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(50 * SECOND);
    expect(world.as("ana").reads("#inc-1-thing-1-is-down")).toContain("Topic:");
  });
});
