import type { Loaded } from "../../flow/cache.ts";
import type { Carried } from "../../flow/carry-out.ts";
import { TITLE_MAX } from "../../incident/decide-declare.ts";
import { readSeverity, severityRule } from "../../incident/rules.ts";
import { statusSays, statusTitle } from "../../incident/say.ts";
import { sayDuration } from "../../shared/time.ts";
import { type Asked, answer, carry } from "../asked.ts";
import type { Bot } from "../bot.ts";
import { button } from "../button.ts";
import { readTimeWords } from "../clock-words.ts";
import { detailsForm } from "../forms/details.ts";
import { typed, wordsIn } from "../people-words.ts";
import { type Line, type Message, rich, say, sentence, spoken } from "../text.ts";
import { inIncident } from "./in-incident.ts";
import type { Subcommand } from "./table.ts";

const STATUSES = ["investigating", "identified", "monitoring"] as const;

export const statusCommand: Subcommand = {
  name: "status",
  aliases: [],
  usage: "[investigating|identified|monitoring]",
  help: "Sets or shows the status. Alone: the form for status, severity and impact.",
  run: inIncident(async (loaded, asked, bot) => {
    const word = typed(asked.text).toLowerCase();
    if (word === "") return { form: detailsForm(loaded, bot.rules) };
    const to = STATUSES.find((status) => status.startsWith(word));
    if (word.startsWith("resol")) return answer(say(sentence("`/incident resolve what fixed it` resolves it.")));
    if (to === undefined) {
      const known = STATUSES.map((status): Line => [{ bold: status }, ` ${statusSays(status)}`]);
      return answer(say([`There is no status "${word}". Known:`], ...known));
    }
    return carry(bot, asked, loaded.stream, { type: "setStatus", to }, statusReply);
  }),
};

export const mitigatedCommand: Subcommand = {
  name: "mitigated",
  aliases: ["mit", "mitigate"],
  usage: "[at 14:05]",
  help: "The impact is over; you keep watching.",
  run: inIncident(async (loaded, asked, bot) => {
    const read = readTimeWords(typed(asked.text), bot.clock.now(), await zoneOf(asked, bot));
    const at = read.at === undefined ? {} : { at: read.at };
    return carry(bot, asked, loaded.stream, { type: "setStatus", to: "monitoring", ...at }, (carried) =>
      mitigatedReply(carried, read.at),
    );
  }),
};

export const severityCommand: Subcommand = {
  name: "sev",
  aliases: ["severity"],
  usage: "<1-4>",
  help: "Sets the severity.",
  run: inIncident(async (loaded, asked, bot) => {
    const word = typed(asked.text);
    if (word === "") return { form: detailsForm(loaded, bot.rules) };
    const to = readSeverity(word, bot.rules);
    if (to === undefined) {
      const known = bot.rules.severities.map((rule): Line => [{ bold: rule.name }, ` ${rule.says}`]);
      return answer(say([`There is no severity "${word}". Known:`], ...known));
    }
    return carry(bot, asked, loaded.stream, { type: "setSeverity", to }, (carried) => severityReply(carried, bot));
  }),
};

export const titleCommand: Subcommand = {
  name: "title",
  aliases: [],
  usage: "<text>",
  help: "Changes the title.",
  run: inIncident(async (loaded, asked, bot) => {
    const to = await wordsIn(asked.text, bot);
    const cut = [...to].length > TITLE_MAX ? ` (cut: a title holds ${TITLE_MAX} characters)` : "";
    return carry(bot, asked, loaded.stream, { type: "setTitle", to }, ({ incident }) =>
      say([`Title: ${incident.title}${cut}`]),
    );
  }),
};

export const impactCommand: Subcommand = {
  name: "impact",
  aliases: [],
  usage: "<text>",
  help: "Says who is hit and how badly.",
  run: inIncident(async (loaded, asked, bot) => {
    const text = await wordsIn(asked.text, bot);
    if (text === "") {
      const now = `Impact: ${loaded.incident.impact ?? "not stated"}. `;
      return answer(say([now, ...sentence("`/incident impact 12 % of payments fail` states it.")]));
    }
    return carry(bot, asked, loaded.stream, { type: "stateImpact", text }, ({ incident }) =>
      say([`Impact: ${incident.impact ?? ""}`]),
    );
  }),
};

function mitigatedReply(carried: Carried, at: number | undefined): Message {
  const changed = carried.added.find((event) => event.type === "StatusChanged");
  if (changed === undefined) return statusReply(carried);
  return withUndo(carried, changed.version, [
    "Impact over at ",
    { at: at ?? changed.occurredAt, as: "time" },
    "; watching.",
  ]);
}

function statusReply(carried: Carried): Message {
  const { incident } = carried;
  const changed = carried.added.find((event) => event.type === "StatusChanged");
  if (changed?.type !== "StatusChanged") return say([`${incident.ref} is ${statusTitle(incident.status)} already.`]);
  return withUndo(carried, changed.version, [`${statusTitle(changed.body.from)} → ${statusTitle(changed.body.to)}`]);
}

function severityReply(carried: Carried, bot: Pick<Bot, "rules">): Message {
  const { incident } = carried;
  const changed = carried.added.find((event) => event.type === "SeverityChanged");
  if (changed?.type !== "SeverityChanged") return say([`${incident.ref} is ${incident.severity} already.`]);
  const every = severityRule(incident.severity, bot.rules)?.updateEvery;
  const rhythm = every === undefined ? "" : ` An update every ${sayDuration(every)}.`;
  return withUndo(carried, changed.version, [`${changed.body.from} → ${changed.body.to}.${rhythm}`]);
}

/** Status, severity and resolve are taken back by one click for ten minutes. */
export function withUndo(loaded: Loaded, version: number, line: Line): Message {
  return {
    text: spoken(line),
    blocks: [rich(line), { type: "actions", elements: [button("undo", "Undo", { i: loaded.stream, v: version })] }],
  };
}

export async function zoneOf(asked: Pick<Asked, "user">, bot: Bot): Promise<string | undefined> {
  return (await bot.people.get(asked.user))?.zone;
}
