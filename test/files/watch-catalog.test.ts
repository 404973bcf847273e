import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { type WatchedCatalog, watchCatalog } from "../../src/files/watch-catalog.ts";
import type { Clock } from "../../src/shared/time.ts";
import { component } from "../catalog/catalog-of.ts";

const clock: Clock = {
  now: () => performance.now(),
  sleep: async (ms) => {
    await setTimeout(ms / 10);
  },
};

let folder: string;
let watched: WatchedCatalog;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "pitwall-watch-"));
  await write(component("a") + component("b"));
  watched = await watchCatalog([folder], {
    clock,
    onTrouble: (error) => {
      throw error;
    },
  });
});
afterEach(async () => {
  await watched.close();
  await rm(folder, { recursive: true, force: true });
});

async function write(text: string): Promise<void> {
  await writeFile(join(folder, "a.yaml"), text);
}
const names = (): string[] => [...watched.current().entities.values()].map((each) => each.name);

describe("A watched catalog", () => {
  test("follows what is written", async () => {
    await setTimeout(50);
    await write(component("a") + component("renamed"));

    await vi.waitFor(() => expect(names()).toEqual(["a", "renamed"]), 5_000);
  });

  test("keeps the last good version of a file that has become broken, and reports it", async () => {
    await write(`${component("a")}---\nkind: [`);
    await watched.reload();

    expect(names()).toEqual(["a", "b"]);
    expect(watched.current().problems.map((each) => each.message)).toContainEqual(
      expect.stringContaining("last good version"),
    );

    await write(component("mended"));
    await watched.reload();
    expect(names()).toEqual(["mended"]);
  });

  test("forgets a file that is gone", async () => {
    await rm(join(folder, "a.yaml"));
    await watched.reload();

    expect(names()).toEqual([]);
  });

  test("never changes a catalog that was handed out", async () => {
    const before = watched.current();
    await write(component("other"));
    await watched.reload();

    expect([...before.entities.values()].map((each) => each.name)).toEqual(["a", "b"]);
  });
});
