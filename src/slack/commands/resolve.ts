import type { Loaded } from "../../flow/cache.ts";
import type { Carried } from "../../flow/carry-out.ts";
import { isOpen } from "../../incident/incident.ts";
import { sayDuration } from "../../shared/time.ts";
import { type Answer, type Asked, answer, carry } from "../asked.ts";
import type { Bot } from "../bot.ts";
import { dueDate } from "../due-date.ts";
import { resolveForm } from "../forms/resolve.ts";
import { wordsIn } from "../people-words.ts";
import { postmortemScreen } from "../postmortem-screen.ts";
import { type Message, say, sentence } from "../text.ts";
import { inIncident } from "./in-incident.ts";
import { withUndo } from "./progress.ts";
import type { Subcommand } from "./table.ts";

export const resolveCommand: Subcommand = {
  name: "resolve",
  aliases: ["resolved"],
  usage: "[what fixed it]",
  help: "Ends it. Alone: the form.",
  run: inIncident(async (loaded, asked, bot) => {
    const what = await wordsIn(asked.text, bot);
    if (what === "" && isOpen(loaded.incident)) return { form: await resolveFormFor(loaded, asked.user, bot) };
    const command = {
      type: "resolve",
      what,
      by: asked.user,
      impactEndedAt: undefined,
      resolveAlerts: true,
      owner: undefined,
      due: dueDate(bot.clock.now()),
    } as const;
    return carry(bot, asked, loaded.stream, command, resolveReply);
  }),
};

export const reopenCommand: Subcommand = {
  name: "reopen",
  aliases: [],
  usage: "[why]",
  help: "It is not over after all.",
  run: inIncident(async (loaded, asked, bot) => {
    const reason = (await wordsIn(asked.text, bot)) || "it is not over";
    return carry(bot, asked, loaded.stream, { type: "reopen", reason }, ({ incident }) =>
      say([`${incident.ref} is open again.`]),
    );
  }),
};

export const cancelCommand: Subcommand = {
  name: "cancel",
  aliases: [],
  usage: "<reason>",
  help: "It was none: false alarm, duplicate.",
  run: inIncident(async (loaded, asked, bot) => {
    const reason = await wordsIn(asked.text, bot);
    if (reason === "")
      return answer(say(sentence("Why? `/incident cancel false alarm` or `/incident cancel duplicate of INC-3`")));
    return carry(bot, asked, loaded.stream, { type: "cancel", reason }, ({ incident }) =>
      say([`${incident.ref} is cancelled: ${reason}`]),
    );
  }),
};

export const postmortemCommand: Subcommand = {
  name: "postmortem",
  aliases: [],
  usage: "",
  help: "Opens the postmortem.",
  run: inIncident(async (loaded, asked, bot) => openPostmortem(loaded, asked, bot)),
};

/** Starts it where none was due by itself, and shows it. */
export async function openPostmortem(loaded: Loaded, asked: Asked, bot: Bot): Promise<Answer> {
  if (loaded.incident.postmortem !== null) return { form: await postmortemScreen(loaded, asked.user, bot) };
  const command = { type: "startPostmortem", owner: asked.user, due: dueDate(bot.clock.now()) } as const;
  return carry(bot, asked, loaded.stream, command, ({ incident }) =>
    say([`The postmortem of ${incident.ref} is yours; the draft is on its way to you as a direct message.`]),
  );
}

export async function resolveFormFor(loaded: Loaded, user: string, bot: Bot) {
  const now = bot.clock.now();
  return resolveForm(loaded, bot.rules, {
    now,
    user,
    openAlerts: await bot.openAlerts(loaded.stream),
    due: new Date(dueDate(now)).toISOString().slice(0, 10),
  });
}

function resolveReply(carried: Carried): Message {
  const { incident } = carried;
  const resolved = carried.added.find((event) => event.type === "Resolved");
  if (resolved === undefined) return say([`${incident.ref} is resolved already.`]);
  return withUndo(carried, resolved.version, [
    `${incident.ref} resolved after ${sayDuration(resolved.occurredAt - incident.declaredAt)}.`,
  ]);
}
