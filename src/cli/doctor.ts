import { realClock } from "../clock.ts";
import type { Config, ConfigSource } from "../config.ts";
import { flowOver } from "../flow/flow.ts";
import { hideSecrets } from "../secrets.ts";
import type { Clock } from "../shared/time.ts";
import { readOptions } from "./args.ts";
import { catalogFinding } from "./doctor/catalog.ts";
import { configurationFindings } from "./doctor/configuration.ts";
import { botFinding, openDatabase } from "./doctor/database.ts";
import { effectFindings } from "./doctor/effects.ts";
import type { Finding } from "./doctor/finding.ts";
import { pagerDutyFindings } from "./doctor/pagerduty.ts";
import { slackFindings } from "./doctor/slack.ts";
import { readFile } from "./settings.ts";
import { type Command, columns, plain, sayJson } from "./terminal.ts";

export const doctor: Command = async (args, terminal) => {
  const { json } = readOptions(args, { json: { type: "boolean" } });
  const findings = await examine({ env: terminal.env, readFile }, realClock());
  const isWell = findings.every(({ state }) => state !== "broken");
  if (json === true) await sayJson(terminal, { ok: isWell, checks: findings });
  else await terminal.say(report(findings));
  return isWell ? 0 : 1;
};

/** Looks at everything that the bot will need, and changes nothing but the schema of the database. */
export async function examine(source: ConfigSource, clock: Clock): Promise<readonly Finding[]> {
  const { config, findings } = configurationFindings(source);
  if (config === undefined) return findings;
  return [
    ...findings,
    ...(await ledgerFindings(config, clock)),
    ...(await slackFindings(config, clock)),
    ...(await pagerDutyFindings(config)),
    await catalogFinding(config.catalogPaths),
  ];
}

async function ledgerFindings({ databaseUrl, rules }: Config, clock: Clock): Promise<readonly Finding[]> {
  const { ledger, finding } = await openDatabase(databaseUrl);
  if (ledger === undefined) return [finding];
  try {
    const { lookUp } = flowOver({ ledger, rules, clock, random: Math.random, mask: hideSecrets });
    const now = clock.now();
    const bot = await botFinding(ledger, now);
    return [finding, bot, ...(await effectFindings({ ledger, lookUp, now, isBotRunning: bot.state === "ok" }))];
  } finally {
    await ledger.close();
  }
}

function report(findings: readonly Finding[]): string {
  const rows = findings.flatMap(({ name, state, says, mend }) => [
    [state, name, plain(says)],
    ...(mend === null ? [] : [["", "", `Mend: ${plain(mend)}`]]),
  ]);
  const count = (wanted: Finding["state"]) => findings.filter(({ state }) => state === wanted).length;
  return `${columns(rows)}\n${count("broken")} broken, ${count("warning")} warnings.\n`;
}
