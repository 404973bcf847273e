import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { root } from "../src/root.ts";
import type { Snapshot } from "../src/sandbox/web/protocol.ts";
import { until } from "./until.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pitwall-demo-test-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

function pitwall(...args: readonly string[]): { readonly child: ChildProcess; readonly ended: Promise<Ended> } {
  const child = spawn(process.execPath, ["--disable-warning=DEP0040", "src/cli/main.ts", ...args], {
    cwd: fileURLToPath(root),
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (piece) => (stdout += piece));
  child.stderr.on("data", (piece) => (stderr += piece));
  const ended = new Promise<Ended>((resolve) => child.on("close", (code) => resolve({ code, stdout, stderr })));
  return { child, ended };
}

/** Headings and lines in the order in which the story tells them. */
const STORY = [
  "14:02 PagerDuty pages for checkout: Checkout is down",
  "INC-1 · SEV2 · Checkout is down",
  "Nobody in command",
  "14:04 bo acknowledges in PagerDuty: 5 pages",
  "@bo acknowledged 14:04",
  "14:05 ana clicks [Take command]",
  "@ana took command",
  "Commander: @ana · Scribe: @cy",
  "cy: Support has had 30 tickets",
  "[image: charges.png — Failed card charges",
  "SEV1 · Checkout is down",
  "@cy: checkout v412 went live (13:57)",
  "bo: @pitwall how do I roll back checkout?",
  "Source: docs/roll-back.md",
  "Decision by @ana: roll back checkout to v411",
  "Update by @ana",
  "Support may tell customers:",
  "> Some card payments fail at the moment",
  "@ana hands command to @eli",
  "Commander: @eli · Scribe: @cy",
  "Resolved after 38 min. Rolled checkout back to v411",
  "Postmortem INC-1",
  '15:39 eli sends the form "Answer"',
  '15:54 bo sends the form "Answer"',
  '16:05 eli sends the form "Follow-ups"',
  "The channel at the end",
  "nothing was refused",
];

test("the demo plays checkout is down from the page to the postmortem", async () => {
  const before = performance.now();
  const { code, stdout, stderr } = await pitwall("demo", "--headless", "--out", folder).ended;
  console.info(`The headless demo took ${((performance.now() - before) / 1000).toFixed(1)} s`);

  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  let from = 0;
  for (const line of STORY) {
    const found = stdout.indexOf(line, from);
    expect(found, `"${line}" after "${stdout.slice(0, from).trimEnd().split("\n").at(-1)}"`).toBeGreaterThanOrEqual(0);
    from = found + line.length;
  }
  expect(stdout.match(/#inc-\d+-[a-z-]+/g)?.every((name) => name === "#inc-1-checkout-is-down")).toBe(true);

  const postmortem = readFileSync(join(folder, "postmortem.md"), "utf8");
  expect(postmortem).toContain("# INC-1: Checkout is down");
  expect(postmortem).toContain("v412 took out the wait between retries");
  expect(postmortem).toContain("— eli");
  expect(postmortem).toContain("— bo");
  expect(postmortem).toContain("Cap the connections that payments gives one caller");
  expect(readFileSync(join(folder, "timeline.md"), "utf8")).toContain("eli took over command from ana");
});

test("a step that cannot be played ends the demo with 1 and is named", async () => {
  const scenario = join(folder, "impossible.yaml");
  writeFileSync(
    scenario,
    `apiVersion: pitwall.dev/v1
kind: Scenario
title: Nobody is there
begins: 2026-11-23T13:02:00Z
zone: UTC
steps:
  - { at: "0:00", alert: Checkout is down, service: checkout }
  - { at: "1:00", who: ana, clicks: Launch the rocket, in: incident }
`,
  );
  const { code, stderr } = await pitwall("demo", "--headless", "--scenario", scenario, "--out", folder).ended;

  expect(code).toBe(1);
  expect(stderr).toMatch(/^pitwall demo: Step 2 \(13:03 ana clicks \[Launch the rocket\]\) could not be played: .+\n$/);
});

test("a scenario that is not there is one line that names those that are", async () => {
  const { code, stderr } = await pitwall("demo", "--headless", "--scenario", "checkout-is-up").ended;

  expect(code).toBe(1);
  expect(stderr).toMatch(/^pitwall demo: .*There are: .*checkout-is-down, .*orders-stop.*\n$/);
});

test("without --headless it serves a page, plays, and ends with 0 when it is interrupted", async () => {
  const { child, ended } = pitwall("demo");
  const url = await firstUrl(child);
  await until(async () => (await channelsOf(url, "U0BO")).includes("inc-1-checkout-is-down"));
  child.kill("SIGINT");

  expect(await ended).toMatchObject({ code: 0, stderr: "" });
});

/** The names of the channels that this person sees. */
async function channelsOf(url: string, as: string): Promise<readonly string[]> {
  const state = (await (await fetch(`${url}_sandbox/state?as=${as}`)).json()) as Snapshot;
  return state.channels.map(({ name }) => name);
}

function firstUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    let said = "";
    child.stdout?.on("data", (piece) => {
      said += piece;
      const url = /http:\S+/.exec(said)?.[0];
      if (url !== undefined) resolve(url);
    });
  });
}
