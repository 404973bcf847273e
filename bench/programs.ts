import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { root } from "../src/root.ts";
import { type Child, startChild } from "./child.ts";

const BUNDLE = "dist/pitwall.js";

/** The bundle where one was built, unless BENCH_SOURCE is set; else the source. */
export function entryPoint(): { readonly file: string; readonly isBundle: boolean } {
  const isBundle = process.env["BENCH_SOURCE"] === undefined && existsSync(new URL(BUNDLE, root));
  return { file: isBundle ? BUNDLE : "src/cli/main.ts", isBundle };
}

/** The bot as its operator starts it. */
export function startPitwall(env: Readonly<Record<string, string>>): Promise<Child> {
  const preload = env["BENCH_PRELOAD"] === undefined ? [] : ["--import", env["BENCH_PRELOAD"]];
  return startChild([...preload, entryPoint().file, "start"], env, (line) =>
    line.includes('"message":"Pitwall is running"') ? /"url":"([^"]+)"/.exec(line)?.[1] : undefined,
  );
}

/** One of the bare servers that ours is compared with. */
export function startBare(
  name: "bare-bolt" | "durable-bolt" | "bare-webhooks",
  env: Readonly<Record<string, string>>,
): Promise<Child> {
  const file = fileURLToPath(new URL(`bench/servers/${name}.ts`, root));
  return startChild([file], env, (line) => /^listening (\S+)/.exec(line)?.[1]);
}
