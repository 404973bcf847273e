import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { root } from "../src/root.ts";

// CommonJS packages ask for `require`, which a module does not have by itself.
const REQUIRE = [
  'import { createRequire as createRequireOfBundle } from "node:module";',
  "const require = createRequireOfBundle(import.meta.url);",
].join("\n");

const folder = fileURLToPath(new URL("dist/", root));

// One entry, and a chunk for each thing that is loaded only when it is asked for, such as PostgreSQL or the local workspace.
// All lie directly in dist/, since src/root.ts finds the package one level up. Not minified: what stands in an operator's log
// must name lines, and it would save 5 of 100 MB.
const { outputFiles } = await build({
  absWorkingDir: fileURLToPath(root),
  entryPoints: { pitwall: "src/cli/main.ts" },
  outdir: folder,
  chunkNames: "[name]-[hash]",
  bundle: true,
  splitting: true,
  platform: "node",
  format: "esm",
  target: "node22",
  // The first is a binary; the second an optional part of pg that is not installed.
  external: ["better-sqlite3", "pg-native"],
  banner: { js: REQUIRE },
  sourcemap: "linked",
  sourcesContent: false,
  legalComments: "linked",
  logLevel: "warning",
  write: false,
});

// Only now, so that a build that fails leaves the last one as it was. The page in web/ is built by itself.
await mkdir(folder, { recursive: true });
for (const name of await readdir(folder)) {
  if (name !== "web") await rm(join(folder, name), { recursive: true });
}
for (const { path, contents } of outputFiles) {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, contents);
}
