import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { root } from "../root.ts";
import { readScenario, type Scenario } from "./scenario.ts";
import type { Problems } from "./scenario-file.ts";

/** Where the example company's scenarios are. */
const FOLDER = new URL("examples/acme/scenarios/", root);

export function scenarioNames(): readonly string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => basename(file, ".yaml"))
    .sort();
}

/** A name in the example company's folder, or the path of a file. */
export function scenarioCalled(name: string): Scenario | Problems {
  const file = /[/.]/.test(name) ? name : fileURLToPath(new URL(`${name}.yaml`, FOLDER));
  try {
    return readScenario(readFileSync(file, "utf8"));
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    return {
      problems: [`there is no such scenario. There are: ${scenarioNames().join(", ")}; or give the path of a file.`],
    };
  }
}
