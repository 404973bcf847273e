import { describe, expect, it } from "vitest";
import { aCompany, CHECKOUT, checkoutIsDown, timelineIn, timesIn } from "./told.ts";

const company = aCompany();

describe("a question by /platform", () => {
  it("is answered in private, with source and age, and shared on a click", async () => {
    const world = company();
    const [bo, eli] = [world.as("bo"), world.as("eli")];
    const { text } = await bo.types("#ask-platform", "/platform who owns checkout?");
    expect(text).toContain("Checkout is owned by Payments (#ask-payments).");
    expect(text).toMatch(/Source: catalog\/checkout\.yaml:\d+, changed today/);
    expect(eli.reads("#ask-platform")).not.toContain("Payments");

    await bo.clicks("Share to channel", { in: "#ask-platform" });
    expect(eli.reads("#ask-platform")).toContain("@bo asked: who owns checkout?");
    expect(eli.reads("#ask-platform")).toContain("Checkout is owned by Payments (#ask-payments).");
    expect(bo.reads("#ask-platform")).not.toContain("[Share to channel]");
  });

  it("is shared in channels too that the bot is not in", async () => {
    const world = company();
    const [bo, fay] = [world.as("bo"), world.as("fay")];
    await bo.creates("team-payments");
    await bo.invites("#team-payments", "fay");
    await bo.types("#team-payments", "/platform how do I roll back payments?");
    await bo.clicks("Share to channel", { in: "#team-payments" });
    expect(fay.reads("#team-payments")).toContain("@bo asked: how do I roll back payments?");
  });

  it("offers readings to choose from when it is ambiguous", async () => {
    const world = company();
    const bo = world.as("bo");
    const { text } = await bo.types("#ask-platform", "/platform who owns delivery");
    expect(text).toContain("[Who owns Notifications?] [Who owns Shipping?]");
    expect((await bo.clicks("Who owns Shipping?")).text).toContain("Shipping is owned by Logistics");
  });

  it("says that it does not know, and whom to ask", async () => {
    const { text } = await company().as("bo").types("#general", "/platform who owns the coffee machine?");
    expect(text).toContain("I do not know. Ask in #ask-platform");
    expect(text).not.toContain("Share");
  });

  it("shows three examples when nothing is asked, and says what comes later", async () => {
    const bo = company().as("bo");
    for (const line of ["/platform", "/platform help"]) {
      expect(timesIn((await bo.types("#general", line)).text, "/platform ")).toBe(3);
    }
    expect((await bo.types("#general", "/platform mine")).text).toContain("`/platform mine` is not there yet.");
    expect((await bo.types("#general", "/platform service payments")).text).toContain("Payments (Component, service)");
  });
});

describe("a question by mention", () => {
  it("is answered in the thread, for all to see", async () => {
    const world = company();
    const [bo, eli] = [world.as("bo"), world.as("eli")];
    await bo.says("#ask-platform", "@pitwall where is the runbook of search?");
    await world.settle();
    expect(eli.reads("#ask-platform")).toMatch(/runbook of search\?\n +\S+ pitwall\n +Runbook of Search/);
  });

  it("gets one answer, however often it is delivered", async () => {
    const world = company();
    const bo = world.as("bo");
    world.slack.switches.deliveryFaults.push({ type: "events_api", fault: "twice", times: 1 });
    await bo.says("#ask-platform", "@pitwall who owns checkout?");
    world.slack.switches.deliveryFaults.push({ type: "events_api", fault: "lost-ack", times: 2 });
    await bo.says("#ask-platform", "@pitwall who owns search?");
    await world.settle({ upTo: 600_000 });
    expect(timesIn(bo.reads("#ask-platform"), "Checkout is owned by")).toBe(1);
    expect(timesIn(bo.reads("#ask-platform"), "Search is owned by")).toBe(1);
  });

  it("in a direct message is answered there, and commands work there too", async () => {
    const world = company();
    const bo = world.as("bo");
    await bo.says("@pitwall", "who is on call for payments?");
    await world.settle();
    expect(bo.reads("@pitwall")).toContain("On call for Payments: bo (PagerDuty, asked just now).");
    await bo.says("@pitwall", "list");
    expect(bo.reads("@pitwall")).toContain("Nothing is open.");
    await bo.says("@pitwall", "declare Search is empty sev3");
    await world.settle();
    expect(bo.reads("@pitwall")).toContain("INC-1 declared: SEV3 · Search is empty");
  });

  it("in an incident's channel is on its timeline, however it was asked", async () => {
    const world = company();
    await checkoutIsDown(world);
    const bo = world.as("bo");
    await bo.joins(CHECKOUT);
    await bo.says(CHECKOUT, "@pitwall how do I roll back checkout?");
    await bo.types(CHECKOUT, "/platform who owns the coffee machine?");
    await world.settle();
    const read = await timelineIn(world, CHECKOUT);
    expect(read).toContain("@bo asked: how do I roll back checkout? (answered from docs/roll-back.md");
    expect(read).toContain("@bo asked: who owns the coffee machine? (no answer was found)");
  });

  it("that begins like a command is still a question", async () => {
    const world = company();
    const bo = world.as("bo");
    await bo.says("#ask-platform", "@pitwall list the services of payments");
    await world.settle();
    expect(bo.reads("#ask-platform")).not.toContain("Nothing is open.");
  });
});

describe("a question by the message's menu", () => {
  it("is answered in that message's thread", async () => {
    const world = company();
    const asking = await world.as("bo").says("#ask-platform", "who owns checkout?");
    await world.as("eli").uses("Ask the platform", asking);
    await world.settle();
    expect(world.as("bo").reads("#ask-platform")).toMatch(/who owns checkout\?\n +\S+ pitwall/);
  });
});

describe("the home tab", () => {
  it("shows what is open, yours first, and declares", async () => {
    const world = company();
    await checkoutIsDown(world);
    const cy = world.as("cy");
    await cy.types("#general", "/incident declare Search is empty sev3");
    await world.settle();
    const home = JSON.stringify(await cy.opensHome());
    expect(home).toMatch(/Yours[\s\S]*INC-2 SEV3 Search is empty[\s\S]*Other open incidents[\s\S]*INC-1 SEV1/);
    expect((await cy.clicks("Declare an incident", { in: "home" })).modal?.title.text).toBe("Declare an incident");
    await cy.submits("Declare an incident", { "What is broken?": "Login is slow" });
    await world.settle();
    expect(cy.reads("#incidents")).toContain("Login is slow");
  });
});
