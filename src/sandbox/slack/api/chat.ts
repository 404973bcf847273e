import { SlackError } from "../error.ts";
import { worded } from "../judge.ts";
import { deleteMessage, editMessage, messageAt, postEphemeral, postMessage, wireMessage } from "../messages.ts";
import type { Channel, Message } from "../model.ts";
import { codePoints } from "../typed-text.ts";
import { directMessage } from "../workspace.ts";
import { type Call, type Handlers, isGranted, joinedChannel, visibleChannel } from "./call.ts";

const LONGEST_TEXT = 40_000;
const LONGEST_UPDATE = 4_000;

type Content = {
  readonly text: string;
  readonly blocks: readonly unknown[] | undefined;
  readonly attachments: readonly unknown[] | undefined;
};

/** Throws invalid_blocks in the shape that Slack uses for messages. */
export function checkBlocks(call: Call, blocks: readonly unknown[] | undefined): void {
  if (blocks === undefined) return;
  const complaints = call.judge.judgeBlocks(blocks, "message").map(worded);
  if (complaints.length === 0) return;
  throw new SlackError("invalid_blocks", {
    errors: complaints,
    response_metadata: { messages: complaints.map((complaint) => `[ERROR] ${complaint}`) },
  });
}

function contentOf(call: Call): Content {
  const { args } = call;
  const blocks = args.array("blocks");
  const attachments = args.array("attachments");
  const markdown = args.maybe("markdown_text");
  const text = args.maybe("text");
  if (markdown !== undefined && (text !== undefined || blocks !== undefined)) {
    throw new SlackError("markdown_text_conflict");
  }
  const words = markdown ?? text ?? "";
  const isEmpty = (list: readonly unknown[] | undefined): boolean => list === undefined || list.length === 0;
  if (words === "" && isEmpty(blocks) && isEmpty(attachments)) throw new SlackError("no_text");
  checkBlocks(call, blocks);
  return { text: words, blocks, attachments };
}

function metadataOf(call: Call): Message["metadata"] {
  const metadata = call.args.object("metadata");
  if (metadata === undefined) return undefined;
  if (Object.keys(metadata).length > 0) {
    const { event_type, event_payload } = metadata as { event_type?: unknown; event_payload?: unknown };
    const isPayload = typeof event_payload === "object" && event_payload !== null && !Array.isArray(event_payload);
    if (typeof event_type !== "string" || !isPayload) throw new SlackError("invalid_metadata_format");
  }
  if (JSON.stringify(metadata).length > call.workspace.switches.metadata) throw new SlackError("metadata_too_large");
  return metadata as Message["metadata"];
}

/** A channel id, the name of a public one, or a person, whose conversation with the app is opened. */
function addressee(call: Call): Channel {
  const { workspace } = call;
  const given = call.args.text("channel");
  const user = workspace.users.get(given);
  if (user !== undefined) {
    if (user.id === call.me || user.deleted) throw new SlackError("channel_not_found");
    return directMessage(workspace, user.id);
  }
  const named = [...workspace.channels.values()].find(
    (channel) => channel.kind === "public" && `#${channel.name}` === given,
  );
  return visibleChannel(call, named?.id ?? given);
}

function postable(call: Call): Channel {
  const channel = addressee(call);
  if (channel.archived) throw new SlackError("is_archived");
  if (channel.kind === "im") {
    const home = call.workspace.app.manifest.features?.app_home;
    if (home !== undefined && home.messages_tab_enabled === false) throw new SlackError("messages_tab_disabled");
  } else if (!channel.members.has(call.me)) {
    const mayPostAnyway = channel.kind === "public" && isGranted(call.workspace.app.scopes, "chat:write.public");
    if (!mayPostAnyway) throw new SlackError("not_in_channel");
  }
  return channel;
}

function post(call: Call) {
  const channel = postable(call);
  const content = contentOf(call);
  const metadata = metadataOf(call);
  const message = postMessage(call.workspace, channel, call.me, {
    ...content,
    text: content.text.slice(0, LONGEST_TEXT),
    metadata: metadata !== undefined && Object.keys(metadata).length > 0 ? metadata : undefined,
    threadTs: call.args.maybe("thread_ts"),
    broadcast: call.args.flag("reply_broadcast"),
    username: call.args.maybe("username"),
  });
  const truncated =
    content.text.length > LONGEST_TEXT ? { response_metadata: { warnings: ["message_truncated"] } } : {};
  return { channel: channel.id, ts: message.ts, message: wireMessage(message), ...truncated };
}

function ephemeral(call: Call) {
  const channel = postable(call);
  const user = call.workspace.users.get(call.args.text("user"));
  if (user === undefined || user.deleted || !channel.members.has(user.id)) throw new SlackError("user_not_in_channel");
  const content = contentOf(call);
  const threadTs = call.args.maybe("thread_ts");
  const message = postEphemeral(call.workspace, channel, user.id, { ...content, threadTs });
  return { message_ts: message.ts };
}

function update(call: Call) {
  const channel = joinedChannel(call, call.args.text("channel"));
  const message = messageAt(channel, call.args.text("ts"));
  if (message.user !== call.me || (message.subtype !== undefined && message.subtype !== "thread_broadcast")) {
    throw new SlackError("cant_update_message");
  }
  if (channel.archived) throw new SlackError("is_inactive");
  const content = contentOf(call);
  if (codePoints(content.text) > LONGEST_UPDATE) throw new SlackError("msg_too_long");
  const hasText = call.args.has("text") || call.args.has("markdown_text");
  editMessage(call.workspace, channel, message, call.me, {
    text: hasText ? content.text : undefined,
    blocks: content.blocks,
    attachments: content.attachments,
    metadata: metadataOf(call),
  });
  return { channel: channel.id, ts: message.ts, text: message.text, message: wireMessage(message) };
}

function remove(call: Call) {
  const channel = joinedChannel(call, call.args.text("channel"));
  const message = messageAt(channel, call.args.text("ts"));
  if (channel.archived) throw new SlackError("is_archived");
  if (message.user !== call.me || message.subtype !== undefined) throw new SlackError("cant_delete_message");
  deleteMessage(call.workspace, channel, message);
  return { channel: channel.id, ts: message.ts };
}

function permalink(call: Call) {
  const channel = visibleChannel(call, call.args.text("channel"));
  const { ts } = messageAt(channel, call.args.text("message_ts"));
  return { channel: channel.id, permalink: permalinkOf(call, channel, ts) };
}

function permalinkOf(call: Call, channel: Channel, ts: string): string {
  return `https://${call.workspace.team.domain}.slack.com/archives/${channel.id}/p${ts.replace(".", "")}`;
}

export const chatMethods: Handlers = {
  "chat.postMessage": post,
  "chat.postEphemeral": ephemeral,
  "chat.update": update,
  "chat.delete": remove,
  "chat.getPermalink": permalink,
};
