import { describe, expect, it } from "vitest";
import { mentionsIn } from "../../src/sandbox/slack/mentions.ts";
import { aCompany, CHECKOUT, cardIn, checkoutIsDown, timesIn } from "./told.ts";

const company = aCompany();

describe("the declare form", () => {
  it("follows the choices with a line that says whom it pages and where it announces", async () => {
    const world = company();
    const ana = world.as("ana");
    const { text } = await ana.uses("Declare an incident");
    expect(text).toContain("Pages nobody until you choose a service");
    expect((await ana.selects(["checkout (Payments)"], { from: "Which services?" })).text).toContain(
      "Pages bo (checkout, 04:00 for them) · announces in #incidents",
    );
    const hidden = await ana.selects(["Private"], { from: "Special cases" });
    expect(hidden.text).toContain("Pages bo (checkout, 04:00 for them) · announces nowhere");
    const drill = await ana.selects(["Drill"], { from: "Special cases" });
    expect(drill.text).toContain("Pages nobody · announces nowhere");
    const triage = await ana.selects(["Only triage"], { from: "Special cases" });
    expect(triage.text).toContain("Pages nobody and opens no channel, until somebody declares it");
    await ana.selects([], { from: "Special cases" });
    const third = await ana.selects("SEV3", { from: "How bad is it?" });
    expect(third.text).toContain("Pages nobody · announces in #");
    const fourth = await ana.selects("SEV4", { from: "How bad is it?" });
    expect(fourth.text).toContain("Pages nobody · announces nowhere");
    expect(fourth.text).toContain("(x) SEV4");
  });

  it("offers the services of one's own teams first", async () => {
    const world = company();
    const offered = async (name: string) => {
      await world.as(name).uses("Declare an incident");
      const block = world
        .as(name)
        .modal()
        ?.blocks.find((one) => one.block_id === "services") as unknown as {
        readonly element: { readonly options: readonly { readonly value: string }[] };
      };
      return block.element.options.map(({ value }) => value);
    };
    const sorted = [...(await offered("cy"))];
    expect(sorted).toEqual(sorted.toSorted());
    expect((await offered("ana")).slice(0, 3)).toEqual(["checkout", "payments", sorted[0]]);
    expect((await offered("ana")).toSorted()).toEqual(sorted);
  });

  it("turns into what is true, and links the channel once it is there", async () => {
    const world = company();
    const ana = world.as("ana");
    await ana.types("#general", "/incident");
    const outcome = await ana.submits("Declare an incident", {
      "What is broken?": "Checkout returns 500s",
      "How bad is it?": "SEV1",
      "Which services?": ["checkout (Payments)"],
    });
    expect(outcome).toHaveProperty("updated");
    await world.settle();
    const shown = ana.modal();
    expect(shown?.title.text).toBe("INC-1");
    expect(mentionsIn({ text: "", blocks: shown?.blocks ?? [] })).toContainEqual(
      expect.objectContaining({ kind: "channel" }),
    );
    expect(world.pagerduty.pagesSent()).toHaveLength(1);
    expect(ana.reads(CHECKOUT)).toContain("SEV1 · Checkout returns 500s");
  });

  it("offers to join what is open and alike", async () => {
    const world = company();
    await checkoutIsDown(world);
    const cy = world.as("cy");
    const { text } = await cy.types("#general", "/incident checkout shows 500s");
    expect(text).toContain("Already open: INC-1 Checkout returns 500s (SEV1, Investigating)");
    await cy.clicks("Join INC-1");
    await world.settle();
    expect(cy.reads(CHECKOUT)).toContain("@cy has joined the channel");
    await world.as("bo").types("#general", "/incident");
    const chosen = await world.as("bo").selects(["checkout (Payments)"], { from: "Which services?" });
    expect(chosen.text).toContain("Join INC-1");
  });

  it("keeps what was typed when it is wrong, and goes through once corrected", async () => {
    const world = company();
    const ana = world.as("ana");
    await ana.types("#general", "/incident");
    const tooLong = await ana.submits("Declare an incident", { "What is broken?": "x".repeat(151) });
    expect(tooLong).toEqual({ errors: { "What is broken?": "Must be at most 150 characters." } });
    await ana.submits("Declare an incident", { "What is broken?": "Search is empty" });
    await world.settle();
    expect(ana.reads("#inc-1-search-is-empty")).toContain("severity not confirmed");
  });

  it("needs no title at 3 a.m.", async () => {
    const world = company();
    const bo = world.as("bo");
    await bo.types("#general", "/incident");
    await bo.submits("Declare an incident", { "Which services?": ["search (Storefront)"] });
    await world.settle();
    expect(bo.reads("#incidents")).toContain("INC-1 · SEV2 · Something is wrong with search");
  });

  it("opens one incident however often the same form arrives", async () => {
    const world = company();
    const ana = world.as("ana");
    world.slack.switches.deliveryFaults.push({ type: "interactive", fault: "twice", times: 1 });
    await ana.types("#general", "/incident Checkout returns 500s");
    await ana.submits("Declare an incident");
    await world.settle();
    expect(ana.modal()?.title.text).toBe("INC-1");
    expect((await ana.types("#general", "/incident INC-2")).text).toContain("There is no INC-2");
  });

  it("shows what there is when its answer was lost and it is sent again", async () => {
    const world = company();
    const ana = world.as("ana");
    await ana.types("#general", "/incident Checkout returns 500s");
    world.slack.switches.deliveryFaults.push({ type: "interactive", fault: "lost-ack", times: 1 });
    expect(await ana.submits("Declare an incident")).toEqual({ failed: "operation_timeout" });
    await world.settle();
    expect(ana.modal()?.title.text).toBe("INC-1");
    await ana.types("#general", "/incident Checkout returns 500s");
    await ana.submits("Declare an incident");
    expect(JSON.stringify(ana.modal()?.blocks)).toContain("You declared INC-1");
    expect((await ana.types("#general", "/incident INC-2")).text).toContain("There is no INC-2");
  });

  it("starts from a message too", async () => {
    const world = company();
    const message = await world.as("cy").says("#general", "Customers cannot pay\nsince ten minutes");
    const { text } = await world.as("ana").uses("Declare from message", message);
    expect(text).toContain("[Customers cannot pay]");
  });
});

