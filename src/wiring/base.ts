import type { Catalog } from "../catalog/catalog.ts";
import type { BotConfig } from "../config.ts";
import type { Flow } from "../flow/flow.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Logger } from "../log.ts";
import type { Clock } from "../shared/time.ts";

/** What every part of the bot stands on. */
export type Base = {
  readonly config: BotConfig;
  readonly clock: Clock;
  readonly log: Logger;
  readonly ledger: Ledger;
  readonly flow: Flow;
  /** As last read. */
  readonly catalog: () => Catalog;
  readonly newId: () => string;
  /** Something may be due now. */
  readonly wake: () => void;
};
