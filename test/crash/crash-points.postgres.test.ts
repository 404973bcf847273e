import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PostgresClient } from "../../src/ledger/postgres.ts";
import { HOUR } from "../../src/shared/time.ts";
import { openPglite } from "../ledger/pglite.ts";
import { startSystemPostgres } from "../ledger/system-postgres.ts";
import { type BotBundle, bundledBot } from "./bot-process.ts";
import { SCENARIOS } from "./scenarios.ts";
import { pgliteStore, serverStore } from "./store.ts";
import { strikeAll, type Tally } from "./strike-all.ts";
import { DIES } from "./troubles.ts";

const IN_THIS_PROCESS = ["declare by command", "note", "resolve, with PagerDuty and the postmortem"];
const ON_A_SERVER = "note";
const FEWEST_POINTS = 150;
const tally: Tally = { points: 0, runs: 0, struck: 0, struckTwice: 0, missed: 0 };

function scenarioNamed(name: string) {
  const found = SCENARIOS.find((scenario) => scenario.name === name);
  if (found === undefined) throw new Error(`There is no scenario "${name}"`);
  return found;
}

describe("on PostgreSQL in this process, where the bot is abandoned", () => {
  let client: PostgresClient;
  beforeAll(async () => {
    client = await openPglite();
  });
  afterAll(() => client.close());

  it.each(IN_THIS_PROCESS)(
    "%s leaves the same, wherever that happens",
    async (name) => {
      const troubles = [{ ...DIES, few: 2 }];
      const before = tally.struck;
      expect(await strikeAll(pgliteStore(client), scenarioNamed(name), { troubles, tally, atOnce: 1 })).toEqual([]);
      expect(tally.struck).toBeGreaterThan(before);
    },
    HOUR,
  );
});

const server = await startSystemPostgres();
afterAll(() => server?.stop());

describe("on a PostgreSQL server", () => {
  let bundle: BotBundle | undefined;
  beforeAll(async () => {
    bundle = await bundledBot();
  });
  afterAll(() => bundle?.remove());

  it(
    `${ON_A_SERVER} leaves the same, wherever the bot dies`,
    async (context) => {
      if (server === undefined || bundle === undefined) {
        console.warn("No PostgreSQL server was tested: none is installed.");
        return context.skip();
      }
      const troubles = [{ ...DIES, few: 2 }];
      const store = serverStore(bundle, server.url);
      expect(await strikeAll(store, scenarioNamed(ON_A_SERVER), { troubles, tally, atOnce: 1 })).toEqual([]);
    },
    HOUR,
  );
});

it("are more than a few on PostgreSQL too", () => {
  console.log(`${tally.points} crash points on PostgreSQL, ${tally.runs} runs, ${tally.struck} struck`);
  expect(tally.points).toBeGreaterThanOrEqual(FEWEST_POINTS);
});
