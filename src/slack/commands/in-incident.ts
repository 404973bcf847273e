import type { Loaded } from "../../flow/cache.ts";
import { type Answer, type Asked, answer, here } from "../asked.ts";
import type { Bot } from "../bot.ts";
import { say, sentence } from "../text.ts";

/** For subcommands that are about the incident of the channel they are typed in. */
export function inIncident(
  run: (loaded: Loaded, asked: Asked, bot: Bot) => Promise<Answer>,
): (asked: Asked, bot: Bot) => Promise<Answer> {
  return async (asked, bot) => {
    const loaded = await here(bot, asked);
    if (loaded !== undefined) return run(loaded, asked, bot);
    return answer(
      say(
        sentence(
          "This channel is no incident's. Type it in the incident's channel; `/incident list` shows what is open.",
        ),
      ),
    );
  };
}
