import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const NOBODY = 65_534;

export type SystemPostgres = { readonly url: string; stop(): Promise<void> };

/**
 * A fresh server from the system's PostgreSQL, over a Unix socket. It refuses to run as root, hence the other user.
 * Undefined where PostgreSQL is not installed.
 */
export async function startSystemPostgres(): Promise<SystemPostgres | undefined> {
  const bin = binaries();
  if (bin === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), "pitwall-postgres-"));
  const asRoot = process.getuid?.() === 0;
  chmodSync(folder, 0o711);
  if (asRoot) chownSync(folder, NOBODY, NOBODY);
  const user = asRoot ? { uid: NOBODY, gid: NOBODY, cwd: folder } : { cwd: folder };
  const data = join(folder, "data");
  const made = spawnSync(join(bin, "initdb"), ["-A", "trust", "-N", "-U", "pitwall", "-D", data], {
    ...user,
    encoding: "utf8",
  });
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  const server = spawn(join(bin, "postgres"), ["-D", data, "-k", folder, "-c", "listen_addresses="], {
    ...user,
    stdio: ["ignore", "ignore", "pipe"],
  });
  await ready(server);
  return {
    url: `postgres://pitwall@localhost/postgres?host=${encodeURIComponent(folder)}`,
    stop: async () => {
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGINT");
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

function binaries(): string | undefined {
  const all = "/usr/lib/postgresql";
  const newest = existsSync(all)
    ? readdirSync(all)
        .toSorted((a, b) => Number(a) - Number(b))
        .at(-1)
    : undefined;
  const bin = newest && join(all, newest, "bin");
  return bin && existsSync(join(bin, "initdb")) ? bin : undefined;
}

function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = "";
    server.stderr?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes("ready to accept connections")) resolve();
    });
    server.once("exit", () => reject(new Error(`PostgreSQL ended: ${said}`)));
  });
}
