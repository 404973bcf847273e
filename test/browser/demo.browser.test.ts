import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Deed } from "../../src/demo/deed.ts";
import { perform } from "../../src/demo/perform.ts";
import { incidentChannel } from "../../src/demo/places.ts";
import { type Run, startRun, withRef } from "../../src/demo/run.ts";
import { readScenario, type Scenario } from "../../src/demo/scenario.ts";
import { type Stage, startStage } from "../../src/demo/stage.ts";
import { root } from "../../src/root.ts";
import { SECOND } from "../../src/shared/time.ts";
import { expectNothingSerious } from "./axe.ts";
import { startChromium } from "./chromium.ts";
import { expectNoComplaints, type PersonAtPage, personAtPage } from "./person-at-page.ts";

/** What a card and its announcement need to follow a deed. */
const ECHO = 15 * SECOND;
const PEOPLE = ["ana", "eli"] as const;
const FORM = "form";

let browser: Browser | undefined;
let stage: Stage;
let scenario: Scenario;
let folder: string;

beforeAll(async () => {
  browser = await startChromium();
  scenario = checkoutIsDown();
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

test("two people go through the whole demo at the page, by mouse and by keyboard", { timeout: 240_000 }, async () => {
  if (browser === undefined) return;
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
    else await performAtPage(deed, who, run);
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

function checkoutIsDown(): Scenario {
  const read = readScenario(readFileSync(new URL("examples/acme/scenarios/checkout-is-down.yaml", root), "utf8"));
  if ("problems" in read) throw new Error(read.problems.join("\n"));
  return read;
}

function channelName(run: Run): string {
  return incidentChannel(run)?.name ?? "";
}

async function performAtPage(deed: Deed, who: PersonAtPage, run: Run): Promise<void> {
  if ("in" in deed && deed.in !== undefined && deed.in !== FORM) {
    await who.opens(deed.in === "incident" ? channelName(run) : deed.in.replace("#", ""));
  }
  switch (deed.verb) {
    case "types":
      return who.says(deed.types);
    case "says":
      return who.says(deed.says);
    case "clicks":
      if (deed.in !== FORM) return who.presses(deed.clicks, deed.who === "eli" ? { key: "Enter" } : {});
      return who.pressesInForm(deed.clicks);
    case "submits":
      await who.fills(deed.submits, deed.with);
      return who.sends(deed.submits);
    case "closes":
      return who.leavesForm();
    default:
      throw new Error(`Nobody does "${deed.verb}" at the page`);
  }
}
