import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { root } from "../../src/root.ts";

const MAIN = fileURLToPath(new URL("src/cli/main.ts", root));

export type Running = {
  readonly process: ChildProcessByStdio<Writable, Readable, Readable>;
  /** What it has written so far. */
  out(): string;
  err(): string;
  /** Waits until it has written this to standard error. */
  says(text: string): Promise<void>;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
};

/** The real thing in a process of its own, with nothing of our environment but what finds Node. */
export function pitwall(args: readonly string[], env: Readonly<Record<string, string>> = {}): Running {
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(process.execPath, ["--disable-warning=DEP0040", MAIN, ...args], {
    env: { PATH, HOME, PITWALL_CONFIG: "/dev/null", ...env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const written = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    written.out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    written.err += text;
  });
  const ended = once(child, "close").then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals | null);
  return {
    process: child,
    out: () => written.out,
    err: () => written.err,
    says: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!written.err.includes(text)) return;
          child.stderr.off("data", look);
          resolve();
        };
        child.stderr.on("data", look);
        look();
        void ended.then((code) => reject(new Error(`It ended (${code}) without saying "${text}": ${written.err}`)));
      }),
    ended,
  };
}

export type Finished = { readonly code: number | NodeJS.Signals | null; readonly out: string; readonly err: string };

export async function finished(running: Running): Promise<Finished> {
  running.process.stdin.end();
  const code = await running.ended;
  return { code, out: running.out(), err: running.err() };
}
