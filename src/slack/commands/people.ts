import type { Loaded } from "../../flow/cache.ts";
import type { Carried } from "../../flow/carry-out.ts";
import { commandOf } from "../../incident/decide-role.ts";
import type { Rules } from "../../incident/rules.ts";
import { COMMANDER, readRole } from "../../incident/rules.ts";
import { isRefusal } from "../../shared/refusal.ts";
import { type Answer, answer, carry, refused } from "../asked.ts";
import { handoverForm } from "../forms/handover.ts";
import { firstUser, typed, withoutFirstUser, withoutUsers, wordsIn } from "../people-words.ts";
import { context, type Line, type Message, rich, say, sentence, spoken } from "../text.ts";
import { inIncident } from "./in-incident.ts";
import type { Subcommand } from "./table.ts";

export const leadCommand: Subcommand = {
  name: "lead",
  aliases: ["ic", "commander"],
  usage: "[@user]",
  help: "Takes command, or gives it to someone at once.",
  run: inIncident(async (loaded, asked, bot) => {
    const named = firstUser(asked.text);
    if (named === undefined && typed(withoutUsers(asked.text)) !== "") {
      return answer(
        say([
          `Whom do you mean by "${typed(asked.text)}"? `,
          ...sentence("Mention the person: `/incident lead @ana`. Alone, `/incident lead` takes command yourself."),
        ]),
      );
    }
    const user = named ?? asked.user;
    const command = { type: "assignRole", role: COMMANDER, user, by: asked.user } as const;
    return carry(bot, asked, loaded.stream, command, (carried) => roleReply(carried, COMMANDER, asked.user, bot.rules));
  }),
};

export const roleCommand: Subcommand = {
  name: "role",
  aliases: ["roles"],
  usage: "<comms|scribe|deputy> [@user]",
  help: "Takes a role, or gives it to someone.",
  run: inIncident(async (loaded, asked, bot) => {
    const word = typed(withoutUsers(asked.text));
    if (word === "") return answer(rolesNow(loaded.incident.roles, bot.rules));
    const role = readRole(word, bot.rules);
    if (role === undefined)
      return answer(say([`There is no role "${word}". Known: ${bot.rules.roles.map((one) => one.name).join(", ")}.`]));
    const user = firstUser(asked.text) ?? asked.user;
    const command = { type: "assignRole", role: role.name, user, by: asked.user } as const;
    return carry(bot, asked, loaded.stream, command, (carried) => roleReply(carried, role.name, asked.user, bot.rules));
  }),
};

export const handoverCommand: Subcommand = {
  name: "handover",
  aliases: ["handoff"],
  usage: "@user [what they must know]",
  help: "Offers command to someone; it passes when they accept.",
  run: inIncident(async (loaded, asked, bot) => {
    const to = firstUser(asked.text);
    if (to === undefined) return handoverFormFor(loaded);
    const brief = await wordsIn(withoutFirstUser(asked.text), bot);
    return carry(bot, asked, loaded.stream, { type: "offerHandover", to, by: asked.user, brief }, () =>
      say(["Offered. Command passes when ", { user: to }, " accepts."]),
    );
  }),
};

/** The form, where there is a command to hand over. */
export function handoverFormFor(loaded: Loaded): Answer {
  const command = commandOf(loaded.incident);
  return isRefusal(command) ? refused(command) : { form: handoverForm(loaded) };
}

/** What a person is told who took or gave a role; the instructions go to the holder alone. */
export function roleReply(carried: Carried, name: string, by: string, rules: Rules): Message {
  const rule = rules.roles.find((one) => one.name === name);
  const holder = carried.incident.roles[name];
  const title = rule?.title ?? name;
  if (holder === undefined) return say([`Nobody is ${lowered(title)}.`]);
  if (holder !== by) return say([{ user: holder }, ` is ${lowered(title)} now.`]);
  const line: Line = [`You are ${lowered(title)} of ${carried.incident.ref}.`];
  return { text: spoken(line), blocks: [rich(line), ...(rule === undefined ? [] : [context([rule.instructions])])] };
}

function rolesNow(roles: Readonly<Record<string, string>>, rules: Rules): Message {
  return say(
    ...rules.roles.map((role): Line => {
      const user = roles[role.name];
      return [{ bold: `${role.title} ` }, user === undefined ? "nobody" : { user }];
    }),
    sentence("`/incident role scribe @user` gives one."),
  );
}

function lowered(title: string): string {
  return title.charAt(0).toLowerCase() + title.slice(1);
}
