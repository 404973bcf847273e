import { nearest } from "../config/nearest.ts";

export type CommandName = (typeof COMMANDS)[number]["name"];

/** `ways` are shown where one command is explained; `synopsis` stands for them in the list of all. */
const COMMANDS = [
  { name: "start", synopsis: "start", does: "the bot" },
  {
    name: "sandbox",
    synopsis: "sandbox [--port N]",
    does: "a local workspace with the bot in it",
  },
  {
    name: "demo",
    synopsis: "demo [--headless] [--scenario NAME]",
    does: "the local workspace, and an incident played in it",
    ways: ["demo [--headless] [--scenario NAME] [--port N] [--out DIR]"],
  },
  { name: "doctor", synopsis: "doctor [--json] [--mend]", does: "what will not work, and the mend" },
  {
    name: "probe",
    synopsis: "probe --live",
    does: "tries in your workspace what nobody could verify",
    ways: ["probe --live [--channel NAME] [--bursts] [--with-a-person WHO] [--json]"],
  },
  {
    name: "manifest",
    synopsis: "manifest [--socket | --http URL] [--command /incident=/pit]",
    does: "the Slack app manifest that fits the configuration",
  },
  {
    name: "ask",
    synopsis: "ask QUESTION [--catalog DIR] [--json] | ask --stdin --json",
    does: "answers a platform question without Slack",
    ways: ["ask QUESTION [--catalog DIR] [--json]", "ask --stdin --json [--catalog DIR]"],
  },
  { name: "catalog", synopsis: "catalog check [DIR] [--json]", does: "every problem of the catalog, by file and line" },
  {
    name: "incident",
    synopsis: "incident list | show | timeline | postmortem REF [--json | --md]",
    does: "reads incidents, also while the bot runs",
    ways: [
      "incident list [--open] [--json | --md]",
      "incident show REF [--json | --md]",
      "incident timeline REF [--json | --md]",
      "incident postmortem REF [--json | --md]",
    ],
  },
  {
    name: "incident",
    synopsis: "incident declare | note | status | resolve …",
    does: "writes through the same rules",
    ways: [
      "incident declare TITLE [sev1..4] [private] [drill] [triage] [service:x] [--as EMAIL] [--json]",
      "incident note REF TEXT [at 14:05 | 10 min ago] [--json]",
      "incident status REF investigating | identified | monitoring [--json]",
      "incident resolve REF WHAT_FIXED_IT [--json]",
    ],
  },
  { name: "verify", synopsis: "verify [REF] [--json]", does: "checks the chain of hashes over the record" },
  {
    name: "setup",
    synopsis: "setup [--file .env]",
    does: "asks for the tokens, tries each, writes .env",
  },
  { name: "migrate", synopsis: "migrate", does: "brings the database up to date (start does so too)" },
  { name: "backup", synopsis: "backup FILE", does: "copies the database while the bot runs" },
  {
    name: "restore",
    synopsis: "restore FILE | --freeze | --confirm [--drop-waiting]",
    does: "takes a backup back; sends nothing until confirmed",
    ways: ["restore FILE", "restore --freeze", "restore --confirm [--drop-waiting]"],
  },
] as const satisfies readonly {
  readonly name: string;
  readonly synopsis: string;
  readonly does: string;
  readonly ways?: readonly string[];
}[];

/** Planned commands, so that who looks for one is not told that it never existed. */
const LATER: ReadonlySet<string> = new Set(["change", "export", "import"]);

/** All commands; for `help`, and after a mistake with exit code 2. */
export function usage(): string {
  const width = Math.max(...COMMANDS.map(({ synopsis }) => synopsis.length).filter((length) => length <= 44));
  const lines = COMMANDS.map(({ synopsis, does }) =>
    synopsis.length <= width
      ? `  ${synopsis.padEnd(width)}  ${does}`
      : `  ${synopsis}\n  ${" ".repeat(width)}  ${does}`,
  );
  return ["Usage: pitwall <command>", "", ...lines, ""].join("\n");
}

/** How one command is written; for `--help`, and for a mistake in its options. */
export function usageOf(command: CommandName): string {
  const lines = COMMANDS.filter(({ name }) => name === command).flatMap((one) =>
    ("ways" in one ? one.ways : [one.synopsis]).map((way) => `pitwall ${way}`),
  );
  return `Usage: ${lines.join("\n       ")}\n`;
}

/** The command that a word names, or what to say when it names none, or none yet. */
export function readCommand(
  word: string,
): { readonly name: CommandName } | { readonly later: string } | { readonly problem: string } {
  const known = COMMANDS.find(({ name }) => name === word);
  if (known) return { name: known.name };
  if (LATER.has(word)) return { later: `pitwall: ${word} comes in a later version.` };
  const meant = nearest(word, [...COMMANDS.map(({ name }) => name), ...LATER]);
  const hint = meant === undefined ? "" : ` Did you mean ${meant}?`;
  return { problem: `pitwall: there is no command ${JSON.stringify(word)}.${hint}` };
}
