import fc from "fast-check";
import { expect, test } from "vitest";

import { editDistance, letterMask, mayBeNear } from "../../src/catalog/distance.ts";

test.each([
  ["checkout", "checkout", 0],
  ["checkout", "chekout", 1],
  ["checkout", "cehckout", 1],
  ["checkout", "checkuot", 1],
  ["payments", "payment", 1],
  ["cart", "shop", 3],
])("From %j to %j it is %i edits, as far as two are counted", (a, b, edits) => {
  expect(editDistance(a, b, 2)).toBe(edits);
});

test("The way back is as long, and the cheap test lets every near pair through", () => {
  const word = fc.stringMatching(/^[a-f]{0,10}$/);
  fc.assert(
    fc.property(word, word, (a, b) => {
      const distance = editDistance(a, b, 2);
      expect(editDistance(b, a, 2)).toBe(distance);
      if (distance <= 2) expect(mayBeNear(letterMask(a), letterMask(b), distance)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
