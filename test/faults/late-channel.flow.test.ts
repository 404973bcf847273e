import { afterEach, beforeEach, expect, it } from "vitest";
import { MINUTE, SECOND } from "../../src/shared/time.ts";
import { type BotWorld, botWorld } from "../bot-world.ts";
import { ROOMS } from "../pagerduty-stories/rooms.ts";

const ROOM = "#inc-1-checkout-down";

let world: BotWorld;
beforeEach(async () => {
  world = await botWorld({ channels: ROOMS });
});
afterEach(() => world.end());

it("what happened while Slack opened no channel is told in the channel once it is there, in order and once", async () => {
  world.slack.switches.faults.push({
    method: "conversations.create",
    fault: { kind: "failed", status: 500 },
    times: 1_000,
  });
  world.pagerduty.triggers("checkout", "Checkout down");
  await world.settle({ upTo: 5 * SECOND });
  world.pagerduty.acknowledges(1, "bo");
  await world.settle({ upTo: 5 * SECOND });
  world.pagerduty.prioritises(1, "P1", "bo");
  await world.settle({ upTo: MINUTE });
  await world.restart();
  world.slack.switches.faults.length = 0;
  await world.settle({ upTo: 5 * MINUTE });
  const read = world.as("ana").reads(ROOM);
  const lines = read.split("\n").filter((line) => /acknowledged checkout|set severity/.test(line));
  expect(lines.map((line) => (line.includes("acknowledged") ? "answer" : "severity"))).toEqual(["answer", "severity"]);
});
