import type { Loaded } from "../../flow/cache.ts";
import { HOUR, MINUTE } from "../../shared/time.ts";
import { type Entry, entriesOf } from "../../timeline/entry.ts";
import { context, cut, type Line, type Message, rich, spoken, told } from "../text.ts";

/** As many as a person reads at once; the whole is one command away. */
const SHOWN = 25;
/** Of one piece of an entry: a note can be as long as a message. */
const WORDS_SHOWN = 300;

/** The key entries, oldest first. */
export function timelineMessage(loaded: Loaded): Message {
  const { lines, foot } = timelineLines(loaded);
  return { text: spoken([`Timeline of ${loaded.incident.ref}. `], ...lines), blocks: [rich(...lines), context(foot)] };
}

function timelineLines(loaded: Loaded): { readonly lines: readonly Line[]; readonly foot: Line } {
  const key = entriesOf(loaded.events).filter((entry) => entry.key && !entry.struck);
  const shown = key.slice(-SHOWN);
  const hidden = key.length - shown.length;
  const more = hidden > 0 ? `${hidden} earlier entries not shown. ` : "";
  const foot: Line = [`${more}All entries: `, { code: `pitwall incident timeline ${loaded.incident.ref}` }];
  return { lines: shown.map(entryLine), foot };
}

function entryLine(entry: Entry): Line {
  const words = told(entry.text).map((part) => (typeof part === "string" ? cut(part, WORDS_SHOWN) : part));
  return [{ at: entry.occurredAt, as: "time" }, "  ", ...words];
}

/** Longer ago, the clock time alone could be taken for another day's. */
const SAME_DAY = 6 * HOUR;

/** An entry as it is told in the thread when it is recorded; what happened clearly earlier says when. */
export function threadLine({ text, occurredAt, recordedAt }: Entry): Line {
  const age = recordedAt - occurredAt;
  if (age < MINUTE) return told(text);
  return [...told(text), " (", { at: occurredAt, as: age < SAME_DAY ? "time" : "day-time" }, ")"];
}
