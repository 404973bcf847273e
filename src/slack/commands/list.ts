import { person } from "../../flow/look-up.ts";
import { type Answer, type Asked, answer } from "../asked.ts";
import { delivery } from "../blocks/delivery.ts";
import { inOneSentence, openList } from "../blocks/list.ts";
import { triageButtons } from "../blocks/triage-card.ts";
import type { Bot } from "../bot.ts";
import { say, sentence } from "../text.ts";
import { inIncident } from "./in-incident.ts";
import type { Subcommand } from "./table.ts";

export const listCommand: Subcommand = {
  name: "list",
  aliases: [],
  usage: "",
  help: "What is open.",
  run: async (asked, bot) => answer(openList(await bot.lookUp.open(person(asked.user)))),
};

export const deliveryCommand: Subcommand = {
  name: "delivery",
  aliases: [],
  usage: "",
  help: "What Slack and PagerDuty were asked to do, and what became of it.",
  run: inIncident(async (loaded, _asked, bot) => answer(delivery(loaded, await bot.deliveryOf(loaded.stream)))),
};

/** `/incident INC-7`. What the person may not see does not exist for him. */
export async function showIncident(ref: string, asked: Asked, bot: Bot): Promise<Answer> {
  const loaded = await bot.lookUp.byRef(ref, person(asked.user));
  if (loaded === undefined)
    return answer(say(sentence(`There is no ${ref.toUpperCase()}. \`/incident list\` shows what is open.`)));
  const message = inOneSentence(loaded.incident);
  if (loaded.incident.status !== "triage") return answer(message);
  return answer({ ...message, blocks: [...message.blocks, triageButtons(loaded.stream, loaded.incident)] });
}
