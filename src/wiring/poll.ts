import type { PagerDutyAccess } from "../config.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Logger } from "../log.ts";
import type { PagerDutyClient } from "../pagerduty/client.ts";
import type { PagerDutyEvent } from "../pagerduty/event.ts";
import { type Poller, startPolling } from "../pagerduty/poll.ts";
import { hideSecrets } from "../secrets.ts";
import { type Json, mapTexts } from "../shared/json.ts";
import { type Clock, type Instant, MINUTE } from "../shared/time.ts";

const KNOWN = "pagerduty.known";
const LOOKED = "pagerduty.looked";
/** How often it is noted when PagerDuty was looked at: after a restart a little more is listed than need be. */
const NOTED_EVERY = MINUTE;
/** Where webhooks arrive, polling only mends what they missed: a subscription disabled for a day loses its events. */
const MENDING_EVERY = 5 * MINUTE;

/** Alerts older than this are left alone when PagerDuty is first looked at. */
const NEWS = 15 * MINUTE;

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
  const stop = new AbortController();
  let poller: Poller | undefined;

  async function start(): Promise<void> {
    const [text, lookedAt] = [await ledger.meta(KNOWN), await ledger.meta(LOOKED)];
    if (stop.signal.aborted) return;
    let first = text === undefined;
    let noted = lookedAt === undefined ? null : Number(lookedAt);
    poller = startPolling({
      client,
      clock,
      everyMs,
      known: text === undefined ? undefined : new Map(JSON.parse(text) as [string, never][]),
      since: noted,
      looked: async (at) => {
        if (noted !== null && at - noted < NOTED_EVERY) return;
        await ledger.setMeta(LOOKED, String(at));
        noted = at;
      },
      report: async (events, next) => {
        const news = first ? events.filter(isYoung(clock.now())) : events;
        first = false;
        for (const event of news) {
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

  /** What could not be stored is not known yet, so the next look tells it again. */
  async function run(): Promise<void> {
    while (!stop.signal.aborted) {
      try {
        await start();
      } catch (error) {
        log.error("What PagerDuty told could not be stored; it is looked at again", { error });
        await clock.sleep(everyMs, stop.signal);
      }
    }
  }

  const running = run();
  return {
    async stop() {
      stop.abort();
      await poller?.stop().catch(() => undefined);
      await running;
    },
  };
}

/** At the very first look: what has been open for longer is somebody's already, and is no news to anyone. */
function isYoung(now: Instant): (event: PagerDutyEvent) => boolean {
  return (event) =>
    "incident" in event && "createdAt" in event.incident && (event.incident.createdAt ?? now) > now - NEWS;
}
