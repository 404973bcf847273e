import type { Loaded } from "../../flow/cache.ts";
import { person } from "../../flow/look-up.ts";
import { type Answer, type Asked, answer, here } from "../asked.ts";
import type { Bot } from "../bot.ts";
import { say, sentence } from "../text.ts";

/** For subcommands that are about the incident of the channel they are typed in; elsewhere its name comes first. */
export function inIncident(
  run: (loaded: Loaded, asked: Asked, bot: Bot) => Promise<Answer>,
): (asked: Asked, bot: Bot) => Promise<Answer> {
  return async (asked, bot) => {
    const loaded = await here(bot, asked);
    if (loaded !== undefined) return run(loaded, asked, bot);
    const [ref = "", ...rest] = asked.text.trim().split(/\s+/);
    const named = /^(?:inc|sec|drill)-\d+$/i.test(ref) ? await bot.lookUp.byRef(ref, person(asked.user)) : undefined;
    if (named !== undefined) return run(named, { ...asked, text: rest.join(" ") }, bot);
    return answer(
      say(
        sentence(
          "This channel is no incident's. Type it in the incident's channel, or name it: `/incident delivery INC-7`. `/incident list` shows what is open.",
        ),
      ),
    );
  };
}
