import type { Instant } from "../shared/time.ts";
import { parseCivilDate } from "./civil-date.ts";
import { type DescriptorCheck, startCheck } from "./descriptor-check.ts";
import type { Provenance, SourceFile } from "./entity.ts";
import { LIMITS } from "./limits.ts";
import type { Problem } from "./problem.ts";
import { canonical, DEFAULT_NAMESPACE, parseReference } from "./reference.ts";
import { type YamlDocument, yamlDocuments } from "./yaml-documents.ts";

/** A heading and what stands under it. The top of the document has no anchor. */
export type Section = {
  readonly heading: string;
  readonly anchor: string;
  readonly text: string;
  readonly line: number;
};

/** A document that says how a thing is done here. */
export type GoldenPath = {
  readonly path: string;
  readonly title: string;
  readonly owner: string | undefined;
  readonly tags: readonly string[];
  readonly aliases: readonly string[];
  readonly lastReviewed: Instant | undefined;
  readonly archived: boolean;
  readonly sections: readonly Section[];
  readonly source: Provenance;
};

export type GoldenPathReading = { readonly goldenPath: GoldenPath | undefined; readonly problems: readonly Problem[] };

/** Reads Markdown with optional front matter. Bad front matter is reported; the text is read all the same. */
export function readGoldenPath(file: SourceFile): GoldenPathReading {
  const lines = file.text.slice(0, LIMITS.markdown).split(/\r?\n/);
  const end = lines[0]?.trimEnd() === "---" ? lines.findIndex((line, index) => index > 0 && /^---\s*$/.test(line)) : -1;
  const document = end > 0 ? frontMatterOf(lines.slice(1, end)) : EMPTY;
  const check = startCheck(document, file);
  if (file.text.length > LIMITS.markdown) {
    check.reportAt(1, "warning", `is longer than ${LIMITS.markdown} characters: the rest is not read`);
  }
  for (const fault of document.faults) check.reportAt(fault.line, "error", `front matter: ${fault.message}`);
  const fields =
    document.value === undefined || document.value === null ? {} : (check.recordAt([], document.value) ?? {});

  const sections = sectionsOf(lines, end > 0 ? end + 1 : 0);
  const title = check.optionalText(["title"], fields["title"]) ?? sections[0]?.heading ?? "";
  const goldenPath: GoldenPath = {
    path: file.path,
    title: title === "" ? nameOf(file.path) : title,
    owner: readOwner(check, fields["owner"]),
    tags: readTexts(check, "tags", fields["tags"]),
    aliases: readTexts(check, "aliases", fields["aliases"]),
    lastReviewed: readDay(check, fields["last_reviewed"]),
    archived: readFlag(check, fields["archived"]),
    sections,
    source: { file: file.path, line: 1, document: 1, modifiedAt: file.modifiedAt },
  };
  return { goldenPath, problems: check.problems };
}

const EMPTY: YamlDocument = { number: 1, line: 1, size: 0, value: undefined, faults: [], lineAt: () => 1 };

/** The front matter begins on the file's second line; its own lines are counted as the file's. */
function frontMatterOf(lines: readonly string[]): YamlDocument {
  for (const document of yamlDocuments(`\n${lines.join("\n")}`)) return document;
  return EMPTY;
}

function readOwner(check: DescriptorCheck, value: unknown): string | undefined {
  const text = check.optionalText(["owner"], value);
  if (text === undefined) return undefined;
  const reference = parseReference(text, { kind: "group", namespace: DEFAULT_NAMESPACE });
  if (reference !== undefined) return canonical(reference);
  check.report(["owner"], "error", `owner: "${text}" is no entity reference (kind:namespace/name)`);
  return undefined;
}

function readTexts(check: DescriptorCheck, field: string, value: unknown): string[] {
  if (typeof value === "string") return value.split(",").map((text) => text.trim());
  const texts: string[] = [];
  for (const { item, path } of check.listAt([field], value)) {
    if (typeof item === "string" || typeof item === "number") texts.push(String(item));
    else check.report(path, "error", `${path.join(".")} must be text`);
  }
  return texts;
}

function readDay(check: DescriptorCheck, value: unknown): Instant | undefined {
  if (value === undefined || value === null) return undefined;
  const day = typeof value === "string" ? parseCivilDate(value) : undefined;
  if (day === undefined) check.report(["last_reviewed"], "error", "last_reviewed must be a day such as 2026-05-12");
  return day;
}

function readFlag(check: DescriptorCheck, value: unknown): boolean {
  if (value !== undefined && typeof value !== "boolean") {
    check.report(["archived"], "error", "archived must be true or false");
  }
  return value === true;
}

function sectionsOf(lines: readonly string[], from: number): Section[] {
  const sections: { heading: string; anchor: string; lines: string[]; line: number }[] = [];
  const anchors = new Map<string, number>();
  let current = { heading: "", anchor: "", lines: [] as string[], line: from + 1 };
  let fence: string | undefined;
  for (let index = from; index < lines.length; index += 1) {
    const line = lines[index] ?? "";
    const mark = /^ {0,3}(```|~~~)/.exec(line)?.[1];
    if (mark !== undefined) fence = fence === undefined ? mark : fence === mark ? undefined : fence;
    const heading = fence === undefined ? /^(#{1,6})\s+(.*?)\s*#*$/.exec(line) : null;
    if (heading === null) {
      current.lines.push(line);
      continue;
    }
    const text = plain(heading[2] ?? "");
    const isTop = heading[1] === "#" && sections.length === 0 && current.lines.every((each) => each.trim() === "");
    const anchor = uniqueAnchor(anchors, text);
    if (!isTop) sections.push(current);
    current = { heading: text, anchor: isTop ? "" : anchor, lines: [], line: index + 1 };
  }
  sections.push(current);
  const read = sections.map(({ heading, anchor, line, lines: body }) => {
    return { heading, anchor, line, text: body.join("\n").trim() };
  });
  return read.filter((section) => section.text !== "" || section.heading !== "");
}

/** As GitHub makes them, so that the link works where the file is looked at. */
function uniqueAnchor(anchors: Map<string, number>, heading: string): string {
  const slug = heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replace(/\s/g, "-");
  const seen = anchors.get(slug) ?? 0;
  anchors.set(slug, seen + 1);
  return seen === 0 ? slug : `${slug}-${seen}`;
}

function plain(heading: string): string {
  return heading
    .replace(/\s*\{#[^}]*\}$/, "")
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/[`*]/g, "");
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).replace(/\.md$/i, "");
}
