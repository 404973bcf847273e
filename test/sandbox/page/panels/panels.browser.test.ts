import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { deskOf } from "../../../../src/demo/desk.ts";
import { directorOf } from "../../../../src/demo/director.ts";
import { type Stage, startStage } from "../../../../src/demo/stage.ts";
import { MINUTE } from "../../../../src/shared/time.ts";
import { expectNothingSerious } from "../../../browser/axe.ts";
import { startChromium } from "../../../browser/chromium.ts";
import { expectNoComplaints, type PersonAtPage, personAtPage } from "../../../browser/person-at-page.ts";

const WORLD = ".world";

let browser: Browser | undefined;
let stage: Stage;
let folder: string;

beforeAll(async () => {
  browser = await startChromium();
  folder = mkdtempSync(join(tmpdir(), "pitwall-panels-"));
  const start = Date.UTC(2026, 10, 24, 9, 0);
  stage = await startStage({ databaseFile: join(folder, "stage.db"), port: 0, start, running: true });
  stage.world.slack.plugs.scenarios = deskOf(directorOf(stage), () => {});
});
afterAll(async () => {
  await browser?.close();
  await stage.end();
  rmSync(folder, { recursive: true, force: true });
});

function world(page: Page) {
  return page.getByRole("complementary", { name: "World" });
}

/** Opens a tab of the world, from the strip or from beside it. */
async function opens({ page }: PersonAtPage, name: string): Promise<void> {
  const strip = page.getByRole("navigation", { name: "World" });
  await strip.or(world(page)).waitFor();
  if (await strip.isVisible()) await strip.getByRole("button", { name }).click();
  else await world(page).getByRole("tab", { name }).click();
  await world(page).getByRole("tabpanel", { name }).waitFor();
}

test("somebody runs a drill at the page, by what the panels offer, and reads the debrief", async ({ skip }) => {
  if (browser === undefined) return skip("no Chromium");
  const ana = await personAtPage(browser, stage.world.slack.url, "U0ANA");
  const { page } = ana;
  const panel = world(page);

  await opens(ana, "Scenarios");
  await panel.getByRole("radio", { name: /^Orders stop after a deployment/ }).check();
  await panel.getByRole("button", { name: "Play" }).click();
  await panel.getByText("Something happens at").waitFor();
  await ana.opens("incidents");
  await ana.presses("Join");
  await ana.opens("inc-1-orders-answers-5xx-above-10");
  await ana.presses("Take command");

  await panel.getByRole("button", { name: "which errors" }).click();
  await panel.getByLabel("Ask, or ask for something").fill("Roll back orders!");
  await page.keyboard.press("Enter");
  await opens(ana, "Clock");
  await panel.getByRole("button", { name: "+10 min" }).click();
  await ana.message('On "which errors": All of them in POST').waitFor();
  await ana.message("Rolling back to v317").waitFor();
  await ana.message("The backlog is worked off").waitFor();

  await opens(ana, "Scenarios");
  await panel.getByLabel("Ask, or ask for something").fill("Who ate my sandwich?");
  await page.keyboard.press("Enter");
  await panel.getByText("Nobody can say anything to that.").waitFor();
  await ana.says("/incident resolve Rolled back to v317");
  await opens(ana, "Clock");
  await panel.getByRole("button", { name: "+10 min" }).click();
  await opens(ana, "Scenarios");
  await panel.getByRole("heading", { name: "Worth another look" }).waitFor();
  expect(await panel.getByRole("listitem").allTextContents()).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^10:5\d.*took command/),
      expect.stringMatching(/Customers were never/),
    ]),
  );
  await expectNothingSerious(page, "a debrief", WORLD);
  // A browser says so itself when the question that nobody can answer is refused.
  expect(ana.complaints.filter((complaint) => !complaint.includes("409"))).toEqual([]);
});

