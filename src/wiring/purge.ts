import type { Ledger } from "../ledger/ledger.ts";
import type { Logger } from "../log.ts";
import { type Clock, DAY } from "../shared/time.ts";

/** Copies of a delivery stop coming after two days at the latest. */
const INBOX_KEPT = 7 * DAY;
/** So long `/incident delivery` tells what was sent. */
const OUTBOX_KEPT = 30 * DAY;

/** Removes what has served, at the start and once a day: the record itself stays. Returns how to stop. */
export function purgeDaily(ledger: Ledger, clock: Clock, log: Logger): () => Promise<void> {
  const stop = new AbortController();

  async function run(): Promise<void> {
    while (!stop.signal.aborted) {
      const now = clock.now();
      try {
        await ledger.purge({ inbox: now - INBOX_KEPT, outbox: now - OUTBOX_KEPT });
      } catch (error) {
        log.warn("Old deliveries could not be removed; it is tried again tomorrow", { error });
      }
      await clock.sleep(DAY, stop.signal);
    }
  }

  const running = run();
  return () => {
    stop.abort();
    return running;
  };
}
