import type { RichTextBlock, RichTextElement } from "@slack/types";
import type { TextNode } from "./mrkdwn.ts";

type RichTextPart = RichTextBlock["elements"][number];

/** The words of a rich_text section as the tree that mrkdwn is read into. Nothing in them is parsed: text stays text. */
export function richTextNodes(elements: readonly RichTextElement[]): readonly TextNode[] {
  return elements.map((element) => styled(nodeOf(element), element.style));
}

/** The lines of a rich_text block, its words said by the function given. */
export function richTextLines(block: RichTextBlock, say: (nodes: readonly TextNode[]) => string): readonly string[] {
  return block.elements.flatMap((part) => partLines(part, say));
}

function partLines(part: RichTextPart, say: (nodes: readonly TextNode[]) => string): readonly string[] {
  switch (part.type) {
    case "rich_text_section":
      return say(richTextNodes(part.elements)).replace(/\n$/, "").split("\n");
    case "rich_text_quote":
      return say([{ kind: "quote", children: richTextNodes(part.elements) }]).split("\n");
    case "rich_text_preformatted":
      return say([{ kind: "preformatted", text: say(richTextNodes(part.elements)) }]).split("\n");
    case "rich_text_list": {
      const indent = "  ".repeat(part.indent ?? 0);
      return part.elements.flatMap((item, index) => {
        const mark = part.style === "ordered" ? `${index + 1}.` : "-";
        const [first = "", ...more] = say(richTextNodes(item.elements)).split("\n");
        return [`${indent}${mark} ${first}`, ...more.map((line) => `${indent}${" ".repeat(mark.length + 1)}${line}`)];
      });
    }
  }
}

function nodeOf(element: RichTextElement): TextNode {
  switch (element.type) {
    case "text":
      return { kind: element.style?.code ? "code" : "text", text: element.text };
    case "link":
      return element.text
        ? { kind: "link", url: element.url, label: element.text }
        : { kind: "link", url: element.url };
    case "emoji":
      return { kind: "emoji", name: element.name };
    case "user":
      return { kind: "user", id: element.user_id };
    case "usergroup":
      return { kind: "usergroup", id: element.usergroup_id };
    case "channel":
      return { kind: "channel", id: element.channel_id };
    case "broadcast":
      return { kind: "broadcast", range: element.range };
    case "date": {
      const { timestamp: seconds, format, fallback = "", url } = element;
      return { kind: "date", seconds, format, fallback, ...(url ? { url } : {}) };
    }
    case "color":
      return { kind: "text", text: element.value };
    case "team":
      return { kind: "text", text: element.team_id };
  }
}

function styled(node: TextNode, style: RichTextElement["style"]): TextNode {
  const kinds = (["bold", "italic", "strike"] as const).filter((kind) => style?.[kind]);
  return kinds.reduce<TextNode>((inner, kind) => ({ kind, children: [inner] }), node);
}
