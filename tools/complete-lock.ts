import { readFileSync, writeFileSync } from "node:fs";
import { root } from "../src/root.ts";

// npm leaves out of the lock file what the registry in use does not carry, such as other systems' binaries, and `npm ci`
// then refuses the lock. This adds them by name, version and system; npm never fetches what does not fit the machine.

type Package = {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
};
export type Lock = { readonly packages: Readonly<Record<string, Package>> };

const OS = ["android", "darwin", "freebsd", "linux", "netbsd", "openbsd", "openharmony", "sunos", "aix", "win32"];
const CPU = ["arm64", "x64", "arm", "ia32", "ppc64", "ppc64le", "riscv64", "s390x", "loong64", "mips64el", "wasm32"];

/** The optional dependencies that have no entry: the path of the package that wants one, its name and range. */
export function missingFrom({ packages }: Lock) {
  return Object.entries(packages).flatMap(([wantedBy, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !placesFor(name, wantedBy).some((place) => place in packages))
      .map(([name, range]) => ({ wantedBy, name, range })),
  );
}

/** The same lock with an entry for each missing one; in npm's order. */
export function completed(lock: Lock): Lock {
  const packages = { ...lock.packages };
  for (const { wantedBy, name, range } of missingFrom(lock)) {
    const shared = `node_modules/${name}`;
    // A version of its own lies below the package that wants it, as npm would put it.
    const place = shared in packages && wantedBy !== "" ? `${wantedBy}/${shared}` : shared;
    packages[place] = {
      version: range.replace(/^[^\d]*/, ""),
      ...(packages[wantedBy]?.dev === true ? { dev: true } : {}),
      optional: true,
      ...systemOf(name),
    };
  }
  const ordered = Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...lock, packages: Object.fromEntries(ordered) };
}

/** Where Node would look, nearest first. */
function placesFor(name: string, wantedBy: string): readonly string[] {
  const above = wantedBy.split("/node_modules/");
  const folders = above.map((_, count) => above.slice(0, above.length - count).join("/node_modules/"));
  return [
    ...folders.filter((folder) => folder !== "").map((folder) => `${folder}/node_modules/${name}`),
    `node_modules/${name}`,
  ];
}

/** Read from the name: `@esbuild/linux-x64`. What names no system fits none, so that npm leaves it alone. */
function systemOf(name: string): Pick<Package, "os" | "cpu" | "libc"> {
  const words = name.toLowerCase().split(/[-/@.]/);
  const os = OS.find((word) => words.includes(word)) ?? (words.includes("windows") ? "win32" : "none");
  const isArm = ["armv7", "gnueabihf", "musleabihf", "eabi"].some((word) => words.includes(word));
  const cpu = CPU.find((word) => words.includes(word)) ?? (isArm ? "arm" : undefined);
  const libc = words.some((word) => word.startsWith("musl")) ? "musl" : "glibc";
  return {
    os: [os],
    ...(cpu === undefined ? {} : { cpu: [cpu] }),
    ...(os === "linux" ? { libc: [libc] } : {}),
  };
}

if (process.argv[1]?.endsWith("complete-lock.ts")) {
  const file = new URL("package-lock.json", root);
  const lock = JSON.parse(readFileSync(file, "utf8")) as Lock;
  const missing = missingFrom(lock);
  writeFileSync(file, `${JSON.stringify(completed(lock), undefined, 2)}\n`);
  console.info(missing.length === 0 ? "The lock was complete." : `Added ${missing.length} packages of other systems.`);
}
