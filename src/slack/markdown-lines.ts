import type { Line, Part } from "./text.ts";

/**
 * The little Markdown that answers are written in (bold, code, links, lists, headings), as lines for Slack. Everything else
 * stays text. Links other than to the web stay text too.
 */
export function markdownLines(markdown: string): readonly Line[] {
  return markdown
    .split("\n")
    .filter((line, index, lines) => line.trim() !== "" || (index > 0 && lines[index - 1]?.trim() !== ""))
    .map(lineOf);
}

function lineOf(source: string): Line {
  const heading = /^#{1,6}\s+(.*)$/.exec(source)?.[1];
  if (heading !== undefined) return [{ bold: heading }];
  const item = /^(\s*)[-*]\s+(.*)$/.exec(source);
  return item === null ? inline(source) : [`${item[1] ?? ""}• `, ...inline(item[2] ?? "")];
}

const MARKS = /(\*\*[^*]+\*\*|`[^`]+`|\[[^\]]+\]\(https?:\/\/[^)\s]+\)|<https?:\/\/[^>\s]+>)/;

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
  return bare === undefined ? piece : { link: bare, text: bare };
}
