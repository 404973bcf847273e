import { describe, expect, it } from "vitest";
import { aCompany, CHECKOUT, cardIn, checkoutIsDown, threadOf, timelineIn } from "./told.ts";

const company = aCompany();

describe("a slash command", () => {
  it("runs the whole of an incident, with short words and whatever a phone makes of them", async () => {
    const world = company();
    const ana = world.as("ana");
    await ana.types("#general", "/incident declare “Checkout returns 500s” —sev 1 —service:checkout");
    await world.settle();
    const told = async (line: string) => (await ana.types(CHECKOUT, `/incident ${line}`)).text;

    expect(await told("ic")).toContain("You are incident commander of INC-1.");
    expect(await told("severity 2")).toContain("SEV1 → SEV2. An update every 1 h.");
    expect(await told("—sev 1")).toContain("SEV2 → SEV1. An update every 30 min.");
    expect(await told("status ident")).toContain("Investigating → Identified");
    expect(await told("impact 12 % of payments fail")).toContain("Impact: 12 % of payments fail");
    expect(await told("title Checkout is down")).toContain("Title: Checkout is down");
    expect(await told("role comms @cy")).toContain("@cy is communications now.");
    expect(await told("escalate payments cards fail")).toContain("Paging payments (bo).");
    expect(await told("sum Rolling back v412")).toContain("Next one by 10:30.");
    expect(await told("mit at 9:55")).toContain("Impact over at 09:55");
    expect(await told("resolve Rolled back v412")).toContain("INC-1 resolved after");
    expect(await told("resolve Rolled back v412")).toContain("INC-1 is resolved already.");
    expect(await told("reopen it came back")).toContain("INC-1 is open again.");
    await world.settle();

    expect(threadOf(world, CHECKOUT).map((message) => message.text)).toEqual([
      expect.stringContaining("Paged checkout"),
      expect.stringContaining("took command"),
      expect.stringContaining("set severity SEV1 → SEV2"),
      expect.stringContaining("set severity SEV2 → SEV1"),
      expect.stringContaining("set status Investigating → Identified"),
      expect.stringContaining("Impact: 12 % of payments fail"),
      expect.stringContaining("the comms role"),
      expect.stringContaining("Paged payments"),
      expect.stringContaining("set status Identified → Monitoring"),
    ]);
    expect(ana.reads(CHECKOUT)).toContain("Topic: SEV1 · Investigating · commander ana");
  });

  it("is answered in private", async () => {
    const world = company();
    await checkoutIsDown(world);
    await world.as("bo").joins(CHECKOUT);
    await world.as("ana").types(CHECKOUT, "/incident list");
    expect(world.as("bo").reads(CHECKOUT)).not.toContain("only visible");
    expect(world.as("ana").reads(CHECKOUT)).toContain("INC-1 SEV1 Checkout returns 500s · Investigating");
  });

  it("tells one incident in a sentence, however it is named", async () => {
    const world = company();
    await checkoutIsDown(world);
    const fay = world.as("fay");
    for (const name of ["INC-1", "inc-1", "#inc-1", "1"]) {
      const { text } = await fay.types("#general", `/incident ${name}`);
      expect(text).toContain("INC-1 SEV1 Checkout returns 500s");
      expect(text).toContain("Impact: not stated");
    }
    expect((await fay.types("#general", "/incident INC-9")).text).toContain("There is no INC-9.");
  });

  it("asks whether one letter off was meant, and declares it all the same on a click", async () => {
    const world = company();
    const ana = world.as("ana");
    const asked = await ana.types("#general", "/incident pages load slowly");
    expect(asked.text).toContain("Did you mean `/incident page`? Nothing was done.");
    const { text } = await ana.clicks("Declare it as an incident");
    expect(text).toContain("What is broken? (optional): [pages load slowly]");
  });

  it("opens the form with any other text as title, and declares nothing yet", async () => {
    const world = company();
    const { modal, text } = await world.as("bo").types("#general", "/incident Login is slow for @fay");
    expect(modal?.title.text).toBe("Declare an incident");
    expect(text).toContain("[Login is slow for @fay]");
    expect((await world.as("ana").types("#general", "/incident list")).text).toContain("Nothing is open.");
  });

  it("opens the form when declare has no title, with what was said so far", async () => {
    const { text } = await company().as("ana").types("#general", "/incident declare sev3 drill");
    expect(text).toContain("(x) SEV3");
    expect(text).toContain("[x] Drill");
  });

  it("alone opens the form outside, and the panel inside an incident's channel", async () => {
    const world = company();
    const ana = world.as("ana");
    expect((await ana.types("#general", "/incident")).text).toContain("Declare an incident");
    await ana.closes();
    await checkoutIsDown(world);
    expect((await ana.types(CHECKOUT, "/incident")).text).toContain(
      "[Take command] [Update] [Change details] [Page] [Resolve]",
    );
    await ana.clicks("Take command");
    expect(ana.modal()?.title.text).toBe("Pitwall");
    await world.settle();
    expect(ana.reads(CHECKOUT)).toContain("Commander: @ana");
  });

  it("opens forms where words are missing", async () => {
    const world = company();
    await checkoutIsDown(world);
    const ana = world.as("ana");
    await ana.types(CHECKOUT, "/incident lead");
    const forms = {
      status: "Details of INC-1",
      sev: "Details of INC-1",
      update: "Update INC-1",
      handover: "Hand over command",
      page: "Page someone",
      resolve: "Resolve INC-1",
    };
    for (const [word, title] of Object.entries(forms)) {
      expect((await ana.types(CHECKOUT, `/incident ${word}`)).modal?.title.text).toBe(title);
      await ana.closes();
    }
  });

  it("says what is wrong and how it is done", async () => {
    const world = company();
    await checkoutIsDown(world);
    const ana = world.as("ana");
    const answers = {
      "status sunny": 'There is no status "sunny". Known:',
      "status resolved": "`/incident resolve what fixed it` resolves it.",
      "sev 9": 'There is no severity "9". Known:',
      title: "What is the new title?",
      impact: "Impact: not stated.",
      "lead bo": 'Whom do you mean by "bo"? Mention the person: `/incident lead @ana`.',
      "role driver": 'There is no role "driver". Known: commander, comms, scribe, deputy.',
      note: "What is the note?",
      decision: "What is the decision?",
      cancel: "Why?",
      reopen: "INC-1 is not resolved: nothing to reopen.",
      postmortem: "INC-1 is still open.",
      "page nobody": 'Nobody was paged: PagerDuty knows no service "nobody".',
      "oncall nobody": 'PagerDuty knows no service or team "nobody".',
      "help nobody": "There is no `/incident nobody`.",
      "handover @bo": "Nobody is in command: take it with `/incident lead`",
    };
    for (const [line, said] of Object.entries(answers)) {
      expect((await ana.types(CHECKOUT, `/incident ${line}`)).text).toContain(said);
    }
    expect((await ana.types("#general", "/incident resolve done")).text).toContain("This channel is no incident's.");
  });

  it("says of what comes later that it does, and what does the job meanwhile", async () => {
    const world = company();
    await checkoutIsDown(world);
    for (const word of [
      "search",
      "hypothesis",
      "timer",
      "task",
      "followup",
      "follow-up",
      "catchup",
      "catch-up",
      "changes",
      "link",
      "merge",
      "convert",
      "make-private",
      "subscribe",
      "unsubscribe",
      "stats",
    ]) {
      const { text } = await world.as("ana").types(CHECKOUT, `/incident ${word} something`);
      expect(text).toContain(`\`/incident ${word}\` is not there yet.`);
    }
    expect(await timelineIn(world, CHECKOUT)).not.toContain("something");
    await world.as("ana").types("#general", "/incident search is slow");
    const form = await world.as("ana").clicks("Declare it as an incident", { in: "#general" });
    expect(form.text).toContain("What is broken? (optional): [search is slow]");
  });

  it("shows help, who is on call, the roles, the timeline and what was sent", async () => {
    const world = company();
    await checkoutIsDown(world);
    const ana = world.as("ana");
    const told = async (line: string) => (await ana.types(CHECKOUT, `/incident ${line}`)).text;
    expect(await told("help")).toContain(
      "`/incident declare <title> [sev1..4] [private] [drill] [triage] [service:x]`",
    );
    expect(await told("help sev")).toContain("Sets the severity.");
    expect(await told("oncall")).toContain("payments bo until");
    expect(await told("oncall checkout")).toContain("checkout bo until");
    expect(await told("role")).toContain("Incident commander nobody");
    expect(await told("timeline")).toContain("@ana declared INC-1 as SEV1: Checkout returns 500s (checkout)");
    expect(await told("delivery")).toContain("Everything that was asked for has been done.");
  });

  it("cancels what was none, and says so in the channel", async () => {
    const world = company();
    await checkoutIsDown(world);
    const { text } = await world.as("ana").types(CHECKOUT, "/incident cancel false alarm");
    expect(text).toContain("INC-1 is cancelled: false alarm");
    await world.settle();
    expect(world.as("ana").reads(CHECKOUT)).toContain("Cancelled: false alarm");
    expect(cardIn(world, CHECKOUT).text).toContain("Cancelled");
  });
});

