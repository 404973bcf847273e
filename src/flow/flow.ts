import type { Rules } from "../incident/rules.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Clock } from "../shared/time.ts";
import { cacheOf } from "./cache.ts";
import { carryingOut } from "./carry-out.ts";
import { lookUpOver } from "./look-up.ts";
import { questionsIn } from "./questions.ts";

/** The way in and the way to look, over one ledger: what both the bot and the command line stand on. */
export function flowOver(parts: {
  readonly ledger: Ledger;
  readonly rules: Rules;
  readonly clock: Clock;
  readonly random: () => number;
  /** Hides secrets in what people write, before it is stored. */
  readonly mask: (text: string) => string;
}) {
  const cache = cacheOf(parts.ledger);
  return {
    carryOut: carryingOut({ ...parts, cache }),
    lookUp: lookUpOver(parts.ledger, cache),
    questions: questionsIn(parts.ledger, parts.clock),
  };
}
export type Flow = ReturnType<typeof flowOver>;
