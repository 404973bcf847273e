import { describe, expect, it } from "vitest";
import { aCompany, CHECKOUT, cardIn, checkoutIsDown, threadOf, timelineIn, timesIn } from "./told.ts";

const company = aCompany();

describe("a note by command", () => {
  it("stands on the timeline and as one line in the thread, where others see it", async () => {
    const world = company();
    await checkoutIsDown(world);
    const [ana, bo] = [world.as("ana"), world.as("bo")];
    expect((await ana.types(CHECKOUT, "/incident note asked @bo to look at *pool* <size>")).text).toContain(
      "Noted: asked @bo to look at *pool* <size>",
    );
    expect((await bo.joins(CHECKOUT), await bo.types(CHECKOUT, "/incident decision roll back v412")).text).toContain(
      "Decision recorded: roll back v412",
    );
    await world.settle();
    const lines = threadOf(world, CHECKOUT, "bo").map((message) => message.text);
    expect(lines.filter((line) => line.includes("pool"))).toHaveLength(1);
    expect(bo.reads(CHECKOUT)).toContain("@ana: asked @bo to look at *pool* <size>");
    expect(bo.reads(CHECKOUT)).toContain("Decision by @bo: roll back v412");
  });

  it("is put at the writer's own clock time", async () => {
    const world = company();
    await checkoutIsDown(world);
    const [ana, bo] = [world.as("ana"), world.as("bo")];
    await bo.joins(CHECKOUT);
    await world.clock.advance(3_600_000);
    await world.settle();
    await ana.types(CHECKOUT, "/incident note Berlin writes at 10:40");
    await bo.types(CHECKOUT, "/incident note New York writes at 4:45 am");
    await bo.types(CHECKOUT, "/incident decision wait 10 min ago");
    await world.settle();
    const read = await timelineIn(world, CHECKOUT);
    expect(read).toMatch(
      /10:40 +@ana: Berlin writes[\s\S]*10:45 +@bo: New York writes[\s\S]*10:50 +Decision by @bo: wait/,
    );
    expect(await timelineIn(world, CHECKOUT, "bo")).toMatch(/04:40 +@ana: Berlin writes/);
  });

  it("says the day when the time meant was yesterday", async () => {
    const world = company();
    await checkoutIsDown(world);
    const { text } = await world.as("ana").types(CHECKOUT, "/incident note first complaint at 22:30");
    expect(text).toMatch(/Noted for yesterday 22:30: first complaint/);
  });
});

describe("a reply in the card's thread", () => {
  it("is a note, without an echo, and follows what becomes of it", async () => {
    const world = company();
    await checkoutIsDown(world);
    const bo = world.as("bo");
    await bo.joins(CHECKOUT);
    const card = cardIn(world, CHECKOUT);
    const before = threadOf(world, CHECKOUT).length;
    const note = await bo.says(CHECKOUT, "the pool is exhausted, says @ana", { thread: card });
    await world.settle();
    expect(await timelineIn(world, CHECKOUT)).toContain("@bo: the pool is exhausted, says @ana");
    expect(threadOf(world, CHECKOUT)).toHaveLength(before + 1);

    await bo.edits(note, "the pool is exhausted since v412");
    await world.settle();
    const edited = await timelineIn(world, CHECKOUT);
    expect(edited).toContain("@bo: the pool is exhausted since v412");
    expect(edited).not.toContain("says @ana");

    await bo.deletes(note);
    await world.settle();
    expect(await timelineIn(world, CHECKOUT)).not.toContain("exhausted");
  });

  it("is talk in any other thread, and in the channel", async () => {
    const world = company();
    await checkoutIsDown(world);
    const bo = world.as("bo");
    await bo.joins(CHECKOUT);
    const talk = await bo.says(CHECKOUT, "who has coffee?");
    await bo.says(CHECKOUT, "I do", { thread: talk });
    await world.settle();
    const read = await timelineIn(world, CHECKOUT);
    expect(read).not.toContain("coffee");
    expect(read).not.toContain("I do");
  });
});

