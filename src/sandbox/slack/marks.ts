import { SlackError } from "./error.ts";
import { findMessage, postSystemMessage, wireMessage } from "./messages.ts";
import type { Bookmark, Channel, Message } from "./model.ts";
import type { Workspace } from "./workspace.ts";

const MOST_BOOKMARKS = 100;

export function addReaction(workspace: Workspace, channel: Channel, message: Message, by: string, name: string): void {
  if (!/^[a-z0-9_+'-]+(::skin-tone-[2-6])?$/.test(name)) throw new SlackError("invalid_name");
  message.reactions ??= [];
  const reaction = message.reactions.find((each) => each.name === name);
  if (reaction?.users.includes(by) === true) throw new SlackError("already_reacted");
  if (reaction === undefined) message.reactions.push({ name, users: [by] });
  else reaction.users.push(by);
  reacted(workspace, channel, message, by, name, "reaction_added");
}

export function removeReaction(
  workspace: Workspace,
  channel: Channel,
  message: Message,
  by: string,
  name: string,
): void {
  const reaction = message.reactions?.find((each) => each.name === name);
  if (reaction === undefined || !reaction.users.includes(by)) throw new SlackError("no_reaction");
  reaction.users.splice(reaction.users.indexOf(by), 1);
  message.reactions = message.reactions?.filter((each) => each.users.length > 0) ?? [];
  reacted(workspace, channel, message, by, name, "reaction_removed");
}

function reacted(
  workspace: Workspace,
  channel: Channel,
  message: Message,
  by: string,
  reaction: string,
  type: "reaction_added" | "reaction_removed",
): void {
  workspace.changed(type, { ts: message.ts, channel: channel.id, user: by, reaction }, { channel: channel.id });
  const item = { type: "message", channel: channel.id, ts: message.ts };
  workspace.emit({ type, user: by, reaction, item, item_user: message.user, event_ts: workspace.stamp() }, channel);
}

export function addPin(workspace: Workspace, channel: Channel, message: Message, by: string): void {
  if (channel.pins.some((pin) => pin.ts === message.ts)) throw new SlackError("already_pinned");
  if (channel.pins.length >= workspace.switches.pins) throw new SlackError("too_many_pins");
  if (message.subtype !== undefined && message.subtype !== "file_share" && message.subtype !== "thread_broadcast") {
    throw new SlackError("not_pinnable");
  }
  channel.pins.push({ ts: message.ts, by, created: workspace.seconds() });
  message.pinned_to = [channel.id];
  workspace.changed("pin_added", { channel: channel.id, ts: message.ts, user: by }, { channel: channel.id });
  postSystemMessage(workspace, channel, by, "pinned_item", `<@${by}> pinned a message to this channel.`, {
    item: { type: "message", channel: channel.id, ts: message.ts },
  });
  pinned(workspace, channel, message, by, "pin_added");
}

export function removePin(workspace: Workspace, channel: Channel, message: Message, by: string): void {
  const index = channel.pins.findIndex((pin) => pin.ts === message.ts);
  if (index === -1) throw new SlackError("not_pinned");
  channel.pins.splice(index, 1);
  delete message.pinned_to;
  workspace.changed("pin_removed", { channel: channel.id, ts: message.ts, user: by }, { channel: channel.id });
  pinned(workspace, channel, message, by, "pin_removed");
}

function pinned(
  workspace: Workspace,
  channel: Channel,
  message: Message,
  by: string,
  type: "pin_added" | "pin_removed",
): void {
  const created = workspace.seconds();
  workspace.emit(
    {
      type,
      user: by,
      channel_id: channel.id,
      item: { type: "message", created, created_by: by, channel: channel.id, message: wireMessage(message) },
      item_user: message.user,
      pin_count: channel.pins.length,
      pinned_info: { channel: channel.id, pinned_by: by, pinned_ts: created },
      event_ts: workspace.stamp(),
    },
    channel,
  );
}

export function pinnedItems(channel: Channel): Record<string, unknown>[] {
  return channel.pins.flatMap((pin) => {
    const message = findMessage(channel, pin.ts);
    if (message === undefined) return [];
    const { by, created } = pin;
    return [{ type: "message", channel: channel.id, created, created_by: by, message: wireMessage(message) }];
  });
}

function checkLink(link: string): void {
  if (!/^https?:\/\/\S+$/.test(link)) throw new SlackError("invalid_link");
}

export type BookmarkDraft = {
  readonly title: string;
  readonly type: string;
  readonly link: string;
  readonly emoji: string;
};

export function addBookmark(workspace: Workspace, channel: Channel, by: string, draft: BookmarkDraft): Bookmark {
  if (draft.type !== "link") throw new SlackError("invalid_bookmark_type");
  checkLink(draft.link);
  if (channel.bookmarks.length >= MOST_BOOKMARKS) throw new SlackError("too_many_bookmarks");
  const bookmark: Bookmark = {
    ...draft,
    type: "link",
    id: workspace.nextId("Bk"),
    channel_id: channel.id,
    date_created: workspace.seconds(),
    date_updated: 0,
    last_updated_by_user_id: by,
  };
  channel.bookmarks.push(bookmark);
  workspace.changed("bookmark", bookmark, { channel: channel.id });
  return bookmark;
}

function bookmarkOf(channel: Channel, id: string): Bookmark {
  const bookmark = channel.bookmarks.find((each) => each.id === id);
  if (bookmark === undefined) throw new SlackError("not_found");
  return bookmark;
}

export type BookmarkEdit = {
  readonly title?: string | undefined;
  readonly link?: string | undefined;
  readonly emoji?: string | undefined;
};

export function editBookmark(
  workspace: Workspace,
  channel: Channel,
  by: string,
  id: string,
  { title, link, emoji }: BookmarkEdit,
): Bookmark {
  const bookmark = bookmarkOf(channel, id);
  if (link !== undefined) checkLink(link);
  bookmark.title = title ?? bookmark.title;
  bookmark.link = link ?? bookmark.link;
  bookmark.emoji = emoji ?? bookmark.emoji;
  bookmark.date_updated = workspace.seconds();
  bookmark.last_updated_by_user_id = by;
  workspace.changed("bookmark", bookmark, { channel: channel.id });
  return bookmark;
}

export function removeBookmark(workspace: Workspace, channel: Channel, id: string): void {
  channel.bookmarks.splice(channel.bookmarks.indexOf(bookmarkOf(channel, id)), 1);
  workspace.changed("bookmark_removed", { id, channel: channel.id }, { channel: channel.id });
}
