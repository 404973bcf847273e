import type { Provenance, SourceFile } from "./entity.ts";
import type { Problem } from "./problem.ts";
import type { YamlDocument } from "./yaml-documents.ts";

export type Path = readonly (string | number)[];

/** Collects what is wrong with one document while it is read. The readers return nothing for what they reported. */
export type DescriptorCheck = ReturnType<typeof startCheck>;

export function startCheck(document: YamlDocument, file: SourceFile) {
  const problems: Problem[] = [];
  let entity: string | null = null;

  function reportAt(line: number, severity: Problem["severity"], message: string): void {
    problems.push({ file: file.path, line, document: document.number, entity, severity, message });
  }
  function report(path: Path, severity: Problem["severity"], message: string): void {
    reportAt(document.lineAt(path), severity, message);
  }
  /** From here on the problems bear this name, those already reported too. */
  function named(ref: string): void {
    entity = ref;
    for (const [index, problem] of problems.entries()) problems[index] = { ...problem, entity: ref };
  }
  function text(path: Path, value: unknown, isGood: (text: string) => boolean, rule: string): string | undefined {
    const field = path.join(".");
    if (value === undefined || value === null) report(path, "error", `${field} is missing`);
    else if (typeof value !== "string")
      report(path, "error", `${field} must be text; put ${sayValue(value)} in quotes`);
    else if (!isGood(value)) report(path, "error", `${field} ${rule}; found ${sayValue(value)}`);
    else return value;
    return undefined;
  }
  function optionalText(path: Path, value: unknown): string | undefined {
    return value === undefined ? undefined : text(path, value, () => true, "");
  }
  function recordAt(path: Path, value: unknown): Readonly<Record<string, unknown>> | undefined {
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
    const field = path.length === 0 ? "the document" : path.join(".");
    report(path, "error", value === undefined ? `${field} is missing` : `${field} must be an object`);
    return undefined;
  }
  function listAt(path: Path, value: unknown): { item: unknown; path: Path }[] {
    if (value === undefined || value === null) return [];
    if (Array.isArray(value)) return value.map((item: unknown, index) => ({ item, path: [...path, index] }));
    report(path, "error", `${path.join(".")} must be a list`);
    return [];
  }
  function textsAt(
    path: Path,
    value: unknown,
    isGoodKey: (key: string) => boolean,
    isGoodValue: (text: string) => boolean,
  ): Record<string, string> {
    const texts: Record<string, string> = {};
    if (value === undefined || value === null) return texts;
    for (const [key, item] of Object.entries(recordAt(path, value) ?? {})) {
      if (!isGoodKey(key)) report([...path, key], "error", `${path.join(".")}: "${key}" is no valid key`);
      const good = text([...path, key], item, isGoodValue, "is no valid value");
      if (good !== undefined && isGoodKey(key)) texts[key] = good;
    }
    return texts;
  }
  function linesOf(parents: readonly string[]): Record<string, number> {
    const lines: Record<string, number> = {};
    for (const parent of parents) {
      const steps = parent.split(".");
      let value: unknown = document.value;
      for (const step of steps) value = new Map(Object.entries(value ?? {})).get(step);
      if (typeof value !== "object" || value === null) continue;
      for (const key of Object.keys(value)) lines[`${parent}.${key}`] = document.lineAt([...steps, key]);
    }
    return lines;
  }
  function sourceAt(path: Path): Provenance {
    const { path: name, modifiedAt } = file;
    return { file: name, line: document.lineAt(path), document: document.number, modifiedAt };
  }
  const lineAt = document.lineAt;
  return {
    problems,
    reportAt,
    report,
    named,
    text,
    optionalText,
    recordAt,
    listAt,
    textsAt,
    linesOf,
    sourceAt,
    lineAt,
  };
}

function sayValue(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
