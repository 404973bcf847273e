import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";

const MAIN = resolve("src/cli/main.ts");
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pitwall-env-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function list(env: Readonly<Record<string, string>> = {}) {
  return spawnSync(process.execPath, [MAIN, "incident", "list"], { cwd: folder, encoding: "utf8", env });
}

it("reads .env where it is started, and lets what is set go before", () => {
  writeFileSync(join(folder, ".env"), "DATABASE_URL=nowhere\n");
  expect(list().stderr).toContain("DATABASE_URL");
  expect(list({ DATABASE_URL: "file:./here.db" }).status).toBe(0);
});

it("says nothing of a .env that is not there", () => {
  const help = execFileSync(process.execPath, [MAIN, "help"], { cwd: folder, encoding: "utf8", stdio: "pipe" });
  expect(help).toContain("Usage");
  expect(list({ DATABASE_URL: "file:./here.db" }).stderr).toBe("");
});
