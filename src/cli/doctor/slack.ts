import type { Config, SlackAccess } from "../../config.ts";
import { createLog, slackLog } from "../../log.ts";
import type { Clock } from "../../shared/time.ts";
import { type Call, callingSlack } from "../../slack/call.ts";
import { manifestFor } from "../manifest.ts";
import { channelFindings } from "./channels.ts";
import { clockFinding } from "./clock.ts";
import { type Failed, sayFailure } from "./failure.ts";
import { broken, type Finding, type Mendable, off, ok, warning } from "./finding.ts";
import { SCOPE_USES } from "./scope-uses.ts";

const TOKEN = "Slack token";
const SCOPES = "Slack scopes";
const SOCKET = "Slack connection";

type AuthTest = {
  readonly team: string;
  readonly user: string;
  /** From the header `x-oauth-scopes`. */
  readonly response_metadata?: { readonly scopes?: readonly string[] };
};

/** Whether Slack takes the tokens, and lets the bot do what it needs to. */
export async function slackFindings(config: Config, clock: Clock): Promise<readonly Mendable[]> {
  const { slack } = config;
  if (slack === undefined) return [];
  const logger = slackLog(createLog({ level: "error", clock }));
  const calling = (token: string): Call => callingSlack({ token, apiUrl: slack.apiUrl, logger });
  const call = calling(slack.botToken);
  const who = await call<AuthTest>("auth.test", {});
  if (!who.ok) return [tokenTrouble(who)];
  const granted = who.data.response_metadata?.scopes ?? [];
  return [
    ok(TOKEN, `is @${who.data.user} of ${who.data.team}`),
    ...scopeFindings(granted),
    await connectionFinding(slack, calling),
    await clockFinding(slack, clock),
    ...(await channelFindings(config, call, granted)),
  ];
}

function tokenTrouble(failure: Failed): Finding {
  if (failure.kind !== "refused")
    return broken(TOKEN, `nothing works in Slack now: ${sayFailure(failure)}`, "Check the network and SLACK_API_URL.");
  return broken(
    TOKEN,
    `nothing works in Slack: Slack refuses it (${failure.error})`,
    "Install the app to the workspace again and copy the bot token from OAuth & Permissions to SLACK_BOT_TOKEN.",
  );
}

function scopeFindings(granted: readonly string[]): readonly Finding[] {
  const needed = manifestFor({ mode: "socket" }).oauth_config.scopes.bot;
  const missing = needed.filter((scope) => !granted.includes(scope));
  if (missing.length === 0) return [ok(SCOPES, `all ${needed.length} that are needed are granted`)];
  const mend = "Paste the output of pitwall manifest as the app's manifest, then install it to the workspace again.";
  return missing.map((scope) => broken(SCOPES, `${SCOPE_USES[scope]}: ${scope} is missing`, mend));
}

async function connectionFinding(slack: SlackAccess, calling: (token: string) => Call): Promise<Finding> {
  if (slack.mode === "http")
    return off(SOCKET, "comes in by HTTP at /slack/events; whether Slack reaches it shows only there");
  const opened = await calling(slack.appToken)("apps.connections.open", {});
  if (opened.ok) return ok(SOCKET, "Socket Mode opens");
  if (opened.kind === "limited")
    return warning(SOCKET, "Slack asks to wait before it says", "Run the doctor again in a minute.");
  if (opened.kind !== "refused")
    return broken(SOCKET, `nothing is heard from Slack: ${sayFailure(opened)}`, "Check the network and SLACK_API_URL.");
  return broken(
    SOCKET,
    `nothing is heard from Slack: the app-level token is refused (${opened.error})`,
    "Make an app-level token with the scope connections:write (Basic Information), set SLACK_APP_TOKEN, and switch Socket Mode on.",
  );
}
