import { existsSync, mkdirSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { realClock } from "../clock.ts";
import { copySqlite, openAsItIs, replaceSqlite } from "../ledger/backup.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { LedgerError } from "../ledger/ledger-error.ts";
import { openLedger, sqlitePath } from "../ledger/open.ts";
import { ownerName } from "../ledger/owner.ts";
import { type Instant, MINUTE } from "../shared/time.ts";
import { freeze, isFrozen, thaw } from "../wiring/freeze.ts";
import { WORKER_LEASE } from "../wiring/lease.ts";
import { readArgs } from "./args.ts";
import { jumpNumbers } from "./restore/numbers.ts";
import { waitingLines } from "./restore/waiting.ts";
import { settings } from "./settings.ts";
import { failed, misused } from "./stop.ts";
import type { Command, Terminal } from "./terminal.ts";

export const restore: Command = async (args, terminal) => {
  const { values, positionals } = readArgs(args, {
    confirm: { type: "boolean" },
    "drop-waiting": { type: "boolean" },
    freeze: { type: "boolean" },
  });
  const [file, ...more] = positionals;
  if (values.freeze === true) {
    if (file !== undefined || values.confirm === true || values["drop-waiting"] === true)
      throw misused("--freeze stands alone.");
    return freezeAsItIs(terminal);
  }
  if (values.confirm === true) {
    if (file !== undefined) throw misused("--confirm takes no file: it speaks of what was restored before.");
    return confirm(terminal, values["drop-waiting"] === true);
  }
  if (values["drop-waiting"] === true) throw misused("--drop-waiting goes with --confirm.");
  if (file === undefined || more.length > 0) throw misused("from which file?");
  return restoreFrom(file, terminal);
};

async function restoreFrom(file: string, terminal: Terminal): Promise<number> {
  const path = sqlitePath(settings(terminal).databaseUrl);
  if (path === undefined) throw misused("the record is in PostgreSQL: restore it with pg_restore, then --freeze.");
  if (!existsSync(file)) throw failed(`There is no file ${file}.`);
  const now = realClock().now();
  const fresh = `${path}.restoring`;
  mkdirSync(dirname(path), { recursive: true });
  rmSync(fresh, { force: true });
  try {
    await copySqlite(file, fresh);
    const { incidents, waiting } = await prepare(fresh, now);
    const keptAs = `${path}.before-${new Date(now).toISOString().replaceAll(":", "-")}`;
    const before = await keepBotsAway(path, now, terminal);
    replaceSqlite(path, fresh, keptAs);
    await terminal.say(
      [
        `${path} is restored from ${file}: ${incidents} incidents.`,
        ...(before ? [`What was there before is kept as ${keptAs}.`] : []),
        ...frozenLines(waiting),
        "",
      ].join("\n"),
    );
    return 0;
  } finally {
    rmSync(fresh, { force: true });
  }
}

/** For what was restored by other means, such as `pg_restore`. */
async function freezeAsItIs(terminal: Terminal): Promise<number> {
  const now = realClock().now();
  const ledger = await openLedger(settings(terminal).databaseUrl);
  try {
    // The dump may hold the lease of the bot that ran when it was made; one that lives beats on.
    if ((await ledger.leaseHolder(WORKER_LEASE, now)) !== undefined)
      throw failed("A bot holds this database, or did a moment ago: stop it, wait ten seconds, and try again.");
    await freeze(ledger, new Date(now).toISOString());
    await terminal.say(`${frozenLines(await waitingLines(ledger, now)).join("\n")}\n`);
    return 0;
  } finally {
    await ledger.close();
  }
}

function frozenLines(waiting: readonly string[]): readonly string[] {
  const look = "Look at it with pitwall incident list, then let the bot work with pitwall restore --confirm.";
  if (waiting.length === 0) return ["It is frozen: the bot starts, but nothing is sent. Nothing waits.", look];
  return [
    "It is frozen: the bot starts, but nothing is sent. This waits:",
    ...waiting,
    look,
    "Of what waits it then does what Slack and PagerDuty lack; with pitwall restore --confirm --drop-waiting it does none of it.",
  ];
}

/** Makes a copy fit to be the record: of this release's schema, whole, frozen, held by nobody. */
async function prepare(
  path: string,
  now: Instant,
): Promise<{ readonly incidents: number; readonly waiting: readonly string[] }> {
  const ledger = await openLedger(`file:${path}`);
  try {
    const [fault] = await ledger.verify();
    if (fault !== undefined)
      throw failed(`The record in it is not as it was written: ${fault.stream} ${fault.version}: ${fault.fault}.`);
    await freeze(ledger, new Date(now).toISOString());
    const holder = await ledger.leaseHolder(WORKER_LEASE, now);
    if (holder !== undefined) await ledger.dropLease(WORKER_LEASE, holder);
    return {
      incidents: (await ledger.streams("incident/")).length,
      waiting: await waitingLines(ledger, now),
    };
  } finally {
    await ledger.close();
  }
}

/** Takes the worker's role on the present database, so that no bot begins while it is replaced. False: there is none. */
async function keepBotsAway(path: string, now: Instant, terminal: Terminal): Promise<boolean> {
  if (!existsSync(path)) return false;
  let ledger: Ledger | undefined;
  try {
    ledger = openAsItIs(path);
    if (!(await ledger.holdLease(WORKER_LEASE, ownerName("restore"), now, MINUTE)))
      throw failed(`A bot is running on ${path}: stop it first.`);
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    terminal.note(`The database that is there cannot be read, so whether a bot runs on it is not known.`);
  } finally {
    await ledger?.close();
  }
  return true;
}

/** Which may be why somebody restores. */
function isUnreadable(error: unknown): boolean {
  if (error instanceof LedgerError) return error.code === "not-a-database" || error.code === "damaged";
  return error instanceof Error && "code" in error && error.code === "SQLITE_ERROR";
}

const DROPPED = "dropped by the operator after a restore";

async function confirm(terminal: Terminal, drops: boolean): Promise<number> {
  const config = settings(terminal);
  const clock = realClock();
  const ledger = await openLedger(config.databaseUrl);
  try {
    if (!(await isFrozen(ledger))) throw failed("Nothing is frozen: there is nothing to confirm.");
    const numbers = await jumpNumbers(config, ledger, clock);
    const old = await waitingLines(ledger, clock.now());
    const dropped = drops ? await ledger.dropActs(clock.now(), DROPPED) : 0;
    await ledger.doubtEffects(clock.now());
    await thaw(ledger);
    const isRunning = (await ledger.leaseHolder(WORKER_LEASE, clock.now())) !== undefined;
    await terminal.say([numbers, ...confirmedLines(old, dropped, isRunning), ""].join("\n"));
    return 0;
  } finally {
    await ledger.close();
  }
}

function confirmedLines(waiting: readonly string[], dropped: number, isRunning: boolean): readonly string[] {
  if (waiting.length === 0) return ["Nothing had waited."];
  if (dropped > 0)
    return ["These were dropped, and are never done; /incident delivery shows them for a while:", ...waiting];
  const when = isRunning ? "now" : "when the bot runs";
  return [
    `These had waited. Each is looked for in Slack and PagerDuty ${when}, and done where it is missing:`,
    ...waiting,
  ];
}
