import { SECOND } from "../../shared/time.ts";
import type { Reading } from "./date.ts";
import { sayDate } from "./date.ts";
import type { TextNode } from "./mrkdwn.ts";
import { parseMrkdwn } from "./mrkdwn.ts";

export type PrintContext = Reading & {
  /** The name of a person, bot, channel or user group by its id; without one the id itself is printed. */
  readonly nameOf: (id: string) => string | undefined;
};

/** mrkdwn as a screen reader says it. */
export function plainText(mrkdwn: string, context: PrintContext, verbatim = false): string {
  return sayNodes(parseMrkdwn(mrkdwn, { verbatim }), context);
}

/**
 * Bold and italic are not heard and leave no mark; a strike changes the meaning and keeps its own. Quotes and
 * preformatted text stand on lines of their own.
 */
export function sayNodes(nodes: readonly TextNode[], context: PrintContext): string {
  let said = "";
  let afterBlock = false;
  for (const node of nodes) {
    const isBlock = node.kind === "quote" || node.kind === "preformatted";
    if ((isBlock || afterBlock) && said !== "") said += "\n";
    said += sayNode(node, context);
    afterBlock = isBlock;
  }
  return said;
}

function sayNode(node: TextNode, context: PrintContext): string {
  switch (node.kind) {
    case "text":
      return node.text;
    case "bold":
    case "italic":
      return sayNodes(node.children, context);
    case "strike":
      return `~${sayNodes(node.children, context)}~`;
    case "quote":
      return prefixed("> ", sayNodes(node.children, context));
    case "code":
      return `\`${node.text}\``;
    case "preformatted":
      return prefixed("    ", node.text);
    case "link":
      return sayLink(node.url, node.label);
    case "user":
    case "usergroup":
      return `@${(context.nameOf(node.id) ?? node.label ?? node.id).replace(/^@/, "")}`;
    case "channel":
      return `#${context.nameOf(node.id) ?? node.label ?? node.id}`;
    case "channel-name":
      return `#${node.name}`;
    case "broadcast":
      return `@${node.range}`;
    case "date": {
      const said = sayDate(node.seconds * SECOND, node.format, context) ?? node.fallback;
      return node.url ? sayLink(node.url, said) : said;
    }
    case "emoji":
      return `:${node.name}:`;
  }
}

/** The address is printed too, once: a link whose label hides where it leads would otherwise look harmless. */
export function sayLink(url: string, label: string | undefined): string {
  const address = url.replace(/^mailto:/, "");
  return label === undefined || label === address ? address : `${label} (${address})`;
}

function prefixed(prefix: string, text: string): string {
  return text
    .split("\n")
    .map((line) => `${prefix}${line}`)
    .join("\n");
}
