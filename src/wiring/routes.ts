import type { SlackApp } from "../slack/app.ts";
import { healthRoutes } from "../web/health.ts";
import type { Route } from "../web/server.ts";
import type { Base } from "./base.ts";
import { pagerDutyWebhook } from "./webhook.ts";

/** All that the bot's own server answers. */
export function routesOver(base: Base, slack: SlackApp, isFrozen: () => boolean): Readonly<Record<string, Route>> {
  const { config, ledger, clock } = base;
  const secrets = config.pagerduty?.webhookSecrets ?? [];
  return {
    ...healthRoutes({
      probe: () => ledger.probe(),
      slackConnections: () => slack.connections(),
      counts: () => ledger.effectCounts(),
      wasDue: async (at) => (await ledger.nextDue(at)) === at,
      now: () => clock.now(),
      isFrozen,
    }),
    ...(slack.requestListener === undefined ? {} : { "POST /slack/events": slack.requestListener }),
    ...(secrets.length === 0 ? {} : { "POST /webhooks/pagerduty": pagerDutyWebhook({ ...base, secrets }) }),
  };
}
