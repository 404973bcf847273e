import type { Answer, Asked } from "../asked.ts";
import type { Bot } from "../bot.ts";

/** A subcommand of /incident: its name, its help line and what it does are one entry. */
export type Subcommand = {
  readonly name: string;
  readonly aliases: readonly string[];
  /** What may follow the name. */
  readonly usage: string;
  readonly help: string;
  /** `text` of `asked` is what follows the name. */
  readonly run: (asked: Asked, bot: Bot) => Promise<Answer>;
};
