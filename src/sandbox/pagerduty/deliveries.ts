import { createHmac, randomUUID } from "node:crypto";
import type { Json } from "../../shared/json.ts";
import { type Clock, HOUR, type Instant, MINUTE, SECOND } from "../../shared/time.ts";
import { type Onlooker, stopwatch } from "../exchange.ts";
import { newId } from "./id.ts";

export type Subscription = {
  readonly id: string;
  url: string;
  /** Each signs every delivery: more than one while a secret is being changed for another. */
  secrets: readonly string[];
  droppedInARow: number;
  disabledUntil: Instant | null;
};

/** One attempt to deliver one webhook and how it ended. */
export type Attempt = {
  readonly at: Instant;
  readonly webhookId: string;
  readonly subscription: string;
  readonly event: string;
  readonly outcome: "delivered" | "dropped" | "to be retried";
  /** The status answered, or null when there was no answer within the deadline. */
  readonly status: number | null;
};

type Delivery = { readonly webhookId: string; readonly body: string; readonly event: string; readonly since: Instant };

const backoff = [10 * SECOND, 30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE] as const;
const retriedFor = 48 * HOUR;
const disabledFor = 24 * HOUR;
const atOnce = 16;

export type Deliveries = ReturnType<typeof openDeliveries>;

/**
 * Delivers webhooks as PagerDuty promises it: in order for each subscription and incident, again and again for 48 hours
 * while the receiver is silent or answers 429 or 5xx, never again after another 4xx; three of those in a row
 * disable the subscription for a day. Waits on the clock given; only the deadline of one attempt is real time.
 */
