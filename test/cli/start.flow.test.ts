import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { manifestFor } from "../../src/cli/manifest.ts";
import { openLedger } from "../../src/ledger/open.ts";
import { createWorld, type World } from "../../src/sandbox/world.ts";
import { freePort } from "./free-port.ts";
import { finished, pitwall, type Running } from "./pitwall.ts";

let folder: string;
let world: World | undefined;
let running: Running[];
let env: Record<string, string>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "pitwall-start-"));
  running = [];
  env = {
    SLACK_BOT_TOKEN: "xoxb-sandbox-bot",
    SLACK_APP_TOKEN: "xapp-sandbox-app",
    SLACK_API_URL: `http://127.0.0.1:${await freePort()}/api/`,
    DATABASE_URL: `file:${folder}/pitwall.db`,
    CATALOG_PATH: "examples/acme",
    PORT: String(await freePort()),
  };
});
afterEach(async () => {
  for (const { process } of running) process.kill("SIGKILL");
  await Promise.all(running.map(({ ended }) => ended));
  await world?.stop();
  world = undefined;
  rmSync(folder, { recursive: true });
});

function start(more: Readonly<Record<string, string>> = {}): Running {
  const bot = pitwall(["start"], { ...env, ...more });
  running.push(bot);
  return bot;
}

/** The local Slack, at the address that the bot was given. */
async function slackAppears(): Promise<World> {
  const port = Number(new URL(env["SLACK_API_URL"] ?? "").port);
  world = await createWorld({ manifest: manifestFor({ mode: "socket" }) as never, port, running: true });
  return world;
}

async function get(path: string): Promise<{ readonly status: number; readonly body: string }> {
  const answer = await fetch(`http://127.0.0.1:${env["PORT"]}${path}`);
  return { status: answer.status, body: await answer.text() };
}

async function ready(): Promise<void> {
  for (let tries = 0; (await get("/readyz")).status !== 200; tries += 1) {
    if (tries > 200) throw new Error("It does not become ready");
    await sleep(50);
  }
}

/** The lines it ends with, having written nothing to standard output. */
async function refusal(more: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  const { code, out, err } = await finished(start(more));
  expect([code, out]).toEqual([1, ""]);
  return err.trimEnd().split("\n");
}

function configured(yaml: string): Readonly<Record<string, string>> {
  writeFileSync(join(folder, "pitwall.yaml"), yaml);
  return { PITWALL_CONFIG: join(folder, "pitwall.yaml") };
}

describe("a start that cannot succeed ends with a line for each mistake", () => {
  it("in malformed YAML", async () => {
    const lines = await refusal(configured("channels:\n  announcements: [oops\n"));
    expect(lines).toEqual([expect.stringMatching(/pitwall\.yaml:\d+:\d+: .*; expected well-formed YAML$/)]);
  });

  it("in a configuration with nine of them", async () => {
    const yaml = [
      "chanels: {}",
      "workspace: { timezone: Mars/Olympus }",
      "channels: { name: no-number }",
      "severities: [{ name: SEV1 }, { name: SEV1 }]",
      "pagerduty: { poll: often }",
    ].join("\n");
    const lines = await refusal({
      ...configured(yaml),
      SLACK_BOT_TOKEN: "xoxp-a-user-token",
      PORT: "99999",
      LOG_LEVEL: "loud",
      PUBLIC_URL: "pitwall",
    });
    expect(lines).toHaveLength(9);
    expect(new Set(lines).size).toBe(9);
    expect(lines.join("\n")).not.toContain("a-user-token");
  });

  it("in missing tokens", async () => {
    const lines = await refusal({ SLACK_BOT_TOKEN: "", SLACK_APP_TOKEN: "" });
    expect(lines).toEqual([
      expect.stringMatching(/^SLACK_BOT_TOKEN: is not set; expected /),
      expect.stringMatching(/^SLACK_APP_TOKEN: is not set, and neither is SLACK_SIGNING_SECRET; expected /),
    ]);
  });

  it("in a port that another program uses, before Slack hears of it", async () => {
    await slackAppears();
    const other = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => other.once("listening", resolve));
    const { port } = other.address() as AddressInfo;
    const lines = await refusal({ PORT: String(port) });
    other.close();
    expect(lines).toEqual([`pitwall: Port ${port} is in use by another program: stop it, or set PORT to a free one.`]);
    expect(world?.slack.calls()).toEqual([]);
    // The role of the worker was given back, so the next start need not wait for it.
    await start().says("Pitwall is running");
  });

  it.each([
    ["below a file", (at: string) => `${at}/file/pitwall.db`],
    ["that is a folder", (at: string) => `${at}/folder`],
    ["where nothing can be written", () => "/proc/pitwall/pitwall.db"],
  ])("in a database %s", async (_where, path) => {
    writeFileSync(join(folder, "file"), "kept");
    mkdirSync(join(folder, "folder"));
    const lines = await refusal({ DATABASE_URL: `file:${path(folder)}` });
    expect(lines).toEqual([expect.stringMatching(/^pitwall: The database \S+ cannot be written: /)]);
    expect(readFileSync(join(folder, "file"), "utf8")).toBe("kept");
  });

  it("in a database of a newer release, which is left as it is", async () => {
    const ledger = await openLedger(env["DATABASE_URL"] ?? "");
    await ledger.setMeta("schema", "999");
    await ledger.close();
    const before = readFileSync(`${folder}/pitwall.db`);
    const lines = await refusal();
    expect(lines).toEqual([expect.stringMatching(/^pitwall: The database has schema version 999 .*newer release/)]);
    expect(readFileSync(`${folder}/pitwall.db`)).toEqual(before);
  });

  it("in a file that is no database, which is left as it is", async () => {
    const text = "a letter to my grandmother ".repeat(400);
    writeFileSync(`${folder}/pitwall.db`, text);
    expect(await refusal()).toEqual([expect.stringMatching(/^pitwall: \S+ is not a Pitwall database/)]);
    expect(readFileSync(`${folder}/pitwall.db`, "utf8")).toBe(text);
  });

  it("in a database on which another bot works; that one goes on", async () => {
    const first = start();
    await first.says("Pitwall is running");
    const lines = await refusal({ PORT: String(await freePort()) });
    expect(lines).toEqual([expect.stringMatching(/^pitwall: Another Pitwall is running on this database: /)]);
    expect(await get("/healthz")).toMatchObject({ status: 200 });
  });
});

