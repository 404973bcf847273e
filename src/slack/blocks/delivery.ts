import type { KnownBlock } from "@slack/types";
import type { Loaded } from "../../flow/cache.ts";
import type { DeliveryRow } from "../bot.ts";
import { button } from "../button.ts";
import { context, type Line, type Message, rich, spoken } from "../text.ts";

const WORDS: Readonly<Record<string, string>> = {
  "open-channel": "Open the channel",
  invite: "Invite people",
  "find-people": "Find in Slack who was paged",
  "pin-card": "Pin the card",
  "bookmark-call": "Bookmark the call",
  post: "Message in the channel",
  thread: "Line in the thread",
  "direct-message": "Direct message",
  page: "Page",
  "resolve-alerts": "Resolve in PagerDuty",
  card: "Card",
  topic: "Topic",
  announcement: "Announcement",
  "triage-card": "Triage card",
  "postmortem-card": "Postmortem draft",
  remind: "Reminder",
  "tell-opened": "Link to the channel",
};

const FAILED_SHOWN = 8;

/** Each thing that was to be done outside for this incident, with its state: what failed first, then what waits. */
export function delivery(loaded: Loaded, rows: readonly DeliveryRow[]): Message {
  const { stream, incident } = loaded;
  const inState = (state: DeliveryRow["state"]) => rows.filter((row) => row.state === state);
  const failed = inState("gave-up");
  const waiting = inState("waiting").filter((row) => row.kind !== "remind");
  const done = inState("done");
  const cancelled = inState("cancelled");
  const dropped = inState("dropped");
  const isDone = failed.length === 0 && waiting.length === 0 && dropped.length === 0;
  const title: Line = isDone
    ? [{ bold: incident.ref }, " · Everything that was asked for has been done."]
    : [{ bold: `${incident.ref}: ${done.length} done, ${waiting.length} waiting, ${failed.length} failed` }];
  const blocks: KnownBlock[] = [rich(title)];
  for (const [index, row] of failed.slice(0, FAILED_SHOWN).entries()) {
    blocks.push(
      rich([
        { bold: `Failed: ${kindWords(row.kind)}` },
        ` · ${row.error ?? "no reason given"} · ${row.attempts === 1 ? "1 try" : `${row.attempts} tries`}`,
      ]),
      {
        type: "actions",
        block_id: `retry-${index}`,
        elements: [button(`retry-effect-${index}`, "Try again", { i: stream, x: row.key })],
      },
    );
  }
  if (failed.length > FAILED_SHOWN)
    blocks.push(context([`Also failed: ${counted(failed.slice(FAILED_SHOWN))}. They are shown once these are done.`]));
  if (waiting.length > 0) blocks.push(rich(...waitingLines(waiting)));
  if (cancelled.length > 0) blocks.push(rich(...notDoneLines("Left out", cancelled)));
  if (dropped.length > 0) blocks.push(rich(...notDoneLines("Dropped", dropped)));
  if (done.length > 0) blocks.push(context([`Done: ${counted(done)}`]));
  return { text: spoken(title), blocks };
}

/** "Message in the channel (3), Card". */
function counted(rows: readonly DeliveryRow[]): string {
  const kinds = [...Map.groupBy(rows, (row) => row.kind)];
  return kinds.map(([kind, of]) => `${kindWords(kind)}${of.length === 1 ? "" : ` (${of.length})`}`).join(", ");
}

/** A line for each kind of what will not be done: what it needs was given up, or the operator dropped it. */
function notDoneLines(word: string, notDone: readonly DeliveryRow[]): readonly Line[] {
  const kinds = [...Map.groupBy(notDone, (row) => row.kind).values()];
  return kinds.map((rows): Line => [`${word}: ${counted(rows)} · ${rows[0]?.error ?? "no reason given"}`]);
}

/** A line for each kind, with the reason of whichever has one. */
function waitingLines(waiting: readonly DeliveryRow[]): readonly Line[] {
  const kinds = [...new Set(waiting.map((row) => row.kind))];
  return kinds.map((kind): Line => {
    const rows = waiting.filter((row) => row.kind === kind);
    const why = rows.find((row) => row.error !== undefined)?.error;
    const next = Math.min(...rows.map((row) => row.notBefore));
    return [
      `Waiting: ${kindWords(kind)}${rows.length === 1 ? "" : ` (${rows.length})`}${why === undefined ? "" : ` · ${why}`} · next try `,
      { at: next, as: "time" },
    ];
  });
}

function kindWords(kind: string): string {
  return WORDS[kind] ?? kind;
}
