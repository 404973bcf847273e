import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Json } from "../../shared/json.ts";
import { notFound, ok } from "./answer.ts";
import type { Deliveries, Subscription } from "./deliveries.ts";
import { type Call, type Operation, page, paging, read, write } from "./operation.ts";
import { pingEnvelope } from "./webhook-event.ts";

const subscribedEvents = [
  ...["triggered", "acknowledged", "unacknowledged", "resolved", "reopened", "reassigned", "escalated", "delegated"],
  ...["priority_updated", "service_updated", "annotated", "responder.added", "responder.replied"],
  "conference_bridge.updated",
].map((event) => `incident.${event}`);

const wanted = z.strictObject({
  webhook_subscription: z.strictObject({
    type: z.literal("webhook_subscription"),
    delivery_method: z.strictObject({ type: z.literal("http_delivery_method"), url: z.url() }),
    description: z.string().optional(),
    events: z.array(z.enum(subscribedEvents)).min(1),
    filter: z.strictObject({ type: z.literal("account_reference") }),
  }),
});

const nothing = z.union([z.undefined(), z.strictObject({})]);

/** Webhook subscriptions: to make one, to see that one was disabled, to enable it, to try it. */
export const webhookOperations: readonly Operation[] = [
  read("GET /webhook_subscriptions", { ...paging, filter_type: ["account"], filter_id: "text" }, (call) =>
    page(call, "webhook_subscriptions", call.deliveries.subscriptions, (one) => restSubscription(one, call.deliveries)),
  ),
  read("GET /webhook_subscriptions/{id}", {}, (call) => {
    const found = subscriptionOf(call);
    return found === undefined ? notFound() : ok({ webhook_subscription: restSubscription(found, call.deliveries) });
  }),
  write(
    "POST /webhook_subscriptions",
    wanted,
    ({ deliveries, body }) => {
      const secret = randomBytes(24).toString("hex");
      const made = deliveries.subscribe(body.webhook_subscription.delivery_method.url, [secret]);
      return ok({ webhook_subscription: restSubscription(made, deliveries, secret) }, 201);
    },
    { needsFrom: false },
  ),
  write(
    "POST /webhook_subscriptions/{id}/enable",
    nothing,
    (call) => {
      const found = subscriptionOf(call);
      if (found === undefined) return notFound();
      found.disabledUntil = null;
      found.droppedInARow = 0;
      return ok({ webhook_subscription: restSubscription(found, call.deliveries) });
    },
    { needsFrom: false },
  ),
  write(
    "POST /webhook_subscriptions/{id}/ping",
    nothing,
    (call) => {
      const found = subscriptionOf(call);
      if (found === undefined) return notFound();
      const user = call.token.kind === "user" ? call.token.user : null;
      call.deliveries.publish("pagey.ping", "ping", pingEnvelope(call.account.clock.now(), user), found);
      return { status: 202 };
    },
    { needsFrom: false },
  ),
];

function subscriptionOf({ deliveries, id }: Pick<Call<unknown>, "deliveries" | "id">): Subscription | undefined {
  return deliveries.subscriptions.find((one) => one.id === id);
}

/** The secret is told but once, to whoever makes it. */
function restSubscription(subscription: Subscription, deliveries: Deliveries, secret: string | null = null): Json {
  return {
    id: subscription.id,
    type: "webhook_subscription",
    active: true,
    delivery_method: {
      id: `PD${subscription.id.slice(1, 6)}`,
      secret,
      temporarily_disabled: deliveries.disabled(subscription),
      type: "http_delivery_method",
      url: subscription.url,
      custom_headers: [],
    },
    description: "Pitwall",
    events: subscribedEvents,
    filter: { type: "account_reference" },
  };
}
