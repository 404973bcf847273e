import { MINUTE } from "../../shared/time.ts";
import { type Onlooker, stopwatch } from "../exchange.ts";
import { takeDeliveryFault } from "./switches.ts";
import type { Workspace } from "./workspace.ts";

export type Delivery = {
  readonly type: "events_api" | "slash_commands" | "interactive";
  readonly payload: Readonly<Record<string, unknown>>;
};

export type Retry = { readonly attempt: number; readonly reason: string };

/** What came back: an acknowledgement with what the app put into it, or why there is none. */
export type Reply =
  | { readonly acked: true; readonly body: unknown }
  | {
      readonly acked: false;
      readonly reason: "http_timeout" | "http_error" | "connection_failed";
      readonly final: boolean;
    };

/** One way to reach the app: Socket Mode or HTTP. */
export type Transport = {
  send(delivery: Delivery, retry?: Retry): Promise<Reply>;
  /** Whether an app has ever listened here; before that, events go nowhere. */
  isUsed(): boolean;
};

/** Slack tries an event again at once, after a minute and after five. */
const WAITS = [0, MINUTE, 5 * MINUTE];

export type Deliverer = {
  /** Sends an event until it is acknowledged or given up. */
  event(payload: Readonly<Record<string, unknown>>): void;
  /** Sends a command or interaction once. */
  ask(delivery: Delivery): Promise<Reply>;
  /** What is sent and not yet acknowledged, in words. */
  pending(): string[];
  stop(): void;
};

export function createDeliverer(
  transport: () => Transport,
  { clock, switches }: Workspace,
  onlooker: Onlooker,
): Deliverer {
  const pending = new Set<string>();
  const stopped = new AbortController();
  let counter = 0;
  let events = 0;

  async function sent(delivery: Delivery, retry?: Retry): Promise<Reply> {
    switch (takeDeliveryFault(switches, delivery.type)) {
      case "not-delivered":
        return { acked: false, reason: "connection_failed", final: false };
      case "lost-ack":
        await transport().send(delivery, retry);
        return { acked: false, reason: "http_timeout", final: false };
      case "twice":
        await transport().send(delivery, retry);
        return transport().send(delivery, retry);
      case undefined:
        return transport().send(delivery, retry);
    }
  }

  async function attempt(delivery: Delivery, retry?: Retry): Promise<Reply> {
    counter += 1;
    const words = `${delivery.type} ${describe(delivery)} (${counter})`;
    pending.add(words);
    const at = clock.now();
    const took = stopwatch();
    try {
      const reply = await sent(delivery, retry);
      onlooker({
        from: "slack",
        name: `${describe(delivery)}${retry === undefined ? "" : `, attempt ${retry.attempt + 1}`}`,
        at,
        took: took(),
        ok: reply.acked,
        ...(reply.acked ? {} : { error: reply.reason }),
        sent: delivery.payload,
        answered: reply.acked ? (reply.body ?? null) : null,
      });
      return reply;
    } finally {
      pending.delete(words);
    }
  }

  async function insist(delivery: Delivery): Promise<void> {
    events += 1;
    if (events % 2 === 1 && switches.lateEvents > 0) await clock.sleep(switches.lateEvents, stopped.signal);
    let reply = await attempt(delivery);
    for (const [index, wait] of WAITS.entries()) {
      if (reply.acked || reply.final) return;
      await clock.sleep(wait, stopped.signal);
      if (stopped.signal.aborted) return;
      reply = await attempt(delivery, { attempt: index + 1, reason: reply.reason });
    }
  }

  return {
    event(payload) {
      if (transport().isUsed()) void insist({ type: "events_api", payload });
    },
    ask: (delivery) => attempt(delivery),
    pending: () => [...pending],
    stop: () => stopped.abort(),
  };
}

function describe({ payload }: Delivery): string {
  const event = payload["event"] as { type?: string; subtype?: string } | undefined;
  return [event?.type, event?.subtype, event === undefined ? (payload["command"] ?? payload["type"]) : undefined]
    .filter((word) => word !== undefined)
    .join(" ");
}
