import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { manifestFor } from "../src/cli/manifest.ts";
import { movableClock } from "../src/sandbox/clock.ts";
import { judgeBlocks, judgeView } from "../src/sandbox/judge/judge.ts";
import type { Manifest } from "../src/sandbox/slack/app.ts";
import { signatureOf } from "../src/sandbox/slack/http-mode.ts";
import { type Slack, startSlack } from "../src/sandbox/slack/start.ts";
import type { Switches } from "../src/sandbox/slack/switches.ts";
import type { Sent } from "./load.ts";

export const WEBHOOK_SECRET = "whsec-of-the-bench";

/** A local Slack on the time of this machine, and a folder for the database of the bot that works in it. */
export async function localSlack(mode: "socket" | "http", switches: Partial<Switches> = {}) {
  const folder = mkdtempSync(join(tmpdir(), "pitwall-bench-"));
  const clock = movableClock({ start: Date.now(), running: true });
  const manifest = manifestFor(mode === "http" ? { mode, url: "http://127.0.0.1" } : { mode }) as unknown as Manifest;
  const slack = await startSlack({ clock, judge: { judgeBlocks, judgeView }, manifest, switches });
  const { app } = slack;
  const env: Readonly<Record<string, string>> = {
    SLACK_BOT_TOKEN: app.botToken,
    ...(mode === "http" ? { SLACK_SIGNING_SECRET: app.signingSecret } : { SLACK_APP_TOKEN: app.appToken }),
    SLACK_API_URL: slack.apiUrl,
    DATABASE_URL: `file:${join(folder, "pitwall.db")}`,
    CATALOG_PATH: "examples/acme",
    PORT: "0",
  };
  return {
    slack,
    folder,
    env,
    async close() {
      await slack.stop();
      clock.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A slash command as Slack sends it over HTTP, signed, each with a trigger of its own. */
export function signedCommand(slack: Slack, channel: string, text: string): Sent {
  const { app } = slack;
  counter += 1;
  const body = new URLSearchParams({
    token: app.verificationToken,
    team_id: "T0ACME",
    team_domain: "acme",
    channel_id: channel,
    channel_name: "incident",
    user_id: "U0ANA",
    user_name: "ana",
    command: "/incident",
    text,
    api_app_id: app.id,
    is_enterprise_install: "false",
    response_url: `${slack.url}/commands/none`,
    trigger_id: `${Date.now()}.${process.pid}.${counter}`,
  }).toString();
  const timestamp = Math.floor(Date.now() / 1_000);
  return {
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "x-slack-request-timestamp": String(timestamp),
      "x-slack-signature": signatureOf(app.signingSecret, timestamp, body),
    },
    body,
  };
}
let counter = 0;

/** Looks every millisecond until it is so, and says how long that took from `since` on. */
export async function until(isSo: () => boolean, since = performance.now(), patience = 20_000): Promise<number> {
  while (!isSo()) {
    if (performance.now() - since > patience) throw new Error(`It did not happen within ${patience} ms`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  return performance.now() - since;
}
