import { catalogCheck, hasErrors, sayReport } from "../files/catalog-check.ts";
import { readArgs } from "./args.ts";
import { settings } from "./settings.ts";
import { failed, misused } from "./stop.ts";
import { type Command, sayJson } from "./terminal.ts";

export const catalog: Command = async (args, terminal) => {
  const { values, positionals } = readArgs(args, { json: { type: "boolean" } });
  const [word, folder, ...more] = positionals;
  if (word !== "check") throw misused(word === undefined ? "say what to do." : `there is no catalog ${word}.`);
  if (more.length > 0) throw misused("one folder at a time.");
  const report = await catalogCheck(folder === undefined ? configured(settings(terminal).catalogPaths) : [folder]);
  await (values.json === true ? sayJson(terminal, report) : terminal.say(`${sayReport(report)}\n`));
  return hasErrors(report) ? 1 : 0;
};

/** The folders of the catalog; without any there is nothing to ask or to check. */
export function configured(folders: readonly string[]): readonly string[] {
  if (folders.length === 0) throw failed("There is no catalog: set CATALOG_PATH, or name a folder.");
  return folders;
}
