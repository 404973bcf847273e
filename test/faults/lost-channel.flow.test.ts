import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { deleteMessage } from "../../src/sandbox/slack/messages.ts";
import type { Message } from "../../src/sandbox/slack/model.ts";
import { MINUTE } from "../../src/shared/time.ts";
import { type BotWorld, botWorld } from "../bot-world.ts";
import { runs } from "../cli/terminal.ts";
import { incidentChannels, ROOMS } from "../pagerduty-stories/rooms.ts";

const ROOM = "#inc-1-checkout-down";

let world: BotWorld;
beforeEach(async () => {
  world = await botWorld({ channels: ROOMS });
  world.pagerduty.triggers("checkout", "Checkout down", { key: "down" });
  await world.settle();
  await world.as("ana").joins(ROOM);
});
// What Slack refuses here is what a person broke by hand.
afterEach(() =>
  world.end({
    refusals: [
      "user_not_found",
      "is_archived",
      "channel_not_found",
      "not_in_channel",
      "message_not_found",
      "cannot_reply_to_message",
    ],
  }),
);

/** Changes the incident by the announcement's channel, where it works whatever became of its own. */
async function goOn(): Promise<void> {
  world.pagerduty.prioritises(1, "P1", "bo");
  await world.settle({ upTo: 5 * MINUTE });
  world.pagerduty.acknowledges(1, "bo");
  await world.settle({ upTo: 5 * MINUTE });
}

/** Lets hours pass and says how many calls that took: what nothing mends must not be tried for ever. */
async function callsInHours(): Promise<number> {
  await world.settle({ upTo: 3 * 60 * MINUTE });
  const before = world.slack.calls().filter(({ method }) => !method.startsWith("users.")).length;
  await world.clock.advance(6 * 60 * MINUTE);
  await world.settle({ upTo: 60 * MINUTE });
  return world.slack.calls().filter(({ method }) => !method.startsWith("users.")).length - before;
}

function stillOnRecord(): Promise<string> {
  return world
    .as("ana")
    .types("#general", "/incident INC-1")
    .then(({ text }) => text);
}

describe("a channel that somebody archives", () => {
  it("is said where it can be read, the rest goes on, and nothing loops", async () => {
    await world.as("ana").archives(ROOM);
    await goOn();
    expect(await stillOnRecord()).toContain("INC-1 SEV1 Checkout down");
    expect(world.as("ana").reads("#incidents")).toContain("INC-1 · SEV1");
    expect(await callsInHours()).toBeLessThan(5);
    expect(world.as("ana").reads("#incidents")).toContain("no channel");
    const { text } = await world.as("ana").types("#general", "/incident delivery INC-1");
    expect(text).toContain("INC-1 · ");
  });

  it("works again when somebody unarchives it", async () => {
    await world.as("ana").archives(ROOM);
    await goOn();
    await world.as("ana").unarchives(ROOM);
    await world.as("ana").types(ROOM, "/incident sev 3");
    await world.settle();
    const room = world.as("ana").reads(ROOM);
    expect(room).toContain("SEV3 · Checkout down");
    expect(room).not.toContain("Failed:");
  });
});

describe("a channel that somebody deletes", () => {
  it("is said in the announcement, the rest goes on, and nothing loops", async () => {
    await world.as("ana").deletesChannel(ROOM);
    await world.settle();
    await goOn();
    expect(await stillOnRecord()).toContain("INC-1 SEV1 Checkout down");
    expect(world.as("ana").reads("#incidents")).toContain("no channel");
    expect(incidentChannels(world)).toEqual([]);
    expect(await callsInHours()).toBeLessThan(5);
    world.pagerduty.resolves(1, "bo");
    await world.settle();
    expect(await stillOnRecord()).toContain("Resolved");
  });
});

