import { DEFAULT_KEYS } from "../../src/catalog/annotation-keys.ts";
import { type Catalog, catalogSteps } from "../../src/catalog/catalog.ts";
import { readFileSteps } from "../../src/catalog/read-file.ts";
import { finish } from "../../src/catalog/steps.ts";

/** The day on which all files of `catalogOf` were written. */
export const WRITTEN = Date.UTC(2026, 10, 1);

/** A catalog from the texts of files, by their paths. */
export function catalogOf(files: Readonly<Record<string, string>>): Catalog {
  const readings = Object.entries(files).map(([path, text]) => {
    return finish(readFileSteps({ path, text, modifiedAt: WRITTEN }, DEFAULT_KEYS));
  });
  return finish(catalogSteps(readings, DEFAULT_KEYS));
}

/** The text of a Component; `more` are lines of `spec`, `metadata` lines of metadata. */
export function component(name: string, more: { owner?: string; spec?: string[]; metadata?: string[] } = {}): string {
  const { owner = "payments", spec = [], metadata = [] } = more;
  return [
    "---",
    "apiVersion: backstage.io/v1alpha1",
    "kind: Component",
    "metadata:",
    `  name: ${name}`,
    ...metadata.map((line) => `  ${line}`),
    "spec:",
    "  type: service",
    "  lifecycle: production",
    `  owner: ${owner}`,
    ...spec.map((line) => `  ${line}`),
    "",
  ].join("\n");
}

export function group(name: string, spec: string[] = [], metadata: string[] = []): string {
  return [
    "---",
    "apiVersion: backstage.io/v1alpha1",
    "kind: Group",
    "metadata:",
    `  name: ${name}`,
    ...metadata.map((line) => `  ${line}`),
    "spec:",
    "  type: team",
    "  children: []",
    ...spec.map((line) => `  ${line}`),
    "",
  ].join("\n");
}
