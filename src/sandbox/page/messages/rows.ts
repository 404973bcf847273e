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
 * @param newFrom the timestamp of the message that the line "New" stands above
 */
export function rowsOf(
  messages: readonly Message[],
  { dayOf, newFrom }: { dayOf(at: number): string; readonly newFrom: string | undefined },
): readonly Row[] {
  const rows: Row[] = [];
  let before: Message | undefined;
  for (const message of messages) {
    const at = millisOf(message.ts);
    const isOtherDay = before === undefined || dayOf(millisOf(before.ts)) !== dayOf(at);
    if (isOtherDay) rows.push({ kind: "day", key: `day ${dayOf(at)}`, at });
    const isNew = message.ts === newFrom;
    if (isNew) rows.push({ kind: "new", key: "new" });
    const isFirst = isOtherDay || isNew || before === undefined || !belongTogether(before, message);
    rows.push({ kind: "message", key: message.ts, message, isFirst });
    before = message;
  }
  return rows;
}

/** The first message that was not read, when some were; what one said oneself or sees alone is not news. */
export function firstUnread(messages: readonly Message[], lastRead: string, me: string): string | undefined {
  if (lastRead === "0") return undefined;
  return messages.find((message) => message.ts > lastRead && isNews(message, me))?.ts;
}

/** Whether somebody else has said it, to more than one person. */
export function isNews(message: Message, me: string): boolean {
  return message.user !== me && message.is_ephemeral !== true && !isSystemLine(message);
}

function belongTogether(before: Message, message: Message): boolean {
  return (
    before.user === message.user &&
    before.username === message.username &&
    before.is_ephemeral === message.is_ephemeral &&
    isSystemLine(before) === isSystemLine(message) &&
    message.subtype !== "thread_broadcast" &&
    millisOf(message.ts) - millisOf(before.ts) < GROUP_MS
  );
}
