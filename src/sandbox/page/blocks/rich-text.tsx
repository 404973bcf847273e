import type { RichTextBlock } from "@slack/types";
import { richTextNodes } from "../../print/rich-text.ts";
import { TextNodes } from "./text-nodes.tsx";

type Part = RichTextBlock["elements"][number];

export function RichText({ elements }: { readonly elements: RichTextBlock["elements"] }) {
  return elements.map((part, index) => <RichTextPart key={index} part={part} />);
}

function RichTextPart({ part }: { readonly part: Part }) {
  switch (part.type) {
    case "rich_text_section":
      return (
        <div className="rich-text-section">
          <TextNodes nodes={richTextNodes(part.elements)} />
        </div>
      );
    case "rich_text_quote":
      return (
        <blockquote className="quote">
          <TextNodes nodes={richTextNodes(part.elements)} />
        </blockquote>
      );
    case "rich_text_preformatted":
      return (
        <pre className="pre">
          <TextNodes nodes={richTextNodes(part.elements)} />
        </pre>
      );
    case "rich_text_list":
      return <RichTextList part={part} />;
  }
}

function RichTextList({ part }: { readonly part: Extract<Part, { type: "rich_text_list" }> }) {
  const items = part.elements.map((item, index) => (
    <li key={index}>
      <TextNodes nodes={richTextNodes(item.elements)} />
    </li>
  ));
  const depth = `list indent-${Math.min(part.indent ?? 0, 8)}`;
  if (part.style !== "ordered") return <ul className={depth}>{items}</ul>;
  return (
    <ol className={depth} start={("offset" in part ? Number(part.offset) : 0) + 1}>
      {items}
    </ol>
  );
}