describe("a pushpin", () => {
  it("keeps a message with its image, once, and lets it go again", async () => {
    const world = company();
    await checkoutIsDown(world);
    const [ana, bo] = [world.as("ana"), world.as("bo")];
    await bo.joins(CHECKOUT);
    const graph = await bo.says(CHECKOUT, "errors since 9:48", {
      files: [{ name: "errors.png", alt: "Errors per minute, rising", content: "png" }],
    });
    await ana.reacts("pushpin", graph);
    await bo.reacts("pushpin", graph);
    await world.settle();
    const kept = await timelineIn(world, CHECKOUT);
    expect(timesIn(kept, "errors since 9:48")).toBe(1);
    expect(kept).toContain("[errors.png: Errors per minute, rising]");

    await bo.unreacts("pushpin", graph);
    await world.settle();
    expect(await timelineIn(world, CHECKOUT)).toContain("errors since 9:48");
    await ana.unreacts("pushpin", graph);
    await world.settle();
    expect(await timelineIn(world, CHECKOUT)).not.toContain("errors since 9:48");
    await ana.reacts("pushpin", graph);
    await world.settle();
    expect(timesIn(await timelineIn(world, CHECKOUT), "errors since 9:48")).toBe(1);
  });

  it("keeps a reply in any thread too, and what it is edited to", async () => {
    const world = company();
    await checkoutIsDown(world);
    const bo = world.as("bo");
    await bo.joins(CHECKOUT);
    const talk = await bo.says(CHECKOUT, "looking");
    const found = await bo.says(CHECKOUT, "deadlock in orders", { thread: talk });
    await bo.reacts("pushpin", found);
    await world.settle();
    expect(await timelineIn(world, CHECKOUT)).toContain("@bo: deadlock in orders");
    await bo.edits(found, "deadlock in payments");
    await world.settle();
    expect(await timelineIn(world, CHECKOUT)).toContain("@bo: deadlock in payments");
  });

  it("no longer shows what was deleted, though others had replied to it", async () => {
    const world = company();
    await checkoutIsDown(world);
    const [ana, bo] = [world.as("ana"), world.as("bo")];
    await bo.joins(CHECKOUT);
    const said = await bo.says(CHECKOUT, "it is the cache");
    await ana.says(CHECKOUT, "sure?", { thread: said });
    await ana.reacts("pushpin", said);
    await world.settle();
    expect(await timelineIn(world, CHECKOUT)).toContain("it is the cache");
    await bo.deletes(said);
    await world.settle();
    expect(await timelineIn(world, CHECKOUT)).not.toContain("it is the cache");
  });

  it("means nothing outside an incident's channel", async () => {
    const world = company();
    await checkoutIsDown(world);
    const said = await world.as("ana").says("#general", "lunch?");
    await world.as("bo").reacts("pushpin", said);
    await world.settle();
    expect(await timelineIn(world, CHECKOUT)).not.toContain("lunch");
  });
});

describe("the shortcut “Add to timeline”", () => {
  it("keeps the message, and says where there is no timeline", async () => {
    const world = company();
    await checkoutIsDown(world);
    const [ana, bo] = [world.as("ana"), world.as("bo")];
    await bo.joins(CHECKOUT);
    const said = await bo.says(CHECKOUT, "traffic is back");
    expect((await ana.uses("Add to timeline", said)).text).toContain("On the timeline of INC-1.");
    expect((await ana.uses("Add to timeline", said)).text).toContain("On the timeline of INC-1.");
    expect(timesIn(await timelineIn(world, CHECKOUT), "traffic is back")).toBe(1);
    const elsewhere = await bo.says("#general", "hello");
    expect((await ana.uses("Add to timeline", elsewhere)).text).toContain("This channel is no incident's");
  });
});

describe("undo", () => {
  it("takes back status, severity and resolve within ten minutes", async () => {
    const world = company();
    await checkoutIsDown(world);
    const ana = world.as("ana");
    await ana.types(CHECKOUT, "/incident status identified");
    expect((await ana.clicks({ action_id: "undo" }, { in: CHECKOUT })).text).toContain("Taken back: INC-1 is SEV1");
    await ana.types(CHECKOUT, "/incident sev 3");
    expect((await ana.clicks({ action_id: "undo" }, { in: CHECKOUT })).text).toContain("Taken back: INC-1 is SEV1");
    await ana.types(CHECKOUT, "/incident resolve by mistake");
    await world.settle();
    await world.as("bo").joins(CHECKOUT);
    await world.as("bo").clicks("Undo", { in: CHECKOUT });
    await world.settle();
    expect(cardIn(world, CHECKOUT).text).toContain("SEV1 · Checkout returns 500s. Investigating.");
    expect(ana.reads(CHECKOUT)).toContain("Reopened: resolved by mistake");
  });

  it("is refused when it is late, or when it has changed since", async () => {
    const world = company();
    await checkoutIsDown(world);
    const ana = world.as("ana");
    const first = await ana.types(CHECKOUT, "/incident status identified");
    await ana.types(CHECKOUT, "/incident status monitoring");
    const changed = await ana.clicks({ action_id: "undo" }, { in: first.messages[0] ?? CHECKOUT });
    expect(changed.text).toContain("That has changed again since");
    const second = await ana.types(CHECKOUT, "/incident sev 2");
    await world.clock.advance(601_000);
    await world.settle();
    const late = await ana.clicks({ action_id: "undo" }, { in: second.messages[0] ?? CHECKOUT });
    expect(late.text).toContain("Undo works for ten minutes.");
    expect(cardIn(world, CHECKOUT).text).toContain("SEV2 · Checkout returns 500s. Monitoring.");
  });
});

describe("reopening", () => {
  it("works by button and by command, and says why in the channel", async () => {
    const world = company();
    await checkoutIsDown(world, "sev3");
    const ana = world.as("ana");
    await ana.types(CHECKOUT, "/incident resolve Rolled back v412");
    await world.settle();
    expect((await ana.clicks("Reopen", { in: cardIn(world, CHECKOUT) })).text).toContain("INC-1 is open again.");
    await world.settle();
    expect(ana.reads(CHECKOUT)).toContain("Topic: SEV3 · Investigating");
    await ana.types(CHECKOUT, "/incident resolve Rolled back v411 too");
    expect((await ana.types(CHECKOUT, "/incident reopen errors again")).text).toContain("INC-1 is open again.");
    await world.settle();
    expect(ana.reads(CHECKOUT)).toContain("Reopened: errors again");
    expect(ana.reads("#incidents")).toContain("Investigating");
  });
});
