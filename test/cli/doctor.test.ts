import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import type { Finding } from "../../src/cli/doctor/finding.ts";
import { examine } from "../../src/cli/doctor.ts";
import { manifestFor } from "../../src/cli/manifest.ts";
import { realClock } from "../../src/clock.ts";
import { openLedger } from "../../src/ledger/open.ts";
import { type PagerDuty, startPagerDuty } from "../../src/sandbox/pagerduty/start.ts";
import { createWorld, type World, type WorldOptions } from "../../src/sandbox/world.ts";
import { MINUTE } from "../../src/shared/time.ts";
import { freeze } from "../../src/wiring/freeze.ts";
import { act, batch } from "../ledger/given.ts";
import { freePort } from "./free-port.ts";
import { runs } from "./terminal.ts";

const SECRET = "whsec-of-the-tests";
const PUBLIC_URL = "https://pitwall.example.com";
const manifest = manifestFor({ mode: "socket" });
const room = (name: string) => ({ name, members: ["ana", "pitwall"] });
const rooms = [room("general"), room("incidents"), room("incident-triage"), room("ask-platform")];

let folder: string;
let world: World<PagerDuty>;
let pagerduty: PagerDuty;
let env: Record<string, string>;

async function begin(options: Partial<WorldOptions<PagerDuty>> = {}): Promise<void> {
  world = await createWorld<PagerDuty>({
    manifest: manifest as never,
    channels: rooms,
    neighbour: (clock) => startPagerDuty({ clock }),
    ...options,
  });
  if (world.neighbour === undefined) throw new Error("There is no PagerDuty");
  pagerduty = world.neighbour;
  env = {
    SLACK_BOT_TOKEN: world.slack.app.botToken,
    SLACK_APP_TOKEN: world.slack.app.appToken,
    SLACK_API_URL: world.slack.apiUrl,
    PAGERDUTY_API_TOKEN: pagerduty.token,
    PAGERDUTY_FROM_EMAIL: "eli@acme.example",
    PAGERDUTY_API_URL: pagerduty.url,
    DATABASE_URL: `file:${folder}/pitwall.db`,
    CATALOG_PATH: "examples/acme/catalog",
  };
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pitwall-doctor-"));
});
afterEach(async () => {
  await world.stop();
  rmSync(folder, { recursive: true });
});

async function checks(
  more: Readonly<Record<string, string>> = {},
  ...options: readonly string[]
): Promise<readonly Finding[]> {
  const { code, out, err } = await runs(["doctor", "--json", ...options], { env: { ...env, ...more } });
  expect(err).toBe("");
  const read = JSON.parse(out) as { readonly ok: boolean; readonly checks: readonly Finding[] };
  const isBroken = read.checks.some(({ state }) => state === "broken");
  expect([read.ok, code]).toEqual(isBroken ? [false, 1] : [true, 0]);
  return read.checks;
}

/** What is not well, with its name: each says what will not work, and has a mend. */
async function troubles(more: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  const found = (await checks(more)).filter(({ state }) => state === "broken" || state === "warning");
  for (const { mend } of found) expect(mend).toMatch(/\S{2}/);
  return found.map(({ state, name, says }) => `${state} ${name}: ${says}`);
}

test("where all is well, every check says so, and the exit code is 0", async () => {
  await begin();
  expect((await checks()).map(({ state, name }) => `${state} ${name}`)).toEqual([
    "ok configuration",
    "ok database",
    "off bot",
    "ok effects",
    "ok Slack token",
    "ok Slack scopes",
    "ok Slack connection",
    "ok clock",
    "ok Slack #incidents",
    "ok Slack #incident-triage",
    "ok Slack #ask-platform",
    "ok PagerDuty token",
    "ok PagerDuty sender",
    "off PagerDuty webhooks",
    "ok catalog",
  ]);
  const { code, out } = await runs(["doctor"], { env });
  expect(code).toBe(0);
  expect(out).toMatch(/^ok +configuration +the environment/);
  expect(out).toMatch(/\n\n0 broken, 0 warnings\.\n$/);
});

