import { afterEach, expect, it } from "vitest";
import { MINUTE, SECOND } from "../../src/shared/time.ts";
import { type BotWorld, botWorld } from "../bot-world.ts";
import { ROOMS } from "../pagerduty-stories/rooms.ts";

const ROOM = "#inc-1-checkout-down";

let world: BotWorld;
afterEach(() => world.end());

it("a card that is found after its answer was lost shows what has changed meanwhile", async () => {
  world = await botWorld({ channels: ROOMS });
  const ana = world.as("ana");
  world.slack.switches.faults.push({ method: "chat.postMessage", fault: { kind: "lost-reply" }, times: 1 });
  await ana.types("#general", "/incident declare Checkout down sev4");
  await world.clock.advance(SECOND);
  await world.quiet();
  await ana.joins(ROOM);
  await ana.types(ROOM, "/incident impact Half of all payments fail");
  await world.settle({ upTo: MINUTE });
  expect(world.slack.calls("chat.postMessage")[0]?.args["text"]).toContain("Impact: not stated");
  const [card, ...others] = ana.sees(ROOM).filter(({ text }) => text.startsWith("INC-1 SEV4"));
  expect(others).toEqual([]);
  expect(card?.text).toContain("Impact: Half of all payments fail");
});
