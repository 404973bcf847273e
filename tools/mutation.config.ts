/**
 * Stryker changes one thing in the code at a time and looks whether a test notices: `npm run mutate`. One folder alone:
 * `npm run mutate -- --mutate "src/incident/**"`.
 */
export default {
  testRunner: "vitest",
  vitest: { configFile: "tools/mutation-tests.config.ts", related: false },
  mutate: [
    "src/incident/**/*.ts",
    // The steps that both databases run; what opens, drives and migrates them is tried by whole processes.
    "src/ledger/{append,ask,backoff,chain,claim,inbox,leases,look-up,outbox-rows,settle,verify,worker}.ts",
    "src/pagerduty/group.ts",
  ],
  coverageAnalysis: "perTest",
  // A busy machine is slow; only what loops is found by waiting.
  timeoutMS: 30_000,
  // What is made once, when a file is loaded, would cost a run of every test for each of its words.
  ignoreStatic: true,
  thresholds: { high: 90, low: 80, break: 80 },
  concurrency: 2,
  incremental: true,
  incrementalFile: "out/mutation/incremental.json",
  reporters: ["clear-text", "json"],
  clearTextReporter: { reportTests: false, allowColor: false },
  jsonReporter: { fileName: "out/mutation/report.json" },
  tempDirName: "out/mutation/tmp",
  ignorePatterns: ["/*", "!/src", "!/test", "!/tools", "!/migrations", "!/package.json"],
  // No such file: else Stryker reads tsconfig.json through an interface that TypeScript 7 does not have.
  tsconfigFile: "none.json",
};
