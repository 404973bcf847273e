import { realClock } from "../clock.ts";
import type { Config } from "../config.ts";
import type { Loaded } from "../flow/cache.ts";
import { type Flow, flowOver } from "../flow/flow.ts";
import { OPERATOR } from "../flow/look-up.ts";
import { type People, peopleOver } from "../flow/people.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { openLedger } from "../ledger/open.ts";
import { hideSecrets } from "../secrets.ts";
import type { Clock } from "../shared/time.ts";
import { settings } from "./settings.ts";
import { failed } from "./stop.ts";
import type { Terminal } from "./terminal.ts";

/** What commands about incidents work with: the same ledger and the same rules as the bot, and no Slack. */
export type Desk = Flow & {
  readonly config: Config;
  readonly ledger: Ledger;
  readonly clock: Clock;
  /** As the bot has come to know them; nobody is asked. */
  readonly people: People;
};

export async function atDesk<T>(terminal: Terminal, work: (desk: Desk) => Promise<T>): Promise<T> {
  const config = settings(terminal);
  const clock = realClock();
  const ledger = await openLedger(config.databaseUrl);
  try {
    const flow = flowOver({ ledger, rules: config.rules, clock, random: Math.random, mask: hideSecrets });
    const nobody = async () => undefined;
    return await work({ ...flow, config, ledger, clock, people: peopleOver(ledger, clock, nobody, nobody) });
  } finally {
    await ledger.close();
  }
}

/** The operator sees every incident, private ones too: whoever may read the database can read them anyway. */
export async function incidentNamed(ref: string, desk: Pick<Desk, "lookUp">): Promise<Loaded> {
  const loaded = await desk.lookUp.byRef(ref, OPERATOR);
  if (loaded === undefined) throw failed(`There is no incident ${ref}. pitwall incident list shows all.`);
  return loaded;
}
