import * as channels from "../channels.ts";
import { SlackError } from "../error.ts";
import { isVisible, wireMessage } from "../messages.ts";
import type { Channel, Message } from "../model.ts";
import { directMessage, findDirectMessage, type Workspace } from "../workspace.ts";
import { type Call, type Handlers, joinedChannel, pageOf, requireScope, visibleChannel } from "./call.ts";

function wire(call: Call, channel: Channel): Record<string, unknown> {
  return channels.wireChannel(call.workspace, channel, call.me);
}

function create(call: Call) {
  const isPrivate = call.args.flag("is_private");
  requireScope(call.workspace, call.spec.channelScopes[isPrivate ? "private" : "public"] ?? "");
  return { channel: wire(call, channels.createChannel(call.workspace, call.me, call.args.text("name"), isPrivate)) };
}

function archive(call: Call) {
  channels.archive(call.workspace, visibleChannel(call, call.args.text("channel")), call.me);
  return {};
}

function unarchive(call: Call) {
  channels.unarchive(call.workspace, visibleChannel(call, call.args.text("channel")), call.me);
  return {};
}

function rename(call: Call) {
  const channel = visibleChannel(call, call.args.text("channel"));
  channels.rename(call.workspace, channel, call.me, call.args.text("name"));
  return { channel: wire(call, channel) };
}

function setTopic(call: Call) {
  const channel = visibleChannel(call, call.args.text("channel"));
  channels.say(call.workspace, channel, call.me, "topic", call.args.text("topic"));
  return { channel: wire(call, channel) };
}

function setPurpose(call: Call) {
  const channel = visibleChannel(call, call.args.text("channel"));
  channels.say(call.workspace, channel, call.me, "purpose", call.args.text("purpose"));
  return { purpose: channel.purpose.value };
}

function invite(call: Call) {
  const channel = visibleChannel(call, call.args.text("channel"));
  const users = call.args.list("users");
  if (users.length === 0) throw new SlackError("no_user");
  channels.invite(call.workspace, channel, call.me, users, call.args.flag("force"));
  return { channel: wire(call, channel) };
}

function kick(call: Call) {
  channels.kick(call.workspace, visibleChannel(call, call.args.text("channel")), call.me, call.args.text("user"));
  return {};
}

function join(call: Call) {
  const channel = visibleChannel(call, call.args.text("channel"));
  const done = channels.join(call.workspace, channel, call.me);
  if (done === "joined") return { channel: wire(call, channel) };
  const warning = "already_in_channel";
  return { channel: wire(call, channel), warning, response_metadata: { warnings: [warning] } };
}

function leave(call: Call) {
  const done = channels.leave(call.workspace, visibleChannel(call, call.args.text("channel")), call.me);
  return done === "left" ? {} : { not_in_channel: true };
}

function open(call: Call) {
  const { workspace, args } = call;
  const given = args.maybe("channel");
  if (given !== undefined) return { channel: wire(call, visibleChannel(call, given)) };
  const [userId, second] = args.list("users");
  if (userId === undefined) throw new SlackError("users_list_not_supplied");
  // Group messages are not modelled: nothing in an incident needs one.
  if (second !== undefined) throw new SlackError("too_many_users");
  const user = workspace.users.get(userId);
  if (user === undefined) throw new SlackError("user_not_found");
  if (user.deleted) throw new SlackError("user_disabled");
  const already_open = findDirectMessage(workspace, userId) !== undefined;
  const channel = directMessage(workspace, userId);
  const shown = args.flag("return_im") ? wire(call, channel) : { id: channel.id };
  return already_open ? { already_open, no_op: true, channel: shown } : { channel: shown };
}

function info(call: Call) {
  const channel = visibleChannel(call, call.args.text("channel"));
  const count = call.args.flag("include_num_members") ? { num_members: channel.members.size } : {};
  return { channel: { ...wire(call, channel), ...count } };
}

function members(call: Call) {
  const channel = visibleChannel(call, call.args.text("channel"));
  const page = pageOf(call, [...channel.members], { standard: 100, most: 1_000 });
  return { members: page.items, response_metadata: page.response_metadata };
}

