import type { Message } from "../../slack/model.ts";

/** What stands in a list of messages, from top to bottom. */
export type Row =
  | { readonly kind: "day"; readonly key: string; readonly at: number }
  | { readonly kind: "new"; readonly key: string }
  | {
      readonly kind: "message";
      readonly key: string;
      readonly message: Message;
      /** With name and picture; the ones that follow from the same author stand under it. */
      readonly isFirst: boolean;
    };

/** Messages of one author that come later than this after each other are two groups. */
const GROUP_MS = 5 * 60_000;

export function millisOf(ts: string): number {
  return Math.floor(Number(ts) * 1_000);
}

/** Whether it stands in the channel itself, and not only in a thread. */
export function isTopLevel({ thread_ts, ts, subtype }: Message): boolean {
  return thread_ts === undefined || thread_ts === ts || subtype === "thread_broadcast";
}

/** A line that Slack writes itself, such as "joined the channel". */
export function isSystemLine({ subtype }: Message): boolean {
  return (
    subtype !== undefined &&
    subtype !== "file_share" &&
    subtype !== "thread_broadcast" &&
    subtype !== "bot_message" &&
    subtype !== "me_message"
  );
}

/**
 * @param dayOf the day of a time, in the zone of the person who reads
 * @param readUpTo the first message by somebody else after it gets the line "New" above it
 */
export function rowsOf(
  messages: readonly Message[],
  { dayOf, readUpTo, me }: { dayOf(at: number): string; readonly readUpTo: string | undefined; readonly me: string },
): readonly Row[] {
  const rows: Row[] = [];
  let before: Message | undefined;
  let isNewShown = readUpTo === undefined || readUpTo === "0";
  for (const message of messages) {
    const at = millisOf(message.ts);
    const isOtherDay = before === undefined || dayOf(millisOf(before.ts)) !== dayOf(at);
    if (isOtherDay) rows.push({ kind: "day", key: `day ${dayOf(at)}`, at });
    const isFirstNew = !isNewShown && readUpTo !== undefined && message.ts > readUpTo && message.user !== me;
    if (isFirstNew) rows.push({ kind: "new", key: "new" });
    isNewShown ||= isFirstNew;
    const isFirst = isOtherDay || isFirstNew || before === undefined || !belongTogether(before, message);
    rows.push({ kind: "message", key: message.ts, message, isFirst });
    before = message;
  }
  return rows;
}

function belongTogether(before: Message, message: Message): boolean {
  return (
    before.user === message.user &&
    before.username === message.username &&
    before.is_ephemeral === message.is_ephemeral &&
    !isSystemLine(before) &&
    !isSystemLine(message) &&
    message.subtype !== "thread_broadcast" &&
    millisOf(message.ts) - millisOf(before.ts) < GROUP_MS
  );
}
