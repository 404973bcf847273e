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

/** Each thing that was to be done outside for this incident, with its state: what failed first, then what waits. */
export function delivery(loaded: Loaded, rows: readonly DeliveryRow[]): Message {
  const { stream, incident } = loaded;
  const failed = rows.filter((row) => row.state === "gave-up");
  const waiting = rows.filter((row) => row.state === "waiting" && row.kind !== "remind");
  const dropped = rows.filter((row) => row.state === "dropped");
  const done = rows.filter((row) => row.state === "done").length;
  const title: Line = [{ bold: `${incident.ref}: ${done} done, ${waiting.length} waiting, ${failed.length} failed` }];
  const blocks: KnownBlock[] = [rich(title)];
  for (const [index, row] of failed.slice(0, 8).entries()) {
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
  if (waiting.length > 0) blocks.push(rich(...waitingLines(waiting)));
  if (dropped.length > 0) blocks.push(rich(...droppedLines(dropped)));
  if (failed.length === 0 && waiting.length === 0 && dropped.length === 0)
    blocks.push(context(["Everything that was asked for has been done."]));
  return { text: spoken(title), blocks };
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

function droppedLines(dropped: readonly DeliveryRow[]): readonly Line[] {
  const kinds = [...new Set(dropped.map((row) => row.kind))];
  return kinds.map((kind): Line => {
    const rows = dropped.filter((row) => row.kind === kind);
    const why = rows[0]?.error ?? "no reason given";
    return [`Dropped: ${kindWords(kind)}${rows.length === 1 ? "" : ` (${rows.length})`} · ${why}`];
  });
}

function kindWords(kind: string): string {
  return WORDS[kind] ?? kind;
}
