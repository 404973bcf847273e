import { afterEach, expect, it } from "vitest";
import { MINUTE, SECOND } from "../../src/shared/time.ts";
import { type BotWorld, botWorld } from "../bot-world.ts";
import { incidentChannels, paged, ROOMS } from "./rooms.ts";

const TEN = [
  "checkout",
  "payments",
  "cart",
  "web-frontend",
  "search",
  "catalog-api",
  "orders",
  "inventory",
  "shipping",
  "gateway",
];

let world: BotWorld;
afterEach(() => world.end());

function limited(): number {
  return world.slack.calls().filter((call) => call.answer["error"] === "ratelimited").length;
}

it("a storm of 200 alerts over ten services in a minute is a handful of incidents, inside Slack's limits, all counted", async () => {
  world = await botWorld({ channels: ROOMS, yaml: "pagerduty:\n  routes:\n    - { match: {}, do: declare }\n" });
  for (let wave = 0; wave < 10; wave += 1) {
    world.pagerduty.storm(20, { services: TEN, title: `Wave ${wave}` });
    await world.clock.advance(6 * SECOND);
    await world.quiet();
  }
  await world.settle({ upTo: 3 * MINUTE });
  expect(incidentChannels(world)).toHaveLength(4);
  expect(limited()).toBe(0);
  const counts = incidentChannels(world).map((name) => {
    const [, count] = /(\d+) alerts$/.exec(paged(world.as("ana").reads(`#${name}`))) ?? [];
    return Number(count);
  });
  expect(counts.sort((a, b) => a - b)).toEqual([20, 40, 60, 80]);
  // People would read the channels: one card each, and no wall of lines.
  const posts = world.slack.calls("chat.postMessage").length;
  expect(posts).toBeLessThan(60);
});

it("the worst get their channels first, and nobody is told to slow down by Slack", async () => {
  world = await botWorld({
    channels: ROOMS,
    yaml: "pagerduty:\n  group: { by: none, window: 30m }\n  routes:\n    - { match: {}, do: declare }\n",
  });
  for (let index = 0; index < 30; index += 1) world.pagerduty.triggers("search", `Small ${index}`, { priority: "P3" });
  world.pagerduty.triggers("checkout", "Everything is down", { priority: "P1" });
  await world.quiet();
  await world.settle({ upTo: 20 * SECOND });
  const first = incidentChannels(world).findIndex((name) => name.endsWith("everything-is-down"));
  expect(first).toBeGreaterThanOrEqual(0);
  expect(first).toBeLessThan(16);
  expect(incidentChannels(world).length).toBeLessThanOrEqual(20);
  await world.settle({ upTo: 6 * MINUTE });
  expect(incidentChannels(world)).toHaveLength(31);
  expect(limited()).toBe(0);
});

it("a person who declares in a storm does not queue behind it", async () => {
  world = await botWorld({
    channels: ROOMS,
    yaml: "pagerduty:\n  group: { by: none, window: 30m }\n  routes:\n    - { match: {}, do: declare, severity: SEV1 }\n",
  });
  for (let index = 0; index < 30; index += 1) world.pagerduty.triggers("search", `Noise ${index}`);
  await world.quiet();
  await world.settle({ upTo: 20 * SECOND });
  expect(incidentChannels(world).length).toBeLessThan(20);
  await world.as("ana").types("#general", "/incident declare Login is broken sev3");
  await world.settle({ upTo: 5 * SECOND });
  expect(incidentChannels(world).at(-1)).toMatch(/login-is-broken$/);
  await world.settle({ upTo: 6 * MINUTE });
  expect(incidentChannels(world)).toHaveLength(31);
  expect(limited()).toBe(0);
});