export function openDeliveries(
  clock: Clock,
  {
    deadline = 5 * SECOND,
    onlooker = () => {},
    changed = () => {},
  }: { deadline?: number; onlooker?: Onlooker; changed?: () => void } = {},
) {
  const subscriptions: Subscription[] = [];
  const attempts: Attempt[] = [];
  const lanes = new Map<string, Delivery[]>();
  const stop = new AbortController();
  const slots: (() => void)[] = [];
  const idlers: (() => void)[] = [];
  let active = 0;
  let sending = 0;
  let copies = 1;
  let held: { readonly lane: string; readonly subscription: Subscription; readonly delivery: Delivery }[] | null = null;

  function subscribe(url: string, secrets: readonly string[]): Subscription {
    const subscription = { id: newId("P"), url, secrets, droppedInARow: 0, disabledUntil: null };
    subscriptions.push(subscription);
    return subscription;
  }

  function disabled(subscription: Subscription): boolean {
    return subscription.disabledUntil !== null && subscription.disabledUntil > clock.now();
  }

  /** Queues an event for every subscription; `about` is the incident within which order is kept. */
  function publish(event: string, about: string, payload: Json, only?: Subscription): void {
    for (const subscription of only === undefined ? subscriptions : [only]) {
      if (disabled(subscription)) continue;
      const delivery = { webhookId: randomUUID(), body: JSON.stringify(payload), event, since: clock.now() };
      const lane = `${subscription.id}/${about}`;
      if (held === null) enqueue(lane, subscription, delivery);
      else held.push({ lane, subscription, delivery });
    }
  }

  function enqueue(lane: string, subscription: Subscription, delivery: Delivery): void {
    const queue = lanes.get(lane);
    if (queue !== undefined) {
      queue.push(delivery);
      return;
    }
    lanes.set(lane, [delivery]);
    void work(lane, subscription);
  }

  async function work(lane: string, subscription: Subscription): Promise<void> {
    active += 1;
    for (let next = lanes.get(lane)?.[0]; next !== undefined; next = lanes.get(lane)?.[0]) {
      await deliver(subscription, next);
      lanes.get(lane)?.shift();
      if (lanes.get(lane)?.length === 0) lanes.delete(lane);
    }
    rest();
    changed();
  }

  async function deliver(subscription: Subscription, delivery: Delivery): Promise<void> {
    for (let copy = 1; copy < copies; copy += 1) await attempt(subscription, delivery);
    for (let tries = 0; ; tries += 1) {
      const outcome = await attempt(subscription, delivery);
      if (stop.signal.aborted || outcome === "delivered") return;
      if (outcome === "dropped") return drop(subscription);
      if (clock.now() - delivery.since >= retriedFor) return drop(subscription);
      const waiting = clock.sleep(backoff[Math.min(tries, backoff.length - 1)] ?? 0, stop.signal);
      rest();
      await waiting;
      active += 1;
      if (stop.signal.aborted || disabled(subscription)) return;
    }
  }

  function drop(subscription: Subscription): void {
    subscription.droppedInARow += 1;
    if (subscription.droppedInARow < 3) return;
    subscription.droppedInARow = 0;
    subscription.disabledUntil = clock.now() + disabledFor;
    for (const [lane, queue] of lanes) if (lane.startsWith(`${subscription.id}/`)) queue.splice(1);
  }

  async function attempt(subscription: Subscription, delivery: Delivery): Promise<Attempt["outcome"]> {
    if (sending >= atOnce) await new Promise<void>((resolve) => slots.push(resolve));
    sending += 1;
    const at = clock.now();
    const took = stopwatch();
    const status = await send(subscription, delivery);
    sending -= 1;
    slots.shift()?.();
    const outcome = outcomeOf(status);
    if (outcome === "delivered") subscription.droppedInARow = 0;
    const { webhookId, event, body } = delivery;
    attempts.push({ at, webhookId, subscription: subscription.id, event, outcome, status });
    const ok = outcome === "delivered";
    const error = status === null ? "no answer" : String(status);
    onlooker({
      from: "pagerduty",
      name: event,
      at,
      took: took(),
      ok,
      ...(ok ? {} : { error }),
      sent: JSON.parse(body),
      answered: { status },
    });
    return outcome;
  }

  async function send({ id, url, secrets }: Subscription, { webhookId, body }: Delivery): Promise<number | null> {
    const signatures = secrets.map((secret) => `v1=${createHmac("sha256", secret).update(body).digest("hex")}`);
    const headers = {
      accept: "application/json",
      "content-type": "application/json",
      "user-agent": "PagerDuty-Webhook/V3.0",
      "x-pagerduty-signature": signatures.join(","),
      "x-webhook-id": webhookId,
      "x-webhook-subscription": id,
    };
    const signal = AbortSignal.any([AbortSignal.timeout(deadline), stop.signal]);
    // No answer in time and no connection at all are the same to PagerDuty: it tries again.
    const reply = await fetch(url, { method: "POST", headers, body, redirect: "manual", signal }).catch(() => null);
    await reply?.arrayBuffer().catch(() => undefined);
    return reply?.status ?? null;
  }

  function rest(): void {
    active -= 1;
    if (active === 0) for (const resolve of idlers.splice(0)) resolve();
  }

  /** Resolves when nothing is under way. What waits for its next attempt, or is held back, is not under way. */
  function idle(): Promise<void> {
    return active === 0 ? Promise.resolve() : new Promise((resolve) => idlers.push(resolve));
  }

  function release(order: "in order" | "reversed"): void {
    const kept = held ?? [];
    held = null;
    for (const { lane, subscription, delivery } of order === "reversed" ? kept.reverse() : kept) {
      enqueue(lane, subscription, delivery);
    }
  }

  return {
    subscriptions: subscriptions as readonly Subscription[],
    attempts: attempts as readonly Attempt[],
    subscribe,
    disabled,
    publish,
    idle,
    /** How many queues are at work this moment. */
    active: () => active,
    /** Whether anything is under way, waits for its next attempt or is held back. */
    unfinished: () => lanes.size > 0 || (held?.length ?? 0) > 0,
    /** From now on nothing is sent until it is released. */
    hold: () => void (held ??= []),
    release,
    /** Each webhook is sent so many times, always under the same id. */
    repeat: (times: number) => void (copies = times),
    close: () => stop.abort(),
  };
}

function outcomeOf(status: number | null): Attempt["outcome"] {
  if (status === null || status === 429 || status >= 500) return "to be retried";
  return status >= 200 && status < 300 ? "delivered" : "dropped";
}
