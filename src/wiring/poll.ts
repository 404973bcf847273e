import type { PagerDutyAccess } from "../config.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Logger } from "../log.ts";
import type { PagerDutyClient } from "../pagerduty/client.ts";
import { type Poller, startPolling } from "../pagerduty/poll.ts";
import type { Known } from "../pagerduty/reconcile.ts";
import { hideSecrets } from "../secrets.ts";
import { type Json, mapTexts } from "../shared/json.ts";
import { type Clock, MINUTE } from "../shared/time.ts";

const KNOWN = "pagerduty.known";
/** Where webhooks arrive, polling only mends what they missed: a subscription disabled for a day loses its events. */
const MENDING_EVERY = 5 * MINUTE;

/** Looks at PagerDuty and puts what happened into the inbox, under ids that are the same when it is told again. */
export function pollPagerDuty(parts: {
  readonly client: PagerDutyClient;
  readonly clock: Clock;
  readonly log: Logger;
  readonly ledger: Ledger;
  readonly access: PagerDutyAccess;
  readonly wake: () => void;
}): Pick<Poller, "stop"> {
  const { client, clock, log, ledger, access, wake } = parts;
  const everyMs = access.webhookSecrets.length > 0 ? MENDING_EVERY : access.poll;
  let poller: Poller | undefined;
  let stopped = false;

  async function start(): Promise<void> {
    const text = await ledger.meta(KNOWN);
    if (stopped) return;
    const known: Known = new Map(text === undefined ? [] : (JSON.parse(text) as [string, never][]));
    poller = startPolling({
      client,
      clock,
      everyMs,
      known,
      report: async (events, next) => {
        for (const event of events) {
          await ledger.takeIn({
            id: `pagerduty:${event.eventId}`,
            source: "pagerduty",
            body: mapTexts(event as unknown as Json, hideSecrets),
            receivedAt: clock.now(),
          });
        }
        await ledger.setMeta(KNOWN, JSON.stringify([...next]));
        wake();
      },
      failed: (failure) => log.warn("PagerDuty could not be looked at", { failure }),
    });
    await poller.finished;
  }

  const running = start().catch((error: unknown) => log.error("Polling PagerDuty stopped", { error }));
  return {
    async stop() {
      stopped = true;
      await poller?.stop().catch(() => undefined);
      await running;
    },
  };
}
