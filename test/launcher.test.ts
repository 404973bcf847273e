import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { root } from "../src/root.ts";

const launcher = fileURLToPath(new URL("bin/pitwall.cjs", root));

describe("the launcher", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "pitwall-launcher-"));
    install("bin/pitwall.cjs", readFileSync(launcher, "utf8"));
    install("package.json", '{ "type": "module" }');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function install(file: string, text: string): void {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }

  function launch(...args: string[]): string {
    return execFileSync(process.execPath, [join(folder, "bin/pitwall.cjs"), ...args], { encoding: "utf8" });
  }

  const source = "const args: string[] = process.argv.slice(2);\nconsole.info('source', ...args);";

  test("runs the bundle where there is one", () => {
    install("src/cli/main.ts", source);
    install("dist/pitwall.js", "console.info('bundle', ...process.argv.slice(2));");
    expect(launch("ask", "who owns checkout?")).toBe("bundle ask who owns checkout?\n");
  });

  test("runs the sources where one of them has changed since the bundle was built", () => {
    install("src/cli/main.ts", source);
    install("dist/pitwall.js", "console.info('bundle');");
    install("src/incident/decide.ts", "");
    utimesSync(join(folder, "dist/pitwall.js"), new Date(), new Date(Date.now() - 60_000));
    expect(launch("demo")).toBe("source demo\n");
    utimesSync(join(folder, "dist/pitwall.js"), new Date(), new Date(Date.now() + 60_000));
    expect(launch("demo")).toBe("bundle\n");
  });

  test("runs the sources where there is no bundle", () => {
    install("src/cli/main.ts", source);
    expect(launch("demo")).toBe("source demo\n");
  });

  test("says in one line that an installation is incomplete", () => {
    const { status, stderr } = spawnSync(process.execPath, [join(folder, "bin/pitwall.cjs")], { encoding: "utf8" });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^pitwall: this installation is incomplete, .+\n$/);
  });

  test("refuses an old Node in one line that says the way out", () => {
    const old = "Object.defineProperty(process, 'versions', { value: { node: '18.20.0' } });";
    const run = `${old} process.argv.splice(1, 0, 'pitwall'); require(${JSON.stringify(join(folder, "bin/pitwall.cjs"))});`;
    const ran = spawnSync(process.execPath, ["-e", run, "ask", "x"], { encoding: "utf8" });
    expect(ran.status).toBe(1);
    expect(ran.stderr).toMatch(/^pitwall: needs Node\.js 24 or newer, this is .+ npm run -s pitwall -- ask x\n$/);

    install("dist/pitwall.js", "console.info('never');");
    const bundled = spawnSync(process.execPath, ["-e", run, "ask", "x"], { encoding: "utf8" });
    expect(bundled.stderr).toMatch(
      /^pitwall: needs Node\.js 22 or newer, .+ npx -p node@24 -p pitwall pitwall ask x\n$/,
    );
    expect(bundled.stdout).toBe("");
  });

  test("is written so that an old Node can read it", () => {
    expect(readFileSync(launcher, "utf8")).not.toMatch(/\b(?:const|let|async|await)\b|=>|`|\?\.|\?\?/);
  });
});
