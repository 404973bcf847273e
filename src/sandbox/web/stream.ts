import type { ServerResponse } from "node:http";
import { canSee } from "../slack/channels.ts";
import { findMessage } from "../slack/messages.ts";
import type { Message } from "../slack/model.ts";
import type { Change } from "../slack/workspace.ts";
import type { ChangeData, ChangeType } from "./protocol.ts";
import { channelSeen, homeSeen, modalsSeen, type Reader, userSeen } from "./snapshot.ts";

type Told = { [T in ChangeType]: { readonly type: T; readonly data: ChangeData[T] } }[ChangeType];

/**
 * Server-sent events of all that changes for one person. After `lastEventId` it goes on where it was broken off; when that is
 * no longer kept, or is of a workspace that is gone, it says `reset` and the page asks for the state anew.
 */
export function streamChanges(reader: Reader, response: ServerResponse, lastEventId: number | undefined): void {
  const { changes } = reader.workspace;
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  response.write("retry: 1000\n: connected\n\n");

  function write(change: Change): void {
    if (!isFor(reader, change)) return;
    const told = whatToTell(reader, change);
    // Only the last of them carries the id: a reader that was cut off between them is told all of them again.
    const lines = told.map(({ type, data }, index) => {
      const id = index === told.length - 1 ? `id: ${change.id}\n` : "";
      return `${id}event: ${type}\ndata: ${JSON.stringify({ ...seenBy(change), data })}\n\n`;
    });
    if (lines.length > 0) response.write(lines.join(""));
  }

  if (lastEventId !== undefined) {
    const newest = changes.at(-1)?.id ?? 0;
    const oldest = changes[0]?.id ?? 1;
    if (lastEventId + 1 >= oldest && lastEventId <= newest) {
      for (const change of changes) if (change.id > lastEventId) write(change);
    } else response.write(`id: ${newest}\nevent: reset\ndata: {"data":null}\n\n`);
  }
  const leave = reader.workspace.onChange(write);
  response.on("close", leave);
}

function seenBy({ channel, user }: Change): Pick<Change, "channel" | "user"> {
  return { ...(channel === undefined ? {} : { channel }), ...(user === undefined ? {} : { user }) };
}

/** A channel that is gone takes with it what was said there. */
function isFor({ workspace, me }: Reader, change: Change): boolean {
  if (change.user !== undefined && change.user !== me) return false;
  if (change.channel === undefined) return true;
  const channel = workspace.channels.get(change.channel);
  return channel !== undefined && canSee(channel, me);
}

/** The change in the page's words: what is derived from the model is as it is now, which may be later than the change. */
function whatToTell(reader: Reader, { type, data }: Change): readonly Told[] {
  switch (type) {
    case "message":
      return posted(reader, data as Message);
    case "message_deleted":
      return deleted(reader, data as ChangeData["message_deleted"] & { readonly thread_ts?: string });
    case "message_changed":
    case "ephemeral":
    case "ephemeral_changed":
    case "ephemeral_deleted":
    case "reaction_added":
    case "reaction_removed":
    case "pin_added":
    case "pin_removed":
    case "bookmark":
    case "bookmark_removed":
    case "channel_deleted":
    case "read":
    case "caption":
      return [{ type, data } as Told];
    case "channel":
      return channelNow(reader, (data as { readonly id: string }).id);
    case "user":
      return userNow(reader, (data as { readonly id: string }).id);
    case "modal":
      return [{ type: "modals_seen", data: modalsSeen(reader) }];
    case "filled":
      return filledNow(reader, (data as { readonly view: string }).view);
    case "home":
      return [{ type: "home_seen", data: homeSeen(reader) }];
    case "clock":
      return [{ type, data: { now: reader.workspace.clock.now(), pace: reader.pace } }];
    case "world":
    case "call":
      return [{ type, data: null }];
    default:
      throw new Error(`Nobody told the page's stream what a change "${type}" means`);
  }
}

/** Another browser of the same person shows what was filled in as well. */
function filledNow(reader: Reader, viewId: string): readonly Told[] {
  const isHome = reader.workspace.homes.get(reader.me)?.id === viewId;
  return isHome ? [{ type: "home_seen", data: homeSeen(reader) }] : [{ type: "modals_seen", data: modalsSeen(reader) }];
}

function posted(reader: Reader, message: Message): readonly Told[] {
  const { channel, user, ts } = message;
  const told: Told[] = [{ type: "message", data: message }, ...threadNow(reader, message)];
  const isReply = message.thread_ts !== undefined && message.thread_ts !== ts;
  if (user === reader.me && !isReply) told.push({ type: "read", data: { channel, last_read: ts } });
  return told;
}

/** What has replies leaves a tombstone, so it is a change for whoever looks. */
function deleted(reader: Reader, gone: ChangeData["message_deleted"] & { readonly thread_ts?: string }): Told[] {
  const channel = reader.workspace.channels.get(gone.channel);
  const tombstone = channel === undefined ? undefined : findMessage(channel, gone.ts);
  if (tombstone !== undefined) return [{ type: "message_changed", data: tombstone }];
  return [{ type: "message_deleted", data: { channel: gone.channel, ts: gone.ts } }, ...threadNow(reader, gone)];
}

/** The message that the thread hangs on, with its new count of replies. */
function threadNow(
  { workspace }: Reader,
  reply: { readonly channel: string; readonly ts: string; readonly thread_ts?: string },
): Told[] {
  if (reply.thread_ts === undefined || reply.thread_ts === reply.ts) return [];
  const channel = workspace.channels.get(reply.channel);
  const first = channel === undefined ? undefined : findMessage(channel, reply.thread_ts);
  return first === undefined ? [] : [{ type: "message_changed", data: first }];
}

function channelNow(reader: Reader, id: string): Told[] {
  const channel = reader.workspace.channels.get(id);
  return channel === undefined ? [] : [{ type: "channel_seen", data: channelSeen(reader, channel) }];
}

function userNow(reader: Reader, id: string): Told[] {
  const user = reader.workspace.users.get(id);
  return user === undefined ? [] : [{ type: "user_seen", data: userSeen(reader, user) }];
}
