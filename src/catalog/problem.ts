/**
 * Something wrong in the catalog's files. An error means that what it names was left out; after a warning it is in.
 * Lines and documents count from 1; `document` is the place of the YAML document in its file.
 */
export type Problem = {
  readonly file: string;
  readonly line: number;
  readonly document: number;
  /** The entity as far as it is known, else null. */
  readonly entity: string | null;
  readonly severity: "error" | "warning";
  readonly message: string;
};

export function sayProblem(problem: Problem): string {
  const what = problem.severity === "error" ? problem.message : `warning: ${problem.message}`;
  return `${problem.file}:${problem.line}: ${problem.entity ?? `document ${problem.document}`}: ${what}`;
}
