import { afterEach, beforeEach, expect, it } from "vitest";
import { MINUTE, SECOND } from "../../src/shared/time.ts";
import { type BotWorld, botWorld } from "../bot-world.ts";
import { membersOf, ROOMS } from "./rooms.ts";

const ROOM = "#inc-1-checkout-down";
/** The webhook is worked off with the first; the others strike the attempts of the next seconds. */
const TIMES = 6;

let world: BotWorld;
beforeEach(async () => {
  world = await botWorld({ channels: ROOMS });
});
afterEach(() => world.end());

const silences = {
  PagerDuty: () => world.pagerduty.breaks("GET /users/{id}", { kind: "server error" }, TIMES),
  Slack: () => {
    const fault = { kind: "failed", status: 503 } as const;
    world.slack.switches.faults.push({ method: "users.lookupByEmail", fault, times: TIMES });
  },
};

it.each(["PagerDuty", "Slack"] as const)(
  "whoever is paged while %s cannot say who that is in Slack is brought into the channel later",
  async (silent) => {
    silences[silent]();
    world.pagerduty.triggers("checkout", "Checkout down");
    await world.settle({ upTo: SECOND });
    expect(membersOf(world, ROOM)).toEqual([]);
    await world.settle({ upTo: MINUTE });
    expect(membersOf(world, ROOM)).toEqual(["bo"]);
  },
);

it("whoever is paged by command while PagerDuty cannot say who that is, too", async () => {
  silences.PagerDuty();
  await world.as("ana").types("#general", "/incident declare Checkout down sev1 service:checkout");
  await world.settle({ upTo: SECOND });
  expect(membersOf(world, ROOM)).not.toContain("bo");
  await world.settle({ upTo: MINUTE });
  expect(membersOf(world, ROOM)).toEqual(["ana", "bo"]);
});
