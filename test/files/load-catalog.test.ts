import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { catalogCheck, sayReport } from "../../src/files/catalog-check.ts";
import { loadCatalog } from "../../src/files/load-catalog.ts";
import { component, group } from "../catalog/catalog-of.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "pitwall-catalog-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function write(files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

const location = (targets: string[], more = ""): string =>
  `apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata: { name: l }\nspec:\n${more}  targets:\n${targets.map((target) => `    - ${target}\n`).join("")}`;

async function loaded(): Promise<{ names: string[]; messages: string[] }> {
  const { entities, problems } = await loadCatalog([folder]);
  return {
    names: [...entities.values()].filter((each) => each.kind !== "Location").map((each) => each.name),
    messages: problems
      .filter((each) => each.severity === "error")
      .map((each) => `${each.file}:${each.line} ${each.message}`),
  };
}

describe("A catalog's folder", () => {
  test("is read with .yaml, .yml and .md, at any depth, but not hidden folders and dependencies", async () => {
    await write({
      "a.yaml": component("a"),
      "x/y/b.yml": component("b"),
      ".backstage/c.yaml": component("c"),
      ".github/d.yaml": component("d"),
      "node_modules/e.yaml": component("e"),
      "notes.txt": "kind: Component",
      "docs/f.md": "# F",
    });
    const catalog = await loadCatalog([folder]);

    expect((await loaded()).names).toEqual(["c", "a", "b"]);
    expect(catalog.goldenPaths.map((each) => each.path)).toEqual(["docs/f.md"]);
  });

  test("is followed through Locations and globs, from where each stands", async () => {
    await write({
      "x/l.yaml": location(["../.hidden/a.yaml", "./parts/**/part.entity"]),
      ".hidden/a.yaml": component("a"),
      "x/parts/1/part.entity": component("one"),
      "x/parts/2/deep/part.entity": component("two"),
    });

    expect(await loaded()).toEqual({ names: ["a", "one", "two"], messages: [] });
  });

  test("reports each target that leads nowhere, and follows the others", async () => {
    await write({
      "l.yaml": location(["./gone.yaml", "./no/*.yaml", ".ok/a.yaml"]),
      ".ok/a.yaml": component("a"),
    });

    expect(await loaded()).toEqual({
      names: ["a"],
      messages: ["l.yaml:6 ./gone.yaml does not exist", "l.yaml:7 no file matches ./no/*.yaml"],
    });
  });

  test("does not report what is optional", async () => {
    await write({ "l.yaml": location(["./gone.yaml"], "  presence: optional\n") });

    expect((await loaded()).messages).toEqual([]);
  });

  test.each(["../../secret.yaml", "/etc/passwd", "x/../../../secret.yaml", "../**/*.yaml"])(
    "is never left, not by the target %s",
    async (target) => {
      await write({ "in/l.yaml": location([target]), "secret.yaml": component("secret") });
      const { entities, problems } = await loadCatalog([join(folder, "in")]);

      expect([...entities.keys()]).toEqual(["location:default/l"]);
      expect(problems[0]).toMatchObject({ severity: "error", line: 6, message: expect.stringContaining("leads out") });
    },
  );

  test("is never left by a symbolic link, but links inside are followed once", async () => {
    await write({ "outside/secret.yaml": component("secret"), "in/a.yaml": component("a") });
    await symlink(join(folder, "outside"), join(folder, "in/out"));
    await symlink(join(folder, "outside/secret.yaml"), join(folder, "in/secret.yaml"));
    await symlink(join(folder, "in"), join(folder, "in/circle"));
    await symlink(join(folder, "nowhere"), join(folder, "in/broken.yaml"));
    const { entities, problems } = await loadCatalog([join(folder, "in")]);

    expect([...entities.keys()]).toEqual(["component:default/a"]);
    expect(problems.filter((each) => each.message.includes("not read")).map((each) => each.file)).toEqual([
      "broken.yaml",
      "out",
      "secret.yaml",
    ]);
  });

  test("may be several, and files are then named with theirs", async () => {
    await write({ "one/a.yaml": component("a"), "two/a.yaml": component("b") });
    const { entities } = await loadCatalog([join(folder, "one"), join(folder, "two")]);

    expect([...entities.values()].map((each) => each.source.file)).toEqual(["one/a.yaml", "two/a.yaml"]);
  });

  test("that does not exist is a problem, not a crash", async () => {
    expect((await loadCatalog([join(folder, "gone")])).problems).toMatchObject([
      { severity: "error", message: "there is no such folder" },
    ]);
  });

  test("takes owners from CODEOWNERS where the entry names none", async () => {
    await write({
      ".github/CODEOWNERS": "*  @acme/everyone\n/api/ @acme/payments # the money\n",
      "api/a.yaml": component("a").replace(/ {2}owner: .*\n/, ""),
      "docs/x.md": "# X",
      "teams.yaml": group("payments", [], ["annotations: { github.com/team-slug: acme/payments }"]),
    });
    const catalog = await loadCatalog([folder]);

    expect(catalog.entities.get("component:default/a")?.owner).toBe("group:default/payments");
    expect(catalog.goldenPaths[0]?.owner).toBeUndefined();
  });

  test("with files that are no text has them reported", async () => {
    await write({ "a.yaml": new Uint8Array([0xff, 0xfe, 0x41]), "b.yaml": "a: \0", "c.yaml": component("c") });

    expect(await loaded()).toEqual({
      names: ["c"],
      messages: ["a.yaml:1 is not UTF-8 text", "b.yaml:1 contains NUL characters: not a text file"],
    });
  });

  test("is checked into a list in order of file and line", async () => {
    await write({ "b.yaml": component("b", { metadata: ["tags: [X]"] }), "a.yaml": "kind: [" });
    const report = await catalogCheck([folder]);

    expect(report.entities).toEqual(["component:default/b"]);
    expect(sayReport(report).split("\n")).toEqual([
      expect.stringMatching(/^a\.yaml:1: document 1: YAML: /),
      expect.stringMatching(/^b\.yaml:6: component:default\/b: metadata\.tags\.0 must be/),
      expect.stringMatching(/^b\.yaml:10: component:default\/b: warning: spec\.owner names/),
      "1 entities, 2 errors, 1 warnings",
    ]);
  });
});

test("The example company has nothing wrong in its catalog", async () => {
  const report = await catalogCheck(["examples/acme"]);

  expect(report.problems).toEqual([]);
  expect(report.entities.filter((ref) => ref.startsWith("component:"))).toHaveLength(12);
});
