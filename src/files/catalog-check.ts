import { type AnnotationKeys, DEFAULT_KEYS } from "../catalog/annotation-keys.ts";
import { type Problem, sayProblem } from "../catalog/problem.ts";
import { loadCatalog } from "./load-catalog.ts";

/** What `catalog check --json` prints. */
export type CatalogReport = { readonly entities: readonly string[]; readonly problems: readonly Problem[] };

/** Every entity that was read, and every problem in order of file and line. */
export async function catalogCheck(
  folders: readonly string[],
  keys: AnnotationKeys = DEFAULT_KEYS,
): Promise<CatalogReport> {
  const catalog = await loadCatalog(folders, keys);
  const problems = [...catalog.problems].sort((a, b) =>
    a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1,
  );
  return { entities: [...catalog.entities.keys()], problems };
}

export function hasErrors(report: CatalogReport): boolean {
  return report.problems.some((problem) => problem.severity === "error");
}

/** The report for people: a line per problem, and a last line that counts. */
export function sayReport(report: CatalogReport): string {
  const errors = report.problems.filter((problem) => problem.severity === "error").length;
  const count = `${report.entities.length} entities, ${errors} errors, ${report.problems.length - errors} warnings`;
  return [...report.problems.map(sayProblem), count].join("\n");
}