describe("a bot that somebody removes from the channel", () => {
  it("says so in the announcement, goes on, and nothing loops", async () => {
    await world.as("ana").removes(ROOM, "pitwall");
    await world.settle();
    await goOn();
    expect(await stillOnRecord()).toContain("INC-1 SEV1 Checkout down");
    expect(world.as("ana").reads("#incidents")).toContain("no channel");
    expect(await callsInHours()).toBeLessThan(5);
  });

  it("takes its place again when it is invited back", async () => {
    await world.as("ana").removes(ROOM, "pitwall");
    await world.settle();
    await goOn();
    await world.as("ana").invites(ROOM, "pitwall");
    await world.settle();
    await world.as("ana").types(ROOM, "/incident sev 3");
    await world.settle();
    const room = world.as("ana").reads(ROOM);
    expect(room).toContain("SEV3 · Checkout down");
    expect(world.as("ana").reads("#incidents")).not.toContain("no channel");
  });
});

describe("a channel that somebody renames", () => {
  it("goes by its new name, which the timeline tells once", async () => {
    await world.as("ana").renames(ROOM, "checkout-is-burning");
    await world.settle();
    await goOn();
    const shown = await runs(["incident", "show", "1", "--json"], { env: { DATABASE_URL: world.databaseUrl } });
    expect(JSON.parse(shown.out)).toMatchObject({ channel: { name: "checkout-is-burning" } });
    const told = await runs(["incident", "timeline", "1"], { env: { DATABASE_URL: world.databaseUrl } });
    expect(told.out.split("renamed to #checkout-is-burning")).toHaveLength(2);
    expect(world.as("ana").reads("#checkout-is-burning")).toContain("SEV1 · Checkout down");
    expect(world.as("ana").reads("#checkout-is-burning")).not.toContain("Failed:");
    expect(await callsInHours()).toBeLessThan(5);
  });
});

describe("a person who is deactivated", () => {
  it("is commander no longer: that is said once, and asked for until somebody takes command", async () => {
    await world.as("bo").types(ROOM, "/incident lead");
    await world.settle();
    expect(world.as("ana").reads(ROOM)).toMatch(/Commander:? @bo/);
    await world.as("bo").changesProfile({ deleted: true });
    await world.settle({ upTo: MINUTE });
    expect(world.as("ana").reads(ROOM)).toContain("Nobody in command");
    const { text } = await world.as("ana").types(ROOM, "/incident timeline");
    expect(text.split("Pitwall took @bo off command")).toHaveLength(2);
    await goOn();
    await world.settle({ upTo: 20 * MINUTE });
    expect(world.as("ana").reads(ROOM)).not.toContain("Failed:");
    await world.as("ana").types(ROOM, "/incident lead");
    await world.settle();
    expect(world.as("ana").reads(ROOM)).toMatch(/Commander:? @ana/);
  });

  it("holds up nobody else who is invited", async () => {
    await world.as("bo").changesProfile({ deleted: true });
    await world.as("ana").types("#general", "/incident declare Search is down sev1 service:checkout");
    await world.settle({ upTo: 5 * MINUTE });
    const room = world.as("ana").reads("#inc-2-search-is-down");
    expect(room).toContain("SEV1 · Search is down");
    expect(room).toContain("@ana has joined");
    expect(room).not.toContain("Failed:");
  });
});

describe("a message that somebody deletes", () => {
  const isCard = (message: Message) => JSON.stringify(message.blocks ?? []).includes("card-more");

  it.each([
    ["while the bot listens", (deletes: () => void) => Promise.resolve(deletes())],
    ["while the bot is away", (deletes: () => void) => world.restart(async () => deletes())],
  ])("is put anew and pinned again when it is the card, %s", async (_when, around) => {
    const room = world.slack.workspace;
    const channel = [...room.channels.values()].find(({ name }) => name === ROOM.slice(1));
    const card = channel?.messages.find(isCard);
    if (channel === undefined || card === undefined) throw new Error("There is no card");
    expect(channel.pins.map(({ ts }) => ts)).toEqual([card.ts]);
    await around(() => deleteMessage(room, channel, card));
    expect(channel.pins).toEqual([]);
    await goOn();
    expect(channel.pins.map(({ ts }) => ts)).toEqual(channel.messages.filter(isCard).map(({ ts }) => ts));
    const read = world.as("ana").reads(ROOM);
    expect(read.split("Impact: not stated").length - 1).toBe(1);
    expect(read).not.toContain("Failed:");
    expect(read).toContain("SEV1 · Checkout down");
  });
});
