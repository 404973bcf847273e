import type { Ledger } from "../ledger/ledger.ts";
import { ownerName } from "../ledger/owner.ts";
import type { Logger } from "../log.ts";
import { type Clock, SECOND } from "../shared/time.ts";

export type WorkerLease = { readonly owner: string; drop(): Promise<void> };

export const WORKER_LEASE = "worker";
const LASTS = 10 * SECOND;
const BEATS = 3 * SECOND;

/**
 * One process at a time carries effects out. Undefined when another one lives. Beats on real time, since it is about
 * processes, not about what happens in the incident.
 */
export async function holdWorkerLease(ledger: Ledger, clock: Clock, log: Logger): Promise<WorkerLease | undefined> {
  const owner = ownerName("worker");
  if (!(await ledger.holdLease(WORKER_LEASE, owner, clock.now(), LASTS))) return undefined;
  const stop = new AbortController();

  async function beat(): Promise<void> {
    while (!stop.signal.aborted) {
      await clock.sleep(BEATS, stop.signal);
      if (stop.signal.aborted) return;
      try {
        if (!(await ledger.holdLease(WORKER_LEASE, owner, clock.now(), LASTS)))
          log.error("Another process took the worker's role");
      } catch (error) {
        log.error("The worker's lease could not be extended", { error });
      }
    }
  }
  const beating = beat();
  return {
    owner,
    async drop() {
      stop.abort();
      await beating;
      await ledger.dropLease(WORKER_LEASE, owner);
    },
  };
}
