import { defineConfig } from "vitest/config";

// What must happen is waited for as long as a busy machine may need, and not past the time of the test.
const QUICK = { poll: { timeout: 4_000 } };
const PATIENT = { poll: { timeout: 15_000 } };

// unit: pure rules and small parts, no sockets. flow: the real bot against the local workspace. postgres: PGlite, slow to open.
// browser: the page of the local workspace in Chromium.
export default defineConfig({
  test: {
    // One for each core of a small machine; flow tests wait more than they work.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/**/*.test.{ts,tsx}"],
          exclude: ["test/**/*.{flow,postgres,browser}.test.ts"],
          // Speed is measured by `npm run bench`; this is for what hangs.
          testTimeout: 30_000,
          expect: QUICK,
        },
      },
      {
        test: {
          name: "flow",
          include: ["test/**/*.flow.test.ts"],
          // What the code does in one turn is long each time; a garbage collection beside it is not.
          retry: { count: 1, condition: /^Turns of the event loop took/ },
          expect: PATIENT,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "postgres",
          include: ["test/**/*.postgres.test.ts"],
          expect: PATIENT,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 1,
        },
      },
      {
        test: {
          name: "browser",
          include: ["test/**/*.browser.test.ts"],
          expect: PATIENT,
          globalSetup: ["test/browser/build-page.ts"],
          testTimeout: 120_000,
          hookTimeout: 60_000,
          maxWorkers: 1,
        },
      },
    ],
  },
});
