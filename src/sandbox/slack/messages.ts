import { withIds } from "./elements.ts";
import { SlackError } from "./error.ts";
import type { Channel, Message, Ts, WireFile } from "./model.ts";
import { tsToMillis, type Workspace } from "./workspace.ts";

export type Draft = {
  readonly text: string;
  readonly blocks?: readonly unknown[] | undefined;
  readonly attachments?: readonly unknown[] | undefined;
  readonly metadata?: Message["metadata"] | undefined;
  readonly threadTs?: Ts | undefined;
  readonly broadcast?: boolean | undefined;
  readonly files?: readonly WireFile[] | undefined;
  readonly username?: string | undefined;
};

export function channelType(channel: Channel): "channel" | "group" | "im" {
  switch (channel.kind) {
    case "public":
      return "channel";
    case "private":
      return "group";
    case "im":
      return "im";
  }
}

export function wireMessage({ channel: _, ...message }: Message): Omit<Message, "channel"> {
  return structuredClone(message);
}

export function findMessage(channel: Channel, ts: Ts): Message | undefined {
  return channel.messages.find((message) => message.ts === ts);
}

export function messageAt(channel: Channel, ts: Ts): Message {
  const message = findMessage(channel, ts);
  if (message === undefined) throw new SlackError("message_not_found");
  return message;
}

/** Whether history and replies show it already. */
export function isVisible(workspace: Workspace, message: Message): boolean {
  return tsToMillis(message.ts) + workspace.switches.historyLag <= workspace.clock.now();
}

function draftedMessage(workspace: Workspace, channel: Channel, userId: string, draft: Draft): Message {
  const { app, team } = workspace;
  const byApp = userId === app.botUserId;
  return {
    channel: channel.id,
    type: "message",
    ts: workspace.stamp(),
    user: userId,
    team: team.id,
    text: draft.text,
    ...(byApp ? { bot_id: app.botId, app_id: app.id } : { client_msg_id: workspace.nextId("msg-") }),
    ...(draft.username === undefined ? {} : { username: draft.username }),
    ...(draft.blocks === undefined ? {} : { blocks: withIds(draft.blocks, workspace.nextId) }),
    ...(draft.attachments === undefined ? {} : { attachments: draft.attachments }),
    ...(draft.metadata === undefined ? {} : { metadata: draft.metadata }),
    ...(draft.files === undefined ? {} : { files: draft.files, subtype: "file_share" }),
  };
}

export function postMessage(workspace: Workspace, channel: Channel, userId: string, draft: Draft): Message {
  const message = draftedMessage(workspace, channel, userId, draft);
  if (draft.threadTs !== undefined) joinThread(channel, message, draft.threadTs);
  if (draft.broadcast === true && draft.threadTs !== undefined) message.subtype = "thread_broadcast";
  channel.messages.push(message);
  workspace.changed("message", message, { channel: channel.id });
  announce(workspace, channel, message);
  return message;
}

function joinThread(channel: Channel, message: Message, threadTs: Ts): void {
  const root = findMessage(channel, threadTs);
  if (root === undefined || (root.thread_ts !== undefined && root.thread_ts !== root.ts)) {
    throw new SlackError("cannot_reply_to_message");
  }
  message.thread_ts = root.ts;
  message.parent_user_id = root.user;
  root.thread_ts = root.ts;
  root.reply_count = (root.reply_count ?? 0) + 1;
  root.reply_users = [...new Set([...(root.reply_users ?? []), message.user])];
  root.reply_users_count = root.reply_users.length;
  root.latest_reply = message.ts;
}

function announce(workspace: Workspace, channel: Channel, message: Message): void {
  const body = { ...wireMessage(message), channel: channel.id, event_ts: message.ts };
  workspace.emit({ ...body, channel_type: channelType(channel) }, channel);
  const { botUserId } = workspace.app;
  const mentioned = message.text.includes(`<@${botUserId}>`) || message.text.includes(`<@${botUserId}|`);
  const isPlain = message.subtype === undefined || message.subtype === "file_share";
  if (mentioned && isPlain && message.user !== botUserId && channel.kind !== "im") {
    workspace.emit({ ...body, type: "app_mention" }, channel);
  }
}

type Told = Pick<Message, "inviter" | "topic" | "purpose" | "name" | "old_name" | "item">;

/** A line that Slack itself writes: somebody joined, changed the topic, pinned a message. */
export function postSystemMessage(
  workspace: Workspace,
  channel: Channel,
  userId: string,
  subtype: string,
  text: string,
  told: Told = {},
): Message {
  const { botUserId, botId, id } = workspace.app;
  const message: Message = {
    channel: channel.id,
    type: "message",
    subtype: channel.kind === "private" ? subtype.replace(/^channel_/, "group_") : subtype,
    ts: workspace.stamp(),
    user: userId,
    team: workspace.team.id,
    text,
    ...(userId === botUserId ? { bot_id: botId, app_id: id } : {}),
    ...told,
  };
  channel.messages.push(message);
  workspace.changed("message", message, { channel: channel.id });
  announce(workspace, channel, message);
  return message;
}

