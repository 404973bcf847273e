import { existsSync, renameSync, rmSync } from "node:fs";
import { copySqlite, openAsItIs } from "../ledger/backup.ts";
import { sqlitePath } from "../ledger/open.ts";
import { readArgs } from "./args.ts";
import { settings } from "./settings.ts";
import { failed, misused } from "./stop.ts";
import type { Command } from "./terminal.ts";

export const backup: Command = async (args, terminal) => {
  const { positionals } = readArgs(args, {});
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw misused("into which new file?");
  const path = sqlitePath(settings(terminal).databaseUrl);
  if (path === undefined) throw misused("the record is in PostgreSQL: back it up with pg_dump.");
  if (!existsSync(path)) throw failed(`There is no database ${path} yet.`);
  if (existsSync(file)) throw failed(`${file} exists: choose another name. Nothing was written.`);

  // Whatever bears the name of a backup is a whole one.
  const unfinished = `${file}.unfinished`;
  rmSync(unfinished, { force: true });
  try {
    await copySqlite(path, unfinished);
    const { incidents, faults } = await look(unfinished);
    renameSync(unfinished, file);
    await terminal.say(`${path} is backed up to ${file}: ${incidents} incidents.\n`);
    if (faults === 0) return 0;
    terminal.note("The record in it is not as it was written: pitwall verify says where.");
    return 1;
  } finally {
    rmSync(unfinished, { force: true });
  }
};

async function look(path: string): Promise<{ readonly incidents: number; readonly faults: number }> {
  const ledger = openAsItIs(path);
  try {
    return { incidents: (await ledger.streams("incident/")).length, faults: (await ledger.verify()).length };
  } finally {
    await ledger.close();
  }
}
