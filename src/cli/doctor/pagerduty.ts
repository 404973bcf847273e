import type { Config, PagerDutyAccess } from "../../config.ts";
import { type Failure, type PagerDutyClient, pagerDutyClient } from "../../pagerduty/client.ts";
import { accessOf, listWebhookSubscriptions, userByEmail } from "../../pagerduty/directory.ts";
import { createWebhookSubscription, enableWebhookSubscription } from "../../pagerduty/subscriptions.ts";
import { sayDuration } from "../../shared/time.ts";
import { writeEnvFile } from "../setup/env-file.ts";
import { broken, type Finding, type Mendable, mendable, off, ok, warning } from "./finding.ts";

const TOKEN = "PagerDuty token";
const FROM = "PagerDuty sender";
const WEBHOOKS = "PagerDuty webhooks";

/** Whether people can be paged, and alerts arrive. */
export async function pagerDutyFindings({ pagerduty, http }: Config, envFile: string): Promise<readonly Mendable[]> {
  if (pagerduty === undefined)
    return [off("PagerDuty", "nobody is paged, no alerts arrive: PAGERDUTY_API_TOKEN is not set")];
  const client = pagerDutyClient({ url: pagerduty.apiUrl, token: pagerduty.apiToken });
  const access = await accessOf(client);
  if (!access.ok) return [tokenTrouble(access)];
  return [
    access.data.token === "account"
      ? ok(TOKEN, "is an account key; whether it may write shows only when it does")
      : warning(
          TOKEN,
          `is the key of ${access.data.user?.name ?? "a user"}: pages that this user may not send will fail`,
          "Use an account key (Integrations, API Access Keys, full access).",
        ),
    await senderFinding(client, pagerduty),
    await webhookFinding(client, pagerduty, http.publicUrl, envFile),
  ];
}

function tokenTrouble(failure: Failure): Finding {
  if (failure.kind !== "refused")
    return broken(TOKEN, `nobody can be paged now: ${failure.message}`, "Check PAGERDUTY_API_URL and the network.");
  const mend = "Set PAGERDUTY_API_TOKEN to a REST API key (Integrations, API Access Keys).";
  return broken(TOKEN, `nobody can be paged: PagerDuty refuses it (${failure.message})`, mend);
}

async function senderFinding(client: PagerDutyClient, { fromEmail }: PagerDutyAccess): Promise<Finding> {
  const user = await userByEmail(client, fromEmail);
  if (!user.ok)
    return warning(
      FROM,
      `could not be looked up: ${user.message}`,
      "Run the doctor again; the key must be able to read users.",
    );
  if (user.data !== null) return ok(FROM, `${user.data.name} (${user.data.email})`);
  return broken(
    FROM,
    `pages are refused for whoever has no PagerDuty user: PagerDuty knows nobody with the address ${fromEmail}`,
    "Set PAGERDUTY_FROM_EMAIL to the address of a PagerDuty user.",
  );
}

async function webhookFinding(
  client: PagerDutyClient,
  { webhookSecrets, poll }: PagerDutyAccess,
  publicUrl: string | undefined,
  envFile: string,
): Promise<Mendable> {
  if (webhookSecrets.length === 0)
    return off(WEBHOOKS, `are not used: PagerDuty is looked at every ${sayDuration(poll)}`);
  const listed = await listWebhookSubscriptions(client);
  if (!listed.ok)
    return warning(
      WEBHOOKS,
      `could not be looked up: ${listed.message}`,
      "The key must be able to read webhook subscriptions.",
    );
  const target = publicUrl === undefined ? undefined : new URL("/webhooks/pagerduty", publicUrl).href;
  const ours = listed.data.filter(({ url }) =>
    target === undefined ? url.endsWith("/webhooks/pagerduty") : url === target,
  );
  const late = "alerts arrive up to five minutes late";
  const path = target ?? "<PUBLIC_URL>/webhooks/pagerduty";
  if (ours.length === 0) {
    const none = broken(WEBHOOKS, `${late}: no subscription leads here`, `Add a V3 webhook subscription for ${path}.`);
    return target === undefined ? none : mendable(none, () => subscribe(client, target, webhookSecrets, envFile));
  }
  if (ours.some(({ active, disabledForADay }) => active && !disabledForADay))
    return ok(WEBHOOKS, `arrive at ${ours[0]?.url ?? path}`);
  const disabled = ours.find(({ disabledForADay }) => disabledForADay);
  if (disabled === undefined)
    return broken(
      WEBHOOKS,
      `${late}: the subscription is switched off`,
      "Enable it in PagerDuty (Integrations, Generic Webhooks).",
    );
  return mendable(
    broken(
      WEBHOOKS,
      `${late}: PagerDuty has disabled the subscription for a day, since three deliveries in a row were refused`,
      "Compare PAGERDUTY_WEBHOOK_SECRETS with the subscription's secret, then enable it again in PagerDuty.",
    ),
    async () => {
      const enabled = await enableWebhookSubscription(client, disabled.id);
      return enabled.ok
        ? { did: `the subscription for ${disabled.url} is enabled again` }
        : { failed: enabled.message };
    },
  );
}

/** PagerDuty tells the secret of a subscription but once: when it is made. */
async function subscribe(
  client: PagerDutyClient,
  url: string,
  secrets: readonly string[],
  envFile: string,
): Promise<{ did: string } | { failed: string }> {
  const made = await createWebhookSubscription(client, url);
  if (!made.ok) return { failed: made.message };
  writeEnvFile(envFile, { PAGERDUTY_WEBHOOK_SECRETS: [...secrets, made.data].join(",") });
  return { did: `a subscription for ${url} was added, its secret stands in ${envFile}: start the bot anew` };
}
