import { LedgerError } from "../ledger/ledger-error.ts";
import { hideSecrets } from "../secrets.ts";
import { ListenError } from "../web/server.ts";
import { Stop } from "./stop.ts";
import type { Command, Terminal } from "./terminal.ts";
import { type CommandName, readCommand, usage, usageOf } from "./usage.ts";

/** One file per command, loaded when it is asked for: a question is answered without loading Slack. */
const COMMANDS: Readonly<Record<CommandName, () => Promise<Command>>> = {
  start: async () => (await import("./start.ts")).start,
  sandbox: async () => (await import("./sandbox.ts")).sandbox,
  demo: async () => (await import("./demo.ts")).demo,
  doctor: async () => (await import("./doctor.ts")).doctor,
  probe: async () => (await import("./probe.ts")).probe,
  manifest: async () => (await import("./manifest-command.ts")).manifest,
  ask: async () => (await import("./ask.ts")).ask,
  catalog: async () => (await import("./catalog.ts")).catalog,
  incident: async () => (await import("./incident.ts")).incident,
  verify: async () => (await import("./verify.ts")).verify,
  setup: async () => (await import("./setup.ts")).setup,
  migrate: async () => (await import("./migrate.ts")).migrate,
  backup: async () => (await import("./backup.ts")).backup,
  restore: async () => (await import("./restore.ts")).restore,
};

/** Runs what was typed after `pitwall` and gives the exit code: 0 done, 1 something is wrong, 2 mistyped. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const [word, ...rest] = args;
  if (word === undefined) {
    terminal.note(usage());
    return 2;
  }
  if (word === "help" || word === "--help" || word === "-h") {
    await terminal.say(usage());
    return 0;
  }
  const read = readCommand(word);
  if (!("name" in read)) {
    terminal.note("later" in read ? read.later : `${read.problem}\n\n${usage()}`);
    return 2;
  }
  const before = rest.slice(0, rest.includes("--") ? rest.indexOf("--") : rest.length);
  if (before.includes("--help") || before.includes("-h")) {
    await terminal.say(usageOf(read.name));
    return 0;
  }
  try {
    const command = await COMMANDS[read.name]();
    return await command(rest, terminal);
  } catch (error) {
    return tell(error, read.name, terminal);
  }
}

/** What went wrong, in one line wherever we know what it is. */
function tell(error: unknown, command: CommandName, terminal: Terminal): number {
  if (error instanceof Stop) {
    const { message, exitCode } = error;
    terminal.note(exitCode === 2 ? `pitwall ${command}: ${message}\n\n${usageOf(command)}` : message);
    return exitCode;
  }
  if (error instanceof LedgerError || error instanceof ListenError) {
    terminal.note(`pitwall: ${error.message}`);
    return 1;
  }
  const { message, stack = message } = error instanceof Error ? error : new Error(String(error));
  const isDebugging = terminal.env["LOG_LEVEL"] === "debug";
  const said = isDebugging ? stack : `unexpected: ${message} (LOG_LEVEL=debug shows where)`;
  terminal.note(`pitwall: ${hideSecrets(said)}`);
  return 1;
}
