import type { RichTextBlock } from "@slack/types";
import { expect, test } from "vitest";
import { RichText } from "../../../../src/sandbox/page/blocks/rich-text.tsx";
import { draw } from "./draw.tsx";

type Elements = RichTextBlock["elements"];

const text = (words: string) => ({ type: "text", text: words }) as const;
const section = (...elements: Extract<Elements[number], { type: "rich_text_section" }>["elements"]) =>
  ({ type: "rich_text_section", elements }) as const;

function html(...elements: Elements): string {
  return draw(<RichText elements={elements} />);
}

test.each(["<!channel>", "&lt;!channel&gt;", "<@U1>", "*bold*", ":fire:", "<b>x</b>"])(
  "%s in a text of rich text is nothing but text",
  (words) => {
    const escaped = words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
    expect(html(section(text(words)))).toBe(`<div class="rich-text-section">${escaped}</div>`);
  },
);

test("styles lie around each other", () => {
  expect(html(section({ ...text("a"), style: { bold: true, italic: true } }))).toContain("<em><strong>a</strong></em>");
  expect(html(section({ ...text("a"), style: { code: true } }))).toContain('<code class="code">a</code>');
});

test("people, channels and everybody are mentions", () => {
  const drawn = html(
    section(
      { type: "user", user_id: "U2" },
      { type: "channel", channel_id: "C1" },
      { type: "broadcast", range: "here" },
    ),
  );
  expect(drawn).toContain(">@bo<");
  expect(drawn).toContain('href="/archives/C1"');
  expect(drawn).toContain(">@here<");
});

test("a list has its style, its depth and where it begins", () => {
  const items = [section(text("a")), section(text("b"))];
  expect(html({ type: "rich_text_list", style: "bullet", indent: 1, elements: items })).toBe(
    '<ul class="list indent-1"><li>a</li><li>b</li></ul>',
  );
  expect(html({ type: "rich_text_list", style: "ordered", elements: items })).toContain(
    '<ol class="list indent-0" start="1">',
  );
});

test.each(["javascript:alert(1)", "data:text/html,x", "JAVASCRIPT:alert(1)"])("a link to %s is words alone", (url) => {
  expect(html(section({ type: "link", url, text: "press" }))).toBe('<div class="rich-text-section">press</div>');
});

test("quotes and preformatted text stand apart", () => {
  expect(html({ type: "rich_text_quote", elements: [text("a")] })).toBe('<blockquote class="quote">a</blockquote>');
  expect(html({ type: "rich_text_preformatted", elements: [text("a")] })).toBe('<pre class="pre">a</pre>');
});
