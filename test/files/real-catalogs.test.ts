import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";

import { answer } from "../../src/catalog/answer.ts";
import { loadCatalog } from "../../src/files/load-catalog.ts";

const samples = process.env["PITWALL_SAMPLES"];

test("Real catalogs load, with each problem reported at its place", async () => {
  if (samples === undefined) {
    console.log("Left out: PITWALL_SAMPLES does not name a folder with real catalogs.");
    return;
  }
  const folder = join(samples, "catalogs");
  const files = (await readdir(folder)).filter((name) => /\.ya?ml$/.test(name));
  const catalog = await loadCatalog([folder]);
  const errors = catalog.problems.filter((problem) => problem.severity === "error");

  expect(files.length).toBeGreaterThan(30);
  expect(catalog.entities.size).toBeGreaterThan(150);
  for (const problem of catalog.problems) expect(files).toContain(problem.file);
  for (const { line, document } of catalog.problems) expect(Math.min(line, document)).toBeGreaterThan(0);
  // What is truly wrong in them: targets that are not in the sample, names taken twice, one bad name and one bad tag.
  const expected = /does not exist|no file matches|is already defined|metadata\.name must|metadata\.tags\.\d+ must/;
  expect(errors.filter((problem) => !expected.test(problem.message))).toEqual([]);
  expect(errors.some((problem) => problem.message.includes("go 1.15.3"))).toBe(true);
});

test("Questions to real catalogs find the entity that they name", async () => {
  if (samples === undefined) {
    console.log("Left out: PITWALL_SAMPLES does not name a folder with real catalogs.");
    return;
  }
  const catalog = await loadCatalog([join(samples, "catalogs")]);
  const context = { now: Date.UTC(2026, 10, 22), defaultChannel: "#ask" };
  const components = [...catalog.entities.values()].filter((entity) => entity.kind === "Component");
  const found = components.filter((entity) =>
    answer(`who owns ${entity.name}?`, catalog, context).entities.includes(entity.ref),
  );

  expect(found.length / components.length).toBeGreaterThan(0.95);
});
