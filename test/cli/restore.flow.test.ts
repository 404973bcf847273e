import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { BotWorld } from "../bot-world.ts";
import { aCompany, checkoutIsDown, timesIn } from "../stories/told.ts";
import { runs } from "./terminal.ts";

// The command line has the time of this machine, and the bot is not to find that hours have passed.
const company = aCompany({ start: Date.now() });

async function pitwall(world: BotWorld, ...args: readonly string[]) {
  const { slack, databaseUrl } = world.config;
  if (slack.mode !== "socket") throw new Error("These stories are told over a socket");
  const { botToken, appToken, apiUrl = "" } = slack;
  const env = {
    SLACK_BOT_TOKEN: botToken,
    SLACK_APP_TOKEN: appToken,
    SLACK_API_URL: apiUrl,
    DATABASE_URL: databaseUrl,
  };
  const ran = await runs(args, { env });
  expect([ran.code, ran.err]).toEqual([0, ""]);
  return ran.out;
}

async function readiness(world: BotWorld): Promise<{ readonly status: number; readonly body: string }> {
  const answer = await fetch(`${world.bot().url}/readyz`);
  return { status: answer.status, body: await answer.text() };
}

async function working(world: BotWorld): Promise<void> {
  for (let tries = 0; (await readiness(world)).status !== 200; tries += 1) {
    if (tries > 100) throw new Error((await readiness(world)).body);
    await sleep(50);
  }
}

test("a restored bot sends nothing until confirmed, then nothing twice, and no number is given twice", async () => {
  const world = company();
  const ana = world.as("ana");
  await checkoutIsDown(world);
  const file = join(fileURLToPath(world.databaseUrl.replace("file:", "file://")), "..", "backup.db");

  // The backup is made while effects wait; afterwards they happen, and another incident is declared.
  await world.restart(async () => {
    await pitwall(world, "incident", "declare", "Search is slow", "sev2");
    await pitwall(world, "backup", file);
  });
  await world.settle();
  await ana.types("#general", "/incident declare Login is down sev1");
  await world.settle();
  const messages = () => ana.sees("#inc-2-search-is-slow").map(({ ts }) => ts);
  const search = messages();
  const announced = world.as("dee").reads("#incidents");
  expect(search.length).toBeGreaterThan(1);

  await world.restart(() => pitwall(world, "restore", file).then(() => undefined));
  await world.settle();
  const before = world.slack.calls().length;
  expect(await readiness(world)).toMatchObject({
    status: 503,
    body: expect.stringContaining("pitwall restore --confirm"),
  });
  expect((await ana.types("#general", "/incident list")).text).toContain("frozen");
  expect((await ana.types("#general", "/incident declare Cart is empty sev1")).text).toContain("was not recorded");
  world.pagerduty.triggers("payments", "Payments time out");
  await world.settle();
  const asked = world.slack.calls().slice(before);
  expect(asked.map(({ method }) => method).filter((method) => method !== "auth.test")).toEqual([]);
  expect(await pitwall(world, "incident", "list")).not.toContain("Cart is empty");

  expect(await pitwall(world, "restore", "--confirm")).toContain(
    "Numbers go on with INC-14: past all channels in Slack.",
  );
  await working(world);
  await world.settle();
  expect(messages()).toEqual(search);
  expect(timesIn(world.as("dee").reads("#incidents"), "Search is slow")).toBe(timesIn(announced, "Search is slow"));
  expect(await pitwall(world, "incident", "timeline", "INC-1")).toContain("Payments time out");
  expect((await ana.types("#general", "/incident declare Cart is empty sev1")).text).toContain("INC-14");
});
