import type { RichTextBlock, RichTextElement } from "@slack/types";
import { parseMrkdwn, type TextNode } from "../../print/mrkdwn.ts";
import { richTextOf } from "../../print/rich-text-of.ts";

/** What somebody typed with simple marks (`*bold*`, `> quote`, `- item`) as a rich_text block. Nothing typed can mention anybody. */
export function typedRichText(typed: string): RichTextBlock {
  const escaped = typed.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return richTextOf(parseMrkdwn(escaped, { verbatim: false }).map(withoutMentions));
}

function withoutMentions(node: TextNode): TextNode {
  switch (node.kind) {
    case "bold":
    case "italic":
    case "strike":
    case "quote":
      return { kind: node.kind, children: node.children.map(withoutMentions) };
    case "broadcast":
      return { kind: "text", text: `@${node.range}` };
    case "user":
    case "usergroup":
    case "channel":
      return { kind: "text", text: "" };
    case "channel-name":
    case "text":
    case "code":
    case "preformatted":
    case "link":
    case "date":
    case "emoji":
      return node;
  }
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
