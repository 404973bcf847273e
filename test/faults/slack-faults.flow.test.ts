import { afterEach, describe, expect, it } from "vitest";
import type { Fault } from "../../src/sandbox/slack/switches.ts";
import { MINUTE, SECOND } from "../../src/shared/time.ts";
import { type BotWorld, botWorld } from "../bot-world.ts";
import { incidentChannels, ROOMS } from "../pagerduty-stories/rooms.ts";
import { until } from "../until.ts";

const ROOM = "#inc-1-checkout-down";

let world: BotWorld;
afterEach(() => world.end());

async function open(more: Parameters<typeof botWorld>[0] = {}): Promise<void> {
  world = await botWorld({ channels: ROOMS, yaml: 'call: { url: "https://meet.example/{ref}" }\n', ...more });
}

function breaks(method: string, fault: Fault, times = 1): void {
  world.slack.switches.faults.push({ method, fault, times });
}

function read(where: string): string {
  return world.as("ana").reads(where);
}

function count(text: string, words: string): number {
  return text.split(words).length - 1;
}

async function reconnected(): Promise<void> {
  await until(() => world.bot().connected(), "the bot connects again");
  await world.quiet();
}

/** Declares, takes command, gives an update; then everything of it must stand in Slack exactly once. */
async function runThrough(): Promise<void> {
  const ana = world.as("ana");
  await ana.types("#general", "/incident declare Checkout down sev1 service:checkout");
  await world.settle({ upTo: 3 * MINUTE });
  await runThroughTheRest();
}

async function runThroughTheRest(): Promise<void> {
  const ana = world.as("ana");
  await ana.clicks("Take command", { in: ROOM });
  await world.settle({ upTo: 3 * MINUTE });
  await ana.types(ROOM, "/incident update Rolling back v412");
  await world.settle({ upTo: 3 * MINUTE });
}

function expectWhole(): void {
  expect(incidentChannels(world)).toEqual([ROOM.slice(1)]);
  const room = read(ROOM);
  expect(count(room, "[Hand over]")).toBe(1);
  expect(count(room, "(pinned)")).toBe(1);
  expect(count(room, "pinned a message")).toBe(1);
  expect(count(room, "Update by")).toBe(1);
  // Not at all when the page left before there was a channel: then the card alone says it.
  expect(count(room, "Paged checkout (bo)")).toBeLessThan(2);
  // After five minutes without an answer PagerDuty wakes the next one.
  expect(room).toMatch(/checkout \((?:bo|ana) notified/);
  expect(count(room, "@ana has joined the channel")).toBe(1);
  expect(room).toContain("Topic: SEV1 · Investigating · commander ana");
  const announced = read("#incidents");
  expect(count(announced, "INC-1 · SEV1 · Checkout down")).toBe(1);
  expect(announced).toContain("Rolling back v412");
  const bookmarks = [...world.slack.workspace.channels.values()].flatMap((channel) => channel.bookmarks);
  expect(bookmarks).toHaveLength(1);
  // One page of ours. Where time passed without an answer, PagerDuty went on to the next level by itself.
  expect(world.pagerduty.pagesSent().filter(({ level }) => level === 1)).toHaveLength(1);
}

const CALLS = [
  "conversations.create",
  "conversations.invite",
  "conversations.list",
  "conversations.setTopic",
  "chat.postMessage",
  "chat.update",
  "pins.add",
  "bookmarks.add",
  "users.info",
] as const;

const FAULTS: readonly Fault[] = [
  { kind: "lost-reply" },
  { kind: "limited", retryAfter: 7 },
  { kind: "failed", status: 500 },
];

describe.each(FAULTS)("Slack answers with $kind", (fault) => {
  it.each(CALLS)("to %s: nothing is missing and nothing is there twice", async (method) => {
    await open();
    breaks(method, fault, 2);
    await runThrough();
    expectWhole();
  });
});

it("a lost reply, while Slack's history lags, posts nothing twice", async () => {
  await open({ switches: { historyLag: 3 * SECOND } });
  breaks("chat.postMessage", { kind: "lost-reply" }, 3);
  await runThrough();
  expectWhole();
});

it("calls that fail for minutes delay what they are for, and nothing else", async () => {
  await open();
  for (const method of ["conversations.create", "chat.postMessage", "conversations.invite", "pins.add"])
    breaks(method, { kind: "failed", status: 500 }, 6);
  await world.as("ana").types("#general", "/incident declare Checkout down sev1 service:checkout");
  await world.settle({ upTo: 5 * SECOND });
  expect(world.pagerduty.pagesSent()).toHaveLength(1);
  await world.settle({ upTo: 4 * MINUTE });
  await runThroughTheRest();
  expectWhole();
});

it("a connection that drops in the middle of a declare loses nothing of it", async () => {
  await open();
  breaks("conversations.create", { kind: "disconnect" });
  breaks("chat.postMessage", { kind: "disconnect" });
  await world.as("ana").types("#general", "/incident declare Checkout down sev1 service:checkout");
  await world.settle({ upTo: 3 * MINUTE });
  await reconnected();
  await runThroughTheRest();
  expectWhole();
});

it("Slack that limits a method for long is asked no sooner than it said", async () => {
  await open();
  breaks("conversations.create", { kind: "limited", retryAfter: 40 });
  await world.as("ana").types("#general", "/incident declare Checkout down sev1");
  await world.clock.advance(39 * SECOND);
  await world.quiet();
  expect(world.slack.calls("conversations.create")).toHaveLength(1);
  await world.settle();
  expect(incidentChannels(world)).toHaveLength(1);
});
