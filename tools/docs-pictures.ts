import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Browser, Locator, Page } from "playwright-core";
import { scenarioCalled } from "../src/demo/library.ts";
import { jumpingPace } from "../src/demo/pace.ts";
import { perform } from "../src/demo/perform.ts";
import { startPlaying } from "../src/demo/playing.ts";
import { startRun, withRef } from "../src/demo/run.ts";
import type { Scenario } from "../src/demo/scenario.ts";
import { isProblems } from "../src/demo/scenario-file.ts";
import { type Stage, startStage } from "../src/demo/stage.ts";
import { root } from "../src/root.ts";
import { MINUTE, SECOND } from "../src/shared/time.ts";
import { startChromium } from "../test/browser/chromium.ts";
import { channelName, performAtPage } from "../test/browser/perform-at-page.ts";
import { type Filling, type PersonAtPage, personAtPage } from "../test/browser/person-at-page.ts";

/**
 * `docs/pictures/`: the page of the local workspace while the example company's incident is played in it. The clock
 * stands still at each picture, so that another run changes no file unless the page or the bot has changed.
 */
const FOLDER = fileURLToPath(new URL("docs/pictures/", root));
/** Whole pages are looked at small; forms are shown in more detail. Each picture is to stay below 200 kB. */
const DESK = { width: 1120, height: 780 };
const CLOSE = { ...DESK, scale: 1.5 };
const PHONE = { width: 390, height: 844, scale: 1.5 };
/** A picture is taken when so many looks, so many real milliseconds apart, show the same. */
const STILL = 4;
const A_MOMENT = 300;
/** What a card and its announcement need to follow a deed. */
const ECHO = 15 * SECOND;

async function main(): Promise<void> {
  const browser = await startChromium();
  if (browser === undefined) throw new Error("Without a browser there are no pictures");
  mkdirSync(FOLDER, { recursive: true });
  try {
    await onStage("checkout-is-down", (scenario, stage) => takeIncident(scenario, stage, browser));
    await onStage("orders-stop", (scenario, stage) => takeDrill(scenario, stage, browser));
  } finally {
    await browser.close();
  }
}

