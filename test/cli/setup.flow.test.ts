import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test } from "vitest";
import { manifestFor } from "../../src/cli/manifest.ts";
import { withValues } from "../../src/cli/setup/env-file.ts";
import { type PagerDuty, startPagerDuty } from "../../src/sandbox/pagerduty/start.ts";
import { createWorld, type World } from "../../src/sandbox/world.ts";
import { runs } from "./terminal.ts";

let world: World<PagerDuty>;
let pagerduty: PagerDuty;
let folder: string;
let file: string;
beforeAll(async () => {
  world = await createWorld<PagerDuty>({
    manifest: manifestFor({ mode: "socket" }) as never,
    neighbour: (clock) => startPagerDuty({ clock }),
  });
  if (world.neighbour === undefined) throw new Error("There is no PagerDuty");
  pagerduty = world.neighbour;
});
afterAll(() => world.stop());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pitwall-setup-"));
  file = join(folder, ".env");
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Types these lines, with the local Slack and PagerDuty in the place of the real ones. */
async function setup(...lines: readonly string[]) {
  const env = { SLACK_API_URL: world.slack.apiUrl, PAGERDUTY_API_URL: pagerduty.url };
  const ran = await runs(["setup", "--file", file], { env, input: [lines.map((line) => `${line}\n`).join("")] });
  for (const secret of lines.filter((line) => line.length > 8 && !line.includes("@")))
    expect(ran.out + ran.err, "a secret").not.toContain(secret);
  return ran;
}

const bot = () => world.slack.app.botToken;
const app = () => world.slack.app.appToken;

function written(): string {
  return readFileSync(file, "utf8");
}

test("asks for each token, says whose it is, and writes what only this user can read", async () => {
  const { code, out, err } = await setup(bot(), app(), pagerduty.token, "eli@acme.example");
  expect([code, err]).toEqual([0, ""]);
  expect(out).toMatch(/It is @pitwall of .+\.[^]+Socket Mode opens\.[^]+It is an account key\.[^]+It is eli\./i);
  expect(written().split("\n").slice(1)).toEqual([
    `SLACK_BOT_TOKEN=${bot()}`,
    `SLACK_APP_TOKEN=${app()}`,
    `PAGERDUTY_API_TOKEN=${pagerduty.token}`,
    "PAGERDUTY_FROM_EMAIL=eli@acme.example",
    `PAGERDUTY_API_URL=${pagerduty.url}`,
    "",
  ]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("links to the page on which Slack makes the app from the very manifest", async () => {
  const { out } = await setup(bot(), app(), "");
  const link = new URL(/https:\/\/api\.slack\.com\/apps\S+/.exec(out)?.[0] ?? "");
  expect(link.searchParams.get("new_app")).toBe("1");
  expect(JSON.parse(link.searchParams.get("manifest_json") ?? "")).toEqual(manifestFor({ mode: "socket" }));
});

test("does without PagerDuty", async () => {
  expect(await setup(bot(), app(), "")).toMatchObject({ code: 0 });
  expect(written()).not.toContain("PAGERDUTY");
});

describe("what is wrong is said with its mend, and asked for again", () => {
  it.each([
    [
      "a token of another kind",
      () => app(),
      "That is an app-level token, or part of one; expected a bot token (xoxb-…).",
    ],
    [
      "a bot token that Slack does not know",
      () => "xoxb-1234-unknown",
      "Slack refuses it (invalid_auth).\n  Copy the Bot",
    ],
    ["nothing", () => "", "Bot User OAuth Token, from OAuth & Permissions (xoxb-…): Bot User"],
  ])("%s", async (_, wrong, says) => {
    const { code, out } = await setup(wrong(), bot(), app(), "");
    expect(code).toBe(0);
    expect(out).toContain(says);
    expect(written()).toContain(`SLACK_BOT_TOKEN=${bot()}\n`);
  });

  it("an app-level token that opens nothing", async () => {
    const { code, out } = await setup(bot(), "xapp-1-A1-unknown", app(), "");
    expect(code).toBe(0);
    expect(out).toContain("Slack opens no connection with it (invalid_auth).");
    expect(out).toContain("connections:write");
  });

  it("a PagerDuty key that is refused, and a sender whom PagerDuty does not know", async () => {
    const { code, out } = await setup(
      ...[bot(), app(), "no-key-of-ours", pagerduty.token],
      ...["no address", "zoe@acme.example", "eli@acme.example"],
    );
    expect(code).toBe(0);
    expect(out).toContain("PagerDuty refuses it");
    expect(out).toContain("expected the e-mail address of a PagerDuty user");
    expect(out).toContain("PagerDuty knows nobody with this address.");
    expect(written()).toContain("PAGERDUTY_FROM_EMAIL=eli@acme.example\n");
  });

  it("scopes that the app lacks", async () => {
    const manifest = manifestFor({ mode: "socket" });
    const scopes = manifest.oauth_config.scopes.bot.filter((scope) => scope !== "pins:write");
    const poor = await createWorld({ manifest: { ...manifest, oauth_config: { scopes: { bot: scopes } } } as never });
    const { err, out } = await runs(["setup", "--file", file], {
      env: { SLACK_API_URL: poor.slack.apiUrl },
      input: [`${poor.slack.app.botToken}\n`],
    });
    await poor.stop();
    expect(out).toContain("these scopes are missing: pins:write.");
    expect(err).toContain("nothing was written");
  });

  it("Slack being away", async () => {
    const { code, out } = await runs(["setup", "--file", file], {
      env: { SLACK_API_URL: "http://127.0.0.1:9/api/" },
      input: [`${bot()}\n`],
    });
    expect(code).toBe(1);
    expect(out).toContain("Slack was not reached: ");
    expect(out).toContain("Check the network");
  });
});

describe("a file that exists", () => {
  beforeEach(() => writeFileSync(file, "PORT=3001\nSLACK_BOT_TOKEN=old\n# mine\n", { mode: 0o644 }));

  it.each([["no"], [""]])("stays as it is unless one says yes: %j", async (answer) => {
    expect(await setup(answer)).toMatchObject({ code: 1, err: `${file} stays as it is.\n` });
    expect(written()).toBe("PORT=3001\nSLACK_BOT_TOKEN=old\n# mine\n");
  });

  it("keeps all that was not asked for", async () => {
    expect(await setup("y", bot(), app(), "")).toMatchObject({ code: 0 });
    expect(written()).toBe(`PORT=3001\nSLACK_BOT_TOKEN=${bot()}\n# mine\nSLACK_APP_TOKEN=${app()}\n`);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it("stays as it is when the input ends too early", async () => {
    expect(await setup("y", bot())).toMatchObject({ code: 1, err: expect.stringContaining("nothing was written") });
    expect(written()).toContain("SLACK_BOT_TOKEN=old");
  });
});

test("values that a shell or Docker would misread are quoted, and only these", () => {
  expect(withValues("A=1", { A: "2", B: "x#y", C: "a b", D: "$1" })).toBe('A=2\nB="x#y"\nC="a b"\nD="$1"\n');
  expect(withValues("export A=1\nAB=3\n", { A: "$&" })).toBe('A="$&"\nAB=3\n');
});
