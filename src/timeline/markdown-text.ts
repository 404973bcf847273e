import { type Line, type Speech, sayLine } from "./line.ts";

/**
 * Text from outside as CommonMark that shows it and does nothing else: no HTML, no heading, table, emphasis or hidden link.
 * `<` and `>` become entities rather than backslashes, since programs that are no CommonMark readers look for tags too.
 */
export function inertInline(text: string): string {
  return visible(text)
    .replaceAll(/\s+/g, " ")
    .replaceAll("&", "&amp;")
    .replaceAll(/[\\`*[\]|~]/g, String.raw`\$&`)
    .replaceAll(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, String.raw`\_`)
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

/** The same at the beginning of a block, where `#`, `-`, `+`, `=` and `1.` would mean something. */
export function inertBlock(text: string): string {
  return inertInline(text)
    .trim()
    .replace(/^[-#+=]/, String.raw`\$&`)
    .replace(/^(\d+)([.)])/, String.raw`$1\$2`);
}

/** What a person wrote over several lines: each line a paragraph, lists stay lists, all else is plain text. */
export function inertText(text: string): string {
  const blocks: string[] = [];
  let before = "";
  for (const written of text.split(/\r\n?|\n|\u2028|\u2029/)) {
    const item = /^\s*(?:[-*•+]|(\d{1,9})[.)])\s+(\S.*)$/u.exec(written);
    const kind = item === null ? "paragraph" : item[1] === undefined ? "bullet" : "number";
    const content = inertBlock(item?.[2] ?? written);
    if (content === "") continue;
    const marker = kind === "paragraph" ? "" : kind === "bullet" ? "- " : `${item?.[1] ?? "1"}. `;
    const tight = kind !== "paragraph" && kind === before;
    blocks.push(`${blocks.length === 0 ? "" : tight ? "\n" : "\n\n"}${marker}${content}`);
    before = kind;
  }
  return blocks.join("");
}

/** A line within a sentence, a cell or an item. */
export function markdownLine(said: Line, speech: Speech): string {
  return inertInline(sayLine(said, speech)).trim();
}

/** A line at the beginning of a paragraph or an item. */
export function markdownBlock(said: Line, speech: Speech): string {
  return inertBlock(sayLine(said, speech));
}

/** Without control characters, and without the marks that turn the direction of a line around. */
function visible(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\u2028\u2029]/gu, " ")
    .replaceAll(/[\u202A-\u202E\u2066-\u2069]/g, "");
}