describe("declaring by command", () => {
  it("says what it does at once, and links the channel when it is open", async () => {
    const world = company();
    const ana = world.as("ana");
    const { text } = await ana.types("#general", "/incident declare Checkout returns 500s sev1 service:checkout");
    expect(text).toContain("INC-1 declared: SEV1 · Checkout returns 500s");
    expect(text).toContain("Paging checkout");
    await world.settle();
    expect(ana.reads("#general")).toContain("INC-1: #inc-1-checkout-returns-500s is open.");
    expect(world.as("bo").reads("#general")).not.toContain("INC-1");
    expect(world.pagerduty.pagesSent()).toHaveLength(1);
  });

  it("ends in one incident when its answer was lost and it is typed again", async () => {
    const world = company();
    const ana = world.as("ana");
    world.slack.switches.deliveryFaults.push({ type: "slash_commands", fault: "lost-ack", times: 1 });
    const lost = await ana.types("#general", "/incident declare Checkout returns 500s sev1 service:checkout");
    expect(lost.failed).toBe("operation_timeout");
    await world.clock.advance(30_000);
    await world.settle();
    const again = await ana.types("#general", "/incident declare checkout returns 500s! sev1 service:checkout");
    expect(again.text).toMatch(/You declared INC-1 \d+ s ago with this title\. #inc-1-checkout-returns-500s/);
    expect(world.pagerduty.pagesSent()).toHaveLength(1);
    expect((await ana.types("#general", "/incident INC-2")).text).toContain("There is no INC-2");

    await ana.clicks("Declare another");
    await world.settle();
    expect(ana.reads("#incidents")).toContain("INC-2 · SEV1 · checkout returns 500s!");
    expect(world.pagerduty.pagesSent()).toHaveLength(2);
  });

  it("lets another person, or another title, or a later hour be another incident", async () => {
    const world = company();
    await checkoutIsDown(world);
    await world.as("bo").types("#general", "/incident declare Checkout returns 500s sev3");
    await world.clock.advance(121_000);
    await world.settle();
    await world.as("ana").types("#general", "/incident declare Checkout returns 500s sev3");
    await world.settle();
    expect((await world.as("ana").types("#general", "/incident INC-3")).text).toContain("Checkout returns 500s");
  });

  it("keeps all that was typed when a title is too long", async () => {
    const world = company();
    const ana = world.as("ana");
    const long = `Checkout is slow ${"and slower ".repeat(20)}today`;
    const { text } = await ana.types("#general", `/incident declare ${long}`);
    expect(text).toContain("A title holds 150 characters; the whole is on the timeline.");
    await world.settle();
    const channel = world.slack.workspace.channels;
    const opened = [...channel.values()].find((one) => one.name.startsWith("inc-1-"));
    expect((await ana.types({ id: opened?.id ?? "" }, "/incident timeline")).text).toContain(long);
  });

  it("only raises it for triage: no channel, nobody paged, until somebody declares it", async () => {
    const world = company();
    const ana = world.as("ana");
    const { text } = await ana.types("#general", "/incident declare Odd latency sev1 triage service:checkout");
    expect(text).toContain("Waits in triage: no channel yet, nobody is paged.");
    await world.settle();
    expect(world.pagerduty.pagesSent()).toHaveLength(0);
    expect(ana.reads("#incidents")).toContain("Waits for a decision");

    await world.as("bo").clicks("Declare", { in: "#incidents" });
    await world.settle();
    expect(world.as("bo").reads("#inc-1-odd-latency")).toContain("SEV1 · Odd latency");
    expect(ana.reads("#incidents")).toContain("Declared");
  });

  it("lets what waits in triage be decided by its number too, and dismissed", async () => {
    const world = company();
    const ana = world.as("ana");
    await ana.types("#general", "/incident declare Odd latency triage");
    await world.settle();
    expect((await ana.types("#general", "/incident INC-1")).text).toContain("[Declare] [Dismiss]");
    expect((await ana.clicks("Dismiss", { in: "#general" })).text).toContain("INC-1 dismissed.");
    await world.settle();
    expect(ana.reads("#incidents")).toContain("Dismissed");
    expect((await ana.types("#general", "/incident list")).text).toContain("Nothing is open.");
  });
});

describe("a drill", () => {
  it("pages nobody and announces nothing", async () => {
    const world = company();
    const ana = world.as("ana");
    await ana.types("#general", "/incident declare Checkout returns 500s sev1 drill service:checkout");
    await world.settle();
    const channel = "#drill-1-checkout-returns-500s";
    expect(cardIn(world, channel).text).toContain("DRILL-1");
    expect(ana.reads(channel)).toContain("Drill · Investigating");
    await ana.types(channel, "/incident update We rehearse");
    await ana.types(channel, "/incident resolve It was a drill");
    await world.settle();
    expect(ana.reads(channel)).toContain("No postmortem is due.");
    expect(world.pagerduty.pagesSent()).toHaveLength(0);
    expect(ana.reads("#incidents")).not.toContain("Checkout");
    expect((await ana.types("#general", "/incident declare Real one")).text).toContain("INC-1 declared");
  });
});

describe("the open list", () => {
  it("shows the worst first, then the youngest", async () => {
    const world = company();
    const ana = world.as("ana");
    await ana.types("#general", "/incident declare Logo is blurred sev4");
    await ana.types("#general", "/incident declare Login is slow sev2");
    await ana.types("#general", "/incident declare Checkout is down sev1");
    await world.settle();
    const { text } = await world.as("fay").types("#general", "/incident list");
    expect(text).toMatch(/INC-3 SEV1 [\s\S]*INC-2 SEV2 [\s\S]*INC-1 SEV4 /);
    expect(timesIn(text, "nobody in command")).toBe(3);
  });
});