test("while Slack is away it lives and says why it is not ready; once Slack is there it works", async () => {
  const bot = start();
  await bot.says("Pitwall is running");
  expect(await get("/healthz")).toEqual({ status: 200, body: "alive\n" });
  const { status, body } = await get("/readyz");
  expect(status).toBe(503);
  expect(JSON.parse(body)).toMatchObject({ ready: false, problems: ["Slack is not connected"] });

  const { as, slack } = await slackAppears();
  await ready();
  const seen = await as("ana").types("#general", "/incident declare Checkout returns 500s sev3");
  expect(seen.text).toContain("INC-1 declared");
  for (let tries = 0; slack.calls("conversations.create").length === 0 && tries < 100; tries += 1) await sleep(50);
  expect(slack.calls("conversations.create")).toHaveLength(1);
});

test("a running bot carries out what the command line declares, and nothing is said of waiting", async () => {
  const { slack } = await slackAppears();
  await start().says("Pitwall is running");
  await ready();
  const declared = await finished(pitwall(["incident", "declare", "Slow search", "sev4"], env));
  expect(declared).toEqual({ code: 0, out: "INC-1 declared: SEV4 · Slow search\n", err: "" });
  const show = async () => {
    const { out } = await finished(pitwall(["incident", "show", "1", "--json"], env));
    return JSON.parse(out) as { readonly channel: { readonly name: string } | null };
  };
  let shown = await show();
  for (let tries = 0; shown.channel === null && tries < 20; tries += 1) shown = await show();
  expect(shown.channel?.name).toBe("inc-1-slow-search");
  expect(slack.calls("conversations.create")).toHaveLength(1);
  expect(await finished(pitwall(["verify"], env))).toMatchObject({ code: 0 });
});

describe("a signal", () => {
  it.each(["SIGTERM", "SIGINT"] as const)("%s stops it within five seconds, with exit code 0", async (signal) => {
    await slackAppears();
    const bot = start();
    await bot.says("Pitwall is running");
    await ready();
    const began = performance.now();
    bot.process.kill(signal);
    expect(await bot.ended).toBe(0);
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(bot.err()).toContain('"message":"Pitwall has stopped","data":{"drained":true}');
    expect(bot.out()).toBe("");
  });

  it("stops it within five seconds also while Slack is away", async () => {
    const bot = start();
    await bot.says("Pitwall is running");
    const began = performance.now();
    bot.process.kill("SIGTERM");
    expect(await bot.ended).toBe(0);
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it("stops it within five seconds also while Slack keeps a call waiting; a second one at once", async () => {
    await slackAppears();
    world?.slack.switches.faults.push({
      method: "conversations.create",
      fault: { kind: "delay", ms: 8_000 },
      times: 9,
    });
    for (const signals of [1, 2]) {
      const bot = start();
      await bot.says("Pitwall is running");
      await ready();
      await world?.as("ana").types("#general", `/incident declare Trouble number ${signals} sev4`);
      await sleep(300);
      const began = performance.now();
      bot.process.kill("SIGTERM");
      if (signals === 2) {
        await bot.says("Pitwall is stopping");
        bot.process.kill("SIGTERM");
      }
      expect(await bot.ended).toBe(signals === 1 ? 0 : 1);
      expect(performance.now() - began).toBeLessThan(signals === 1 ? 5_000 : 1_000);
    }
    expect(await finished(pitwall(["verify"], env))).toMatchObject({ code: 0 });
  });
});