test("the tabs are gone through by keyboard, the choice outlives a reload, and what was closed stays closed", async ({
  skip,
}) => {
  if (browser === undefined) return skip("no Chromium");
  const eli = await personAtPage(browser, stage.world.slack.url, "U0ELI", { dark: true });
  const { page } = eli;
  await opens(eli, "Scenarios");
  for (const name of ["PagerDuty", "Clock", "Faults", "Inspector"]) {
    await page.keyboard.press("ArrowRight");
    await world(page).getByRole("tabpanel", { name }).waitFor();
    await expectNothingSerious(page, `${name}, dark`, WORLD);
  }
  await page.reload();
  await world(page).getByRole("tabpanel", { name: "Inspector" }).waitFor();
  await page.getByRole("button", { name: "Close the world" }).press("Enter");
  const strip = page.getByRole("navigation", { name: "World" });
  await strip.waitFor();
  expect(await strip.getByRole("button", { name: "Inspector" }).evaluate((button) => button.matches(":focus"))).toBe(
    true,
  );
  await page.reload();
  await strip.waitFor();
  expectNoComplaints(eli);
});

test("on a phone the world is closed and out of the way of the channel, and fills the screen when it is opened", async ({
  skip,
}) => {
  if (browser === undefined) return skip("no Chromium");
  const bo = await personAtPage(browser, stage.world.slack.url, "U0BO", { width: 390, height: 844 });
  const { page } = bo;
  await page.getByRole("navigation", { name: "World" }).waitFor();
  await bo.opens("general");
  expect(await page.getByRole("navigation", { name: "World" }).isVisible()).toBe(false);
  await page.getByRole("link", { name: "Back to the channels" }).click();
  await opens(bo, "PagerDuty");
  expect((await world(page).boundingBox())?.width).toBe(390);
  await world(page).getByLabel("Title").fill("Search finds nothing");
  await world(page).getByLabel("Service").selectOption("search");
  await page.getByRole("button", { name: "Trigger" }).click();
  await page.getByRole("button", { name: /^Acknowledge #\d+ Search finds nothing/ }).click();
  await page.getByRole("listitem").filter({ hasText: "Search finds nothing" }).getByText("acknowledged").waitFor();
  expect(stage.pagerduty.incidents().at(-1)).toMatchObject({ title: "Search finds nothing", status: "acknowledged" });
  expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBe(390);
  await expectNothingSerious(page, "PagerDuty on a phone", WORLD);
  expectNoComplaints(bo);
});

test("what goes wrong by order is shown as long as it lasts, and in the inspector with its answer", async ({
  skip,
}) => {
  if (browser === undefined) return skip("no Chromium");
  const cy = await personAtPage(browser, stage.world.slack.url, "U0CY");
  const { page } = cy;
  const panel = world(page);
  await opens(cy, "Faults");
  const slack = panel.getByRole("region", { name: "Slack" });
  await slack.getByLabel("What goes wrong").selectOption({ label: "429: too many calls" });
  await slack.getByLabel("Next calls").fill("1");
  await slack.getByRole("button", { name: "Break Slack" }).click();
  await slack.getByText("429: too many calls: 1 call left").waitFor();
  stage.pagerduty.triggers("gateway", "Nothing comes through");
  await slack.getByText("1 call left").waitFor({ state: "hidden" });
  // Whichever call it was, the bot waits as long as it was told to.
  await stage.world.clock.advance(MINUTE);
  await stage.world.quiet();

  await opens(cy, "Inspector");
  await panel.getByRole("searchbox", { name: "Filter calls" }).fill("conversations.create nothing-comes-through");
  await panel
    .getByRole("button", { name: /^conversations\.create/ })
    .first()
    .click();
  await panel.getByRole("region", { name: "Sent" }).getByText("nothing-comes-through").waitFor();
  await panel.getByRole("button", { name: "All calls" }).click();
  await panel.getByRole("searchbox", { name: "Filter calls" }).fill("ratelimited");
  await panel.getByRole("listitem").first().waitFor();
  // By order is not the bot's fault: nothing to look at is counted on the tab.
  expect(await panel.getByRole("tab", { name: "Inspector", exact: true }).count()).toBe(1);
});

test("a service that was chosen in another workspace is not asked for in this one", async ({ skip }) => {
  if (browser === undefined) return skip("no Chromium");
  const dee = await personAtPage(browser, stage.world.slack.url, "U0DEE");
  const { page } = dee;
  await page.evaluate('localStorage.setItem("world.pagerduty-service", "of-yesterday")');
  await page.reload();
  await opens(dee, "PagerDuty");
  const service = await world(page).getByLabel("Service").inputValue();
  await page.getByRole("button", { name: "Trigger" }).click();
  await page
    .getByRole("listitem")
    .filter({ hasText: `${service} is down` })
    .first()
    .waitFor();
  expectNoComplaints(dee);
});
