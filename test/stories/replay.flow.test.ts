import { describe, expect, it } from "vitest";
import type { PlannedDeliveryFault } from "../../src/sandbox/slack/switches.ts";
import type { BotWorld } from "../bot-world.ts";
import { aCompany, CHECKOUT, cardIn, checkoutIsDown, threadOf, timelineIn, timesIn } from "./told.ts";

const company = aCompany();

/** From now on every delivery of this kind arrives two times. */
function twice(world: BotWorld, type: PlannedDeliveryFault["type"]): void {
  world.slack.switches.deliveryFaults.push({ type, fault: "twice", times: 1_000 });
}

describe("a slash command that arrives twice", () => {
  it("has one effect, and its second copy gets the first answer", async () => {
    const world = company();
    const ana = world.as("ana");
    twice(world, "slash_commands");
    const declared = await ana.types("#general", "/incident declare Checkout returns 500s sev1 service:checkout");
    expect(declared.text).toContain("INC-1 declared: SEV1 · Checkout returns 500s");
    expect(declared.text).not.toContain("You declared");
    await world.settle();
    expect(world.pagerduty.pagesSent()).toHaveLength(1);
    for (const line of ["note error rate falling", "decision wait", "page orders", "update Looking", "lead", "sev 2"])
      await ana.types(CHECKOUT, `/incident ${line}`);
    const resolved = await ana.types(CHECKOUT, "/incident resolve Rolled back");
    expect(resolved.text).toContain("INC-1 resolved after");
    expect(resolved.text).not.toContain("already");
    await world.settle();

    const read = ana.reads(CHECKOUT);
    expect(timesIn(read, "@ana: error rate falling")).toBe(1);
    expect(timesIn(read, "Decision by @ana: wait")).toBe(1);
    expect(timesIn(read, "Update by @ana")).toBe(1);
    expect(timesIn(read, "Resolved after")).toBe(1);
    expect(world.pagerduty.pagesSent()).toHaveLength(2);
    expect((await ana.types("#general", "/incident INC-2")).text).toContain("There is no INC-2");
  });

  it("opens its form once", async () => {
    const world = company();
    twice(world, "slash_commands");
    expect((await world.as("ana").types("#general", "/incident Login is slow")).text).toContain("[Login is slow]");
    expect(world.slack.calls("views.open")).toHaveLength(1);
  });

  it("asks its question once", async () => {
    const world = company();
    await checkoutIsDown(world);
    twice(world, "slash_commands");
    await world.as("ana").types(CHECKOUT, "/platform who owns checkout?");
    expect(timesIn(await timelineIn(world, CHECKOUT), "asked: who owns checkout?")).toBe(1);
  });
});

describe("an event that arrives twice", () => {
  it("has one effect", async () => {
    const world = company();
    await checkoutIsDown(world);
    const [ana, bo] = [world.as("ana"), world.as("bo")];
    twice(world, "events_api");
    await bo.joins(CHECKOUT);
    const card = cardIn(world, CHECKOUT);
    await bo.says(CHECKOUT, "the pool is exhausted", { thread: card });
    const said = await bo.says(CHECKOUT, "traffic is back");
    await ana.reacts("pushpin", said);
    await ana.says(CHECKOUT, "@pitwall decision roll back v412");
    await ana.says(CHECKOUT, "@pitwall who owns checkout?");
    await ana.says("#general", "@pitwall declare Search is empty sev3");
    await world.settle();
    const read = await timelineIn(world, CHECKOUT);
    for (const once of [
      "the pool is exhausted",
      "traffic is back",
      "Decision by @ana: roll back v412",
      "asked: who owns",
    ])
      expect(timesIn(read, once)).toBe(1);
    expect(timesIn(ana.reads(CHECKOUT), "Checkout is owned by Payments")).toBe(1);
    expect(timesIn(ana.reads("#incidents"), "Search is empty")).toBe(1);
    expect(timesIn(ana.reads("#general"), "INC-2 declared")).toBe(1);
  });

  it("that was never acknowledged comes again, and has one effect", async () => {
    const world = company();
    await checkoutIsDown(world);
    const bo = world.as("bo");
    await bo.joins(CHECKOUT);
    world.slack.switches.deliveryFaults.push({ type: "events_api", fault: "lost-ack", times: 3 });
    await bo.says(CHECKOUT, "the pool is exhausted", { thread: cardIn(world, CHECKOUT) });
    await world.settle({ upTo: 600_000 });
    expect(timesIn(await timelineIn(world, CHECKOUT), "the pool is exhausted")).toBe(1);
  });
});

describe("a button or form that arrives twice", () => {
  it("has one effect", async () => {
    const world = company();
    await checkoutIsDown(world);
    const ana = world.as("ana");
    twice(world, "interactive");
    await ana.clicks("Take command", { in: CHECKOUT });
    await ana.clicks("Update", { in: CHECKOUT });
    await ana.submits("Update INC-1", { "What do we know, what are we doing?": "Looking" });
    await ana.clicks("Page", { in: CHECKOUT });
    await ana.submits("Page someone", { "Whom?": "orders: fay" });
    await ana.clicks("My customer is affected", { in: "#incidents" });
    await ana.submits("My customer is affected", { "Which customer?": "Globex" });
    await ana.clicks("Resolve", { in: CHECKOUT });
    await ana.submits("Resolve INC-1", { "What fixed it?": "Rolled back v412" });
    await world.settle();
    const read = ana.reads(CHECKOUT);
    expect(timesIn(read, "Update by @ana")).toBe(1);
    expect(timesIn(read, "Resolved after")).toBe(1);
    expect(
      timesIn(
        threadOf(world, CHECKOUT)
          .map((message) => message.text)
          .join("\n"),
        "took command",
      ),
    ).toBe(1);
    expect(world.pagerduty.pagesSent()).toHaveLength(2);
    expect(world.slack.calls("views.open").length).toBe(4);
  });
});

describe("what the bot was told before it was restarted", () => {
  it("has one effect afterwards too", async () => {
    const world = company();
    await checkoutIsDown(world);
    const ana = world.as("ana");
    world.slack.switches.deliveryFaults.push({ type: "slash_commands", fault: "lost-ack", times: 1 });
    await ana.types("#general", "/incident declare Search is empty sev3");
    await world.restart();
    expect((await ana.types("#general", "/incident declare Search is empty sev3")).text).toContain(
      "You declared INC-2",
    );
    await world.settle();
    expect(cardIn(world, CHECKOUT).text).toContain("INC-1");
    await ana.clicks("Take command", { in: CHECKOUT });
    await world.settle();
    expect(ana.reads(CHECKOUT)).toContain("Commander: @ana");
  });
});
