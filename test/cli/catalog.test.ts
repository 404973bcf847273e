import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { runs } from "./terminal.ts";

const folder = mkdtempSync(join(tmpdir(), "pitwall-catalog-"));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, "bad.yaml"), "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {}\n");

test("a catalog without errors is counted, in words and as data", async () => {
  const { code, out } = await runs(["catalog", "check", "examples/acme/catalog"]);
  expect(code).toBe(0);
  expect(out).toMatch(/\d+ entities, 0 errors, \d+ warnings\n$/);
  const data = await runs(["catalog", "check", "--json"], { env: { CATALOG_PATH: "examples/acme/catalog" } });
  expect(data.code).toBe(0);
  expect(JSON.parse(data.out)).toMatchObject({
    entities: expect.arrayContaining(["component:default/checkout"]),
    problems: expect.any(Array),
  });
});

test("an error is told by file and line, and is the exit code", async () => {
  const { code, out } = await runs(["catalog", "check", folder]);
  expect(code).toBe(1);
  expect(out).toMatch(/^bad\.yaml:\d+: .+\n/);
  const data = await runs(["catalog", "check", folder, "--json"]);
  expect(data.code).toBe(1);
  expect(JSON.parse(data.out)).toMatchObject({
    problems: expect.arrayContaining([expect.objectContaining({ file: "bad.yaml", severity: "error" })]),
  });
});

test("a folder that is not there is an error", async () => {
  expect(await runs(["catalog", "check", join(folder, "nowhere")])).toMatchObject({ code: 1 });
});
