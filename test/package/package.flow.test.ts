import { execFile, spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "../../src/root.ts";
import { freePort } from "../cli/free-port.ts";

const MINUTES = 60_000;

// The folder is nobody's project, and this run of npm's is no business of the npm within it.
const env = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(([key]) => !/^npm_(?!config_)|^npm_config_.*prefix$/.test(key)),
  ),
  PATH: [dirname(process.execPath), process.env["PATH"]].join(delimiter),
};

/** What a fresh clone has. */
function isPartOfIt(path: string): boolean {
  return !["node_modules", "dist", ".git", "data", "out", "coverage"].includes(relative(fileURLToPath(root), path));
}

function contentOf(path: string): string | undefined {
  const file = new URL(path, root);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

type Ran = { readonly code: number; readonly out: string; readonly err: string };

function ran(command: string, args: readonly string[], cwd: string): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(command, args, { cwd, env, encoding: "utf8", maxBuffer: 2 ** 26 }, (error, out, err) =>
      resolve({ code: typeof error?.code === "number" ? error.code : error ? 1 : 0, out, err }),
    );
  });
}

describe("the package, installed into an empty folder", () => {
  let folder: string;
  const installed = (path: string) => join(folder, "node_modules/pitwall", path);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "pitwall-package-"));
    // Packing builds, and what stands in this repository's own dist/ is not ours to change.
    const copy = join(folder, "repository");
    cpSync(fileURLToPath(root), copy, { recursive: true, filter: isPartOfIt });
    symlinkSync(fileURLToPath(new URL("node_modules", root)), join(copy, "node_modules"));
    const built = contentOf("dist/pitwall.js");
    const packed = await ran("npm", ["pack", "--json", "--pack-destination", folder], copy);
    expect(contentOf("dist/pitwall.js")).toBe(built);
    expect(packed).toMatchObject({ code: 0 });
    const [{ filename }] = JSON.parse(packed.out) as [{ readonly filename: string }];
    writeFileSync(join(folder, "package.json"), "{}\n");
    const options = ["--omit=dev", "--no-audit", "--no-fund", "--prefer-offline"];
    expect(await ran("npm", ["install", ...options, join(folder, filename)], folder)).toMatchObject({ code: 0 });
  }, 5 * MINUTES);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function pitwall(...args: readonly string[]): Promise<Ran> {
    return ran(join(folder, "node_modules/.bin/pitwall"), args, folder);
  }

  it("holds what is run and read, and neither sources nor tests", () => {
    const { version } = JSON.parse(readFileSync(new URL("package.json", root), "utf8")) as { readonly version: string };
    expect(JSON.parse(readFileSync(installed("package.json"), "utf8"))).toMatchObject({ version });
    for (const file of ["LICENSE", "README.md", "CHANGELOG.md", "manifests/socket.json", "dist/pitwall.js.map"])
      expect(existsSync(installed(file)), file).toBe(true);
    for (const file of ["test", "src/main.ts", ".env", "tools", "data"])
      expect(existsSync(installed(file)), file).toBe(false);
  });

  it("says how it is used, by npx, without any noise", async () => {
    const { code, out, err } = await ran("npx", ["--no-install", "pitwall", "--help"], folder);
    expect([code, out.split("\n")[0]]).toEqual([0, "Usage: pitwall <command>"]);
    expect(err.split("\n").filter((line) => line !== "" && !line.startsWith("npm "))).toEqual([]);
  });

  it("answers from the example catalog that it brings", async () => {
    const { code, out, err } = await pitwall("ask", "who owns checkout?", "--catalog", installed("examples/acme"));
    expect([code, err]).toEqual([0, ""]);
    expect(out).toContain("**Payments**");
  });

  it("writes the manifest, and makes and migrates a database", async () => {
    const { code, out } = await pitwall("manifest");
    expect([code, out]).toEqual([0, readFileSync(installed("manifests/socket.json"), "utf8")]);
    expect(await pitwall("migrate")).toMatchObject({ code: 0, err: "" });
    expect(existsSync(join(folder, "data/pitwall.db"))).toBe(true);
  });

  it(
    "plays the demo",
    async () => {
      const { code, out, err } = await pitwall("demo", "--headless");
      expect([code, err]).toEqual([0, ""]);
      expect(out).toContain("nothing was refused");
      expect(readFileSync(join(folder, "out/postmortem.md"), "utf8")).toContain("# ");
    },
    MINUTES,
  );

  it(
    "shows the local workspace",
    async () => {
      const url = `http://127.0.0.1:${await freePort()}/`;
      const child = spawn(join(folder, "node_modules/.bin/pitwall"), ["sandbox", "--port", new URL(url).port], {
        cwd: folder,
        env,
      });
      await new Promise((resolve) => child.stdout.once("data", resolve));
      const page = await (await fetch(url)).text();
      const assets = [...page.matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/g)].map(([, path]) => `${url}${path}`);
      const answers = await Promise.all(assets.map(async (asset) => (await fetch(asset)).status));
      child.kill("SIGKILL");
      expect(assets.some((asset) => asset.endsWith(".js")) && assets.some((asset) => asset.endsWith(".css"))).toBe(
        true,
      );
      expect(new Set(answers)).toEqual(new Set([200]));
    },
    MINUTES,
  );

  it("says in one line to an old Node which it needs", async () => {
    const old = await oldNode();
    if (old === undefined) {
      console.info("Left out: there is no Node older than 22 on this machine.");
      return;
    }
    const { code, out, err } = await ran(old, [installed("bin/pitwall.cjs"), "demo"], folder);
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(/^pitwall: needs Node\.js 22 or newer, this is v\d+\.\d+\.\d+\. .+ pitwall demo\n$/);
  });

  async function oldNode(): Promise<string | undefined> {
    const places = (env.PATH ?? "").split(delimiter).map((place) => join(place, "node"));
    for (const node of ["/usr/local/bin/node", "/usr/bin/node", ...places].filter((path) => existsSync(path))) {
      const { out } = await ran(node, ["--version"], folder);
      if (Number(/^v(\d+)/.exec(out)?.[1] ?? 99) < 22) return node;
    }
    return undefined;
  }
});
