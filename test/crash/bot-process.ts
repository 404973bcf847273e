import { type ChildProcess, fork, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { root } from "../../src/root.ts";
import type { MovableClock } from "../../src/sandbox/clock.ts";
import type { Strike } from "./counter.ts";
import { fastFolder } from "./fast-folder.ts";
import type { FromBot, ToBot } from "./messages.ts";

/** The bot that may be struck. */
export type DoomedBot = {
  arm(strike: Strike | undefined): Promise<void>;
  /** What it is at; nothing once it is dead. */
  busy(): Promise<readonly string[]>;
  isDead(): boolean;
  points(): Promise<readonly string[]>;
  /** At which point it was struck, in words. */
  struckAt(): string | undefined;
  readonly log: readonly string[];
  end(): Promise<void>;
};

export type BotSettings = {
  readonly env: Readonly<Record<string, string>>;
  readonly yaml: string;
  /** Strikes while it starts or later. */
  readonly strike?: Strike;
};

export type BotBundle = {
  readonly file: string;
  /** Where V8 keeps the compiled bundle. */
  readonly cache: string;
  remove(): void;
};

const FLAGS = ["--disable-warning=DEP0040", "--max-semi-space-size=64"];

/**
 * Bundles the source as it is now into one file, and has it compiled: it starts in a fifth of the time. As a module in the
 * old style, since the new one loads all that Node has of HTTP.
 */
export async function bundledBot(): Promise<BotBundle> {
  // Directly below the root's `out/`, since src/root.ts finds the package one level up.
  const file = fileURLToPath(new URL(`out/doomed-bot-${process.pid}.cjs`, root));
  await build({
    absWorkingDir: fileURLToPath(root),
    entryPoints: ["test/crash/doomed-bot.ts"],
    outfile: file,
    bundle: true,
    minify: true,
    keepNames: true,
    platform: "node",
    format: "cjs",
    target: "node22",
    external: ["better-sqlite3", "pg-native"],
    define: { "import.meta.url": "urlOfBundle" },
    banner: { js: 'const urlOfBundle = require("node:url").pathToFileURL(__filename).href;' },
    logLevel: "warning",
  });
  const cache = mkdtempSync(join(fastFolder(), "pitwall-compiled-"));
  // A process that is killed keeps nothing of what it compiled: one that ends by itself goes first.
  spawnSync(process.execPath, [...FLAGS, file], { env: { ...process.env, NODE_COMPILE_CACHE: cache } });
  return {
    file,
    cache,
    remove() {
      rmSync(file, { force: true });
      rmSync(cache, { recursive: true, force: true });
    },
  };
}

/** Starts the bot in its own process. Its sleepers sleep on this clock. One that is to be struck may die while it starts. */
export async function startBotProcess(
  { file, cache }: BotBundle,
  clock: MovableClock,
  settings: BotSettings,
): Promise<DoomedBot> {
  const child = fork(file, [], {
    cwd: fileURLToPath(root),
    execArgv: FLAGS,
    env: { ...process.env, NODE_COMPILE_CACHE: cache },
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  const sleepers = new Map<number, AbortController>();
  const log: string[] = [];
  const waiting: { readonly type: FromBot["type"]; readonly settle: (message: FromBot | undefined) => void }[] = [];
  let dead = false;
  let said = "";
  child.stderr?.on("data", (text: Buffer) => {
    said += text.toString("utf8");
  });
  const gone = new Promise<void>((resolve) => {
    // After "close" all that it said is here too.
    child.once("close", () => {
      dead = true;
      for (const sleeper of sleepers.values()) sleeper.abort();
      for (const each of waiting.splice(0)) each.settle(undefined);
      resolve();
    });
  });

  async function sleep(id: number, ms: number): Promise<void> {
    const sleeper = new AbortController();
    sleepers.set(id, sleeper);
    await clock.sleep(ms, sleeper.signal);
    sleepers.delete(id);
    if (!sleeper.signal.aborted) send(child, { type: "wake", id, now: clock.now() });
  }

  child.on("message", (message: FromBot) => {
    switch (message.type) {
      case "sleep":
        void sleep(message.id, message.ms);
        return;
      case "leave":
        sleepers.get(message.id)?.abort();
        return;
      case "log":
        log.push(message.line);
        return;
      case "ready":
      case "started":
      case "armed":
      case "busy":
      case "points": {
        const index = waiting.findIndex((each) => each.type === message.type);
        if (index >= 0) waiting.splice(index, 1)[0]?.settle(message);
        return;
      }
    }
  });

  function hear<T extends FromBot["type"]>(type: T): Promise<Extract<FromBot, { type: T }> | undefined> {
    if (dead) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      waiting.push({ type, settle: (message) => resolve(message as Extract<FromBot, { type: T }> | undefined) });
    });
  }

  async function ask<T extends FromBot["type"]>(message: ToBot, type: T) {
    const heard = hear(type);
    send(child, message);
    return heard;
  }

  const ready = await hear("ready");
  const started = ready && (await ask({ type: "start", ...settings, now: clock.now() }, "started"));
  const struckAt = () =>
    said
      .trim()
      .split("\n")
      .find((line) => /^(before|after|calling|answered) /.test(line));
  if (started === undefined && struckAt() === undefined)
    throw new Error(`The bot did not start: ${/^\w*Error: .*/m.exec(said)?.[0] ?? said}`);

  return {
    log,
    async arm(strike) {
      await ask({ type: "arm", strike }, "armed");
    },
    busy: async () => (await ask({ type: "busy", now: clock.now() }, "busy"))?.at ?? [],
    isDead: () => dead,
    points: async () => (await ask({ type: "points" }, "points"))?.points ?? [],
    struckAt,
    async end() {
      child.kill("SIGKILL");
      await gone;
    },
  };
}

/** What is told to a process that has just died reaches nobody. */
function send(child: ChildProcess, message: ToBot): void {
  if (child.connected) child.send(message, () => undefined);
}