test("nothing that it looks at is changed", async () => {
  await begin();
  await checks();
  expect(world.slack.calls().map(({ method }) => method)).toEqual([
    "auth.test",
    "apps.connections.open",
    "api.test",
    "conversations.list",
  ]);
  expect(world.slack.refusals()).toEqual([]);
  expect(pagerduty.refusals().filter(({ path }) => path !== "/users/me")).toEqual([]);
  expect(pagerduty.calls().every(({ operation }) => operation?.startsWith("GET "))).toBe(true);
});

test("no token is shown", async () => {
  await begin();
  const said = await runs(["doctor"], {
    env: { ...env, SLACK_BOT_TOKEN: "xoxb-wrong-word", PAGERDUTY_API_TOKEN: "wrong-key" },
  });
  expect(said.code).toBe(1);
  expect(said.out).not.toMatch(/wrong-(?:word|key)/);
  expect(said.out).toMatch(/\n +Mend: Install the app/);
});

describe("the configuration", () => {
  beforeEach(() => begin());

  it("that is wrong is told line by line, and nothing else is tried", async () => {
    const found = await troubles({ PORT: "many", LOG_LEVEL: "loud" });
    expect(found).toHaveLength(2);
    expect(found[0]).toContain("broken configuration: the bot does not start: PORT:");
    expect(world.slack.calls()).toEqual([]);
  });

  it("without tokens of Slack keeps the bot from starting; the rest is looked at", async () => {
    const found = await checks({ SLACK_BOT_TOKEN: "", SLACK_APP_TOKEN: "" });
    expect(found.filter(({ state }) => state === "broken").map(({ says }) => says)).toEqual([
      expect.stringContaining("SLACK_BOT_TOKEN: is not set"),
      expect.stringContaining("SLACK_APP_TOKEN: is not set"),
    ]);
    expect(found.map(({ name }) => name)).toContain("PagerDuty token");
  });
});

describe("the database", () => {
  beforeEach(() => begin());

  it("that cannot be written", async () => {
    writeFileSync(join(folder, "file"), "");
    expect(await troubles({ DATABASE_URL: `file:${folder}/file/below.db` })).toEqual([
      "broken database: nothing can be recorded, the bot does not start",
    ]);
  });

  it("of a newer release", async () => {
    const ledger = await openLedger(env["DATABASE_URL"] ?? "");
    await ledger.setMeta("schema", "999");
    await ledger.close();
    const [found] = (await checks()).filter(({ name }) => name === "database");
    expect(found).toMatchObject({ state: "broken", mend: expect.stringContaining("newer release") });
  });

  it("says whether a bot works on it", async () => {
    const ledger = await openLedger(env["DATABASE_URL"] ?? "");
    await ledger.holdLease("worker", "pit-1/4711/1/worker", Date.now(), MINUTE);
    await ledger.close();
    expect(await checks({ PORT: String(await freePort()) })).toContainEqual(
      expect.objectContaining({
        name: "bot",
        state: "ok",
        says: "is running on pit-1, process 4711; it cannot be asked from here",
      }),
    );
  });

  it("that was restored and not confirmed is told, with the command that confirms it", async () => {
    const ledger = await openLedger(env["DATABASE_URL"] ?? "");
    await freeze(ledger, "2026-11-23");
    await ledger.close();
    const [found] = (await checks()).filter(({ state }) => state === "broken");
    expect(found).toMatchObject({ name: "database", says: expect.stringContaining("frozen") });
    expect(found?.mend).toContain("pitwall restore --confirm");
  });
});

