import { type Element, optionsOf, placedElements, wordsOf } from "./elements.ts";
import type { Block, Blocks, Message, View } from "./model.ts";
import type { Workspace } from "./workspace.ts";

type Names = Pick<Workspace, "users" | "channels">;

/** Slack's markup as a person reads it: names for ids, a date's fallback, a link's words. */
export function readMarkup({ users, channels }: Names, text: string): string {
  return text
    .replaceAll(/<@([A-Z0-9]+)(?:\|[^>]*)?>/g, (_, id: string) => `@${users.get(id)?.name ?? id}`)
    .replaceAll(/<#([A-Z0-9]+)(?:\|([^>]*))?>/g, (_, id: string, name) => `#${channels.get(id)?.name ?? name ?? id}`)
    .replaceAll(/<!date\^[^|>]*\|([^>]*)>/g, "$1")
    .replaceAll(/<!(here|channel|everyone)(?:\|[^>]*)?>/g, "@$1")
    .replaceAll(/<(?:https?|mailto):[^|>]*\|([^>]*)>/g, "$1")
    .replaceAll(/<((?:https?|mailto):[^>]*)>/g, "$1")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

function readElement(element: Element): string {
  switch (element.type) {
    case "button":
      return `[${wordsOf(element["text"])}]`;
    case "overflow":
      return `[… ${optionsOf(element)
        .map((option) => option.text.text)
        .join(" / ")}]`;
    case "radio_buttons":
    case "checkboxes":
      return optionsOf(element)
        .map((option) => `( ) ${option.text.text}`)
        .join("\n");
    default:
      return `[${wordsOf(element["placeholder"]) || element.type}]`;
  }
}

function readRichText(names: Names, node: unknown): string {
  const piece = (node ?? {}) as Record<string, unknown>;
  const inner = (piece["elements"] as unknown[] | undefined) ?? [];
  switch (piece["type"]) {
    case "text":
      return String(piece["text"]);
    case "user":
      return `@${names.users.get(String(piece["user_id"]))?.name ?? piece["user_id"]}`;
    case "channel":
      return `#${names.channels.get(String(piece["channel_id"]))?.name ?? piece["channel_id"]}`;
    case "broadcast":
      return `@${piece["range"]}`;
    case "link":
      return String(piece["text"] ?? piece["url"]);
    case "emoji":
      return `:${piece["name"]}:`;
    case "date":
      return String(piece["fallback"] ?? piece["timestamp"]);
    case "rich_text_list":
      return inner.map((item) => `• ${readRichText(names, item)}`).join("\n");
    case "rich_text":
      return inner.map((item) => readRichText(names, item)).join("\n");
    default:
      return inner.map((item) => readRichText(names, item)).join("");
  }
}

function readText(names: Names, text: unknown): string {
  const kind = (text as { type?: string } | undefined)?.type;
  return kind === "mrkdwn" ? readMarkup(names, wordsOf(text)) : wordsOf(text);
}

function readBlock(names: Names, block: Block): string {
  switch (block.type) {
    case "divider":
      return "———";
    case "image":
      return `(image: ${block["alt_text"] ?? ""})`;
    case "rich_text":
      return readRichText(names, block);
    case "context":
      return ((block["elements"] as unknown[] | undefined) ?? [])
        .map((part) => readText(names, part) || `(image: ${(part as { alt_text?: string }).alt_text ?? ""})`)
        .join("  ");
    case "input":
      return `${wordsOf(block["label"])}: ${placedElements([block])
        .map(({ element }) => readElement(element))
        .join(" ")}`;
    default: {
      const fields = ((block["fields"] as unknown[] | undefined) ?? []).map((field) => readText(names, field));
      const parts = [readText(names, block["text"]), ...fields];
      const elements = placedElements([block]).map(({ element }) => readElement(element));
      return [...parts, elements.join(" ")].filter((part) => part !== "").join("\n");
    }
  }
}

export function readBlocks(names: Names, blocks: Blocks): string {
  return blocks.map((block) => readBlock(names, block)).join("\n");
}

/** All that a message shows, a line each: its blocks or else its text, then its files. */
export function readMessage(names: Names, message: Message): string {
  const hasBlocks = message.blocks !== undefined && message.blocks.length > 0;
  const body = hasBlocks ? readBlocks(names, message.blocks ?? []) : readMarkup(names, message.text);
  const files = (message.files ?? []).map((file) => `(file: ${file.name})`);
  return [body, ...files].filter((line) => line !== "").join("\n");
}

export function readView(names: Names, view: View): string {
  return [wordsOf(view.title), readBlocks(names, view.blocks)].join("\n");
}