describe("a mention", () => {
  it("does what the slash command does, in a thread too, and answers there in private", async () => {
    const world = company();
    await checkoutIsDown(world);
    const [ana, bo] = [world.as("ana"), world.as("bo")];
    await bo.joins(CHECKOUT);
    const asking = await bo.says(CHECKOUT, "who leads?");
    await ana.says(CHECKOUT, "@pitwall lead", { thread: asking });
    await ana.says(CHECKOUT, "@pitwall sev 2", { thread: asking });
    await ana.says(CHECKOUT, "@pitwall note error rate falling", { thread: asking });
    await world.settle();
    expect(ana.reads(CHECKOUT)).toMatch(/only visible to ana\)\s+You are incident commander of INC-1\./);
    expect(bo.reads(CHECKOUT)).not.toContain("You are incident commander");
    expect(await timelineIn(world, CHECKOUT)).toMatch(
      /took command[\s\S]*set severity SEV1 → SEV2[\s\S]*@ana: error rate falling/,
    );
  });

  it("offers a button where a form is needed, since it brings nothing with which one could open", async () => {
    const world = company();
    await checkoutIsDown(world);
    const ana = world.as("ana");
    await ana.says(CHECKOUT, "@pitwall resolve");
    expect((await ana.clicks("Open it")).modal?.title.text).toBe("Resolve INC-1");
  });

  it("declares, from any channel that the bot is in", async () => {
    const world = company();
    await world.as("bo").says("#general", "@pitwall declare Search is empty sev3 service:search");
    await world.settle();
    expect(world.as("bo").reads("#general")).toContain("INC-1 declared: SEV3 · Search is empty");
    expect(world.as("bo").reads("#inc-1-search-is-empty")).toContain("SEV3 · Search is empty");
  });
});
