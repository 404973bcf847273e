import type { Message } from "../slack/model.ts";
import type { ChannelSeen } from "../web/protocol.ts";
import { isNews, isTopLevel } from "./messages/rows.ts";

export type Unread = {
  readonly isUnread: boolean;
  /** How often the person is meant: by name, with everybody, or because the conversation is with them alone. */
  readonly mentions: number;
};

const meant = new WeakMap<Message, Map<string, boolean>>();

export function unreadOf(channel: ChannelSeen, messages: readonly Message[], me: string): Unread {
  let isUnread = false;
  let mentions = 0;
  for (let at = messages.length - 1; at >= 0; at -= 1) {
    const message = messages[at];
    if (message === undefined || message.ts <= channel.last_read) break;
    if (!isNews(message, me)) continue;
    const isMeant = channel.kind === "im" || isMentioned(message, me);
    if (isMeant) mentions += 1;
    isUnread ||= isMeant || isTopLevel(message);
  }
  return { isUnread: isUnread && (channel.is_member || channel.kind === "im"), mentions };
}

/** Whether a message means the person: kept, as it is asked for anew whenever anything changes. */
function isMentioned(message: Message, me: string): boolean {
  const known = meant.get(message) ?? new Map<string, boolean>();
  meant.set(message, known);
  const answer = known.get(me) ?? findMention(message, me);
  known.set(me, answer);
  return answer;
}

function findMention({ text, blocks }: Message, me: string): boolean {
  const said = `${text} ${blocks === undefined ? "" : JSON.stringify(blocks)}`;
  return said.includes(`<@${me}>`) || said.includes(`"user_id":"${me}"`) || /<!(?:here|channel|everyone)/.test(said);
}
