import type { Loaded } from "../../flow/cache.ts";
import { type Entry, entriesOf, entryJson } from "../../timeline/entry.ts";
import { sayLine } from "../../timeline/line.ts";
import { type DatedSpeech, datedOver, timelineMarkdown } from "../../timeline/markdown.ts";
import { isoOf, speechOf } from "../../wiring/speech.ts";
import { atDesk, incidentNamed } from "../desk.ts";
import { type Command, columns, plain, sayJson } from "../terminal.ts";
import { readAsked } from "./asked.ts";

export const timeline: Command = async (args, terminal) => {
  const { ref, form } = readAsked(args);
  const [loaded, speech]: [Loaded, DatedSpeech] = await atDesk(terminal, async (desk) => {
    const found = await incidentNamed(ref, desk);
    return [found, await speechOf(found, desk.people, desk.config.workspace.timezone)];
  });
  const entries = entriesOf(loaded.events);
  switch (form) {
    case "json":
      await sayJson(
        terminal,
        entries.map((entry) => entryJson(entry, speech, isoOf)),
      );
      break;
    case "md":
      await terminal.say(`${timelineMarkdown(entries, speech)}\n`);
      break;
    case "text":
      await terminal.say(asText(entries, speech));
  }
  return 0;
};

/** A line an entry; key entries, those that a postmortem shows, bear a star. */
function asText(entries: readonly Entry[], speech: DatedSpeech): string {
  const dated = datedOver(
    entries.map(({ occurredAt }) => occurredAt),
    speech,
  );
  const rows = entries.map((entry) => [
    dated.time(entry.occurredAt),
    entry.key ? "*" : "",
    plain(sayLine(entry.text, dated)) + (entry.struck ? " (struck)" : ""),
  ]);
  return `${columns(rows)}\nTimes are ${speech.zone}; * marks what a postmortem shows.\n`;
}
