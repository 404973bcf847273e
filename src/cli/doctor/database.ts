import type { Ledger } from "../../ledger/ledger.ts";
import { LedgerError } from "../../ledger/ledger-error.ts";
import { openLedger } from "../../ledger/open.ts";
import type { Instant } from "../../shared/time.ts";
import { WORKER_LEASE } from "../../wiring/lease.ts";
import { broken, type Finding, off, ok } from "./finding.ts";

const NAME = "database";

/** Opens the database and writes to it, which is the only proof that it can be written. */
export async function openDatabase(
  url: string,
): Promise<{ readonly ledger: Ledger | undefined; readonly finding: Finding }> {
  let ledger: Ledger | undefined;
  try {
    ledger = await openLedger(url);
    await ledger.probe();
    const version = await ledger.meta("schema");
    return { ledger, finding: ok(NAME, `can be written, schema version ${version ?? "unknown"}`) };
  } catch (error) {
    await ledger?.close();
    if (!(error instanceof LedgerError)) throw error;
    return {
      ledger: undefined,
      finding: broken(NAME, "nothing can be recorded, the bot does not start", error.message),
    };
  }
}

export async function botFinding(ledger: Ledger, now: Instant): Promise<Finding> {
  const holder = await ledger.leaseHolder(WORKER_LEASE, now);
  if (holder === undefined) return off("bot", "is not running: what is recorded waits for it");
  const [host, pid] = holder.split("/");
  return ok("bot", `is running on ${host ?? "?"}, process ${pid ?? "?"}`);
}
