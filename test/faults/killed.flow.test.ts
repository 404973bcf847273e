import { afterEach, expect, it } from "vitest";
import { until } from "../until.ts";
import type { KillAt } from "./kill-point.ts";
import { type Bench, openBench, still } from "./killed-bench.ts";

let bench: Bench;
afterEach(() => bench.end());

function count(text: string, words: string): number {
  return text.split(words).length - 1;
}

/** What there is of an incident in Slack and PagerDuty, each thing counted. */
function standing(title: string) {
  const { world, pagerduty } = bench;
  const rooms = [...world.slack.workspace.channels.values()].filter(({ name }) => name.endsWith(title));
  const room = rooms[0] === undefined ? "" : world.as("ana").reads({ id: rooms[0].id });
  return {
    channels: rooms.length,
    cards: count(room, "Impact:"),
    pins: count(room, "pinned a message"),
    topics: room.includes("Topic: SEV1") ? 1 : 0,
    ana: count(room, "@ana has joined"),
    announcements: count(world.as("ana").reads("#incidents"), ` ${title}\n`),
    pages: pagerduty.incidents().filter((page) => page.title.endsWith(` ${title}`)).length,
    answered: count(room, "bo notified"),
  };
}

const ONCE = { channels: 1, cards: 1, pins: 1, topics: 1, ana: 1, announcements: 1, pages: 1, answered: 1 };

/** Declares, kills the bot at that call, starts it anew, and says what then stands of the incident. */
async function killedAt(title: string, at: KillAt): Promise<ReturnType<typeof standing>> {
  const { world, kills, pagerduty } = bench;
  const ana = world.as("ana");
  kills.arm(at);
  const line = `/incident declare ${title} sev1 service:checkout`;
  const typed = await ana.types("#general", line);
  await until(() => kills.killed(), `the bot comes to ${at.call}`);
  kills.disarm();
  await bench.start();
  // It died before the person was answered, who types it again.
  if (typed.failed !== undefined) await ana.types("#general", line);
  await until(() => JSON.stringify(standing(title)) === JSON.stringify(ONCE), "all stands once").catch(() => undefined);
  await still(bench);
  const stands = standing(title);
  // So that it neither escalates nor reminds while the next is looked at.
  for (const page of pagerduty.incidents().filter(({ status }) => status !== "resolved"))
    pagerduty.resolves(page, "bo");
  await still(bench);
  return stands;
}

const CALLS = [
  ["POST /incidents", 1],
  ["POST /api/conversations.create", 1],
  ["POST /api/conversations.invite", 1],
  ["POST /api/chat.postMessage", 1],
  ["POST /api/chat.postMessage", 2],
  ["POST /api/pins.add", 1],
  ["POST /api/conversations.setTopic", 1],
] as const;

it("a bot that is killed before or after any call of a declare ends, once started again, with each thing once", async () => {
  bench = await openBench();
  await bench.start();
  for (const [index, [call, nth]] of CALLS.entries())
    for (const when of ["before", "after"] as const) {
      const at = { call, nth, when };
      expect({ at, ...(await killedAt(`${when}-${index}`, at)) }).toEqual({ at, ...ONCE });
    }
}, 180_000);

it("the same while Slack's history shows a message only after three seconds", async () => {
  bench = await openBench(3_000);
  await bench.start();
  const at = { call: "POST /api/chat.postMessage", nth: 1, when: "after" } as const;
  expect(await killedAt("lag", at)).toEqual(ONCE);
}, 60_000);
