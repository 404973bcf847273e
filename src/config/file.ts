import { LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import { contradictions } from "./contradictions.ts";
import { lineOf } from "./line-of.ts";
import { nearest } from "./nearest.ts";
import type { ConfigProblem, Mistake } from "./problem.ts";
import { type FileSettings, fileSchema } from "./schema.ts";
import { trapsIn } from "./traps.ts";

/** Reads the text of `pitwall.yaml`; `name` is how problems call it. All of it has defaults: no text is fine. */
export function readConfigFile(
  text: string,
  name: string,
): { readonly settings: FileSettings | undefined; readonly problems: readonly ConfigProblem[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const malformed = document.errors[0];
  if (malformed) {
    const { line, col } = lines.linePos(malformed.pos[0]);
    const wrong = malformed.message.split("\n")[0] ?? "cannot be read";
    return failed([{ key: `${name}:${line}:${col}`, wrong, expected: "well-formed YAML" }]);
  }

  const { unresolved, commented } = trapsIn(document, text);
  if (unresolved.length > 0) return failed(placed(unresolved));

  const raw = withoutNothings(document.toJS()) ?? {};
  const read = fileSchema.safeParse(raw);
  const issues = (read.error?.issues ?? []).flatMap((issue) => mistakesOf(issue, raw));
  const mistakes = [...issues, ...commented, ...contradictions(raw)];
  if (read.success && mistakes.length === 0) return { settings: read.data, problems: [] };
  return failed(placed(mistakes));

  function placed(unplaced: readonly Mistake[]): readonly ConfigProblem[] {
    return unplaced
      .map((mistake) => ({ ...mistake, line: lineOf(document, lines, mistake.path) }))
      .sort((a, b) => a.line - b.line)
      .map(({ line, path, ...rest }) => ({ key: [`${name}:${line}`, ...say(path)].join(": "), ...rest }));
  }
}

function failed(problems: readonly ConfigProblem[]) {
  return { settings: undefined, problems };
}

function mistakesOf(issue: z.core.$ZodIssue, raw: unknown): readonly Mistake[] {
  const { path, message: expected } = issue;
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => {
      const meant = nearest(key, expected.split(", "));
      const wrong = meant === undefined ? "is not known" : `is not known, did you mean ${meant}?`;
      return { path: [...path, key], wrong, expected: `one of ${expected}` };
    });
  }
  const value = valueAt(raw, path);
  if (value === undefined) return [{ path, wrong: "is missing", expected }];
  return [{ path, value: JSON.stringify(value), wrong: reasonOf(issue), expected }];
}

function reasonOf(issue: z.core.$ZodIssue): string {
  const reason: unknown = issue.code === "custom" ? issue.params?.["reason"] : undefined;
  return typeof reason === "string" ? reason : "is not accepted";
}

/** A key with nothing behind it (`channels:`, all below it commented out) is as good as left out. */
function withoutNothings(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNothings);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== null)
      .map(([key, item]) => [key, withoutNothings(item)]),
  );
}

function valueAt(raw: unknown, path: Mistake["path"]): unknown {
  return path.reduce<unknown>((value, step) => {
    if (typeof value !== "object" || value === null) return undefined;
    return Object.entries(value).find(([key]) => key === String(step))?.[1];
  }, raw);
}

/** `severities[0].page`; nothing for the file as a whole. */
function say(path: Mistake["path"]): readonly string[] {
  if (path.length === 0) return [];
  const steps = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`));
  return [steps.join("").replace(/^\./, "")];
}
