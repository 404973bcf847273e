import { describe, expect, it } from "vitest";
import { aCompany, CHECKOUT, cardIn, checkoutIsDown, timesIn } from "./told.ts";

const company = aCompany();

describe("when Slack", () => {
  it("does not open a form in time, the person is told, and a button opens it after all", async () => {
    const world = company();
    const ana = world.as("ana");
    world.slack.switches.faults.push({ method: "views.open", fault: { kind: "failed", status: 500 }, times: 1 });
    expect((await ana.types("#general", "/incident Login is slow")).text).toContain(
      "Slack was too slow to open the form.",
    );
    expect((await ana.clicks("Open the form")).text).toContain("[Login is slow]");
  });

  it("does not open a form that was asked for in no channel, the person is told by direct message", async () => {
    const world = company();
    await checkoutIsDown(world);
    const ana = world.as("ana");
    const fails = (method: string) =>
      world.slack.switches.faults.push({ method, fault: { kind: "failed", status: 500 }, times: 1 });
    fails("views.open");
    await ana.uses("Declare an incident");
    await world.quiet();
    expect(timesIn(ana.reads("@pitwall"), "Slack was too slow to open the form.")).toBe(1);
    expect((await ana.clicks("Open the form", { in: "@pitwall" })).modal?.title.text).toBe("Declare an incident");
    await ana.closes("all");

    await ana.opensHome();
    fails("views.open");
    await ana.clicks("Declare an incident", { in: "home" });
    await world.quiet();
    expect(timesIn(ana.reads("@pitwall"), "Slack was too slow to open the form. Please press again.")).toBe(1);

    await ana.types(CHECKOUT, "/incident");
    fails("views.push");
    await ana.clicks("Resolve");
    await world.quiet();
    expect(timesIn(ana.reads("@pitwall"), "Slack was too slow to open the form. Please press again.")).toBe(2);
  });

  it("allows no channel, the page has left all the same, and it can be tried again", async () => {
    const world = company();
    const ana = world.as("ana");
    const refused = { kind: "refused", error: "restricted_action" } as const;
    world.slack.switches.faults.push({ method: "conversations.create", fault: refused, times: 1 });
    await ana.types("#general", "/incident declare Checkout returns 500s sev1 service:checkout");
    await world.settle();
    expect(world.pagerduty.pagesSent()).toHaveLength(1);
    expect(ana.reads("#incidents")).toContain("no channel");
    expect(ana.reads("@pitwall")).toContain("INC-1 has no channel.");
    expect(ana.reads("@pitwall")).toContain("this workspace does not let Pitwall do that: ask an admin");
    await ana.clicks("Try again", { in: "@pitwall" });
    await world.settle();
    expect(cardIn(world, CHECKOUT).text).toContain("INC-1 SEV1");
    expect(ana.reads("#incidents")).toContain("#inc-1-checkout-returns-500s");
  });

  it("loses its answers, everything is there once", async () => {
    const world = company();
    for (const method of ["conversations.create", "chat.postMessage", "conversations.invite", "pins.add"])
      world.slack.switches.faults.push({ method, fault: { kind: "lost-reply" }, times: 1 });
    await checkoutIsDown(world);
    await world.settle({ upTo: 120_000 });
    const channels = [...world.slack.workspace.channels.values()].filter((one) => one.name.startsWith("inc-1"));
    expect(channels).toHaveLength(1);
    expect(
      world
        .as("ana")
        .sees(CHECKOUT)
        .filter((message) => message.pinned_to !== undefined),
    ).toHaveLength(1);
    expect(timesIn(world.as("ana").reads("#incidents"), "INC-1 · SEV1")).toBe(1);
    expect(world.pagerduty.pagesSent()).toHaveLength(1);
  });

  it("refuses something, it is said with the reason, and can be tried again", async () => {
    const world = company();
    const ana = world.as("ana");
    const refused = { kind: "refused", error: "missing_scope" } as const;
    world.slack.switches.faults.push({ method: "conversations.setTopic", fault: refused, times: 1 });
    await checkoutIsDown(world);
    expect(ana.reads(CHECKOUT)).toContain("Failed: topic");
    const { text } = await ana.types(CHECKOUT, "/incident delivery");
    expect(text).toMatch(/Failed: Topic · conversations\.setTopic: the Slack app lacks a permission: .* 1 try/);
    await ana.clicks("Try again", { in: CHECKOUT });
    await world.settle();
    expect(ana.reads(CHECKOUT)).toContain("Topic: SEV1 · Investigating");
    expect(ana.reads(CHECKOUT)).not.toContain("Failed: topic (");
    expect((await ana.types(CHECKOUT, "/incident delivery")).text).toContain(
      "Everything that was asked for has been done.",
    );
  });

  it("limits the bot, everything comes all the same", async () => {
    const world = company();
    world.slack.switches.faults.push({ method: "*", fault: { kind: "limited", retryAfter: 20 }, times: 6 });
    await checkoutIsDown(world);
    await world.settle({ upTo: 300_000 });
    expect(cardIn(world, CHECKOUT).text).toContain("INC-1 SEV1");
    expect(world.as("ana").reads("#incidents")).toContain("INC-1 · SEV1");
  });
});

describe("when somebody", () => {
  it("removes the bot from the channel, the record goes on and says so", async () => {
    const world = company();
    await checkoutIsDown(world);
    const ana = world.as("ana");
    await ana.removes(CHECKOUT, "pitwall");
    await world.settle();
    expect((await ana.types("#general", "/incident INC-1")).text).toContain("INC-1 SEV1 Checkout returns 500s");
    expect(ana.reads("#incidents")).toContain("no channel");
  });

  it("deletes the channel, the announcement says that there is none", async () => {
    const world = company();
    await checkoutIsDown(world);
    await world.as("ana").deletesChannel(CHECKOUT);
    await world.settle();
    expect(world.as("ana").reads("#incidents")).toContain("no channel");
  });
});
