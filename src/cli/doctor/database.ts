import { z } from "zod";
import type { Config } from "../../config.ts";
import type { Ledger } from "../../ledger/ledger.ts";
import { LedgerError } from "../../ledger/ledger-error.ts";
import { openLedger } from "../../ledger/open.ts";
import { type Instant, sayDuration } from "../../shared/time.ts";
import { isFrozen } from "../../wiring/freeze.ts";
import { WORKER_LEASE } from "../../wiring/lease.ts";
import { unexplainedAt } from "../../wiring/unexplained.ts";
import { broken, type Finding, off, ok, warning } from "./finding.ts";

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

/** Whether a bot works on this database, and what it says of itself at this address. */
export async function botFinding(ledger: Ledger, now: Instant, http: Config["http"]): Promise<Finding> {
  const holder = await ledger.leaseHolder(WORKER_LEASE, now);
  if (holder === undefined) return off("bot", "is not running: what is recorded waits for it");
  const [host, pid] = holder.split("/");
  const runs = `is running on ${host ?? "?"}, process ${pid ?? "?"}`;
  const answer = await readiness(http);
  if (answer === undefined) return ok("bot", `${runs}; it cannot be asked from here`);
  const { problems, slackConnections } = answer;
  const how =
    slackConnections === undefined
      ? runs
      : `${runs}, ${slackConnections.open} of ${slackConnections.wanted} connections to Slack are open`;
  if (problems.length === 0) return ok("bot", how);
  return warning("bot", `${how}: ${problems.join("; ")}`, "What stands here as broken says why; its log says more.");
}

const Readiness = z.object({
  problems: z.array(z.string()),
  slackConnections: z.object({ open: z.number(), wanted: z.number() }).optional(),
});

async function readiness({ host, port }: Config["http"]): Promise<z.infer<typeof Readiness> | undefined> {
  const here = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  try {
    const answer = await fetch(`http://${here}:${port}/readyz`, { signal: AbortSignal.timeout(2_000) });
    return Readiness.safeParse(await answer.json()).data;
  } catch {
    return undefined;
  }
}

/** What the bot has met of webhooks: a wrong secret shows only when one comes. */
export async function signatureFindings(ledger: Ledger, now: Instant): Promise<readonly Finding[]> {
  const at = await unexplainedAt(ledger);
  if (at === undefined) return [];
  const says = `alerts arrive up to five minutes late: one came ${sayDuration(now - at)} ago whose signature no secret explains, and none that fits since`;
  return [broken("PagerDuty webhooks", says, "Add the subscription's secret to PAGERDUTY_WEBHOOK_SECRETS.")];
}

/** A restored record is older than the world; nothing is carried out until its operator says so. */
export async function frozenFindings(ledger: Ledger): Promise<readonly Finding[]> {
  if (!(await isFrozen(ledger))) return [];
  const mend = "Look at the record with pitwall incident list, then: pitwall restore --confirm";
  return [broken(NAME, "is frozen after a restore: nothing is recorded and nothing is sent", mend)];
}
