import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { root } from "../src/root.ts";

export type Child = {
  /** Where it listens, as it said itself. */
  readonly url: string;
  /** From being started to saying so. */
  readonly readyAfter: number;
  /** Megabytes of memory now, pages shared with files included. */
  memory(): number;
  /** Milliseconds of processor time that it has used; unlike the time of the clock, hardly touched by who else works here. */
  cpu(): number;
  /** Ends it at once, without a word. */
  kill(): Promise<void>;
  signal(name: NodeJS.Signals): void;
  /** Asks it to end and waits until it has. */
  stop(): Promise<void>;
  onLine(listener: (line: string) => void): void;
};

const PATIENCE = 20_000;

/** A program in a process of its own, so that nothing measured shares an event loop with whoever measures. */
export async function startChild(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  urlIn: (line: string) => string | undefined,
): Promise<Child> {
  const started = performance.now();
  const flags = (process.env["BENCH_NODE_FLAGS"] ?? "").split(" ").filter((flag) => flag !== "");
  const child = spawn(process.execPath, ["--disable-warning=DEP0040", ...flags, ...args], {
    cwd: fileURLToPath(root),
    env: { PATH: process.env["PATH"] ?? "", ...env },
    stdio: ["ignore", "inherit", "pipe"],
  });
  const lines = createInterface({ input: child.stderr });
  const url = await ready(child, lines, urlIn);
  const readyAfter = performance.now() - started;

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill(signal);
    await gone;
  }
  return {
    url,
    readyAfter,
    memory: () => memoryOf(child.pid ?? 0),
    cpu: () => cpuOf(child.pid ?? 0),
    signal: (name) => void child.kill(name),
    kill: () => end("SIGKILL"),
    stop: () => end("SIGTERM"),
    onLine: (listener) => void lines.on("line", listener),
  };
}

function ready(
  child: ChildProcess,
  lines: ReturnType<typeof createInterface>,
  urlIn: (line: string) => string | undefined,
): Promise<string> {
  const said: string[] = [];
  return new Promise((resolve, reject) => {
    const giveUp = (why: string) => {
      child.kill("SIGKILL");
      reject(new Error(`${why}:\n${said.join("\n")}`));
    };
    const late = setTimeout(() => giveUp("A server did not say that it listens"), PATIENCE);
    child.once("exit", () => giveUp("A server ended before it listened"));
    lines.on("line", (line) => {
      if (said.length < 50) said.push(line);
      const url = urlIn(line);
      if (url === undefined) return;
      clearTimeout(late);
      child.removeAllListeners("exit");
      resolve(url);
    });
  });
}

function memoryOf(pid: number): number {
  const found = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(found) / 1024;
}

/** Linux counts in hundredths of a second. */
function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /s, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
