import { describe, expect, it } from "vitest";
import type { BotWorld } from "../bot-world.ts";
import { aCompany, CHECKOUT, cardIn, checkoutIsDown } from "./told.ts";

const company = aCompany();

/** Checkout was down for ten minutes; Ana led, Bo helped, Ana writes the postmortem. */
async function checkoutIsBack(world: BotWorld): Promise<void> {
  await checkoutIsDown(world);
  const [ana, bo] = [world.as("ana"), world.as("bo")];
  await bo.joins(CHECKOUT);
  await ana.types(CHECKOUT, "/incident lead");
  await bo.types(CHECKOUT, "/incident note the pool is exhausted");
  await world.clock.advance(600_000);
  await ana.types(CHECKOUT, "/incident resolve Rolled back v412");
  await world.settle();
}

describe("a postmortem", () => {
  it("comes to its owner as a draft with what the record does not know", async () => {
    const world = company();
    await checkoutIsBack(world);
    const draft = world.as("ana").reads("@pitwall");
    expect(draft).toContain("Postmortem INC-1");
    expect(draft).toMatch(/\d of 12 sections written from the record · due Nov 30, 2026/);
    expect(draft).toContain("Three things the record does not know");
    expect(draft).toContain("How many customers were affected, and what could they not do? You were in command.");
    expect(draft).toContain("Acknowledged: not recorded · Somebody in command: 30 s after");
    expect(draft).not.toContain("root cause");
    expect(world.as("bo").directMessages()).toHaveLength(0);
  });

  it("takes in what two people answer, credited, and shows it in the draft", async () => {
    const world = company();
    await checkoutIsBack(world);
    const [ana, bo] = [world.as("ana"), world.as("bo")];
    const asked = await ana.clicks("Answer", { in: "@pitwall" });
    expect(asked.text).toContain("How many customers were affected, and what could they not do? [ ]");
    await ana.submits("Answer", {
      "How many customers were affected, and what could they not do?": "About 400 could not pay",
    });
    await world.settle();
    expect(ana.reads("@pitwall")).toContain("About 400 could not pay — @ana");

    await bo.types(CHECKOUT, "/incident postmortem");
    await bo.clicks({ action_id: "answer-question-contributing-0" });
    await bo.submits("Answer", {
      "What made this possible? Name each condition you know of, not only the last one.": "The pool had no limit",
    });
    expect(JSON.stringify(bo.modal()?.blocks)).toContain("The pool had no limit");
    await world.settle();
    expect(ana.reads("@pitwall")).toContain("Contributing factors: The pool had no limit — @bo");
    expect(ana.reads("@pitwall")).toContain("When did it begin for customers");

    const preview = await ana.clicks("Preview", { in: "@pitwall" });
    expect(preview.text).toContain("About 400 could not pay");
    expect(preview.text).toContain("The pool had no limit");
  });

  it("is edited section by section", async () => {
    const world = company();
    await checkoutIsBack(world);
    const ana = world.as("ana");
    const sections = await ana.clicks("Edit sections", { in: "@pitwall" });
    expect(sections.text).toMatch(/Acknowledged: not recorded · Somebody in command: \d+ s after/);
    const form = await ana.clicks("Edit summary");
    expect(form.text).toContain("What fixed it, as ana put it: Rolled back v412");
    await ana.submits("Summary", { Text: "Checkout refused payments for ten minutes." });
    expect(JSON.stringify(ana.modal()?.blocks)).toContain("Checkout refused payments for ten minutes.");
    expect(JSON.stringify(ana.modal()?.blocks)).toContain("written by a person");
    await ana.closes("all");
    expect((await ana.clicks("Preview", { in: "@pitwall" })).text).toContain(
      "Checkout refused payments for ten minutes.",
    );
  });

  it("shows the times of a section in the zone of whoever edits it, and says which", async () => {
    const world = company();
    await checkoutIsBack(world);
    const form = async (who: string) => {
      const person = world.as(who);
      await person.types(CHECKOUT, "/incident postmortem");
      return (await person.clicks("Edit timeline")).text;
    };
    expect(await form("ana")).toContain("10:00 CET ana declared INC-1");
    expect(await form("bo")).toContain("04:00 GMT-5 ana declared INC-1");
  });

  it("does not let one person write over another without knowing", async () => {
    const world = company();
    await checkoutIsBack(world);
    const [ana, bo] = [world.as("ana"), world.as("bo")];
    for (const one of [ana, bo]) {
      await one.types(CHECKOUT, "/incident postmortem");
      await one.clicks("Edit summary");
    }
    await ana.submits("Summary", { Text: "Ana's words" });
    expect(await bo.submits("Summary", { Text: "Bo's words" })).toEqual({
      errors: { Text: "Somebody changed this section meanwhile. Copy your text, and open the section again." },
    });
    await bo.closes();
    await bo.clicks("Edit summary");
    expect(await bo.submits("Summary", { Text: "Both our words" })).toHaveProperty("closed");
  });

  it("never cuts a section that is longer than a form, but says how to get the whole", async () => {
    const world = company();
    await checkoutIsDown(world);
    const ana = world.as("ana");
    for (const number of [1, 2, 3, 4]) await ana.types(CHECKOUT, `/incident note ${number} ${"long ".repeat(200)}`);
    await ana.types(CHECKOUT, "/incident resolve Rolled back v412");
    await world.settle();
    await ana.clicks("Edit sections", { in: "@pitwall" });
    const { text } = await ana.clicks("Edit timeline");
    expect(text).toMatch(/Timeline holds 4\d\d\d characters, and a form in Slack 3000/);
    expect(text).toContain("`pitwall incident postmortem INC-1 --md`");
    expect(ana.modal()?.submit).toBeNull();
  });

  it("is started on demand where none was due", async () => {
    const world = company();
    await checkoutIsDown(world, "sev3");
    const bo = world.as("bo");
    await bo.joins(CHECKOUT);
    await bo.types(CHECKOUT, "/incident resolve It was the cache");
    await world.settle();
    expect(bo.reads(CHECKOUT)).toContain("No postmortem is due.");
    expect((await bo.types(CHECKOUT, "/incident postmortem")).text).toContain("The postmortem of INC-1 is yours");
    await world.settle();
    expect(bo.reads("@pitwall")).toContain("Postmortem INC-1");
    expect((await bo.types(CHECKOUT, "/incident postmortem")).modal?.title.text).toBe("Postmortem INC-1");
  });

  it("opens from the card of what is resolved", async () => {
    const world = company();
    await checkoutIsBack(world);
    const cy = world.as("cy");
    await cy.joins(CHECKOUT);
    expect((await cy.clicks("Postmortem", { in: cardIn(world, CHECKOUT) })).text).toContain("[Edit summary]");
  });
});
