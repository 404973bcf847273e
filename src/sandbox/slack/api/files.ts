import { SlackError } from "../error.ts";
import { fileOf, storeFile } from "../files.ts";
import { postMessage } from "../messages.ts";
import type { WireFile } from "../model.ts";
import { type Call, type Handlers, joinedChannel } from "./call.ts";
import { checkBlocks } from "./chat.ts";

const MOST_CHANNELS = 100;

function info(call: Call) {
  const file = fileOf(call.workspace, call.args.text("file"));
  return { file: { ...file.wire, channels: [...file.channels] }, comments: [] };
}

function getUploadUrl(call: Call) {
  const { workspace, args } = call;
  const id = workspace.nextId("F");
  workspace.uploads.set(id, { name: args.text("filename"), length: args.number("length") ?? 0, bytes: undefined });
  return { upload_url: `${call.url}/upload/v1/${id}`, file_id: id };
}

function finished(call: Call, given: unknown): WireFile {
  const { id, title } = (given ?? {}) as { id?: string; title?: string };
  const upload = call.workspace.uploads.get(id ?? "");
  if (id === undefined || upload?.bytes === undefined) throw new SlackError("file_not_found");
  call.workspace.uploads.delete(id);
  const file = { name: upload.name, content: upload.bytes, ...(title === undefined ? {} : { title }) };
  return storeFile(call.workspace, call.url, call.me, file, id);
}

function complete(call: Call) {
  const { workspace, args } = call;
  const only = args.maybe("channel_id");
  const ids = only === undefined ? args.list("channels") : [only];
  if (ids.length > MOST_CHANNELS) throw new SlackError("channels_limit_exceeded");
  const channels = ids.map((id) => joinedChannel(call, id));
  if (channels.some((channel) => channel.archived)) throw new SlackError("posting_to_channel_denied");
  const blocks = args.array("blocks");
  checkBlocks(call, blocks);
  const files = (args.array("files") ?? []).map((given) => finished(call, given));
  const comment = args.maybe("initial_comment");
  for (const channel of channels) {
    for (const file of files) fileOf(workspace, file.id).channels.add(channel.id);
    postMessage(workspace, channel, call.me, {
      text: comment ?? "",
      blocks: comment === undefined ? blocks : undefined,
      threadTs: args.maybe("thread_ts"),
      files,
    });
  }
  return { files };
}

export const fileMethods: Handlers = {
  "files.info": info,
  "files.getUploadURLExternal": getUploadUrl,
  "files.completeUploadExternal": complete,
};
