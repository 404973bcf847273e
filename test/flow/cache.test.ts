import { expect, test } from "vitest";
import { cacheOf } from "../../src/flow/cache.ts";
import type { Ledger } from "../../src/ledger/ledger.ts";
import { declare } from "../given.ts";
import { A, B, memoryFlow, note, wish } from "./flows.ts";

/** A ledger that tells which streams were read, and from which version on. */
function watched(ledger: Ledger): { readonly ledger: Ledger; readonly reads: [string, number][] } {
  const reads: [string, number][] = [];
  return {
    reads,
    ledger: {
      ...ledger,
      read: (stream, after = 0) => {
        reads.push([stream, after]);
        return ledger.read(stream, after);
      },
    },
  };
}

test("it reads a stream once, and then only what is newer, whoever wrote it", async () => {
  const { carryOut, ledger } = await memoryFlow();
  await carryOut(wish(A, declare()));
  const { ledger: seen, reads } = watched(ledger);
  const cache = cacheOf(seen);
  expect((await cache.load(A))?.version).toBe(1);
  await carryOut(wish(A, note("by somebody else")));
  const loaded = await cache.load(A);
  expect(loaded).toMatchObject({ version: 2, events: [{ type: "Declared" }, { type: "NoteAdded" }] });
  expect(loaded?.chain).toBe((await ledger.read(A)).at(-1)?.chain);
  expect(reads).toEqual([
    [A, 0],
    [A, 1],
  ]);
});

test("it keeps as many as it may, those used last", async () => {
  const { carryOut, ledger } = await memoryFlow();
  for (const stream of [A, B]) await carryOut(wish(stream, declare()));
  const { ledger: seen, reads } = watched(ledger);
  const cache = cacheOf(seen, 1);
  await cache.load(A);
  await cache.load(B);
  await cache.load(A);
  expect(reads.map(([, after]) => after)).toEqual([0, 0, 0]);
});

test("what is forgotten is read anew, and what never was is nothing", async () => {
  const { carryOut, ledger } = await memoryFlow();
  await carryOut(wish(A, declare()));
  const { ledger: seen, reads } = watched(ledger);
  const cache = cacheOf(seen);
  await cache.load(A);
  cache.forget(A);
  await cache.load(A);
  expect(reads.map(([, after]) => after)).toEqual([0, 0]);
  expect(await cache.load(B)).toBeUndefined();
});
