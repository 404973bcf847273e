import { defineConfig } from "vitest/config";

/** The tests that mutants meet: quick, and the same in each run, so neither processes nor stories by chance. */
export default defineConfig({
  test: {
    include: [
      "test/incident/*.test.ts",
      "test/ledger/{backoff,sqlite-memory,worker}.test.ts",
      "test/pagerduty/group.test.ts",
    ],
    exclude: ["**/*.properties.test.ts"],
  },
});
