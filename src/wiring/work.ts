import type { Ledger } from "../ledger/ledger.ts";
import { runWorker, type Worker, type WorkerOptions } from "../ledger/worker.ts";
import type { Logger } from "../log.ts";
import { isFrozen } from "./freeze.ts";

/** The worker, which rests while the record is frozen. */
export type Work = Worker & {
  /** Begins now, or once the operator has confirmed what was restored. */
  begin(options: Omit<WorkerOptions, "ledger" | "log">): void;
  isFrozen(): boolean;
};

export async function workOn(ledger: Ledger, log: Logger): Promise<Work> {
  let frozen = await isFrozen(ledger);
  let worker: Worker | undefined;
  let run: (() => Worker) | undefined;

  async function beginOnceConfirmed(): Promise<void> {
    if (!frozen || (await isFrozen(ledger)) || !frozen) return;
    frozen = false;
    log.info("The restored record is confirmed");
    worker = run?.();
  }
  const stopWatching = ledger.onForeignChange(() => {
    worker?.wake();
    beginOnceConfirmed().catch((error: unknown) => log.error("The database could not be read", { error }));
  });

  return {
    begin(options) {
      run = () => runWorker({ ...options, ledger, log });
      if (frozen) log.warn("Frozen after a restore: nothing is sent until pitwall restore --confirm");
      else worker = run();
    },
    isFrozen: () => frozen,
    wake: () => worker?.wake(),
    idle: () => worker?.idle() !== false,
    async stop() {
      stopWatching();
      await worker?.stop();
    },
  };
}
