import { afterAll, beforeAll, beforeEach } from "vitest";
import type { Ledger } from "../../src/ledger/ledger.ts";
import type { Row, Value } from "../../src/ledger/statement.ts";
import { describeAppend } from "./contract-append.ts";
import { describeChain } from "./contract-chain.ts";
import { describeInbox } from "./contract-inbox.ts";
import { describeOutbox } from "./contract-outbox.ts";
import { describeRows } from "./contract-rows.ts";
import { describeRules } from "./contract-rules.ts";

/** A ledger on some database, and a way to its tables that goes round it. */
export type Bench = {
  readonly ledger: Ledger;
  raw(sql: string, ...values: Value[]): Promise<readonly Row[]>;
  empty(): Promise<void>;
};

/** What every database must do alike. */
export function ledgerContract(open: () => Promise<Bench>): void {
  let bench: Bench;
  const current = (): Bench => bench;

  beforeAll(async () => {
    bench = await open();
  });
  beforeEach(() => bench.empty());
  afterAll(() => bench.ledger.close());

  describeAppend(current);
  describeChain(current);
  describeInbox(current);
  describeOutbox(current);
  describeRows(current);
  describeRules(current);
}

export const TABLES = [
  "events",
  "incidents",
  "counters",
  "claims",
  "alerts",
  "inbox",
  "outbox",
  "people",
  "leases",
] as const;