export function postEphemeral(workspace: Workspace, channel: Channel, toUser: string, draft: Draft): Message {
  const message = draftedMessage(workspace, channel, workspace.app.botUserId, draft);
  message.is_ephemeral = true;
  if (draft.threadTs !== undefined) message.thread_ts = draft.threadTs;
  channel.ephemerals.push({ user: toUser, message });
  workspace.changed("ephemeral", message, { channel: channel.id, user: toUser });
  return message;
}

export type Edit = {
  readonly text?: string | undefined;
  readonly blocks?: readonly unknown[] | undefined;
  readonly attachments?: readonly unknown[] | undefined;
  readonly metadata?: Message["metadata"] | undefined;
};

/** Who else than the channel's members is meant: a message for one person is that person's alone. */
function seenBy(channel: Channel, message: Message): { channel: string; user?: string } {
  const reader = channel.ephemerals.find((each) => each.message === message)?.user;
  return reader === undefined ? { channel: channel.id } : { channel: channel.id, user: reader };
}

/** Replaces the content: new text without blocks removes the blocks; what becomes of the metadata is a switch. */
export function editMessage(workspace: Workspace, channel: Channel, message: Message, by: string, edit: Edit): void {
  const previous = wireMessage(message);
  const ts = workspace.stamp();
  applyEdit(workspace, message, edit);
  if (edit.blocks === undefined || by !== workspace.app.botUserId) message.edited = { user: by, ts };
  const type = message.is_ephemeral === true ? "ephemeral_changed" : "message_changed";
  workspace.changed(type, message, seenBy(channel, message));
  if (message.is_ephemeral === true) return;
  workspace.emit(
    {
      type: "message",
      subtype: "message_changed",
      message: wireMessage(message),
      previous_message: previous,
      channel: channel.id,
      channel_type: channelType(channel),
      hidden: true,
      ts,
      event_ts: ts,
    },
    channel,
  );
}

function applyEdit(workspace: Workspace, message: Message, edit: Edit): void {
  if (edit.text !== undefined) message.text = edit.text;
  if (edit.blocks !== undefined) message.blocks = withIds(edit.blocks, workspace.nextId);
  else if (edit.text !== undefined) delete message.blocks;
  if (edit.attachments !== undefined) message.attachments = edit.attachments;
  const metadata = edit.metadata ?? (workspace.switches.editsKeepMetadata ? message.metadata : undefined);
  if (metadata === undefined || Object.keys(metadata).length === 0) delete message.metadata;
  else message.metadata = metadata;
}

export function deleteMessage(workspace: Workspace, channel: Channel, message: Message): void {
  const previous = wireMessage(message);
  const index = channel.messages.indexOf(message);
  if ((message.reply_count ?? 0) > 0) {
    message.text = "This message was deleted.";
    message.subtype = "tombstone";
    delete message.blocks;
    delete message.files;
    delete message.metadata;
  } else {
    channel.messages.splice(index, 1);
    leaveThread(channel, message);
  }
  const pin = channel.pins.findIndex((each) => each.ts === message.ts);
  if (pin !== -1) channel.pins.splice(pin, 1);
  const ts = workspace.stamp();
  const { ts: gone, thread_ts: thread } = message;
  const where = thread === undefined ? {} : { thread_ts: thread };
  workspace.changed("message_deleted", { channel: channel.id, ts: gone, ...where }, { channel: channel.id });
  workspace.emit(
    {
      type: "message",
      subtype: "message_deleted",
      previous_message: previous,
      deleted_ts: message.ts,
      channel: channel.id,
      channel_type: channelType(channel),
      hidden: true,
      ts,
      event_ts: ts,
    },
    channel,
  );
}

function leaveThread(channel: Channel, message: Message): void {
  if (message.thread_ts === undefined || message.thread_ts === message.ts) return;
  const root = findMessage(channel, message.thread_ts);
  if (root === undefined) return;
  const left = channel.messages.filter((other) => other.thread_ts === root.ts && other !== root);
  root.reply_count = left.length;
  root.reply_users = [...new Set(left.map((other) => other.user))];
  root.reply_users_count = root.reply_users.length;
  const latest = left.at(-1);
  if (latest !== undefined) {
    root.latest_reply = latest.ts;
    return;
  }
  delete root.latest_reply;
  delete root.thread_ts;
}

function deleteEphemeral(workspace: Workspace, channel: Channel, message: Message): void {
  const reader = seenBy(channel, message);
  const index = channel.ephemerals.findIndex((each) => each.message === message);
  if (index !== -1) channel.ephemerals.splice(index, 1);
  workspace.changed("ephemeral_deleted", { channel: channel.id, ts: message.ts }, reader);
}

/** Removes what the whole channel can see, or what only one person can. */
export function removeMessage(workspace: Workspace, channel: Channel, message: Message): void {
  if (message.is_ephemeral === true) deleteEphemeral(workspace, channel, message);
  else deleteMessage(workspace, channel, message);
}

/** A message or an ephemeral one, by its timestamp. */
export function shownAt(channel: Channel, ts: Ts): Message | undefined {
  return findMessage(channel, ts) ?? channel.ephemerals.find((each) => each.message.ts === ts)?.message;
}
