import type { Ledger } from "../ledger/ledger.ts";

/** Set by `pitwall restore`: the record is older than the world, so nothing is done until the operator confirms. */
const FROZEN = "frozen";

export async function isFrozen(ledger: Pick<Ledger, "meta">): Promise<boolean> {
  const since = await ledger.meta(FROZEN);
  return since !== undefined && since !== "";
}

/** @param since kept for whoever looks into the database */
export function freeze(ledger: Pick<Ledger, "setMeta">, since: string): Promise<void> {
  return ledger.setMeta(FROZEN, since);
}

export function thaw(ledger: Pick<Ledger, "setMeta">): Promise<void> {
  return ledger.setMeta(FROZEN, "");
}