describe("the clock", () => {
  it.each([
    [-3.5 * MINUTE, "warning", "3 min behind"],
    [20.5 * MINUTE, "broken", "20 min ahead"],
  ])("that is off by %d ms is %s", async (by, state, words) => {
    await begin();
    const clock = { ...realClock(), now: () => Date.now() + by };
    const found = await examine({ env, readFile: () => "" }, clock, join(folder, ".env"));
    expect(found).toContainEqual(
      expect.objectContaining({
        name: "clock",
        state,
        says: expect.stringContaining(words),
        mend: expect.stringContaining("NTP"),
      }),
    );
  });

  it("cannot be compared where Slack does not say the time", async () => {
    await begin();
    world.slack.switches.faults.push({ method: "api.test", fault: { kind: "disconnect" }, times: 9 });
    expect(await troubles()).toEqual([expect.stringMatching(/^warning clock: could not be compared/)]);
  });
});

describe("effects", () => {
  beforeEach(() => begin());

  it("that wait for long are told with what they wait for", async () => {
    await runs(["incident", "declare", "Checkout down", "sev3"], { env });
    const ledger = await openLedger(env["DATABASE_URL"] ?? "");
    const [{ stream } = { stream: "" }] = await ledger.lookUp({});
    const { version } = (await ledger.read(stream)).at(-1) ?? { version: 0 };
    const recordedAt = Date.now() - 7 * MINUTE;
    await ledger.append(batch({ stream, expected: version, recordedAt, effects: [act("late", { kind: "post" })] }));
    await ledger.close();
    const found = await troubles();
    expect(found).toEqual([expect.stringMatching(/^broken effects: the oldest of \d waits for 7 min: INC-1 post$/)]);
  });

  it.each([
    ["broken", "open", []],
    ["warning", "resolved", [["incident", "resolve", "1", "Rolled back"]]],
  ])("that were given up are %s while the incident is %s", async (state, _status, more) => {
    await runs(["incident", "declare", "Checkout down", "sev3"], { env });
    const ledger = await openLedger(env["DATABASE_URL"] ?? "");
    const [{ stream } = { stream: "" }] = await ledger.lookUp({});
    const body = { key: `${stream}/1/open-channel`, kind: "open-channel", why: "restricted_action" };
    const recordedAt = Date.now();
    const events = [{ type: "EffectGaveUp", occurredAt: recordedAt, body }];
    await ledger.append(batch({ stream, expected: 1, recordedAt, events }));
    await ledger.close();
    for (const command of more) await runs(command, { env });
    expect(await troubles()).toEqual([`${state} effects: INC-1: open-channel was given up: restricted_action`]);
  });
});

describe("Slack", () => {
  it("that is away", async () => {
    await begin();
    expect(await troubles({ SLACK_API_URL: `http://127.0.0.1:${await freePort()}/api/` })).toEqual([
      "broken Slack token: nothing works in Slack now: Slack cannot be reached (ECONNREFUSED)",
    ]);
  });

  it("that refuses the token", async () => {
    await begin();
    expect(await troubles({ SLACK_BOT_TOKEN: "xoxb-another" })).toEqual([
      "broken Slack token: nothing works in Slack: Slack refuses it (invalid_auth)",
    ]);
  });

  it("that did not grant every scope: each is told with what stops", async () => {
    const bot = manifest.oauth_config.scopes.bot.filter((scope) => scope !== "pins:write" && scope !== "im:write");
    await begin({ manifest: { ...manifest, oauth_config: { scopes: { bot } } } as never });
    expect(await troubles()).toEqual([
      "broken Slack scopes: nobody gets a direct message: im:write is missing",
      "broken Slack scopes: the card is not pinned: pins:write is missing",
    ]);
  });

  it("whose app-level token is another's", async () => {
    await begin();
    expect(await troubles({ SLACK_APP_TOKEN: "xapp-another" })).toEqual([
      "broken Slack connection: nothing is heard from Slack: the app-level token is refused (invalid_auth)",
    ]);
  });

  it("that does not open Socket Mode now", async () => {
    await begin();
    world.slack.switches.faults.push({
      method: "apps.connections.open",
      fault: { kind: "failed", status: 500 },
      times: 1,
    });
    expect(await troubles()).toEqual([expect.stringContaining("broken Slack connection: nothing is heard from Slack")]);
  });

  it("in HTTP mode says that it cannot look from outside", async () => {
    await begin();
    const found = await checks({ SLACK_APP_TOKEN: "", SLACK_SIGNING_SECRET: "a-signing-secret" });
    expect(found).toContainEqual(expect.objectContaining({ name: "Slack connection", state: "off" }));
  });
});

