import { afterEach, beforeEach, expect, it } from "vitest";
import { type BotWorld, botWorld } from "./bot-world.ts";

let world: BotWorld;
beforeEach(async () => {
  world = await botWorld();
});
afterEach(() => world.end());

it("opens the channel, shows the pinned card, pages, announces, and links the channel to who declared", async () => {
  const ana = world.as("ana");
  const seen = await ana.types("#general", "/incident declare Checkout returns 500s sev1 service:checkout");
  expect(seen.text).toContain("INC-1 declared: SEV1");
  await world.settle();
  const channel = ana.reads("#inc-1-checkout-returns-500s");
  expect(channel).toContain("Nobody in command");
  expect(channel).toContain("(pinned)");
  expect(channel).toContain("Topic: SEV1 · Investigating · nobody in command");
  expect(ana.reads("#incidents")).toContain("INC-1 · SEV1 · Checkout returns 500s");
  expect(ana.reads("#general")).toContain("#inc-1-checkout-returns-500s is open");
  expect(world.pagerduty.pagesSent()).toHaveLength(1);
});
