import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { root } from "../../src/root.ts";

/**
 * Once, before any browser opens it: what is tested is what the sources say. As it is shipped: a test runner's own NODE_ENV
 * would build React's slower half for development, and leave it there for whoever starts the local workspace next.
 */
export function setup(): void {
  const env = { ...process.env, NODE_ENV: "production" };
  execFileSync("npm", ["run", "-s", "build:page"], { cwd: fileURLToPath(root), stdio: "inherit", env });
}
