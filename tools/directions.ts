/**
 * Which part of the program may import which, one direction only:
 * `main, cli -> slack, pagerduty, files, web, sandbox -> flow -> features -> shared`, and `flow -> ledger` (port only).
 */
type Part = {
  readonly name: string;
  /** Files of the part, from the package's root. The first part that fits has the file. */
  readonly files: RegExp;
  readonly sees: readonly string[];
  /** Parts of which it may import types alone. */
  readonly seesTypesOf: readonly string[];
  /** Packages and `node:` modules by name; `types` are packages of which only types are taken. */
  readonly packages: "any" | { readonly values: readonly string[]; readonly types: readonly string[] };
};

const PURE = { values: [], types: [] };
const FEATURES = ["shared", "incident", "timeline", "postmortem", "catalog", "insight"];
const WORLD = { sees: [...FEATURES, "flow", "root"], seesTypesOf: ["log"], packages: "any" } as const;

export const parts: readonly Part[] = [
  { name: "shared", files: /^src\/shared\//, sees: [], seesTypesOf: [], packages: PURE },
  { name: "incident", files: /^src\/incident\//, sees: ["shared"], seesTypesOf: [], packages: PURE },
  { name: "timeline", files: /^src\/timeline\//, sees: ["shared", "incident"], seesTypesOf: [], packages: PURE },
  {
    name: "postmortem",
    files: /^src\/postmortem\//,
    sees: ["shared", "incident", "timeline"],
    seesTypesOf: [],
    packages: PURE,
  },
  {
    name: "insight",
    files: /^src\/insight\//,
    sees: ["shared", "incident", "timeline"],
    seesTypesOf: [],
    packages: PURE,
  },
  {
    name: "catalog",
    files: /^src\/catalog\//,
    sees: ["shared"],
    seesTypesOf: [],
    packages: { values: ["yaml", "minisearch"], types: [] },
  },
  {
    name: "pagerduty rules",
    files: /^src\/pagerduty\/(?:group|pattern|event)\.ts$/,
    sees: ["shared"],
    seesTypesOf: [],
    packages: PURE,
  },
  {
    name: "slack screens",
    files: /^src\/slack\/(?:blocks\/|forms\/|(?:text|button)\.ts$)/,
    sees: FEATURES,
    seesTypesOf: ["flow", "slack"],
    packages: { values: [], types: ["@slack/types"] },
  },

  { name: "ledger port", files: /^src\/ledger\/ledger\.ts$/, sees: ["shared"], seesTypesOf: [], packages: PURE },
  {
    name: "ledger",
    files: /^src\/ledger\//,
    sees: ["ledger port", "shared", "root"],
    seesTypesOf: [],
    packages: "any",
  },
  { name: "flow", files: /^src\/flow\//, sees: [...FEATURES, "ledger port"], seesTypesOf: ["log"], packages: "any" },

  { name: "slack", files: /^src\/slack\//, ...WORLD, sees: [...WORLD.sees, "slack screens"] },
  { name: "pagerduty", files: /^src\/pagerduty\//, ...WORLD, sees: [...WORLD.sees, "pagerduty rules"] },
  { name: "files", files: /^src\/files\//, ...WORLD },
  { name: "trackers", files: /^src\/trackers\//, ...WORLD },
  { name: "web", files: /^src\/web\//, ...WORLD },
  // The workspace stands in for Slack: it must not know how the bot works, or it would agree with its mistakes.
  { name: "sandbox", files: /^src\/sandbox\//, sees: ["shared", "root"], seesTypesOf: ["any"], packages: "any" },

  { name: "root", files: /^src\/root\.ts$/, sees: [], seesTypesOf: [], packages: PURE },
  { name: "clock", files: /^src\/clock\.ts$/, sees: ["shared"], seesTypesOf: [], packages: PURE },
  {
    name: "probe",
    files: /^src\/probe\//,
    sees: ["shared"],
    seesTypesOf: ["slack", "config"],
    packages: { values: ["@slack/bolt"], types: ["@slack/types"] },
  },
  { name: "wiring", files: /^src\/wiring\//, sees: ["any"], seesTypesOf: ["any"], packages: "any" },
  { name: "secrets", files: /^src\/secrets\.ts$/, sees: ["shared"], seesTypesOf: [], packages: PURE },
  {
    name: "log",
    files: /^src\/log\.ts$/,
    sees: ["secrets", "shared"],
    seesTypesOf: [],
    packages: { values: [], types: ["@slack/bolt"] },
  },
  {
    name: "config",
    files: /^src\/config(?:\.ts$|\/)/,
    sees: ["shared", "incident", "pagerduty rules", "log", "secrets"],
    seesTypesOf: [],
    packages: { values: ["zod", "yaml"], types: [] },
  },
  { name: "cli", files: /^src\/cli\//, sees: ["any"], seesTypesOf: [], packages: "any" },
  // The program around itself: it starts what `main` builds, beside the workspace.
  { name: "demo", files: /^src\/demo\//, sees: ["any"], seesTypesOf: [], packages: "any" },
];

/** The part that a file belongs to. Whatever has no place of its own, such as `main.ts`, sees everything but what starts it. */
export function partOf(file: string): Part {
  return parts.find(({ files }) => files.test(file)) ?? main;
}

const main: Part = {
  name: "main",
  files: /^src\//,
  sees: parts.map(({ name }) => name).filter((name) => name !== "cli" && name !== "demo"),
  seesTypesOf: [],
  packages: "any",
};

/** Why a file may not import another or a package; undefined when it may. */
export function whyNot(
  file: string,
  target: { readonly file: string } | { readonly packageName: string },
  typeOnly: boolean,
) {
  const from = partOf(file);
  if ("packageName" in target) {
    if (from.packages === "any" || from.packages.values.includes(target.packageName)) return undefined;
    if (typeOnly && from.packages.types.includes(target.packageName)) return undefined;
    return `${from.name} may not import the package ${target.packageName}.`;
  }
  const to = partOf(target.file);
  if (to === from || from.sees.includes(to.name) || from.sees.includes("any")) return undefined;
  if (typeOnly && (from.seesTypesOf.includes(to.name) || from.seesTypesOf.includes("any"))) return undefined;
  return `${from.name} may not import ${to.name}${from.seesTypesOf.length > 0 && !typeOnly ? " but for its types" : ""}.`;
}
