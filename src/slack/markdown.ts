import type { KnownBlock } from "@slack/types";
import { context, type Line, type Part, preformatted, rich } from "./text.ts";

/** Characters in one block that Slack surely takes. */
const PER_BLOCK = 2_500;

/**
 * The Markdown that our answers and postmortems are written in, as blocks: headings, lists, bold, code, links, fenced code,
 * and lines in italics as small print. All else stays text; links lead to the web alone.
 */
export function markdownBlocks(markdown: string, max = 20): readonly KnownBlock[] {
  const blocks: KnownBlock[] = [];
  let lines: Line[] = [];
  let length = 0;
  let fence: string[] | undefined;

  function flush(): void {
    const text = trimmed(lines);
    if (text.length > 0) blocks.push(rich(...text));
    lines = [];
    length = 0;
  }

  for (const source of unwrapped(markdown)) {
    if (/^\s*```/.test(source)) {
      if (fence === undefined) flush();
      else blocks.push(preformatted(fence.join("\n")));
      fence = fence === undefined ? [] : undefined;
    } else if (fence !== undefined) fence.push(source);
    else if (/^_[^_].*_$/.test(source.trim())) {
      flush();
      blocks.push(context(inline(source.trim().slice(1, -1))));
    } else {
      if (length + source.length > PER_BLOCK) flush();
      const line = lineOf(source);
      // Of several empty lines one is enough.
      if (line.length > 0 && (source.trim() !== "" || lines.at(-1)?.[0] !== " ")) lines.push(line);
      length += source.length;
    }
  }
  if (fence !== undefined) blocks.push(preformatted(fence.join("\n")));
  flush();
  if (blocks.length <= max) return blocks;
  return [...blocks.slice(0, max - 1), context(["The rest is left out here."])];
}

/** The same as lines, for the sentence that screen readers get. */
export function markdownLines(markdown: string): readonly Line[] {
  return trimmed(
    unwrapped(markdown)
      .filter((line) => !/^\s*```/.test(line))
      .map((line) => lineOf(line.replace(/^_(.*)_$/, "$1"))),
  );
}

/** Source lines with the breaks taken out that an editor made in the middle of a paragraph. */
function unwrapped(markdown: string): readonly string[] {
  const lines: string[] = [];
  let isCode = false;
  for (const line of markdown.split("\n")) {
    const isFence = /^\s*```/.test(line);
    const before = lines.at(-1) ?? "";
    if (!isCode && !isFence && isProse(line) && (isProse(before) || /^\s*(?:[-*]|\d+\.)\s/.test(before))) {
      lines[lines.length - 1] = `${before.trimEnd()} ${line.trim()}`;
    } else lines.push(line);
    if (isFence) isCode = !isCode;
  }
  return lines;
}

/** A line of a paragraph: not empty, and the beginning of nothing else. */
function isProse(line: string): boolean {
  return line.trim() !== "" && !/^\s*(?:[-*#|>]|\d+\.\s|```|_[^_].*_$|\*\*[^*]+\*\*$)/.test(line);
}

function trimmed(lines: readonly Line[]): readonly Line[] {
  const isEmpty = (line: Line | undefined) => line?.length === 1 && line[0] === " ";
  const first = lines.findIndex((line) => !isEmpty(line));
  const last = lines.findLastIndex((line) => !isEmpty(line));
  return first < 0 ? [] : lines.slice(first, last + 1);
}

function lineOf(source: string): Line {
  if (source.startsWith("|")) return tableRow(source);
  const heading = /^#{1,6}\s+(.*)$/.exec(source)?.[1];
  if (heading !== undefined) return [{ bold: heading }];
  const item = /^(\s*)[-*]\s+(.*)$/.exec(source);
  return item === null ? inline(source) : [`${item[1] ?? ""}• `, ...inline(item[2] ?? "")];
}

/** Slack's rich text has no tables: a row becomes a line, and the rule under the head goes. */
function tableRow(source: string): Line {
  if (/^\|[\s:|-]+\|$/.test(source)) return [];
  const cells = source.split(/(?<!\\)\|/).slice(1, -1);
  return inline(cells.map((cell) => cell.trim().replaceAll("\\|", "|")).join("  "));
}

const MARKS = /(\*\*[^*]+\*\*|\*[^*\s][^*]*\*|`[^`]+`|\[[^\]]+\]\([^)\s]+\)|<https?:\/\/[^>\s]+>)/;

function inline(source: string): Line {
  const parts = source.split(MARKS).filter((piece) => piece !== "");
  return parts.length === 0 ? [" "] : parts.map(partOf);
}

function partOf(piece: string): Part {
  if (piece.startsWith("**") && piece.endsWith("**") && piece.length > 4) return { bold: piece.slice(2, -2) };
  if (piece.startsWith("`") && piece.endsWith("`") && piece.length > 2) return { code: piece.slice(1, -1) };
  const link = /^\[([^\]]+)\]\((https?:\/\/[^)\s]+)\)$/.exec(piece);
  if (link?.[1] !== undefined && link[2] !== undefined) return { link: link[2], text: link[1] };
  const bare = /^<(https?:\/\/[^>\s]+)>$/.exec(piece)?.[1];
  if (bare !== undefined) return { link: bare, text: bare };
  // A link within the documents leads nowhere from here, and italics are a matter of taste: their words remain.
  return /^\[([^\]]+)\]\((?![a-z]+:)[^)\s]+\)$/.exec(piece)?.[1] ?? /^\*([^*]+)\*$/.exec(piece)?.[1] ?? piece;
}
