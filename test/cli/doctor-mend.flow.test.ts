import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Finding } from "../../src/cli/doctor/finding.ts";
import { type BotWorld, botWorld } from "../bot-world.ts";
import { ROOMS } from "../pagerduty-stories/rooms.ts";
import { freePort } from "./free-port.ts";
import { runs } from "./terminal.ts";

const PUBLIC_URL = "https://pitwall.example.com";

let world: BotWorld;
let folder: string;
let env: Record<string, string>;

async function begin(more: Readonly<Record<string, string>> = {}) {
  const PORT = String(await freePort());
  world = await botWorld({ channels: ROOMS, env: { PORT, ...more } });
  env = {
    SLACK_BOT_TOKEN: world.slack.app.botToken,
    SLACK_APP_TOKEN: world.slack.app.appToken,
    SLACK_API_URL: world.slack.apiUrl,
    PAGERDUTY_API_TOKEN: world.pagerduty.token,
    PAGERDUTY_FROM_EMAIL: "eli@acme.example",
    PAGERDUTY_API_URL: world.pagerduty.url,
    DATABASE_URL: world.databaseUrl,
    CATALOG_PATH: "examples/acme/catalog",
    PORT,
    ...more,
  };
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pitwall-mend-"));
});
afterEach(async () => {
  await world.end();
  rmSync(folder, { recursive: true });
});

async function doctor(...more: string[]): Promise<readonly Finding[]> {
  const { out, err } = await runs(["doctor", "--json", "--file", join(folder, ".env"), ...more], { env });
  expect(err).toBe("");
  return (JSON.parse(out) as { readonly checks: readonly Finding[] }).checks;
}

const named = (name: string, found: readonly Finding[]) => found.filter((one) => one.name === name);

describe("the doctor beside a running bot", () => {
  it("says how many of its connections to Slack are open, and what it is missing", async () => {
    await begin();
    await world.settle();
    expect(named("bot", await doctor())).toEqual([
      expect.objectContaining({
        state: "ok",
        says: expect.stringMatching(/, 2 of 2 connections to Slack are open$/),
      }),
    ]);
    world.slack.switches.faults.push({
      method: "apps.connections.open",
      fault: { kind: "failed", status: 500 },
      times: 1_000,
    });
    world.slack.socketMode.cut();
    await expect.poll(() => world.bot().connected()).toBe(false);
    expect(named("bot", await doctor())).toEqual([
      expect.objectContaining({ state: "warning", says: expect.stringContaining("0 of 2 connections to Slack") }),
    ]);
  });

  it("finds that webhooks bear a signature of another secret, until one comes that fits", async () => {
    await begin({ PAGERDUTY_WEBHOOK_SECRETS: "whsec-of-the-tests" });
    const deliver = async (secret: string) => {
      world.pagerduty.signsWith([secret]);
      world.pagerduty.triggers("checkout", `Signed with ${secret}`);
      await world.pagerduty.idle();
      await world.quiet();
    };
    await deliver("whsec-of-somebody-else");
    const wrong = named("PagerDuty webhooks", await doctor())[0];
    expect(wrong).toMatchObject({ state: "broken", says: expect.stringContaining("no secret explains") });
    expect(wrong?.mend).toContain("PAGERDUTY_WEBHOOK_SECRETS");
    expect(world.log.some((line) => line.includes("none of PAGERDUTY_WEBHOOK_SECRETS explains"))).toBe(true);
    (world.log as string[]).length = 0;
    await deliver("whsec-of-the-tests");
    expect(named("PagerDuty webhooks", await doctor()).some(({ says }) => says.includes("no secret explains"))).toBe(
      false,
    );
  });
});

describe("what the doctor mends when it is asked to", () => {
  it("is an effect that was given up, which the running bot then carries out", async () => {
    await begin();
    const refused = { kind: "refused", error: "restricted_action" } as const;
    world.slack.switches.faults.push({ method: "conversations.setTopic", fault: refused, times: 1 });
    await world.as("ana").types("#general", "/incident declare Checkout down sev2");
    await world.settle();
    expect(named("effects", await doctor())).toEqual([
      expect.objectContaining({
        state: "broken",
        says: expect.stringContaining("INC-1: topic was given up"),
        mend: expect.stringContaining("pitwall doctor --mend"),
      }),
    ]);
    expect(named("effects", await doctor("--mend"))).toEqual([
      { name: "effects", state: "mended", says: "INC-1: topic is tried again", mend: null },
    ]);
    await expect.poll(() => world.slack.calls("conversations.setTopic").length, { timeout: 5_000 }).toBe(2);
    await world.settle();
    expect(world.as("ana").reads("#inc-1-checkout-down")).toContain("Topic: SEV2");
    expect(named("effects", await doctor())).toEqual([expect.objectContaining({ state: "ok" })]);
  });

  it("is a webhook subscription that there is not, whose secret it writes into .env and does not show", async () => {
    await begin({ PAGERDUTY_WEBHOOK_SECRETS: "whsec-of-old", PUBLIC_URL });
    const [mended] = named("PagerDuty webhooks", await doctor("--mend"));
    expect(mended).toMatchObject({
      state: "mended",
      says: expect.stringContaining(`${PUBLIC_URL}/webhooks/pagerduty`),
    });
    const written = readFileSync(join(folder, ".env"), "utf8");
    const secret = /^PAGERDUTY_WEBHOOK_SECRETS=whsec-of-old,(\w{20,})$/m.exec(written)?.[1];
    expect(secret).toBeDefined();
    expect(JSON.stringify(mended)).not.toContain(secret);
    expect(named("PagerDuty webhooks", await doctor())).toEqual([expect.objectContaining({ state: "ok" })]);
  });

  it("is a subscription that PagerDuty disabled for a day", async () => {
    const refusing = createServer((_request, response) => void response.writeHead(403).end());
    await new Promise<void>((resolve) => refusing.listen(0, "127.0.0.1", resolve));
    const { port } = refusing.address() as { readonly port: number };
    const target = `http://127.0.0.1:${port}`;
    await begin({ PAGERDUTY_WEBHOOK_SECRETS: "whsec-of-the-tests", PUBLIC_URL: target });
    world.pagerduty.sendsWebhooksTo(`${target}/webhooks/pagerduty`, ["whsec-of-the-tests"]);
    for (const word of ["one", "two", "three"]) world.pagerduty.triggers("checkout", word);
    await world.pagerduty.idle();
    refusing.close();
    expect(named("PagerDuty webhooks", await doctor())[0]?.says).toContain("disabled the subscription for a day");
    expect(named("PagerDuty webhooks", await doctor("--mend"))[0]).toMatchObject({
      state: "mended",
      says: expect.stringContaining("enabled again"),
    });
    expect(named("PagerDuty webhooks", await doctor())[0]).toMatchObject({ state: "ok" });
  });
});
