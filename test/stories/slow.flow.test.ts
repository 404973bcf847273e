import { expect, it } from "vitest";
import { aCompany, CHECKOUT, checkoutIsDown, timelineIn } from "./told.ts";

const company = aCompany({ running: true });

it("says that it is being worked on when the truth is not there in two seconds, and then the truth", async () => {
  const world = company();
  await checkoutIsDown(world);
  const ana = world.as("ana");
  world.slack.switches.faults.push({ method: "users.info", fault: { kind: "delay", ms: 2_300 }, times: 5 });
  const { text } = await ana.types(CHECKOUT, "/incident note asked @dee to call the bank");
  await world.quiet();
  expect(text).toContain("Working on it …");
  expect(ana.reads(CHECKOUT)).toContain("Noted: asked @dee to call the bank");
  expect(await timelineIn(world, CHECKOUT)).toContain("@ana: asked @dee to call the bank");
});

it("opens the declare form in time though Slack is slow to say who asks for it", async () => {
  const world = company();
  const ana = world.as("ana");
  world.slack.switches.faults.push({ method: "users.info", fault: { kind: "delay", ms: 8_000 }, times: 5 });
  await ana.types("#general", "/incident");
  await world.quiet();
  expect(ana.modal()?.title.text).toBe("Declare an incident");
});
