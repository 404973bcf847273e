import { SlackError } from "../error.ts";
import * as marks from "../marks.ts";
import { messageAt, wireMessage } from "../messages.ts";
import type { Channel, Message } from "../model.ts";
import { type Call, type Handlers, joinedChannel } from "./call.ts";

type Item = { readonly channel: Channel; readonly message: Message };

function itemOf(call: Call): Item {
  const id = call.args.maybe("channel");
  const ts = call.args.maybe("timestamp");
  if (id === undefined || ts === undefined) throw new SlackError("no_item_specified");
  if (!/^\d+\.\d{6}$/.test(ts)) throw new SlackError("bad_timestamp");
  const channel = joinedChannel(call, id);
  return { channel, message: messageAt(channel, ts) };
}

/** The same, where it can still be changed. */
function openItemOf(call: Call): Item {
  const item = itemOf(call);
  if (item.channel.archived) throw new SlackError("is_archived");
  return item;
}

function react(call: Call) {
  const { channel, message } = openItemOf(call);
  marks.addReaction(call.workspace, channel, message, call.me, call.args.text("name"));
  return {};
}

function unreact(call: Call) {
  const { channel, message } = openItemOf(call);
  marks.removeReaction(call.workspace, channel, message, call.me, call.args.text("name"));
  return {};
}

function reactions(call: Call) {
  const { channel, message } = itemOf(call);
  return { type: "message", channel: channel.id, message: wireMessage(message) };
}

function pin(call: Call) {
  const { channel, message } = openItemOf(call);
  marks.addPin(call.workspace, channel, message, call.me);
  return {};
}

function unpin(call: Call) {
  const { channel, message } = openItemOf(call);
  marks.removePin(call.workspace, channel, message, call.me);
  return {};
}

function bookmarked(call: Call): Channel {
  const channel = joinedChannel(call, call.args.text("channel_id"));
  if (channel.archived && call.method !== "bookmarks.list") throw new SlackError("is_archived");
  return channel;
}

function addBookmark(call: Call) {
  const { args } = call;
  const draft = {
    title: args.text("title"),
    type: args.text("type"),
    link: args.maybe("link") ?? "",
    emoji: args.maybe("emoji") ?? "",
  };
  return { bookmark: marks.addBookmark(call.workspace, bookmarked(call), call.me, draft) };
}

function editBookmark(call: Call) {
  const { args } = call;
  const edit = { title: args.maybe("title"), link: args.maybe("link"), emoji: args.maybe("emoji") };
  const id = args.text("bookmark_id");
  return { bookmark: marks.editBookmark(call.workspace, bookmarked(call), call.me, id, edit) };
}

function removeBookmark(call: Call) {
  marks.removeBookmark(call.workspace, bookmarked(call), call.args.text("bookmark_id"));
  return {};
}

export const markMethods: Handlers = {
  "reactions.add": react,
  "reactions.remove": unreact,
  "reactions.get": reactions,
  "pins.add": pin,
  "pins.remove": unpin,
  "pins.list": (call) => ({ items: marks.pinnedItems(joinedChannel(call, call.args.text("channel"))) }),
  "bookmarks.add": addBookmark,
  "bookmarks.edit": editBookmark,
  "bookmarks.remove": removeBookmark,
  "bookmarks.list": (call) => ({ bookmarks: bookmarked(call).bookmarks }),
};
