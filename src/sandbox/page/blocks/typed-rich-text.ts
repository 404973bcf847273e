import type { RichTextBlock, RichTextElement } from "@slack/types";
import { parseMrkdwn, type TextNode } from "../../print/mrkdwn.ts";

type Part = RichTextBlock["elements"][number];
type Style = { bold?: true; italic?: true; strike?: true; code?: true };

const ITEM = /^(?:[-•]|\d+\.) (.*)$/;

/** What somebody typed with simple marks (`*bold*`, `> quote`, `- item`) as a rich_text block. Nothing typed can mention anybody. */
export function typedRichText(typed: string): RichTextBlock {
  const escaped = typed.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const elements: Part[] = [];
  for (const node of parseMrkdwn(escaped, { verbatim: false })) {
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
  return { type: "rich_text", elements: elements.flatMap(withLists) };
}

/** What to type to get this block again. */
export function asTyped(block: RichTextBlock): string {
  return block.elements
    .map((part) => {
      switch (part.type) {
        case "rich_text_section":
          return part.elements.map(mark).join("");
        case "rich_text_quote":
          return part.elements.map(mark).join("").replaceAll(/^/gm, "> ");
        case "rich_text_preformatted":
          return `\`\`\`\n${part.elements.map(mark).join("")}\n\`\`\``;
        case "rich_text_list":
          return part.elements
            .map(
              (item, index) =>
                `${part.style === "ordered" ? `${index + 1}.` : "-"} ${item.elements.map(mark).join("")}`,
            )
            .join("\n");
      }
    })
    .join("\n");
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
      return [{ type: "link", url: node.url, ...styled }];
    case "emoji":
      return [{ type: "emoji", name: node.name }];
    case "broadcast":
      return [{ type: "text", text: `@${node.range}`, ...styled }];
    case "channel-name":
      return [{ type: "text", text: `#${node.name}`, ...styled }];
    case "user":
    case "usergroup":
    case "channel":
    case "date":
      return [];
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

function mark(element: RichTextElement): string {
  switch (element.type) {
    case "text": {
      const { bold, italic, strike, code } = element.style ?? {};
      const marks = `${bold ? "*" : ""}${italic ? "_" : ""}${strike ? "~" : ""}${code ? "`" : ""}`;
      return `${marks}${element.text}${[...marks].reverse().join("")}`;
    }
    case "link":
      return element.url;
    case "emoji":
      return `:${element.name}:`;
    case "broadcast":
      return `@${element.range}`;
    case "user":
    case "usergroup":
    case "channel":
    case "date":
    case "color":
    case "team":
      return "";
  }
}
