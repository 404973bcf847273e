import { defineConfig } from "vitest/config";

/** The tests that mutants meet: quick ones, and the same in each run. */
export default defineConfig({
  test: {
    setupFiles: ["tools/mutation-seed.ts"],
    include: [
      "test/incident/*.test.ts",
      "test/ledger/{backoff,sqlite-memory,worker}.test.ts",
      "test/pagerduty/group.test.ts",
    ],
    exclude: ["**/*.properties.test.ts"],
  },
});
