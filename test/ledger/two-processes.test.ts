import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Ledger } from "../../src/ledger/ledger.ts";
import { openLedger } from "../../src/ledger/open.ts";
import { ownerName } from "../../src/ledger/owner.ts";
import { root } from "../../src/root.ts";
import { act, ask, batch, claimed, event, T } from "./given.ts";

const folder = mkdtempSync(join(tmpdir(), "pitwall-processes-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("two processes on one file", { timeout: 30_000 }, () => {
  let url: string;
  let ledger: Ledger;
  let count = 0;
  const children: ChildProcess[] = [];

  beforeEach(async () => {
    count += 1;
    url = `file:${join(folder, `${count}.db`)}`;
    ledger = await openLedger(url);
  });
  afterEach(async () => {
    await ledger.close();
    await Promise.all(children.splice(0).map((child) => end(child, "SIGKILL")));
  });

  /** Starts another process, which does its work and then waits; resolves to what it prints. */
  async function other(work: string): Promise<{ readonly said: unknown; readonly child: ChildProcess }> {
    const script = fileURLToPath(new URL("test/ledger/another-process.ts", root));
    const child = spawn(process.execPath, [script, url, work], { stdio: ["pipe", "pipe", "inherit"] });
    children.push(child);
    for await (const line of createInterface({ input: child.stdout })) return { said: JSON.parse(line), child };
    throw new Error(`The process that should "${work}" ended without a word.`);
  }

  it("tell each other when they have written, and say nothing of their own writes", async () => {
    let heard = 0;
    const stop = ledger.onForeignChange(() => {
      heard += 1;
    });
    await ledger.append(batch({ events: [event()] }));
    await realTime(500);
    expect(heard).toBe(0);
    expect((await other("note")).said).toMatchObject({ ok: true, version: 2 });
    await realTime(500);
    expect(heard).toBe(1);
    expect(await ledger.read("incident/A")).toHaveLength(2);
    stop();
    await other("note");
    await realTime(500);
    expect(heard).toBe(1);
  });

  it("write one stream together without losing an event or breaking the chain", async () => {
    const [one, two] = await Promise.all([other("note often"), other("note often")]);
    expect([one.said, two.said]).toMatchObject([{ conflicts: expect.any(Number) }, { conflicts: expect.any(Number) }]);
    const events = await ledger.read("incident/A");
    expect(events.map((each) => each.version)).toEqual(Array.from({ length: 200 }, (_, index) => index + 1));
    expect(await ledger.verify()).toEqual([]);
  });

  it("share out the effects, each to one of them", async () => {
    const keys = Array.from({ length: 60 }, (_, n) => `post-${n}`);
    await ask(
      ledger,
      keys.map((key) => act(key)),
    );
    const shares = await Promise.all([other("claim all"), other("claim all")]);
    expect(shares.flatMap(({ said }) => said as string[]).toSorted()).toEqual(keys.toSorted());
  });

  it("let one of them work, and the next take over at once when it was killed, knowing what was in flight", async () => {
    await ask(ledger, [act("page")]);
    const { said, child } = await other("lease and claim");
    expect(said).toMatchObject({ held: true, claimed: "page" });
    const me = ownerName("worker");
    expect(await ledger.holdLease("worker", me, T + 1, 60_000)).toBe(false);
    await end(child, "SIGKILL");
    expect(await ledger.holdLease("worker", me, T + 1, 60_000)).toBe(true);
    expect(await claimed(ledger, T + 1)).toMatchObject({ key: "page", unknownSince: T, attempts: 2 });
  });
});

function realTime(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill(signal);
  });
}
