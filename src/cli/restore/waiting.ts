import type { Ledger } from "../../ledger/ledger.ts";
import { type Instant, sayDuration } from "../../shared/time.ts";

/** What was to be done when the backup was made, so that no old page surprises anybody. Several lines; none when nothing waits. */
export async function waitingLines(ledger: Ledger, now: Instant): Promise<readonly string[]> {
  const kinds = await ledger.waitingActs();
  return kinds.map(({ kind, count, oldest }) => {
    const age = sayDuration(now - oldest);
    return `  ${count} ${kind}, asked for ${count === 1 ? "" : "up to "}${age} ago`;
  });
}
