import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { hostname } from "node:os";
import { createInterface } from "node:readline";
import { afterEach, describe, expect, it } from "vitest";
import { isGone, ownerName } from "../../src/ledger/owner.ts";
import { root } from "../../src/root.ts";

/** A process that prints its owner's name and lives until its stdin ends; a shell starts it and never asks for its end. */
const SAYS_ITS_NAME = `
  const { ownerName } = await import(${JSON.stringify(new URL("src/ledger/owner.ts", root).href)});
  process.stdout.write(ownerName("worker") + "\\n");
  process.stdin.resume();`;
const NEVER_REAPED = `exec 3<&0; "$0" --input-type=module -e "$1" <&3 & exec sleep 60`;

describe("an owner", () => {
  const children: ReturnType<typeof spawn>[] = [];
  afterEach(() => {
    for (const child of children.splice(0)) child.kill("SIGKILL");
  });

  async function started(command: string, args: readonly string[]) {
    const child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
    children.push(child);
    for await (const name of createInterface({ input: child.stdout })) return { child, name };
    throw new Error("The process ended without a word.");
  }

  it("is there while its process is", async () => {
    const { child, name } = await started(process.execPath, ["--input-type=module", "-e", SAYS_ITS_NAME]);
    expect(isGone(name)).toBe(false);
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(isGone(name)).toBe(true);
  });

  it.runIf(process.platform === "linux")(
    "is gone when its process was killed, though nobody has reaped it yet",
    async () => {
      const { name } = await started("sh", ["-c", NEVER_REAPED, process.execPath, SAYS_ITS_NAME]);
      expect(isGone(name)).toBe(false);
      const pid = Number(name.split("/")[1]);
      process.kill(pid, "SIGKILL");
      await expect.poll(() => stateOf(pid)).toBe("Z");
      expect(isGone(name)).toBe(true);
    },
  );

  it.runIf(process.platform === "linux")("is gone when another process has got its id since", () => {
    const [, , birth] = ownerName("worker").split("/");
    expect(isGone([hostname(), process.ppid, birth, "worker"].join("/"))).toBe(true);
  });

  it("counts as there when only its id is known, as under an earlier release, and a process has it", () => {
    expect(isGone([hostname(), process.ppid, 1_763_000_000_000, "worker"].join("/"))).toBe(false);
  });

  it("counts as there on another machine", () => {
    expect(isGone("elsewhere/1/5@boot/worker")).toBe(false);
  });

  it("of an earlier life in a container, where every life has the same id, is gone", () => {
    expect(isGone([hostname(), process.pid, "5@boot", "worker"].join("/"))).toBe(true);
    expect(isGone(ownerName("worker"))).toBe(false);
  });
});

function stateOf(pid: number): Promise<string> {
  return new Promise((resolve) => {
    execFile("ps", ["-o", "stat=", "-p", String(pid)], (_error, out) => resolve(out.trim().slice(0, 1)));
  });
}
