import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * PagerDuty's published and recorded payloads are not ours to keep in this repository. They are read from the folder named
 * by PITWALL_SAMPLES; without it a test says that it was left out.
 */
export function samplesOrSkip(what: string): string | undefined {
  const folder = process.env["PITWALL_SAMPLES"];
  const path = folder === undefined ? undefined : join(folder, "pagerduty");
  if (path !== undefined && existsSync(path)) return path;
  console.info(`left out, since PITWALL_SAMPLES names no folder with PagerDuty's samples: ${what}`);
  return undefined;
}

export function jsonFilesIn(folder: string): { readonly name: string; readonly text: string }[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json") && name !== "vectors.json")
    .map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));
}
