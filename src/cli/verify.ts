import { OPERATOR } from "../flow/look-up.ts";
import { readArgs } from "./args.ts";
import { atDesk } from "./desk.ts";
import { failed, misused } from "./stop.ts";
import { type Command, plain, sayJson } from "./terminal.ts";

const EVERY = 500_000;

export const verify: Command = async (args, terminal) => {
  const { values, positionals } = readArgs(args, { json: { type: "boolean" } });
  const [ref, ...more] = positionals;
  if (more.length > 0) throw misused("one incident at a time, or none for all.");
  return atDesk(terminal, async ({ ledger, lookUp }) => {
    const rows = await lookUp.recent(OPERATOR, EVERY);
    // By its row and not by its events: those may be the very thing that was tampered with.
    const wanted = ref === undefined ? undefined : rows.find((row) => isNamed(row, ref));
    if (ref !== undefined && wanted === undefined)
      throw failed(`There is no incident ${ref}. pitwall incident list shows all.`);
    const faults = await ledger.verify(wanted?.stream);
    const refOf = new Map(rows.map((row) => [row.stream, row.ref]));
    const named = faults.map((fault) => ({ ref: refOf.get(fault.stream) ?? null, ...fault }));
    if (values.json === true) await sayJson(terminal, { whole: faults.length === 0, faults: named });
    else if (faults.length === 0) await terminal.say(`The record of ${wanted?.ref ?? "everything"} is whole.\n`);
    else
      await terminal.say(
        named.map((one) => `${one.ref ?? one.stream}, event ${one.version}: ${plain(one.fault)}\n`).join(""),
      );
    return faults.length === 0 ? 0 : 1;
  });
};

function isNamed(
  row: { readonly ref: string; readonly series: string; readonly number: number },
  text: string,
): boolean {
  const wanted = text.replace(/^#/, "").toUpperCase();
  return row.ref === wanted || (row.series === "INC" && String(row.number) === wanted);
}