describe("a channel", () => {
  it("that is not there", async () => {
    await begin({ channels: [room("general")] });
    expect(await troubles()).toEqual([
      "broken Slack #incidents: incidents are announced nowhere: the bot sees no such channel",
      "broken Slack #incident-triage: alerts that a person should judge are shown nowhere: the bot sees no such channel",
      expect.stringMatching(/^warning Slack #ask-platform: /),
    ]);
  });

  it("for triage is needed only where a person is asked", async () => {
    await begin({ channels: rooms.filter(({ name }) => name !== "incident-triage") });
    writeFileSync(join(folder, "pitwall.yaml"), "pagerduty: { routes: [{ match: {}, do: declare }] }\n");
    expect(await troubles({ PITWALL_CONFIG: join(folder, "pitwall.yaml") })).toEqual([
      expect.stringMatching(/^warning Slack #incident-triage: /),
    ]);
  });

  it("that is private and the bot not in it is as good as none", async () => {
    const hidden = { name: "incidents", kind: "private" as const, members: ["ana"] };
    await begin({ channels: [...rooms.filter(({ name }) => name !== "incidents"), hidden] });
    expect(await troubles()).toEqual([expect.stringContaining("broken Slack #incidents")]);
  });

  it("that the bot is not in needs the scope to post there", async () => {
    const outside = { name: "incidents", members: ["ana"] };
    const channels = [...rooms.filter(({ name }) => name !== "incidents"), outside];
    await begin({ channels });
    expect(await troubles()).toEqual([]);
    await world.stop();
    const bot = manifest.oauth_config.scopes.bot.filter((scope) => scope !== "chat:write.public");
    await begin({ channels, manifest: { ...manifest, oauth_config: { scopes: { bot } } } as never });
    expect(await troubles()).toContain(
      "broken Slack #incidents: incidents are announced nowhere: the bot is not in it",
    );
  });

  it("that is public is joined when the doctor is asked to mend", async () => {
    const bot = manifest.oauth_config.scopes.bot.filter((scope) => scope !== "chat:write.public");
    await begin({
      channels: [...rooms.filter(({ name }) => name !== "incidents"), { name: "incidents", members: ["ana"] }],
      manifest: { ...manifest, oauth_config: { scopes: { bot } } } as never,
    });
    expect(await checks({}, "--mend")).toContainEqual({
      name: "Slack #incidents",
      state: "mended",
      says: "the bot has joined #incidents",
      mend: null,
    });
    expect(await checks()).toContainEqual(expect.objectContaining({ name: "Slack #incidents", state: "ok" }));
  });

  it("that cannot be joined stays broken, with the reason", async () => {
    const bot = manifest.oauth_config.scopes.bot.filter((scope) => scope !== "chat:write.public");
    await begin({
      channels: [...rooms.filter(({ name }) => name !== "incidents"), { name: "incidents", members: ["ana"] }],
      manifest: { ...manifest, oauth_config: { scopes: { bot } } } as never,
    });
    const refused = { kind: "refused", error: "restricted_action" } as const;
    world.slack.switches.faults.push({ method: "conversations.join", fault: refused, times: 1 });
    const [found] = (await checks({}, "--mend")).filter(({ name }) => name === "Slack #incidents");
    expect(found).toMatchObject({
      state: "broken",
      says: expect.stringMatching(/could not be mended: restricted_action$/),
    });
  });

  it("may be named by its id", async () => {
    await begin();
    const id = [...world.slack.workspace.channels.values()].find(({ name }) => name === "general")?.id ?? "";
    writeFileSync(join(folder, "pitwall.yaml"), `channels: { announcements: ${id} }\n`);
    expect(await troubles({ PITWALL_CONFIG: join(folder, "pitwall.yaml") })).toEqual([]);
  });
});

describe("PagerDuty", () => {
  const signed = { PAGERDUTY_WEBHOOK_SECRETS: SECRET, PUBLIC_URL };
  beforeEach(() => begin());

  it("that is not set up is off", async () => {
    const found = await checks({ PAGERDUTY_API_TOKEN: "", PAGERDUTY_FROM_EMAIL: "" });
    expect(found).toContainEqual(expect.objectContaining({ name: "PagerDuty", state: "off" }));
  });

  it("that refuses the token", async () => {
    expect(await troubles({ PAGERDUTY_API_TOKEN: "another-key" })).toEqual([
      expect.stringMatching(/^broken PagerDuty token: nobody can be paged: PagerDuty refuses it/),
    ]);
  });

  it("that is away", async () => {
    expect(await troubles({ PAGERDUTY_API_URL: `http://127.0.0.1:${await freePort()}` })).toEqual([
      expect.stringMatching(/^broken PagerDuty token: nobody can be paged now: PagerDuty cannot be reached/),
    ]);
  });

  it("with the key of one user", async () => {
    expect(await troubles({ PAGERDUTY_API_TOKEN: "pdus+acme-ana-key" })).toEqual([
      expect.stringMatching(/^warning PagerDuty token: is the key of ana/),
    ]);
  });

  it("that does not know the sender", async () => {
    expect(await troubles({ PAGERDUTY_FROM_EMAIL: "zoe@acme.example" })).toEqual([
      expect.stringMatching(/^broken PagerDuty sender: pages are refused .*zoe@acme\.example$/),
    ]);
  });

  it("whose webhooks lead nowhere near", async () => {
    pagerduty.sendsWebhooksTo("https://elsewhere.example.com/webhooks/pagerduty", [SECRET]);
    expect(await troubles(signed)).toEqual([expect.stringContaining("no subscription leads here")]);
  });

  it("whose webhooks arrive", async () => {
    pagerduty.sendsWebhooksTo(`${PUBLIC_URL}/webhooks/pagerduty`, [SECRET]);
    expect(await checks(signed)).toContainEqual(
      expect.objectContaining({
        name: "PagerDuty webhooks",
        state: "ok",
        says: `arrive at ${PUBLIC_URL}/webhooks/pagerduty`,
      }),
    );
  });

  it("that has disabled the webhooks for a day", async () => {
    const { createServer } = await import("node:http");
    const refusing = createServer((_request, response) => void response.writeHead(403).end());
    await new Promise<void>((resolve) => refusing.listen(0, "127.0.0.1", resolve));
    const { port } = refusing.address() as { readonly port: number };
    const target = `http://127.0.0.1:${port}`;
    pagerduty.sendsWebhooksTo(`${target}/webhooks/pagerduty`, [SECRET]);
    for (const word of ["one", "two", "three"]) pagerduty.triggers("checkout", word);
    await pagerduty.idle();
    refusing.close();
    expect(await troubles({ ...signed, PUBLIC_URL: target })).toEqual([
      expect.stringContaining("PagerDuty has disabled the subscription for a day"),
    ]);
  });
});

describe("the catalog", () => {
  beforeEach(() => begin());

  it("that is not set up is off", async () => {
    expect(await checks({ CATALOG_PATH: "" })).toContainEqual(
      expect.objectContaining({ name: "catalog", state: "off" }),
    );
  });

  it("with errors is broken, the first is told", async () => {
    mkdirSync(join(folder, "catalog"));
    writeFileSync(join(folder, "catalog/bad.yaml"), "apiVersion: backstage.io/v1alpha1\nkind: Component\n");
    expect(await troubles({ CATALOG_PATH: join(folder, "catalog") })).toEqual([
      expect.stringMatching(/^broken catalog: \d+ errors?, what they name is left out: bad\.yaml:\d+: /),
    ]);
  });
});
