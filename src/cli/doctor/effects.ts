import type { Flow } from "../../flow/flow.ts";
import { type IncidentRow, OPERATOR } from "../../flow/look-up.ts";
import type { Ledger, OutboxRow } from "../../ledger/ledger.ts";
import { type Instant, MINUTE, sayDuration } from "../../shared/time.ts";
import { broken, type Mendable, mendable, ok, warning } from "./finding.ts";

const NAME = "effects";
const STUCK_AFTER = 5 * MINUTE;
/** Of older incidents nobody waits for an effect any more. */
const LOOKED_AT = 200;
const NAMED = 3;

/** What should have been done in Slack and PagerDuty, and was not. */
export async function effectFindings(parts: {
  readonly ledger: Ledger;
  readonly lookUp: Flow["lookUp"];
  readonly now: Instant;
  readonly isBotRunning: boolean;
  /** Asks for a given-up effect anew; says why it cannot be, if so. */
  readonly retry: (stream: string, key: string) => Promise<string | undefined>;
}): Promise<readonly Mendable[]> {
  const { ledger, lookUp, now, isBotRunning, retry } = parts;
  const rows = await lookUp.recent(OPERATOR, LOOKED_AT);
  const findings: Mendable[] = [];
  for (const row of rows) findings.push(...(await givenUp(row, lookUp, retry)));
  const { oldestWaiting, waiting } = await ledger.effectCounts();
  if (oldestWaiting !== undefined && now - oldestWaiting > STUCK_AFTER) {
    const names = await stuckIn(rows, ledger, now);
    const which = names.length === 0 ? "" : `: ${names.slice(0, NAMED).join("; ")}`;
    const says = `the oldest of ${waiting} waits for ${sayDuration(now - oldestWaiting)}${which}`;
    findings.push(
      broken(NAME, says, isBotRunning ? "What stands behind each says what it waits for." : "Start the bot."),
    );
  }
  return findings.length > 0 ? findings : [ok(NAME, `nothing is stuck, nothing was given up; ${waiting} waiting`)];
}

async function givenUp(
  { stream, ref, open }: IncidentRow,
  lookUp: Flow["lookUp"],
  retry: (stream: string, key: string) => Promise<string | undefined>,
): Promise<readonly Mendable[]> {
  const loaded = await lookUp.byStream(stream, OPERATOR);
  const tell = open ? broken : warning;
  return (loaded?.incident.troubles ?? []).map(({ key, kind, why }) =>
    mendable(
      tell(NAME, `${ref}: ${kind} was given up: ${why}`, "/incident delivery in its channel tries it again."),
      async () => {
        const failed = await retry(stream, key);
        return failed === undefined ? { did: `${ref}: ${kind} is tried again` } : { failed };
      },
    ),
  );
}

async function stuckIn(rows: readonly IncidentRow[], ledger: Ledger, now: Instant): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { stream, ref } of rows.filter(({ open }) => open)) {
    for (const effect of await ledger.effectsOf(stream))
      if (isStuck(effect, now))
        found.push(`${ref} ${effect.kind}${effect.error === undefined ? "" : ` (${effect.error})`}`);
  }
  return found;
}

function isStuck({ state, attempts, askedAt, notBefore }: OutboxRow, now: Instant): boolean {
  return state === "waiting" && now - (attempts > 0 ? askedAt : notBefore) > STUCK_AFTER;
}
