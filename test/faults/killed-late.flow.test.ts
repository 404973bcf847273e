import { afterEach, expect, it } from "vitest";
import { until } from "../until.ts";
import { type Bench, openBench, still } from "./killed-bench.ts";

let bench: Bench;
afterEach(() => bench.end());

/** A bench with one incident; its room, and somebody in it. */
async function inAnIncident() {
  bench = await openBench();
  await bench.start();
  const { world } = bench;
  const ana = world.as("ana");
  await ana.types("#general", "/incident declare late sev3");
  const room = () => ({ id: roomsNamed("-late")[0]?.id ?? "none" });
  await until(() => room().id !== "none" && ana.reads(room()).includes("Impact:"), "the card stands");
  await world.quiet();
  return { ana, room: room() };
}

function roomsNamed(end: string) {
  return [...bench.world.slack.workspace.channels.values()].filter(({ name }) => name.endsWith(end));
}

/** Slack takes 0.7 s to answer this method: of the machine, and the bot's time goes ten times as fast. */
function slackIsSlow(method: string): void {
  bench.world.slack.switches.faults.push({ method, fault: { kind: "delay", ms: 700 }, times: 1 });
}

/** The bot dies once it has acknowledged what somebody does, and before it answers; another one takes its place. */
async function killedWhenAcknowledged(doIt: () => Promise<unknown>, answer: () => boolean): Promise<void> {
  const waiting = () => bench.world.slack.busy().filter((one) => !one.startsWith("POST"));
  const done = doIt();
  await until(() => waiting().length > 0, "it is sent");
  await until(() => waiting().length === 0, "it is acknowledged");
  expect(answer()).toBe(false);
  bench.kill();
  await done;
  await bench.start();
  await until(answer, "it is answered");
  await bench.world.quiet();
}

it("a command that was acknowledged as being worked on is carried out and answered by the bot that comes after", async () => {
  const { ana, room } = await inAnIncident();
  slackIsSlow("users.info");
  await killedWhenAcknowledged(
    () => ana.types(room, "/incident note asked @dee to call the bank"),
    () => ana.reads(room).includes("Noted: asked @dee to call the bank"),
  );
  expect(ana.reads(room)).toContain("Working on it");
  expect((await ana.types(room, "/incident timeline")).text.split("@ana: asked @dee")).toHaveLength(2);
}, 60_000);

it("so is a message that somebody puts on the timeline", async () => {
  const { ana, room } = await inAnIncident();
  const said = await ana.says(room, "The bank is down too");
  slackIsSlow("chat.getPermalink");
  await killedWhenAcknowledged(
    () => ana.uses("Add to timeline", said),
    () => ana.reads(room).includes("On the timeline of INC-1."),
  );
  expect((await ana.types(room, "/incident timeline")).text.split("The bank is down too")).toHaveLength(2);
}, 60_000);

it("so is a button", async () => {
  const { ana } = await inAnIncident();
  await ana.types("#general", "/incident declare late sev3 service:checkout");
  bench.pagerduty.breaks("GET /oncalls", { kind: "delay", ms: 7_000 });
  await killedWhenAcknowledged(
    () => ana.clicks("Declare another"),
    () => ana.reads("#general").includes("INC-2"),
  );
  await until(() => roomsNamed("-late").length > 1, "its channel is open");
  await still(bench);
  expect(roomsNamed("-late")).toHaveLength(2);
}, 60_000);
