import { describe, expect, it } from "vitest";
import { aCompany, CHECKOUT, cardIn, checkoutIsDown, threadOf, timelineIn, timesIn } from "./told.ts";

const company = aCompany();

describe("the card", () => {
  it("says in its text what a notification needs, and in its blocks what a tired person needs", async () => {
    const world = company();
    await checkoutIsDown(world);
    const card = cardIn(world, CHECKOUT);
    expect(card.text).toBe("INC-1 SEV1 · Checkout returns 500s. Investigating. Nobody in command. Impact: not stated.");
    const read = world.as("ana").reads(CHECKOUT);
    expect(read).toMatch(/SEV1 · Checkout returns 500s\n\s+Investigating · began/);
    expect(read).toContain("Nobody in command");
    expect(read).toContain("Paged: checkout (bo notified");
    expect(read).toContain("Services: checkout (Payments");
    expect(read).toContain("[Take command] [Update] [Page] [Resolve] [More:");
    expect(read).toContain("INC-1 · notes in this thread ↓");
  });

  it("is edited at most twice by ten changes within a second, and the topic once a minute", async () => {
    const world = company();
    await checkoutIsDown(world);
    const ana = world.as("ana");
    const card = cardIn(world, CHECKOUT);
    const edits = () => world.slack.calls("chat.update").filter((call) => call.args["ts"] === card.ts).length;
    const before = edits();
    const topicsBefore = world.slack.calls("conversations.setTopic").length;
    for (let percent = 1; percent <= 5; percent += 1) {
      await ana.types(CHECKOUT, `/incident impact ${percent} % of payments fail`);
      await ana.types(CHECKOUT, `/incident sev ${(percent % 3) + 1}`);
    }
    await world.settle({ upTo: 5_000 });
    expect(edits() - before).toBeLessThanOrEqual(2);
    expect(cardIn(world, CHECKOUT).text).toContain("SEV3 · Checkout returns 500s");
    expect(cardIn(world, CHECKOUT).text).toContain("5 % of payments fail");
    await world.settle({ upTo: 120_000 });
    expect(world.slack.calls("conversations.setTopic").length - topicsBefore).toBe(1);
    expect(world.slack.calls("pins.add")).toHaveLength(1);
  });

  it("changes its topic no more than once a minute over many minutes", async () => {
    const world = company();
    await checkoutIsDown(world);
    const ana = world.as("ana");
    for (const severity of ["2", "1", "2", "1", "2", "1"]) {
      await ana.types(CHECKOUT, `/incident sev ${severity}`);
      await world.settle({ upTo: 20_000 });
      await world.clock.advance(20_000);
    }
    await world.settle({ upTo: 120_000 });
    const times = world.slack.calls("conversations.setTopic").map((call) => call.at);
    for (const [index, at] of times.entries()) {
      if (index > 0) expect(at - (times[index - 1] ?? 0)).toBeGreaterThanOrEqual(60_000);
    }
    expect(ana.reads(CHECKOUT)).toContain("Topic: SEV1 ·");
  });

  it("never grows: eight blocks at most, whatever happens", async () => {
    const world = company();
    await checkoutIsDown(world, "sev1 service:checkout service:payments service:orders service:cart service:search");
    const ana = world.as("ana");
    for (const line of [
      "lead",
      "role scribe @bo",
      "role comms @cy",
      "impact half of it",
      "update Rolling back",
      "page orders",
    ])
      await ana.types(CHECKOUT, `/incident ${line}`);
    await world.settle();
    expect(cardIn(world, CHECKOUT).blocks?.length).toBeLessThanOrEqual(8);
  });

  it("shows who answered the page, and whoever is paged is brought in", async () => {
    const world = company();
    await checkoutIsDown(world);
    expect(world.as("bo").reads(CHECKOUT)).toContain("@bo has joined the channel");
    const [page] = world.pagerduty.pagesSent();
    world.pagerduty.acknowledges(page?.incident ?? "", "bo");
    await world.settle();
    expect(world.as("ana").reads(CHECKOUT)).toMatch(/Paged: checkout \(@bo acknowledged \d\d:\d\d/);
  });
});

describe("the card's buttons", () => {
  it("take command, and hand it over to the one who accepts", async () => {
    const world = company();
    await checkoutIsDown(world);
    const [ana, bo, cy] = [world.as("ana"), world.as("bo"), world.as("cy")];
    for (const one of [bo, cy]) await one.joins(CHECKOUT);

    const taken = await ana.clicks("Take command", { in: CHECKOUT });
    expect(taken.text).toContain("You are incident commander of INC-1.");
    await world.settle();
    await ana.clicks("Hand over", { in: CHECKOUT });
    await ana.submits("Hand over command", { "To whom?": "bo", "What must they know?": "The database is slow" });
    await world.settle();
    expect(bo.reads(CHECKOUT)).toContain("@ana hands command to @bo.");
    expect(bo.reads(CHECKOUT)).toContain("> The database is slow");
    expect(bo.reads(CHECKOUT)).toContain("Commander: @ana");

    const refused = await cy.clicks("Accept command", { in: CHECKOUT });
    expect(refused.text).toContain("This handover waits for @bo.");
    expect(ana.reads(CHECKOUT)).not.toContain("This handover waits");

    expect((await bo.clicks("Accept command", { in: CHECKOUT })).text).toContain(
      "You are incident commander of INC-1.",
    );
    await world.settle();
    expect(cy.reads(CHECKOUT)).toContain("Commander: @bo");
    expect(cy.reads(CHECKOUT)).toContain("@bo is in command, handed over by @ana.");
    expect(cy.reads(CHECKOUT)).not.toContain("[Accept command]");
  });

  it("leave command where it is when it is declined or taken back", async () => {
    const world = company();
    await checkoutIsDown(world);
    const [ana, bo] = [world.as("ana"), world.as("bo")];
    await ana.clicks("Take command", { in: CHECKOUT });
    await ana.types(CHECKOUT, "/incident handover @bo");
    await world.settle();
    expect((await bo.clicks("Decline", { in: CHECKOUT })).text).toContain("Declined. Command stays where it is.");
    await ana.types(CHECKOUT, "/incident handover @bo");
    await world.settle();
    await ana.clicks("Decline", { in: CHECKOUT });
    await world.settle();
    expect(ana.reads(CHECKOUT)).toContain("Commander: @ana");
  });

  it("hand over no command that nobody has, and say how to get it", async () => {
    const world = company();
    await checkoutIsDown(world);
    const ana = world.as("ana");
    const { text } = await ana.types(CHECKOUT, "/incident handover");
    expect(text).toContain("Nobody is in command: take it with `/incident lead`, or name somebody");
    expect(ana.modal()).toBeUndefined();
    await ana.clicks("Take command", { in: CHECKOUT });
    await ana.types(CHECKOUT, "/incident handover");
    expect(ana.modal()?.submit?.text).toBe("Offer command");
  });

  it("invite whom command is offered to", async () => {
    const world = company();
    await checkoutIsDown(world);
    await world.as("ana").clicks("Take command", { in: CHECKOUT });
    await world.as("ana").types(CHECKOUT, "/incident handover @dee");
    await world.settle();
    expect(world.as("dee").reads(CHECKOUT)).toContain("@dee has joined the channel");
  });

  it("send an update that shows the last one and does not repeat it", async () => {
    const world = company();
    await checkoutIsDown(world);
    const ana = world.as("ana");
    await ana.clicks("Take command", { in: CHECKOUT });
    await ana.types(CHECKOUT, "/incident update Looking at the database");
    await world.clock.advance(12 * 60_000);
    await world.settle();
    const form = await ana.clicks("Update", { in: CHECKOUT });
    expect(form.text).toContain("Last update 12 min ago: Looking at the database");
    expect(form.text).toContain("What do we know, what are we doing? [ ]");
    expect(form.text).toContain("Next update in: [30 min ▾]");
    await ana.submits("Update INC-1", {
      "What do we know, what are we doing?": "Rolling back v412",
      "Impact now": "12 % of payments fail",
      Status: "Identified",
      Severity: "SEV2",
      "Next update in": "15 min",
    });
    await world.settle();
    const read = ana.reads(CHECKOUT);
    expect(read).toContain("Update by @ana");
    expect(read).toContain("> Rolling back v412");
    expect(read).toMatch(/SEV2 · Checkout returns 500s\n\s+Identified · began .* · next update by 10:27/);
    expect(read).toContain("Impact: 12 % of payments fail");
    expect(ana.reads("#incidents")).toContain("Update: Rolling back v412");
  });

  it("let the commander alone approve what customers are told, and then show it to support", async () => {
    const world = company();
    await checkoutIsDown(world);
    const [ana, bo, cy] = [world.as("ana"), world.as("bo"), world.as("cy")];
    await bo.joins(CHECKOUT);
    await ana.clicks("Take command", { in: CHECKOUT });
    await world.settle();
    await bo.clicks("Update", { in: CHECKOUT });
    await bo.submits("Update INC-1", {
      "What do we know, what are we doing?": "Rolling back v412",
      "Say to customers": "Payments may fail; we are on it.",
    });
    await world.settle();
    expect((await cy.types("#general", "/incident list")).text).not.toContain("Payments may fail");
    expect((await bo.clicks("Approve", { in: CHECKOUT })).text).toContain("approved by the incident commander");
    await world.settle();
    expect(cy.reads("#incidents")).not.toContain("Payments may fail");

    await ana.clicks("Approve", { in: CHECKOUT });
    await world.settle();
    expect((await cy.types("#general", "/incident list")).text).toContain(
      "say to customers: Payments may fail; we are on it.",
    );
    expect(cy.reads("#incidents")).toContain("Say to customers: Payments may fail; we are on it.");
  });

  it("ask the commander for no approval of what she wrote herself", async () => {
    const world = company();
    await checkoutIsDown(world);
    const [ana, cy] = [world.as("ana"), world.as("cy")];
    await ana.clicks("Take command", { in: CHECKOUT });
    await world.settle();
    expect((await ana.clicks("Update", { in: CHECKOUT })).text).toContain("Shown to support at once.");
    await ana.submits("Update INC-1", {
      "What do we know, what are we doing?": "Rolling back v412",
      "Say to customers": "Payments may fail; we are on it.",
    });
    await world.settle();
    expect(ana.reads(CHECKOUT)).toMatch(/Support may tell customers:\n\s*> Payments may fail; we are on it\./);
    expect(ana.reads(CHECKOUT)).not.toContain("[Approve]");
    expect(cy.reads("#incidents")).toContain("Say to customers: Payments may fail; we are on it.");
    expect(await timelineIn(world, CHECKOUT)).toContain("@ana approved what customers are told");
  });

  it("page a service, and refuse nothing that is already done", async () => {
    const world = company();
    await checkoutIsDown(world);
    const ana = world.as("ana");
    const form = await ana.clicks("Page", { in: CHECKOUT });
    expect(form.text).toContain("Whom? [checkout: bo ▾]");
    await ana.submits("Page someone", { "Whom?": "orders: fay", "Why?": "Orders pile up" });
    await world.settle();
    expect(world.pagerduty.pagesSent()).toHaveLength(2);
    expect(ana.reads(CHECKOUT)).toContain("orders (fay notified");
  });

  it("suggest nobody to page where the incident names no service", async () => {
    const world = company();
    const ana = world.as("ana");
    await ana.types("#general", "/incident declare Something smells sev1");
    await world.settle();
    const channel = "#inc-1-something-smells";
    const form = await ana.clicks("Page", { in: channel });
    expect(form.text).toContain("Whom? [Choose a service ▾]");
    expect(await ana.submits("Page someone")).toEqual({
      errors: { "Whom?": "Please complete this required field." },
    });
    await world.settle();
    expect(world.pagerduty.pagesSent()).toEqual([]);
  });

  it("resolve with one line, with open pages and a postmortem to its owner", async () => {
    const world = company();
    await checkoutIsDown(world);
    const ana = world.as("ana");
    const form = await ana.clicks("Resolve", { in: CHECKOUT });
    expect(form.text).toContain("[x] Resolve the open page in PagerDuty");
    expect(form.text).toContain("Postmortem by: [@ana");
    expect(await ana.submits("Resolve INC-1")).toEqual({
      errors: { "What fixed it?": "Please complete this required field." },
    });
    await ana.submits("Resolve INC-1", {
      "What fixed it?": "Rolled back v412",
      "Postmortem by": "bo",
      "Postmortem due": "2026-12-01",
    });
    await world.settle();
    const read = ana.reads(CHECKOUT);
    expect(read).toMatch(/Resolved after \d+ s\. Rolled back v412\.\n/);
    expect(read).toContain("Postmortem: @bo, due Dec 1, 2026.");
    expect(read).toMatch(/Record [0-9a-f]{12}/);
    expect(world.pagerduty.incidents().every((incident) => incident.status === "resolved")).toBe(true);
    expect(world.as("bo").reads("@pitwall")).toContain("Postmortem INC-1");
  });

  it("leave pages open when that is what somebody wants, and refuse an impact that ends tomorrow", async () => {
    const world = company();
    await checkoutIsDown(world);
    const ana = world.as("ana");
    await ana.clicks("Resolve", { in: CHECKOUT });
    const wrong = await ana.submits("Resolve INC-1", {
      "What fixed it?": "Rolled back v412",
      "Impact ended": "2026-11-24T10:00:00Z",
      "Open pages": [],
    });
    expect(wrong).toEqual({ errors: { "Impact ended": "That is in the future. When did the impact end?" } });
    await ana.submits("Resolve INC-1", { "Impact ended": "2026-11-23T08:50:00Z" });
    await world.settle();
    expect(world.pagerduty.incidents().some((incident) => incident.status === "resolved")).toBe(false);
    expect(ana.reads(CHECKOUT)).toContain("Still open in PagerDuty: 1 alert");
  });

  it("change severity, status, impact and title in one form", async () => {
    const world = company();
    await checkoutIsDown(world);
    const ana = world.as("ana");
    await ana.clicks("Change details", { in: CHECKOUT });
    await ana.submits("Details of INC-1", {
      Title: "Checkout is down",
      Severity: "SEV2",
      Status: "Identified",
      "Impact now": "All payments fail",
    });
    await world.settle();
    expect(cardIn(world, CHECKOUT).text).toBe(
      "INC-1 SEV2 · Checkout is down. Identified. Nobody in command. Impact: All payments fail.",
    );
  });

  it("show timeline and delivery to the one who asks", async () => {
    const world = company();
    await checkoutIsDown(world);
    const ana = world.as("ana");
    expect((await ana.clicks("Timeline", { in: CHECKOUT })).text).toContain("@ana declared INC-1 as SEV1");
    await ana.closes();
    expect((await ana.clicks("What was sent", { in: CHECKOUT })).text).toContain(
      "INC-1 · Everything that was asked for has been done.",
    );
  });

  it("count the customers whom support reports", async () => {
    const world = company();
    await checkoutIsDown(world);
    const cy = world.as("cy");
    for (const customer of ["Globex", "Globex", "Initech"]) {
      await cy.clicks("My customer is affected", { in: "#incidents" });
      await cy.submits("My customer is affected", { "Which customer?": customer });
      await world.settle();
      if (customer === "Globex") expect(cy.reads("#incidents")).toContain("1 customer reported by support");
    }
    expect(cy.reads("#incidents")).toContain("2 customers reported by support");
    expect(world.as("ana").reads(CHECKOUT)).toContain("2 customers reported by support");
    expect(
      timesIn(
        threadOf(world, CHECKOUT)
          .map((message) => message.text)
          .join("\n"),
        "Globex",
      ),
    ).toBe(1);
  });

  it("bring people into the channel from the announcement", async () => {
    const world = company();
    await checkoutIsDown(world);
    const dee = world.as("dee");
    expect((await dee.clicks("Join", { in: "#incidents" })).text).toContain("You are in #inc-1-checkout-returns-500s");
    expect((await dee.clicks("Join", { in: "#incidents" })).text).toContain("You are in #inc-1-checkout-returns-500s");
  });
});
