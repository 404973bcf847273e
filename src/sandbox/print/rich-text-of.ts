import type { RichTextBlock, RichTextElement } from "@slack/types";
import type { TextNode } from "./mrkdwn.ts";

type Part = RichTextBlock["elements"][number];
type Style = { bold?: true; italic?: true; strike?: true; code?: true };

const ITEM = /^(?:[-•]|\d+\.) (.*)$/;

/** What Slack's composer makes of marked text: styles and emoji as elements, quotes, code and lists as parts of their own. */
export function richTextOf(nodes: readonly TextNode[]): RichTextBlock {
  const elements: Part[] = [];
  for (const node of nodes) {
    if (node.kind === "preformatted") {
      elements.push({ type: "rich_text_preformatted", elements: [{ type: "text", text: node.text }] });
    } else if (node.kind === "quote") {
      elements.push({ type: "rich_text_quote", elements: node.children.flatMap((child) => spans(child, {})) });
    } else {
      const last = elements.at(-1);
      const section = last?.type === "rich_text_section" ? last : undefined;
      if (section === undefined) elements.push({ type: "rich_text_section", elements: spans(node, {}) });
      else section.elements.push(...spans(node, {}));
    }
  }
  return { type: "rich_text", elements: elements.flatMap(withLists).map(joined) };
}

function spans(node: TextNode, style: Style): RichTextElement[] {
  const styled = Object.keys(style).length === 0 ? {} : { style };
  switch (node.kind) {
    case "bold":
    case "italic":
    case "strike":
      return node.children.flatMap((child) => spans(child, { ...style, [node.kind]: true }));
    case "quote":
      return node.children.flatMap((child) => spans(child, style));
    case "text":
    case "preformatted":
      return [{ type: "text", text: node.text, ...styled }];
    case "code":
      return [{ type: "text", text: node.text, style: { ...style, code: true } }];
    case "link":
      return [{ type: "link", url: node.url, ...(node.label === undefined ? {} : { text: node.label }), ...styled }];
    case "emoji":
      return [{ type: "emoji", name: node.name }];
    case "user":
      return [{ type: "user", user_id: node.id, ...styled }];
    case "usergroup":
      return [{ type: "usergroup", usergroup_id: node.id, ...styled }];
    case "channel":
      return [{ type: "channel", channel_id: node.id, ...styled }];
    case "broadcast":
      return [{ type: "broadcast", range: node.range as "here" | "channel" | "everyone", ...styled }];
    case "channel-name":
      return [{ type: "text", text: `#${node.name}`, ...styled }];
    case "date":
      return [{ type: "text", text: node.fallback, ...styled }];
  }
}

/** Lines of a section that begin as items become lists. */
function withLists(part: Part): readonly Part[] {
  if (part.type !== "rich_text_section") return [part];
  const parts: Part[] = [];
  for (const line of linesOf(part.elements)) {
    const [first] = line;
    const item = first?.type === "text" ? ITEM.exec(first.text) : null;
    const last = parts.at(-1);
    if (item !== null && first?.type === "text") {
      const style = first.text.startsWith("-") || first.text.startsWith("•") ? "bullet" : "ordered";
      const text = item[1] ?? "";
      const elements = [...(text === "" ? [] : [{ ...first, text }]), ...line.slice(1)];
      const section = { type: "rich_text_section" as const, elements };
      if (last?.type === "rich_text_list" && last.style === style) last.elements.push(section);
      else parts.push({ type: "rich_text_list", style, elements: [section] });
    } else if (last?.type === "rich_text_section") {
      last.elements.push({ type: "text", text: "\n" }, ...line);
    } else if (line.length > 0) {
      parts.push({ type: "rich_text_section", elements: line });
    }
  }
  return parts;
}

function linesOf(elements: readonly RichTextElement[]): readonly RichTextElement[][] {
  const lines: RichTextElement[][] = [[]];
  for (const element of elements) {
    if (element.type !== "text") {
      lines.at(-1)?.push(element);
      continue;
    }
    for (const [index, text] of element.text.split("\n").entries()) {
      if (index > 0) lines.push([]);
      if (text !== "") lines.at(-1)?.push({ ...element, text });
    }
  }
  return lines;
}

/** Slack writes plain text that stands together as one element, its line breaks in it. */
function joined(part: Part): Part {
  if (part.type !== "rich_text_section") return part;
  const elements: RichTextElement[] = [];
  for (const element of part.elements) {
    const last = elements.at(-1);
    const isPlain = element.type === "text" && element.style === undefined;
    if (isPlain && last?.type === "text" && last.style === undefined)
      elements[elements.length - 1] = { type: "text", text: last.text + element.text };
    else elements.push(element);
  }
  return { ...part, elements };
}