async function onStage(name: string, go: (scenario: Scenario, stage: Stage) => Promise<void>): Promise<void> {
  const scenario = scenarioCalled(name);
  if (isProblems(scenario)) throw new Error(scenario.problems.join("\n"));
  const folder = mkdtempSync(join(tmpdir(), "pitwall-pictures-"));
  const databaseFile = join(folder, "pictures.db");
  const stage = await startStage({ databaseFile, port: 0, start: scenario.begins, running: false });
  try {
    await go(scenario, stage);
  } finally {
    await stage.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function takeIncident(scenario: Scenario, stage: Stage, browser: Browser): Promise<void> {
  const { url } = stage.world.slack;
  const ana = await personAtPage(browser, url, "U0ANA", CLOSE);
  const run = startRun(stage, { begins: scenario.begins, waitsForQuiet: true });
  const steps = [...scenario.steps];

  /** All steps up to this minute that were not played yet; those of the people at the page are done there. */
  async function playUpTo(minutes: number, atPage: Readonly<Record<string, PersonAtPage>> = {}): Promise<void> {
    for (; steps[0] !== undefined && steps[0].after <= minutes * MINUTE; steps.shift()) {
      const [step] = steps;
      await stage.world.settle({ upTo: Math.max(0, scenario.begins + step.after - stage.world.clock.now()) });
      await stage.world.clock.jumpTo(scenario.begins + step.after);
      const deed = withRef(step.deed, run);
      const person = "who" in deed ? atPage[deed.who] : undefined;
      if (person === undefined) await perform(deed, run);
      else await performAtPage(deed, person, run);
      await stage.world.settle({ upTo: ECHO });
    }
  }

  await playUpTo(9);
  await takeDeclareForm(ana, stage, "declare");
  const desk = await personAtPage(browser, url, "U0ANA", DESK);
  await desk.opens("ask-platform");
  await desk.says("@pitwall how do I get access to a database?");
  await stage.world.settle();
  await desk.opensThread(desk.message("access to a database"));
  await desk.message("Source:").waitFor();
  await take(desk.page, "platform-answer");
  await desk.closesThread();

  const phone = await personAtPage(browser, url, "U0CY", PHONE);
  await takeDeclareForm(phone, stage, "phone-declare");

  await playUpTo(13, { ana });
  await ana.fills("Update INC-1", fillingsOf(scenario, "Update {ref}"));
  await takeForm(ana, "Update INC-1", "update");
  await playUpTo(13.7, { ana });

  await playUpTo(18.2);
  await desk.opens(channelName(run));
  await desk.opensThread(await cardOf(desk));
  await desk.message("v411 is live").waitFor();
  await desk.page.mouse.wheel(0, 150);
  await desk.page.getByRole("complementary", { name: /^Thread in/ }).hover();
  await desk.page.mouse.wheel(0, 10_000);
  await desk.page.getByText("from 41 % to 6 %").waitFor();
  await take(desk.page, "incident-channel");
  await desk.closesThread();
  await ana.opens(channelName(run));
  await take(await cardOf(ana), "card");
  await phone.opens(channelName(run));
  await cardOf(phone);
  await take(phone.page, "phone-card");
  await desk.page.getByRole("link", { name: "pitwall Home" }).click();
  await desk.page.getByRole("button", { name: "Declare an incident" }).waitFor();
  await stage.world.quiet();
  await take(desk.page, "home");

  const eli = await personAtPage(browser, url, "U0ELI", CLOSE);
  await playUpTo(37);
  await eli.opens(channelName(run));
  await playUpTo(38.1, { eli });
  await eli.fills("Resolve INC-1", fillingsOf(scenario, "Resolve {ref}"));
  await eli.page.keyboard.press("Home");
  await takeForm(eli, "Resolve INC-1", "resolve");
  await playUpTo(38.7, { eli });
  const dark = await personAtPage(browser, url, "U0ELI", { ...DESK, height: 1000, dark: true });
  await dark.opens("@pitwall");
  await dark.message("Edit sections").waitFor();
  await take(dark.page, "postmortem-draft");
}

function fillingsOf({ steps }: Scenario, form: string): Readonly<Record<string, Filling>> {
  const sent = steps.find(({ deed }) => deed.verb === "submits" && deed.submits === form)?.deed;
  if (sent?.verb !== "submits") throw new Error(`Nobody sends "${form}"`);
  return sent.with;
}

/** The channel's first message, gone back to: a list that has just been opened may hold on to its end once more. */
async function cardOf({ page, message }: PersonAtPage): Promise<Locator> {
  const messages = page.getByRole("region", { name: /^Messages in/ });
  await messages.hover();
  do {
    await page.mouse.wheel(0, -100_000);
    await setTimeout(A_MOMENT);
  } while ((await messages.locator(".message-scroll").evaluate(({ scrollTop }) => scrollTop)) > 0);
  const card = message("notes in this thread");
  await card.waitFor();
  return card;
}

async function takeDeclareForm(person: PersonAtPage, stage: Stage, name: string): Promise<void> {
  const title = "Declare an incident";
  await person.opens("incidents");
  await person.says("/incident Card payments time out");
  await person.fills(title, { "Which services?": "checkout" });
  await stage.world.settle();
  // The list of services stays open for another one.
  await person.form(title).getByText("What is broken?").click();
  await takeForm(person, title, name);
  await person.leavesForm();
}

/** A drill that was played to its end, and what the page says when looking back. */
async function takeDrill(scenario: Scenario, stage: Stage, browser: Browser): Promise<void> {
  const { begins, zone } = scenario;
  const run = startRun(stage, { begins, waitsForQuiet: true });
  const pace = jumpingPace(stage, zone, () => {});
  const playing = startPlaying(scenario, { name: "drill", run, pace, rehearsed: true, changed: () => {} });
  await playing.over;
  stage.world.slack.plugs.scenarios = {
    seen: () => ({ known: [], playing: playing.seen() }),
    do: async () => {},
  };
  const ana = await personAtPage(browser, stage.world.slack.url, "U0ANA", CLOSE);
  await ana.page.getByRole("button", { name: "Scenarios" }).click();
  await ana.page.getByText("How long it took").waitFor();
  await take(ana.page.getByRole("complementary", { name: "World" }), "drill-debrief");
}

/** Alone, since the page behind it would show at its corners, and from its top: both were scrolled to wherever they were. */
async function takeForm({ page, form }: PersonAtPage, title: string, name: string): Promise<void> {
  const behind = page.locator("#page");
  await form(title)
    .locator(".form-body")
    .evaluate((body) => body.scrollTo(0, 0));
  await behind.evaluate(({ style }) => style.setProperty("visibility", "hidden"));
  await take(form(title), name);
  await behind.evaluate(({ style }) => style.removeProperty("visibility"));
}

async function take(what: Page | Locator, name: string): Promise<void> {
  // Nothing lies under the pointer, which may rest wherever the last press was.
  await ("mouse" in what ? what : what.page()).mouse.move(0, 0);
  const look = () => what.screenshot({ animations: "disabled", caret: "hide" });
  // A list that is still measuring its rows moves by a hair, and what is read is marked as read a little later.
  let picture = await look();
  for (let same = 1; same < STILL; ) {
    await setTimeout(A_MOMENT);
    const before = picture;
    picture = await look();
    same = picture.equals(before) ? same + 1 : 1;
  }
  writeFileSync(join(FOLDER, `${name}.png`), picture);
}

await main();
