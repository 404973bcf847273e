import { openLedger } from "../ledger/open.ts";
import { readOptions } from "./args.ts";
import { settings } from "./settings.ts";
import type { Command } from "./terminal.ts";

export const migrate: Command = async (args, terminal) => {
  readOptions(args, {});
  const { databaseUrl } = settings(terminal);
  const ledger = await openLedger(databaseUrl);
  const version = await ledger.meta("schema");
  await ledger.close();
  await terminal.say(`The database has schema version ${version ?? "?"}, which is this release's.\n`);
  return 0;
};
