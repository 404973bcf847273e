import type { Ledger } from "../ledger/ledger.ts";
import type { Instant } from "../shared/time.ts";

/** When the last webhook came whose signature no secret of ours explains; "" once one came that fits. */
const UNEXPLAINED = "pagerduty.unexplained";

export async function unexplainedAt(ledger: Pick<Ledger, "meta">): Promise<Instant | undefined> {
  const at = await ledger.meta(UNEXPLAINED);
  return at === undefined || at === "" ? undefined : Number(at);
}

/** Keeps what the doctor must know of the signatures. It writes only when that changes, since anyone may send a wrong one. */
export function signatureWatch(ledger: Pick<Ledger, "meta" | "setMeta">) {
  let last: "fits" | "unexplained" | undefined;
  return {
    async came(now: Instant, fits: boolean): Promise<void> {
      const is = fits ? "fits" : "unexplained";
      if (last === is) return;
      if (!fits || (last ?? (await unexplainedAt(ledger))) !== undefined)
        await ledger.setMeta(UNEXPLAINED, fits ? "" : String(now));
      last = is;
    },
  };
}
