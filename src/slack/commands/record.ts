import { HOUR, type Instant } from "../../shared/time.ts";
import { answer, carry } from "../asked.ts";
import { timelineMessage } from "../blocks/timeline.ts";
import { readTimeWords } from "../clock-words.ts";
import { wordsIn } from "../people-words.ts";
import { say, sentence } from "../text.ts";
import { inIncident } from "./in-incident.ts";
import { zoneOf } from "./progress.ts";
import type { Subcommand } from "./table.ts";

export const noteCommand: Subcommand = {
  name: "note",
  aliases: [],
  usage: "<text> [at 14:05 | 10 min ago]",
  help: "Writes on the timeline.",
  run: record(false),
};

export const decisionCommand: Subcommand = {
  name: "decision",
  aliases: [],
  usage: "<text> [at 14:05]",
  help: "Writes a decision on the timeline.",
  run: record(true),
};

export const timelineCommand: Subcommand = {
  name: "timeline",
  aliases: [],
  usage: "",
  help: "What happened, in order.",
  run: inIncident(async (loaded) => answer(timelineMessage(loaded))),
};

/** Roughly, and without asking for a zone: longer ago, the clock time alone could be taken for a coming one. */
function isToday(at: Instant, now: Instant): boolean {
  return now - at < 6 * HOUR;
}

function record(decision: boolean) {
  const word = decision ? "decision" : "note";
  return inIncident(async (loaded, asked, bot) => {
    const { text, at } = readTimeWords(await wordsIn(asked.text, bot), bot.clock.now(), await zoneOf(asked, bot));
    if (text === "")
      return answer(
        say(
          sentence(`What is the ${word}? \`/incident ${word} ${decision ? "roll back v412" : "error rate falling"}\``),
        ),
      );
    const command = { type: "addNote", text, decision, message: null, ...(at === undefined ? {} : { at }) } as const;
    return carry(bot, asked, loaded.stream, command, () =>
      say([
        decision ? "Decision recorded" : "Noted",
        ...(at === undefined ? [] : [" for ", { at, as: isToday(at, bot.clock.now()) ? "time" : "day-time" } as const]),
        `: ${text}`,
      ]),
    );
  });
}
