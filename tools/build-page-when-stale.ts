import { execFileSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { root } from "../src/root.ts";

// Before the local workspace starts from its sources: whoever has fetched newer ones would see the page of the older.

const BUILT = "dist/web/index.html";
/** All that the page is built of; its folder takes what it shows from the others. */
const SOURCES = ["src/sandbox/", "src/shared/", "tools/vite.config.ts", "package-lock.json"];

function changedAt(path: string): number {
  const address = new URL(path, root);
  const stats = statSync(address, { throwIfNoEntry: false });
  if (stats === undefined) return 0;
  if (!stats.isDirectory()) return stats.mtimeMs;
  const inside = readdirSync(address, { recursive: true, encoding: "utf8" });
  return Math.max(...inside.map((name) => statSync(new URL(`${path}${name}`, root)).mtimeMs));
}

const builtAt = changedAt(BUILT);
if (SOURCES.some((source) => changedAt(source) > builtAt)) {
  console.log("Building the page of the local workspace…");
  execFileSync("npm", ["run", "-s", "build:page"], { cwd: fileURLToPath(root), stdio: "inherit" });
}
