import { SECOND } from "../../shared/time.ts";
import type { Filled } from "./block.ts";
import { indent, linesOf, printBlocks } from "./block.ts";
import { sayDate, sayTime } from "./date.ts";
import type { PrintContext } from "./text.ts";
import { plainText } from "./text.ts";

/** A message with the fields that Slack sends; `ephemeral_to` is the workspace's own, a user's id. */
export type PrintableMessage = {
  readonly ts: string;
  readonly text?: string;
  readonly user?: string;
  readonly bot_id?: string;
  readonly username?: string;
  readonly subtype?: string;
  readonly thread_ts?: string;
  readonly blocks?: readonly unknown[];
  readonly edited?: object;
  readonly reactions?: readonly {
    readonly name: string;
    readonly count?: number;
    readonly users?: readonly string[];
  }[];
  readonly files?: readonly PrintableFile[];
  readonly pinned_to?: readonly string[];
  readonly ephemeral_to?: string;
};

type PrintableFile = {
  readonly name?: string;
  readonly title?: string;
  readonly mimetype?: string;
  readonly alt_txt?: string;
};

export type PrintableChannel = {
  readonly name: string;
  readonly is_private?: boolean;
  readonly is_archived?: boolean;
  readonly topic?: { readonly value: string };
};

export type PrintableView = {
  readonly type: "modal" | "home";
  readonly title?: { readonly text: string };
  readonly submit?: { readonly text: string };
  readonly close?: { readonly text: string };
  readonly blocks: readonly unknown[];
  readonly state?: { readonly values: NonNullable<Filled["values"]> };
  /** What the app answered to the last submit, by block_id. */
  readonly errors?: { readonly [blockId: string]: string };
};

const SYSTEM = /^(?:(?:channel|group)_|(?:un)?pinned_item$|bot_(?:add|remove)$|tombstone$)/;

/**
 * A message as a screen reader reads it, one line per thing. As in Slack, blocks take the place of the text, which is
 * then only for notifications.
 */
export function printMessage(message: PrintableMessage, context: PrintContext): readonly string[] {
  const time = sayTime(Number(message.ts) * SECOND, context.zone);
  const body = printBody(message, context);
  if (SYSTEM.test(message.subtype ?? "")) return [`${time} (${body.join(" ")})`];
  const author = `${time} ${authorOf(message, context)}`;
  const marks = marksOf(message, context);
  const below = [...(message.files ?? []).map(sayFile), ...printReactions(message)];
  if (body.length === 1) return [`${author}: ${body[0]}${marks}`, ...indent(below)];
  return [`${author}${marks}`, ...indent([...body, ...below])];
}

/** A thread: the message it hangs on, then the replies, indented under it. */
export function printThread(
  parent: PrintableMessage,
  replies: readonly PrintableMessage[],
  context: PrintContext,
): readonly string[] {
  return [
    ...printMessage(parent, context),
    ...replies.flatMap((reply) => indent(indent(printMessage(reply, context)))),
  ];
}

/** A channel from its name and topic to its last message, oldest first, with a line wherever a new day begins. */
export function printChannel(
  channel: PrintableChannel,
  messages: readonly PrintableMessage[],
  context: PrintContext,
): readonly string[] {
  const states = [channel.is_private ? "private" : "", channel.is_archived ? "archived" : ""].filter(Boolean);
  const lines = [`#${channel.name}${states.length > 0 ? ` (${states.join(", ")})` : ""}`];
  if (channel.topic?.value) lines.push(`Topic: ${channel.topic.value}`);
  const sorted = messages.toSorted((a, b) => Number(a.ts) - Number(b.ts));
  const shown = new Set(sorted.map((message) => message.ts));
  const isReply = ({ ts, thread_ts }: PrintableMessage) =>
    thread_ts !== undefined && thread_ts !== ts && shown.has(thread_ts);
  let day = "";
  for (const message of sorted.filter((one) => !isReply(one))) {
    const date = sayDate(Number(message.ts) * SECOND, "{date_long}", context) ?? "";
    if (date !== day) lines.push("", date);
    day = date;
    const replies = sorted.filter((one) => one.thread_ts === message.ts && one.ts !== message.ts);
    lines.push(...printThread(message, replies, context));
  }
  return lines;
}

/** A modal with its title and buttons, or a Home tab. */
export function printView(view: PrintableView, context: PrintContext): readonly string[] {
  const filled: Filled = {
    ...(view.state ? { values: view.state.values } : {}),
    ...(view.errors ? { errors: view.errors } : {}),
  };
  const blocks = printBlocks(view.blocks, context, filled);
  if (view.type === "home") return blocks;
  const buttons = [view.submit?.text, view.close?.text ?? "Close"].filter((text) => text !== undefined);
  return [view.title?.text ?? "", ...indent(blocks), buttons.map((text) => `[${text}]`).join(" ")];
}

function printBody(message: PrintableMessage, context: PrintContext): readonly string[] {
  if (message.blocks && message.blocks.length > 0) return printBlocks(message.blocks, context);
  return message.text ? linesOf(plainText(message.text, context)) : [];
}

function authorOf(message: PrintableMessage, context: PrintContext): string {
  const ids = [message.bot_id, message.user].filter((id) => id !== undefined);
  const name = ids.map((id) => context.nameOf(id)).find((found) => found !== undefined);
  return message.username ?? name ?? ids[0] ?? "somebody";
}

function marksOf(message: PrintableMessage, context: PrintContext): string {
  const { ephemeral_to: reader } = message;
  const marks = [
    reader === undefined ? "" : `only visible to ${context.nameOf(reader) ?? reader}`,
    message.edited ? "edited" : "",
    message.pinned_to && message.pinned_to.length > 0 ? "pinned" : "",
    message.subtype === "thread_broadcast" ? "also sent to the channel" : "",
  ];
  return marks
    .filter(Boolean)
    .map((mark) => ` (${mark})`)
    .join("");
}

function sayFile(file: PrintableFile): string {
  const kind = file.mimetype?.startsWith("image/") ? "image" : "file";
  const name = file.name ?? file.title ?? "without a name";
  return `[${kind}: ${name}${file.alt_txt ? ` — ${file.alt_txt}` : ""}]`;
}

function printReactions(message: PrintableMessage): readonly string[] {
  const reactions = (message.reactions ?? []).map(
    ({ name, count, users }) => `:${name}: ${count ?? users?.length ?? 1}`,
  );
  return reactions.length > 0 ? [reactions.join("  ")] : [];
}
