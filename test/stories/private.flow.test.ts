import { describe, expect, it } from "vitest";
import type { BotWorld } from "../bot-world.ts";
import { aCompany, cardIn } from "./told.ts";

const company = aCompany();

const LEAK = "#sec-1-customer-data-leaked";

async function aLeak(world: BotWorld): Promise<void> {
  await world.as("ana").types("#general", "/incident declare Customer data leaked sev1 private");
  await world.settle();
}

describe("a private incident", () => {
  it("counts in its own series, in a private channel, and is announced nowhere", async () => {
    const world = company();
    const ana = world.as("ana");
    await aLeak(world);
    expect(ana.reads(LEAK)).toContain("(private)");
    expect(ana.reads(LEAK)).toContain("Private · Investigating");
    await ana.types(LEAK, "/incident update We rotate keys");
    await ana.types(LEAK, "/incident sev 2");
    await world.settle();
    expect(world.as("bo").reads("#incidents")).not.toMatch(/SEC|leak/i);
    expect((await ana.types("#general", "/incident declare Another thing")).text).toContain("INC-1 declared");
  });

  it("does not exist for those who are not in its channel", async () => {
    const world = company();
    await aLeak(world);
    const bo = world.as("bo");
    const told = async (line: string) => (await bo.types("#general", line)).text;
    expect(await told("/incident list")).toContain("Nothing is open.");
    expect((await told("/incident SEC-1")).replace("SEC-1", "SEC-9")).toBe(await told("/incident SEC-9"));
    expect(await told("/incident customer data leaked again")).not.toContain("SEC-1");
    await bo.closes();
    expect(JSON.stringify(await bo.opensHome())).not.toMatch(/SEC-1|leak/);
    expect(() => bo.reads(LEAK)).toThrow("sees no channel");
    expect(await told("/platform customer data leaked")).not.toContain("SEC-1");
  });

  it("tells PagerDuty no more than that it is, and brings in who was paged", async () => {
    const world = company();
    const ana = world.as("ana");
    await ana.types("#general", "/incident declare Customer data leaked sev1 private service:checkout");
    await world.settle();
    await ana.types(LEAK, "/incident page payments cards are in it");
    await world.settle();
    expect(JSON.stringify(world.pagerduty.incidents())).toContain("SEC-1: private, see Slack");
    expect(JSON.stringify(world.pagerduty.incidents())).not.toMatch(/leak|cards are in it/i);
    expect(world.as("bo").reads(LEAK)).toContain("SEV1 · Customer data leaked");
    await ana.types(LEAK, "/incident resolve Deleted the leaked file");
    await world.settle();
    expect(JSON.stringify(world.pagerduty.calls())).not.toMatch(/leak/i);
    expect(world.pagerduty.incidents().every((incident) => incident.status === "resolved")).toBe(true);
  });

  it("answers a stranger's button as if it had never been", async () => {
    const world = company();
    await aLeak(world);
    const [ana, bo] = [world.as("ana"), world.as("bo")];
    await ana.invites(LEAK, "bo");
    await world.settle();
    await ana.removes(LEAK, "bo");
    await world.settle();
    const stranger = await pressedFromAfar(world, "bo", LEAK);
    expect(stranger).toContain("That incident is not there any more.");
    expect(stranger).toBe(await pressedFromAfar(world, "bo", LEAK, "01NEVERWAS"));
    expect((await bo.types("#general", "/incident SEC-1")).text).toContain("There is no SEC-1.");
  });

  it("is seen by those who are invited into its channel", async () => {
    const world = company();
    await aLeak(world);
    const [ana, bo] = [world.as("ana"), world.as("bo")];
    await ana.invites(LEAK, "bo");
    await world.settle();
    expect((await bo.types("#general", "/incident list")).text).toContain("SEC-1 SEV1 Customer data leaked");
    expect((await bo.types("#general", "/incident SEC-1")).text).toContain("Impact: not stated");
    expect(JSON.stringify(await bo.opensHome())).toContain("SEC-1");
    await ana.types(LEAK, "/incident role comms @cy");
    await world.settle();
    expect(world.as("cy").reads(LEAK)).toContain("SEV1 · Customer data leaked");

    await ana.removes(LEAK, "bo");
    await world.settle();
    expect((await bo.types("#general", "/incident list")).text).toContain("Nothing is open.");
  });

  it("may wait in triage without being shown to anybody else", async () => {
    const world = company();
    const [ana, bo] = [world.as("ana"), world.as("bo")];
    await ana.types("#general", "/incident declare Customer data leaked private triage");
    await world.settle();
    expect(bo.reads("#incidents")).not.toMatch(/SEC|leak/i);
    expect((await bo.types("#general", "/incident SEC-1")).text).toContain("There is no SEC-1.");
    await ana.types("#general", "/incident SEC-1");
    await ana.clicks("Declare", { in: "#general" });
    await world.settle();
    expect(cardIn(world, LEAK).text).toContain("SEC-1");
  });

  it("ends with a postmortem that goes to its owner alone", async () => {
    const world = company();
    const ana = world.as("ana");
    await aLeak(world);
    await ana.types(LEAK, "/incident resolve Keys rotated");
    await world.settle();
    expect(ana.reads("@pitwall")).toContain("Postmortem SEC-1");
    for (const name of ["bo", "cy", "dee", "eli", "fay"]) {
      const other = world.as(name);
      expect(JSON.stringify(other.directMessages())).not.toMatch(/SEC|leak/i);
      expect(other.reads("#general")).not.toMatch(/SEC-1|leak/i);
    }
  });
});

/** A button of that channel's card, pressed by somebody who is no longer in the channel: an old client may still show it. */
async function pressedFromAfar(world: BotWorld, name: string, channel: string, instead?: string): Promise<string> {
  const card = cardIn(world, channel);
  const kept = await world.as("ana").says("#general", "x");
  const general = [...world.slack.workspace.channels.values()].find((one) => one.name === "general");
  const message = general?.messages.find((one) => one.ts === kept.ts);
  if (message === undefined) throw new Error("The message is gone");
  const blocks = JSON.stringify(card.blocks ?? []);
  message.blocks = JSON.parse(
    instead === undefined ? blocks : blocks.replaceAll(/incident\/\w+/g, `incident/${instead}`),
  );
  return (await world.as(name).clicks("Take command", { in: "#general" })).text;
}
