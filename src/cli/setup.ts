import { existsSync } from "node:fs";
import { realClock } from "../clock.ts";
import { createLog, slackLog } from "../log.ts";
import { readOptions } from "./args.ts";
import { manifestFor } from "./manifest.ts";
import { checkAppToken, checkBotToken, checkPagerDutyKey, checkSender } from "./setup/check.ts";
import { type Values, writeEnvFile } from "./setup/env-file.ts";
import { type Prompt, prompting } from "./setup/prompt.ts";
import { failed } from "./stop.ts";
import type { Command, Terminal } from "./terminal.ts";

export const setup: Command = async (args, terminal) => {
  const { file = ".env" } = readOptions(args, { file: { type: "string" } });
  const prompt = prompting(terminal);
  if (existsSync(file)) {
    const answer = await prompt.line(`${file} exists. Change the values in it that are asked for now? (y/N)`, "n");
    if (!/^y(es)?$/i.test(answer)) throw failed(`${file} stays as it is.`);
  }
  const values = { ...(await slackValues(prompt, terminal)), ...(await pagerDutyValues(prompt, terminal)) };
  writeEnvFile(file, values);
  await terminal.say(
    [
      "",
      `${file} is written, and only you can read it: ${Object.keys(values).join(", ")}.`,
      "Next: create #incidents in Slack and say /invite @pitwall there. Then",
      "  pitwall doctor   looks whether all is well",
      "  pitwall start    starts the bot",
      "",
    ].join("\n"),
  );
  return 0;
};

async function slackValues(prompt: Prompt, { env, say }: Terminal): Promise<Values> {
  const place = {
    apiUrl: env["SLACK_API_URL"]?.trim() || undefined,
    logger: slackLog(createLog({ level: "error", clock: realClock(), write: () => {} })),
  };
  await say(
    [
      "Slack (1 of 2)",
      "Create the app: open this address, choose your workspace, then Create, and Install to Workspace.",
      "",
      `  ${manifestLink()}`,
      "",
      "If the address is too long for your browser: api.slack.com/apps, Create New App, From a manifest, and paste what pitwall manifest prints.",
      "",
    ].join("\n"),
  );
  const bot = await prompt.variable(
    "SLACK_BOT_TOKEN",
    "Bot User OAuth Token, from OAuth & Permissions (xoxb-…):",
    (token) => checkBotToken(token, place),
  );
  await say("Under Basic Information, App-Level Tokens: Generate, with the scope connections:write.\n");
  const app = await prompt.variable("SLACK_APP_TOKEN", "App-level token (xapp-…):", (token) =>
    checkAppToken(token, place),
  );
  return { SLACK_BOT_TOKEN: bot.value, SLACK_APP_TOKEN: app.value };
}

async function pagerDutyValues(prompt: Prompt, { env, say }: Terminal): Promise<Values> {
  const apiUrl = env["PAGERDUTY_API_URL"]?.trim() || undefined;
  await say("\nPagerDuty (2 of 2), or Enter to do without it\n");
  const key = await prompt.variableIfAny(
    "PAGERDUTY_API_TOKEN",
    "REST API key, from Integrations, API Access Keys:",
    (token) => checkPagerDutyKey(token, apiUrl),
  );
  if (key === undefined) return {};
  const { client, url } = key.checked;
  const sender = await prompt.variable(
    "PAGERDUTY_FROM_EMAIL",
    "E-mail of the PagerDuty user in whose name to page when nobody else fits:",
    (email) => checkSender(email, client),
  );
  return { PAGERDUTY_API_TOKEN: key.value, PAGERDUTY_FROM_EMAIL: sender.value, PAGERDUTY_API_URL: url };
}

function manifestLink(): string {
  const manifest = JSON.stringify(manifestFor({ mode: "socket" }));
  return `https://api.slack.com/apps?new_app=1&manifest_json=${encodeURIComponent(manifest)}`;
}
