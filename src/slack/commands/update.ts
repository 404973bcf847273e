import type { Carried } from "../../flow/carry-out.ts";
import { severityRule } from "../../incident/rules.ts";
import { carry } from "../asked.ts";
import { updateForm } from "../forms/update.ts";
import { wordsIn } from "../people-words.ts";
import { type Message, say } from "../text.ts";
import { inIncident } from "./in-incident.ts";
import type { Subcommand } from "./table.ts";

export const updateCommand: Subcommand = {
  name: "update",
  aliases: ["sum"],
  usage: "[text]",
  help: "Tells everyone how it stands. Alone: the form.",
  run: inIncident(async (loaded, asked, bot) => {
    const text = await wordsIn(asked.text, bot);
    if (text === "") return { form: updateForm(loaded, bot.rules, bot.clock.now(), asked.user) };
    const command = {
      type: "giveUpdate",
      text,
      by: asked.user,
      impact: undefined,
      status: undefined,
      severity: undefined,
      next: severityRule(loaded.incident.severity, bot.rules)?.updateEvery ?? null,
      customerSentence: null,
      announce: !loaded.incident.private,
    } as const;
    return carry(bot, asked, loaded.stream, command, updateReply);
  }),
};

function updateReply(carried: Carried): Message {
  const next = carried.incident.update?.nextAt ?? null;
  return next === null
    ? say(["Update recorded; it is being sent."])
    : say(["Update recorded; it is being sent. Next one by ", { at: next, as: "time" }, "."]);
}
