import { z } from "zod";
import type { Outcome, PagerDutyClient } from "./client.ts";

/** All that is read here of an incident's life. */
const EVENTS = [
  ...["triggered", "acknowledged", "unacknowledged", "resolved", "reopened", "reassigned", "escalated", "delegated"],
  ...["priority_updated", "service_updated", "annotated", "responder.added", "responder.replied"],
].map((event) => `incident.${event}`);

const created = z.looseObject({
  webhook_subscription: z.looseObject({ delivery_method: z.looseObject({ secret: z.string() }) }),
});

/** The new subscription's secret, which PagerDuty never tells again. */
export async function createWebhookSubscription(client: PagerDutyClient, url: string): Promise<Outcome<string>> {
  const body = {
    webhook_subscription: {
      type: "webhook_subscription",
      delivery_method: { type: "http_delivery_method", url },
      description: "Pitwall",
      events: EVENTS,
      filter: { type: "account_reference" },
    },
  };
  const made = await client.post("/webhook_subscriptions", created, { body });
  return made.ok ? { ...made, data: made.data.webhook_subscription.delivery_method.secret } : made;
}

/** Lifts the disablement for a day. */
export function enableWebhookSubscription(client: PagerDutyClient, id: string): Promise<Outcome<unknown>> {
  return client.post(`/webhook_subscriptions/${encodeURIComponent(id)}/enable`, z.unknown(), {});
}
