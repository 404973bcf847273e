import { readdir, realpath, stat } from "node:fs/promises";
import { basename, dirname, join, relative, sep } from "node:path";

import { LIMITS } from "../catalog/limits.ts";
import type { Problem } from "../catalog/problem.ts";

/** A file of the catalog's folders. */
export type FoundFile = {
  /** How people know it: relative to the catalog's folder, with "/". */
  readonly path: string;
  /** Absolute, without symbolic links. */
  readonly real: string;
  readonly size: number;
  readonly modifiedAt: number;
  /** In a folder whose name begins with a dot: read only when a Location names it. */
  readonly isHidden: boolean;
};

export type Found = { readonly files: readonly FoundFile[]; readonly problems: readonly Problem[] };

const NEVER = new Set([".git", "node_modules"]);
const NOT_HIDDEN = new Set([".backstage"]);

/**
 * Lists the files below the folders, in order of their paths. Symbolic links are followed within the folders and
 * reported when they lead out. A folder may also be given as a single file.
 */
export async function walk(folders: readonly string[]): Promise<Found> {
  const files = new Map<string, FoundFile>();
  const problems: Problem[] = [];
  for (const folder of folders) {
    const prefix = folders.length > 1 ? `${basename(folder)}/` : "";
    const trouble = (path: string, severity: Problem["severity"], message: string): void => {
      problems.push({ file: path, line: 1, document: 1, entity: null, severity, message });
    };
    const top = await realpath(folder).catch(() => undefined);
    if (top === undefined) {
      trouble(folder, "error", "there is no such folder");
      continue;
    }
    const isFile = (await stat(top)).isFile();
    const root = isFile ? dirname(top) : top;
    const seen = new Set<string>();

    const visit = async (path: string, isHidden: boolean): Promise<void> => {
      const name = prefix + relative(root, path).split(sep).join("/");
      const real = await realpath(path).catch(() => undefined);
      if (real === undefined) return trouble(name, "warning", "is a symbolic link to nothing: not read");
      if (!isInside(root, real)) return trouble(name, "warning", "leads out of the catalog's folder: not read");
      if (seen.has(real)) return;
      seen.add(real);
      const info = await stat(real);
      if (info.isFile()) {
        if (files.size >= LIMITS.files) return;
        files.set(real, { path: name, real, size: info.size, modifiedAt: info.mtimeMs, isHidden });
        return;
      }
      if (!info.isDirectory()) return;
      const names = await readdir(path).catch(() => undefined);
      if (names === undefined) return trouble(name, "error", "this folder may not be read");
      for (const entry of names.sort()) {
        if (NEVER.has(entry)) continue;
        await visit(join(path, entry), isHidden || (entry.startsWith(".") && !NOT_HIDDEN.has(entry)));
      }
    };
    await visit(top, false);
  }
  if (files.size >= LIMITS.files) {
    const message = `there are more than ${LIMITS.files} files: the rest is not read`;
    problems.push({ file: folders.join(":"), line: 1, document: 1, entity: null, severity: "error", message });
  }
  return { files: [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1)), problems };
}

function isInside(root: string, path: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
}
