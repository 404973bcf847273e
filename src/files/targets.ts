import { matchesGlob, posix } from "node:path";

import type { Target } from "../catalog/entity.ts";
import type { Problem } from "../catalog/problem.ts";
import type { FoundFile } from "./walk.ts";

export type Followed = { readonly files: readonly FoundFile[]; readonly problem: Problem | undefined };

/** The files that a Location's target means. Only files below the catalog's folders can be meant. */
export function followTarget(target: Target, files: readonly FoundFile[]): Followed {
  const { file, line, document } = target.source;
  const trouble = (message: string): Followed => {
    return { files: [], problem: { file, line, document, entity: target.entity, severity: "error", message } };
  };
  const wanted = posix.normalize(posix.join(posix.dirname(file), target.path));
  if (target.path.startsWith("/") || wanted === ".." || wanted.startsWith("../")) {
    return trouble(`${target.path} leads out of the catalog's folder: not read`);
  }
  const isGlob = /[*?[{]/.test(wanted);
  const matching = files.filter((each) => (isGlob ? matchesGlob(each.path, wanted) : each.path === wanted));
  if (matching.length > 0 || !target.required) return { files: matching, problem: undefined };
  return trouble(isGlob ? `no file matches ${target.path}` : `${target.path} does not exist`);
}
