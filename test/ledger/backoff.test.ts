import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextAttempt } from "../../src/ledger/backoff.ts";
import { T } from "./given.ts";

describe("the time of the next attempt", () => {
  it("doubles from a second to a minute", () => {
    const waits = [1, 2, 3, 6, 7, 8, 500].map((attempts) => nextAttempt(attempts, T, undefined, () => 1) - T);
    expect(waits).toEqual([1_000, 2_000, 4_000, 32_000, 60_000, 60_000, 60_000]);
    expect(nextAttempt(1, T, undefined, () => 0) - T).toBe(500);
  });

  it("is never sooner than the other side asked for, and always a whole millisecond ahead", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.option(fc.double({ min: 0, max: 1e6, noNaN: true }), { nil: undefined }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (attempts, retryAfter, random) => {
          const at = nextAttempt(attempts, T, retryAfter, () => random);
          expect(Number.isInteger(at)).toBe(true);
          expect(at).toBeGreaterThanOrEqual(T + Math.max(500, retryAfter ?? 0));
          expect(at).toBeLessThanOrEqual(T + Math.max(60_000, (retryAfter ?? 0) + 1));
        },
      ),
    );
  });
});
