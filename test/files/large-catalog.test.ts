import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DEFAULT_KEYS } from "../../src/catalog/annotation-keys.ts";
import { answer } from "../../src/catalog/answer.ts";
import { catalogLoader } from "../../src/files/load-catalog.ts";
import { component } from "../catalog/catalog-of.ts";
import { processorTimeOf } from "../processor-time.ts";
import { watchTurns } from "../turns.ts";

const DOCUMENTS = 10_000;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pitwall-large-"));
  await mkdir(join(folder, "docs"));
  const service = (index: number): string =>
    component(`service-${index}`, {
      metadata: [`description: Does the thing of number ${index} for word${index % 700} and word${index % 311}.`],
      spec: [`dependsOn: ['component:service-${(index * 7) % 8_000}']`],
    });
  const services = Array.from({ length: 8_000 }, (_, index) => service(index));
  await writeFile(join(folder, "one-file.yaml"), services.slice(0, 4_000).join(""));
  for (let index = 4_000; index < 8_000; index += 1)
    await writeFile(join(folder, `s${index}.yaml`), services[index] ?? "");
  for (let index = 0; index < 2_000; index += 1) {
    const body = Array.from({ length: 5 }, (_, part) => `## Part ${part}\nWord${index} of word${part * index}.\n`);
    await writeFile(join(folder, `docs/d${index}.md`), `# Document ${index}\n${body.join("\n")}`);
  }
}, 60_000);
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

test("Ten thousand documents load without holding up the event loop, and questions stay quick", async () => {
  const loader = catalogLoader([folder], DEFAULT_KEYS);
  const turns = watchTurns();
  const catalog = await loader.load();
  await loader.load();
  expect(turns.end()).toEqual([]);
  expect(catalog.entities.size + catalog.goldenPaths.length).toBe(DOCUMENTS);

  const context = { now: 0, defaultChannel: "#ask" };
  for (const question of [
    "who owns service-77?",
    "who owns servce-4711",
    "how do I deploy document 7",
    "x".repeat(3_000),
  ]) {
    expect(processorTimeOf(() => answer(question, catalog, context))).toBeLessThan(150);
  }
}, 60_000);
