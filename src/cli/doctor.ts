import { userInfo } from "node:os";
import { ulid } from "ulid";
import { realClock } from "../clock.ts";
import type { Config, ConfigSource } from "../config.ts";
import { flowOver } from "../flow/flow.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { openLedger } from "../ledger/open.ts";
import { hideSecrets } from "../secrets.ts";
import type { Clock } from "../shared/time.ts";
import { isFrozen } from "../wiring/freeze.ts";
import { readOptions } from "./args.ts";
import { catalogFinding } from "./doctor/catalog.ts";
import { configurationFindings } from "./doctor/configuration.ts";
import { botFinding, frozenFindings, openDatabase, signatureFindings } from "./doctor/database.ts";
import { effectFindings } from "./doctor/effects.ts";
import { type Finding, type Mendable, mended } from "./doctor/finding.ts";
import { pagerDutyFindings } from "./doctor/pagerduty.ts";
import { slackFindings } from "./doctor/slack.ts";
import { readFile } from "./settings.ts";
import { type Command, columns, plain, sayJson } from "./terminal.ts";

export const doctor: Command = async (args, terminal) => {
  const {
    json,
    mend,
    file = ".env",
  } = readOptions(args, { json: { type: "boolean" }, mend: { type: "boolean" }, file: { type: "string" } });
  const found = await examine({ env: terminal.env, readFile }, realClock(), file);
  const findings = mend === true ? await mended(found) : found;
  const isWell = findings.every(({ state }) => state !== "broken");
  if (json === true) await sayJson(terminal, { ok: isWell, checks: findings.map(told) });
  else await terminal.say(report(findings));
  return isWell ? 0 : 1;
};

/**
 * Looks at everything that the bot will need, and changes nothing but the schema of the database.
 * @param envFile where a repair writes a secret that it is told but once
 */
export async function examine(source: ConfigSource, clock: Clock, envFile: string): Promise<readonly Mendable[]> {
  const { config, findings } = configurationFindings(source);
  if (config === undefined) return findings;
  return [
    ...findings,
    ...(await ledgerFindings(config, clock)),
    ...(await slackFindings(config, clock)),
    ...(await pagerDutyFindings(config, envFile)),
    await catalogFinding(config.catalogPaths),
  ];
}

async function ledgerFindings(config: Config, clock: Clock): Promise<readonly Mendable[]> {
  const { ledger, finding } = await openDatabase(config.databaseUrl);
  if (ledger === undefined) return [finding];
  try {
    const { lookUp } = flowAt(config, ledger, clock);
    const now = clock.now();
    const bot = await botFinding(ledger, now, config.http);
    const retry = (stream: string, key: string) => retryEffect(config, clock, stream, key);
    const isBotRunning = bot.state !== "off";
    return [
      finding,
      ...(await frozenFindings(ledger)),
      bot,
      ...(await signatureFindings(ledger, now)),
      ...(await effectFindings({ ledger, lookUp, now, isBotRunning, retry })),
    ];
  } finally {
    await ledger.close();
  }
}

function flowAt({ rules }: Config, ledger: Ledger, clock: Clock) {
  return flowOver({ ledger, rules, clock, random: Math.random, mask: hideSecrets });
}

/** As whoever presses its button in Slack, but by the person at this machine. */
async function retryEffect(config: Config, clock: Clock, stream: string, key: string): Promise<string | undefined> {
  const ledger = await openLedger(config.databaseUrl);
  try {
    if (await isFrozen(ledger)) return "the record is frozen after a restore";
    const result = await flowAt(config, ledger, clock).carryOut({
      stream,
      command: { type: "retryEffect", key },
      actor: `cli:${userInfo().username}`,
      cause: `cli:${ulid(clock.now())}`,
    });
    return result.outcome === "refused" ? result.refusal.sentence : undefined;
  } finally {
    await ledger.close();
  }
}

/** What a finding tells; how it is repaired is ours. */
function told({ name, state, says, mend }: Finding): Finding {
  return { name, state, says, mend };
}

function report(findings: readonly Finding[]): string {
  const rows = findings.flatMap(({ name, state, says, mend }) => [
    [state, name, plain(says)],
    ...(mend === null ? [] : [["", "", `Mend: ${plain(mend)}`]]),
  ]);
  const count = (wanted: Finding["state"]) => findings.filter(({ state }) => state === wanted).length;
  const repaired = count("mended") === 0 ? "" : `, ${count("mended")} mended`;
  return `${columns(rows)}\n${count("broken")} broken, ${count("warning")} warnings${repaired}.\n`;
}
