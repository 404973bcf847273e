import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { root } from "../../src/root.ts";

/** Once, before any browser opens it: what is tested is what the sources say. */
export function setup(): void {
  execFileSync("npm", ["run", "-s", "build:page"], { cwd: fileURLToPath(root), stdio: "inherit" });
}
