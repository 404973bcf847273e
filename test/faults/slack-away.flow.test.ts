import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { realClock } from "../../src/clock.ts";
import { createLog } from "../../src/log.ts";
import { type RunningBot, startBot } from "../../src/main.ts";
import { MINUTE, SECOND } from "../../src/shared/time.ts";
import { type BotWorld, botWorld } from "../bot-world.ts";
import { incidentChannels, ROOMS } from "../pagerduty-stories/rooms.ts";
import { until } from "../until.ts";

let world: BotWorld;
beforeEach(async () => {
  world = await botWorld({ channels: ROOMS });
});
afterEach(() => world.end());

async function ask(bot: RunningBot, path: string): Promise<{ readonly status: number; readonly text: string }> {
  const response = await fetch(`${bot.url}${path}`);
  return { status: response.status, text: await response.text() };
}

describe("Slack that is away when the bot starts", () => {
  it("leaves health and webhooks alive, pages all the same, and finds all done once it is back", async () => {
    await world.bot().stop();
    const { faults } = world.slack.switches;
    faults.push({ method: "*", fault: { kind: "failed", status: 503 }, times: 1_000_000 });
    const lines: string[] = [];
    const log = createLog({ level: "info", clock: world.clock, write: (line) => void lines.push(line) });
    const databaseUrl = world.databaseUrl.replace("pitwall.db", "another.db");
    const bot = await startBot({ ...world.config, databaseUrl }, { clock: world.clock, realClock: realClock(), log });
    world.pagerduty.sendsWebhooksTo(`${bot.url}/webhooks/pagerduty`, ["whsec-of-the-tests"]);

    expect(await ask(bot, "/healthz")).toEqual({ status: 200, text: "alive\n" });
    const ready = await ask(bot, "/readyz");
    expect(ready.status).toBe(503);
    expect(JSON.parse(ready.text)).toMatchObject({ ready: false, problems: ["Slack is not connected"] });

    const { id } = world.pagerduty.triggers("checkout", "Checkout down");
    await world.clock.advance(30 * SECOND);
    await until(() => world.pagerduty.deliveries().some(({ status }) => status === 202), "the webhook is taken");
    world.pagerduty.acknowledges(id, "bo");
    await world.clock.advance(30 * SECOND);
    expect(bot.connected()).toBe(false);
    expect((await ask(bot, "/metrics")).text).toContain("pitwall_slack_connected 0");

    faults.length = 0;
    await until(() => bot.connected(), "the bot connects");
    await until(async () => {
      await world.clock.advance(5 * SECOND);
      return world.slack.calls("pins.add").length > 0;
    }, "the channel stands");
    expect(incidentChannels(world)).toEqual(["inc-1-checkout-down"]);
    expect(world.as("ana").reads("#inc-1-checkout-down")).toContain("acknowledged");
    expect((await ask(bot, "/readyz")).status).toBe(200);
    await bot.stop();
    expect(lines.filter((line) => line.includes('"level":"error"') && !line.includes("Slack's library"))).toEqual([]);
  });
});

describe("a connection that Slack", () => {
  it("refreshes in the middle of things loses no event", async () => {
    const ana = world.as("ana");
    await ana.types("#general", "/incident declare Checkout down sev2");
    await world.settle();
    const card = ana.sees("#inc-1-checkout-down").find(({ text }) => text?.includes("Impact"));
    expect(card).toBeDefined();
    for (let note = 1; note <= 6; note += 1) {
      if (note % 2 === 0) world.slack.socketMode.disconnect("refresh_requested");
      await ana.says("#inc-1-checkout-down", `note ${note}`, { ...(card === undefined ? {} : { thread: card }) });
    }
    await until(() => world.bot().connected(), "the bot connects again");
    await world.settle({ upTo: 10 * MINUTE });
    const { text } = await ana.types("#inc-1-checkout-down", "/incident timeline");
    for (let note = 1; note <= 6; note += 1) expect(text.split(`note ${note}`).length - 1).toBe(1);
  });

  it("cuts without a word loses no event, which Slack delivers again", async () => {
    const ana = world.as("ana");
    await ana.types("#general", "/incident declare Checkout down sev2");
    await world.settle();
    const card = ana.sees("#inc-1-checkout-down").find(({ text }) => text?.includes("Impact"));
    world.slack.socketMode.cut();
    await ana.says("#inc-1-checkout-down", "said while nobody listened", {
      ...(card === undefined ? {} : { thread: card }),
    });
    await until(() => world.bot().connected(), "the bot connects again");
    await world.settle({ upTo: 10 * MINUTE });
    const { text } = await ana.types("#inc-1-checkout-down", "/incident timeline");
    expect(text.split("said while nobody listened").length - 1).toBe(1);
  });
});

describe("readiness", () => {
  it("is lost while effects are due that nobody carries out, not while one waits for its next attempt", async () => {
    expect((await ask(world.bot(), "/readyz")).status).toBe(200);
    world.slack.switches.faults.push({ method: "pins.add", fault: { kind: "failed", status: 500 }, times: 1_000 });
    await world.as("ana").types("#general", "/incident declare Checkout down sev2");
    await world.settle({ upTo: 20 * MINUTE });
    const { status, text } = await ask(world.bot(), "/readyz");
    expect([status, JSON.parse(text)]).toEqual([
      200,
      { ready: true, problems: [], slackConnections: { open: 2, wanted: 2 } },
    ]);
    expect((await ask(world.bot(), "/metrics")).text).toMatch(/pitwall_effects\{state="waiting"\} [1-9]/);
  });
});
