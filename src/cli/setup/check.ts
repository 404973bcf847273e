import type { Logger } from "@slack/web-api";
import { type PagerDutyClient, pagerDutyClient } from "../../pagerduty/client.ts";
import { accessOf, userByEmail } from "../../pagerduty/directory.ts";
import { callingSlack } from "../../slack/call.ts";
import { sayFailure } from "../doctor/failure.ts";
import { manifestFor } from "../manifest.ts";

/** What the service itself says of a value that was pasted. */
export type Checked = { readonly ok: true; readonly says: string } | Rejected;

type Rejected = { readonly ok: false; readonly says: string; readonly mend: string };

type SlackPlace = { readonly apiUrl: string | undefined; readonly logger: Logger };

const NETWORK = "Check the network of this machine, then paste it again.";

export async function checkBotToken(token: string, place: SlackPlace): Promise<Checked> {
  const who = await callingSlack({ token, ...place })<{
    readonly team: string;
    readonly user: string;
    readonly response_metadata?: { readonly scopes?: readonly string[] };
  }>("auth.test", {});
  if (who.ok) {
    const granted = who.data.response_metadata?.scopes ?? [];
    const missing = manifestFor({ mode: "socket" }).oauth_config.scopes.bot.filter((one) => !granted.includes(one));
    if (missing.length === 0) return { ok: true, says: `It is @${who.data.user} of ${who.data.team}.` };
    return {
      ok: false,
      says: `It is @${who.data.user} of ${who.data.team}, but these scopes are missing: ${missing.join(", ")}.`,
      mend: "Give the app the manifest above (App Manifest), install it to the workspace again, and paste the token.",
    };
  }
  if (who.kind !== "refused") return { ok: false, says: `Slack was not reached: ${sayFailure(who)}.`, mend: NETWORK };
  return {
    ok: false,
    says: `Slack refuses it (${who.error}).`,
    mend: "Copy the Bot User OAuth Token whole from OAuth & Permissions; if there is none, install the app first.",
  };
}

export async function checkAppToken(token: string, place: SlackPlace): Promise<Checked> {
  const opened = await callingSlack({ token, ...place })("apps.connections.open", {});
  if (opened.ok) return { ok: true, says: "Socket Mode opens." };
  if (opened.kind !== "refused")
    return { ok: false, says: `Slack was not reached: ${sayFailure(opened)}.`, mend: NETWORK };
  return {
    ok: false,
    says: `Slack opens no connection with it (${opened.error}).`,
    mend: "Make a token under Basic Information, App-Level Tokens, with the scope connections:write; Socket Mode must be on.",
  };
}

const REGIONS = ["https://api.pagerduty.com", "https://api.eu.pagerduty.com"] as const;

type KnownKey = {
  readonly ok: true;
  readonly says: string;
  readonly client: PagerDutyClient;
  /** Of the service region that knows the key. */
  readonly url: string;
};

/** Asks one service region after the other whether it knows the key, unless its address is given. */
export async function checkPagerDutyKey(token: string, apiUrl: string | undefined): Promise<KnownKey | Rejected> {
  let why = "";
  for (const url of apiUrl === undefined ? REGIONS : [apiUrl]) {
    const client = pagerDutyClient({ url, token });
    const access = await accessOf(client);
    if (access.ok) {
      const { token: kind, user } = access.data;
      return { ok: true, says: `It is ${kind === "account" ? "an account key" : `${user?.name}'s key`}.`, client, url };
    }
    if (access.kind !== "refused") return { ok: false, says: `${access.message}.`, mend: NETWORK };
    why = access.message;
  }
  return {
    ok: false,
    says: `PagerDuty refuses it (${why}).`,
    mend: "Make a REST API key under Integrations, API Access Keys, not read-only, and paste it whole.",
  };
}

export async function checkSender(email: string, client: PagerDutyClient): Promise<Checked> {
  const user = await userByEmail(client, email);
  if (!user.ok) return { ok: false, says: `PagerDuty does not say: ${user.message}.`, mend: "Try again." };
  if (user.data !== null) return { ok: true, says: `It is ${user.data.name}.` };
  return {
    ok: false,
    says: "PagerDuty knows nobody with this address.",
    mend: "Give the address with which somebody of the team signs in to PagerDuty.",
  };
}
