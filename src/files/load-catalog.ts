import { readFile } from "node:fs/promises";
import { posix } from "node:path";

import { type AnnotationKeys, DEFAULT_KEYS } from "../catalog/annotation-keys.ts";
import { type Catalog, catalogSteps } from "../catalog/catalog.ts";
import { type OwnerRule, readCodeowners } from "../catalog/codeowners.ts";
import type { Target } from "../catalog/entity.ts";
import { LIMITS } from "../catalog/limits.ts";
import type { Problem } from "../catalog/problem.ts";
import { type FileReading, readFileSteps, unreadable } from "../catalog/read-file.ts";
import { breathe } from "./breathe.ts";
import { followTarget } from "./targets.ts";
import { type FoundFile, walk } from "./walk.ts";

/** Reads the catalog in these folders. What is wrong in them is in `problems`; it does not fail. */
export async function loadCatalog(folders: readonly string[], keys: AnnotationKeys = DEFAULT_KEYS): Promise<Catalog> {
  return await catalogLoader(folders, keys).load();
}

type Remembered = { readonly stamp: string; readonly reading: FileReading; readonly good: FileReading | undefined };

/**
 * Loads the same folders again and again. Unchanged files are not read twice, and a file that has become broken
 * keeps what its last version without errors gave, beside the report of what is wrong now.
 */
export function catalogLoader(folders: readonly string[], keys: AnnotationKeys) {
  let remembered = new Map<string, Remembered>();

  async function load(): Promise<Catalog> {
    const found = await walk(folders);
    const readings = new Map<string, Remembered>();
    const problems: Problem[] = [...found.problems];
    let wanted = found.files.filter((file) => !file.isHidden && /\.(ya?ml|md)$/i.test(file.path));
    while (wanted.length > 0) {
      const targets: Target[] = [];
      for (const file of wanted) {
        const read = await readOnce(file);
        readings.set(file.path, read);
        targets.push(...read.reading.targets);
      }
      const followed = targets.map((target) => followTarget(target, found.files));
      problems.push(...followed.flatMap((each) => each.problem ?? []));
      const next = new Set(followed.flatMap((each) => each.files));
      wanted = [...next].filter((file) => !readings.has(file.path));
    }
    const rules = await codeownersOf(found.files);
    remembered = readings;
    const inOrder = [...readings.values()].map(({ reading }) => reading);
    inOrder.push({ path: "", entities: [], goldenPaths: [], targets: [], problems });
    return await breathe(catalogSteps(inOrder, keys, rules));
  }

  async function readOnce(file: FoundFile): Promise<Remembered> {
    const before = remembered.get(file.path);
    const stamp = `${file.real} ${file.modifiedAt} ${file.size}`;
    if (before?.stamp === stamp) return before;
    const reading = await readCatalogFile(file, keys);
    if (!reading.problems.some((problem) => problem.severity === "error")) return { stamp, reading, good: reading };
    const good = before?.good;
    if (good === undefined) return { stamp, reading, good };
    const kept = "has errors: what its last good version said stays in force";
    const warning: Problem = {
      file: file.path,
      line: 1,
      document: 1,
      entity: null,
      severity: "warning",
      message: kept,
    };
    return { stamp, reading: { ...good, problems: [...reading.problems, warning] }, good };
  }

  return { load };
}

async function readCatalogFile(file: FoundFile, keys: AnnotationKeys): Promise<FileReading> {
  const { path, modifiedAt } = file;
  if (file.size > LIMITS.file) return unreadable(path, `is ${file.size} bytes long; at most ${LIMITS.file} are read`);
  const bytes = await readFile(file.real).catch((error: Error) => error);
  if (bytes instanceof Error) return unreadable(path, `cannot be read: ${bytes.message}`);
  const text = textOf(bytes);
  if (text === undefined) return unreadable(path, "is not UTF-8 text");
  return await breathe(readFileSteps({ path, text, modifiedAt }, keys));
}

/** The text without a byte order mark; undefined for bytes that are no UTF-8. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** GitHub reads the first of these; the file speaks for the folder that is its repository. */
const CODEOWNERS = /^(?:(.*)\/)??(?:\.github\/|docs\/|\.gitlab\/)?CODEOWNERS$/;

async function codeownersOf(files: readonly FoundFile[]): Promise<OwnerRule[]> {
  const rules: OwnerRule[] = [];
  for (const file of files.filter((each) => posix.basename(each.path) === "CODEOWNERS")) {
    const folder = CODEOWNERS.exec(file.path)?.[1] ?? "";
    const text = await readFile(file.real, "utf8").catch(() => "");
    rules.push(...readCodeowners(text, folder));
  }
  return rules;
}
