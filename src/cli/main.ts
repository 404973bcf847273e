import { existsSync } from "node:fs";
import { enableCompileCache } from "node:module";
import type { Terminal } from "./terminal.ts";

const terminal: Terminal = {
  env: process.env,
  get input() {
    return process.stdin;
  },
  say: (text) =>
    new Promise((resolve) => {
      if (process.stdout.write(text)) resolve();
      else process.stdout.once("drain", resolve);
    }),
  note: (line) => void process.stderr.write(line.endsWith("\n") ? line : `${line}\n`),
};

// Whoever read our output has seen enough, as in `| head`: that is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});
// A bot whose log is read by nobody goes on.
process.stderr.on("error", () => {});

// What `pitwall setup` wrote. What is set already goes before.
if (existsSync(".env")) process.loadEnvFile();
// Started from its sources, the bot compiles some hundred modules: kept from the last time, that is half the wait.
enableCompileCache();
const { run } = await import("./run.ts");
process.exitCode = await run(process.argv.slice(2), terminal);
process.stdout.write("", () => process.exit());