const TYPES: Readonly<Record<string, Channel["kind"] | undefined>> = {
  public_channel: "public",
  private_channel: "private",
  im: "im",
  mpim: undefined,
};

function listed(call: Call, ofUser: string | undefined) {
  const { workspace, args } = call;
  const types = args.has("types") ? args.list("types") : ["public_channel"];
  if (types.some((type) => !(type in TYPES))) throw new SlackError("invalid_types");
  const kinds = new Set(types.map((type) => TYPES[type]));
  for (const kind of kinds) {
    const needed = kind === undefined ? undefined : call.spec.channelScopes[kind];
    if (needed !== undefined) requireScope(workspace, needed);
  }
  const found = [...workspace.channels.values()].filter(
    (channel) =>
      kinds.has(channel.kind) &&
      channels.canSee(channel, call.me) &&
      (ofUser === undefined || channel.members.has(ofUser)) &&
      !(args.flag("exclude_archived") && channel.archived),
  );
  const page = pageOf(call, found, { standard: 100, most: 1_000 });
  return {
    channels: page.items.map((channel) =>
      ofUser === undefined ? { ...wire(call, channel), num_members: channel.members.size } : wire(call, channel),
    ),
    response_metadata: page.response_metadata,
  };
}

function ofUser(call: Call) {
  const user = call.args.maybe("user") ?? call.me;
  if (!call.workspace.users.has(user)) throw new SlackError("user_not_found");
  return listed(call, user);
}

function shown(call: Call, message: Message): Record<string, unknown> {
  const { metadata, ...rest } = wireMessage(message);
  return metadata !== undefined && call.args.flag("include_all_metadata") ? { ...rest, metadata } : rest;
}

/** Between `oldest` and `latest`, old enough to be seen. */
function inWindow(workspace: Workspace, call: Call, messages: readonly Message[]): Message[] {
  const oldest = Number(call.args.maybe("oldest") ?? 0);
  const latest = Number(call.args.maybe("latest") ?? Number.MAX_SAFE_INTEGER);
  const inclusive = call.args.flag("inclusive");
  return messages.filter((message) => {
    const ts = Number(message.ts);
    const within = inclusive ? ts >= oldest && ts <= latest : ts > oldest && ts < latest;
    return within && isVisible(workspace, message);
  });
}

function history(call: Call) {
  const channel = joinedChannel(call, call.args.text("channel"));
  const top = channel.messages.filter(
    (message) =>
      message.thread_ts === undefined || message.thread_ts === message.ts || message.subtype === "thread_broadcast",
  );
  const page = pageOf(call, inWindow(call.workspace, call, top).reverse(), { standard: 100, most: 999 });
  return {
    messages: page.items.map((message) => shown(call, message)),
    has_more: page.response_metadata.next_cursor !== "",
    pin_count: channel.pins.length,
    response_metadata: page.response_metadata,
  };
}

function replies(call: Call) {
  const channel = joinedChannel(call, call.args.text("channel"));
  const ts = call.args.text("ts");
  const root = channel.messages.find((message) => message.ts === ts && isVisible(call.workspace, message));
  if (root === undefined) throw new SlackError("thread_not_found");
  const answers = channel.messages.filter((message) => message.thread_ts === root.ts && message !== root);
  const page = pageOf(call, [root, ...inWindow(call.workspace, call, answers)], { standard: 1_000, most: 1_000 });
  return {
    messages: page.items.map((message) => shown(call, message)),
    has_more: page.response_metadata.next_cursor !== "",
    response_metadata: page.response_metadata,
  };
}

export const conversationMethods: Handlers = {
  "conversations.create": create,
  "conversations.archive": archive,
  "conversations.unarchive": unarchive,
  "conversations.rename": rename,
  "conversations.setTopic": setTopic,
  "conversations.setPurpose": setPurpose,
  "conversations.invite": invite,
  "conversations.kick": kick,
  "conversations.join": join,
  "conversations.leave": leave,
  "conversations.open": open,
  "conversations.info": info,
  "conversations.members": members,
  "conversations.list": (call) => listed(call, undefined),
  "conversations.history": history,
  "conversations.replies": replies,
  "users.conversations": ofUser,
};
