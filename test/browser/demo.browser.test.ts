import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { scenarioCalled } from "../../src/demo/library.ts";
import { perform } from "../../src/demo/perform.ts";
import { startRun, withRef } from "../../src/demo/run.ts";
import type { Scenario } from "../../src/demo/scenario.ts";
import { isProblems } from "../../src/demo/scenario-file.ts";
import { type Stage, startStage } from "../../src/demo/stage.ts";
import { SECOND } from "../../src/shared/time.ts";
import { expectNothingSerious } from "./axe.ts";
import { startChromium } from "./chromium.ts";
import { channelName, performAtPage } from "./perform-at-page.ts";
import { expectNoComplaints, type PersonAtPage, personAtPage } from "./person-at-page.ts";

/** What a card and its announcement need to follow a deed. */
const ECHO = 15 * SECOND;
const PEOPLE = ["ana", "eli"] as const;

let browser: Browser | undefined;
let stage: Stage;
let scenario: Scenario;
let folder: string;

beforeAll(async () => {
  browser = await startChromium();
  const found = scenarioCalled("checkout-is-down");
  if (isProblems(found)) throw new Error(found.problems.join("\n"));
  scenario = found;
  folder = mkdtempSync(join(tmpdir(), "pitwall-browser-"));
  stage = await startStage({
    databaseFile: join(folder, "demo.db"),
    port: 0,
    start: scenario.begins,
    running: false,
  });
});
afterAll(async () => {
  await browser?.close();
  await stage.end();
  rmSync(folder, { recursive: true, force: true });
});

test("two people go through the whole demo at the page, by mouse and by keyboard", { timeout: 240_000 }, async ({
  skip,
}) => {
  if (browser === undefined) return skip("no Chromium");
  const { url } = stage.world.slack;
  const ana = await personAtPage(browser, url, "U0ANA");
  const eli = await personAtPage(browser, url, "U0ELI", { dark: true });
  const atPage: Readonly<Record<string, PersonAtPage>> = { ana, eli };
  const run = startRun(stage, { begins: scenario.begins, waitsForQuiet: true });

  for (const step of scenario.steps) {
    await stage.world.settle({ upTo: Math.max(0, scenario.begins + step.after - stage.world.clock.now()) });
    await stage.world.clock.jumpTo(scenario.begins + step.after);
    const deed = withRef(step.deed, run);
    const who = "who" in deed && PEOPLE.includes(deed.who as "ana") ? atPage[deed.who] : undefined;
    if (who === undefined) await perform(deed, run);
    else await performAtPage(deed, who, run, who === eli ? { key: "Enter" } : {});
    await stage.world.settle({ upTo: ECHO });
  }

  await ana.opens(channelName(run));
  await ana.readsOn();
  await ana.message("Resolved after").waitFor();
  await expectNothingSerious(ana.page, "a resolved incident, light");
  await eli.opens("@pitwall");
  await expectNothingSerious(eli.page, "the draft of a postmortem, dark");
  expectNoComplaints(ana, eli);
  expect(stage.world.slack.refusals()).toEqual([]);
});
