import type { Ledger } from "../ledger/ledger.ts";
import { LedgerError } from "../ledger/ledger-error.ts";
import { openLedger } from "../ledger/open.ts";
import type { Logger } from "../log.ts";
import type { Clock } from "../shared/time.ts";
import { holdWorkerLease } from "./lease.ts";

/**
 * The database with the worker's role, which one process has at a time. Throws when another has it.
 * @param appended something of ours was appended, and is due at once
 */
export async function openOwnLedger(
  url: string,
  parts: {
    readonly clock: Clock;
    readonly log: Logger;
    readonly appended: () => void;
    readonly open?: typeof openLedger;
  },
): Promise<{ readonly ledger: Ledger; readonly owner: string; close(): Promise<void> }> {
  const opened = await (parts.open ?? openLedger)(url);
  const ledger: Ledger = {
    ...opened,
    append: async (batch) => {
      const result = await opened.append(batch);
      parts.appended();
      return result;
    },
  };
  const lease = await holdWorkerLease(ledger, parts.clock, parts.log);
  if (lease === undefined) {
    await ledger.close();
    throw new LedgerError(
      "in-use",
      "Another Pitwall is running on this database: stop it first, or give this one another DATABASE_URL.",
    );
  }
  return {
    ledger,
    owner: lease.owner,
    async close() {
      await lease.drop();
      await ledger.close();
    },
  };
}
