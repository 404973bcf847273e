import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { root } from "../src/root.ts";
import { completed, type Lock, missingFrom } from "../tools/complete-lock.ts";

function json(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, root), "utf8"));
}
const lock = json("package-lock.json") as Lock;
const text = readFileSync(new URL("package-lock.json", root), "utf8");

describe("the lock file", () => {
  test("has an entry for every optional dependency, or npm ci refuses it: run npm run deps", () => {
    expect(missingFrom(lock).map(({ name }) => name)).toEqual([]);
  });

  test("names no registry", () => {
    expect(text).not.toMatch(/"resolved": "http/);
  });

  test("is as the manifest of the package says", () => {
    const { dependencies, devDependencies } = json("package.json") as Record<string, unknown>;
    expect(lock.packages[""]).toMatchObject({ dependencies, devDependencies });
  });
});

test("package.json names exact versions", () => {
  const { dependencies, devDependencies } = json("package.json") as Record<string, Record<string, string>>;
  const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
    ([, range]) => !/^\d+\.\d+\.\d+$/.test(range),
  );
  expect(loose).toEqual([]);
});

describe("completing a lock", () => {
  const short: Lock = {
    packages: {
      "": {},
      "node_modules/tool": {
        version: "2.0.0",
        dev: true,
        optionalDependencies: {
          "@tool/linux-x64-musl": "2.0.0",
          "@tool/linux-arm-gnueabihf": "2.0.0",
          "@tool/darwin-arm64": "2.0.0",
          "@tool/windows-x64": "^2.0.0",
          "@tool/wasm": "2.0.0",
          present: "1.0.0",
          nested: "1.0.0",
          shared: "1.0.0",
        },
      },
      "node_modules/tool/node_modules/nested": { version: "1.0.0" },
      "node_modules/shared": { version: "1.0.0" },
      "node_modules/present": { version: "1.0.0" },
    },
  };
  const added = completed(short).packages;

  test("adds what is missing with its version and its system, and nothing twice", () => {
    expect(Object.keys(added).filter((path) => !(path in short.packages))).toEqual([
      "node_modules/@tool/darwin-arm64",
      "node_modules/@tool/linux-arm-gnueabihf",
      "node_modules/@tool/linux-x64-musl",
      "node_modules/@tool/wasm",
      "node_modules/@tool/windows-x64",
    ]);
    const common = { version: "2.0.0", dev: true, optional: true };
    expect(added["node_modules/@tool/darwin-arm64"]).toEqual({ ...common, os: ["darwin"], cpu: ["arm64"] });
    expect(added["node_modules/@tool/linux-x64-musl"]).toEqual({
      ...common,
      os: ["linux"],
      cpu: ["x64"],
      libc: ["musl"],
    });
    expect(added["node_modules/@tool/linux-arm-gnueabihf"]).toEqual({
      ...common,
      os: ["linux"],
      cpu: ["arm"],
      libc: ["glibc"],
    });
    expect(added["node_modules/@tool/windows-x64"]).toEqual({ ...common, os: ["win32"], cpu: ["x64"] });
  });

  test("gives what names no system one that no machine has", () => {
    expect(added["node_modules/@tool/wasm"]?.os).toEqual(["none"]);
  });

  test("changes nothing when it is done again", () => {
    expect(completed(completed(short))).toEqual(completed(short));
    expect(missingFrom(completed(short))).toEqual([]);
  });
});
