import { sayProblem } from "../../catalog/problem.ts";
import { catalogCheck } from "../../files/catalog-check.ts";
import { broken, type Finding, off, ok } from "./finding.ts";

const NAME = "catalog";

export async function catalogFinding(folders: readonly string[]): Promise<Finding> {
  if (folders.length === 0) return off(NAME, "no questions are answered and no owners known: CATALOG_PATH is not set");
  const { entities, problems } = await catalogCheck(folders);
  const errors = problems.filter(({ severity }) => severity === "error");
  const [first] = errors;
  if (first === undefined) return ok(NAME, `${entities.length} entities, ${problems.length} warnings`);
  const says = `${errors.length} ${errors.length === 1 ? "error" : "errors"}, what they name is left out: ${sayProblem(first)}`;
  return broken(NAME, says, "pitwall catalog check lists all, by file and line.");
}
