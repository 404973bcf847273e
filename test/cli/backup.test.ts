import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { openLedger } from "../../src/ledger/open.ts";
import { root } from "../../src/root.ts";
import { batch, event } from "../ledger/given.ts";
import { runs } from "./terminal.ts";

let folder: string;
let path: string;
let env: Readonly<Record<string, string>>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pitwall-backup-"));
  path = join(folder, "pitwall.db");
  env = { DATABASE_URL: `file:${path}` };
});
afterEach(() => rmSync(folder, { recursive: true }));

function backup(file: string) {
  return runs(["backup", join(folder, file)], { env });
}

async function written(count: number, url = `file:${path}`): Promise<void> {
  const ledger = await openLedger(url);
  for (let version = 0; version < count; version += 1)
    await ledger.append(batch({ expected: version, events: [event()] }));
  await ledger.close();
}

test("a backup holds what was written, in one file that only this user can read", async () => {
  await written(3);
  expect(await backup("copy.db")).toEqual({
    code: 0,
    out: `${path} is backed up to ${folder}/copy.db: 1 incidents.\n`,
    err: "",
  });
  expect(readdirSync(folder).sort()).toEqual(["copy.db", "pitwall.db"]);
  expect(statSync(join(folder, "copy.db")).mode & 0o777).toBe(0o600);
  const copy = await openLedger(`file:${folder}/copy.db`);
  expect(await copy.read("incident/A")).toHaveLength(3);
  await copy.close();
});

describe("while others write", { timeout: 30_000 }, () => {
  it("copies the record as it was at one instant, again and again, and holds nobody up", async () => {
    await written(1);
    const script = fileURLToPath(new URL("test/ledger/another-process.ts", root));
    const writers = [1, 2].map(() =>
      spawn(process.execPath, [script, env["DATABASE_URL"] ?? "", "note often"], {
        stdio: ["pipe", "pipe", "inherit"],
      }),
    );
    let finished = 0;
    for (const { stdout } of writers) stdout.once("data", () => (finished += 1));
    const lengths: number[] = [];
    const still = await openLedger(`file:${path}`);
    while (finished < writers.length) {
      const name = `${lengths.length}.db`;
      expect(await backup(name)).toMatchObject({ code: 0, err: "" });
      const copy = await openLedger(`file:${folder}/${name}`);
      lengths.push((await copy.read("incident/A")).length);
      expect(await copy.verify()).toEqual([]);
      await copy.close();
    }
    expect(await still.read("incident/A")).toHaveLength(201);
    await still.close();
    for (const writer of writers) writer.stdin.end();
    await Promise.all(writers.map((writer) => once(writer, "close")));

    expect(lengths).toEqual(lengths.toSorted((a, b) => a - b));
    expect(lengths.filter((length) => length > 1 && length < 201).length).toBeGreaterThan(0);
  });
});

test("a broken record is copied all the same, and told", async () => {
  await written(2);
  const db = new Database(path);
  db.exec("update events set actor = 'slack:U9' where version = 1");
  db.close();
  expect(await backup("copy.db")).toMatchObject({ code: 1, err: expect.stringContaining("pitwall verify") });
  expect(readdirSync(folder)).toContain("copy.db");
});

test.each([
  ["there is no database yet", async () => {}, "There is no database"],
  ["the file exists", async () => (await written(1), writeFileSync(join(folder, "copy.db"), "mine")), "exists"],
  ["the database is something else", async () => writeFileSync(path, "hello, ".repeat(999)), "not a Pitwall database"],
  ["the database is of another program", async () => new Database(path).exec("create table a (b)").close(), "Pitwall"],
])("when %s it says so and leaves no half of a file", async (_, given, says) => {
  await given();
  const before = readdirSync(folder);
  expect(await backup("copy.db")).toMatchObject({ code: 1, out: "", err: expect.stringContaining(says) });
  expect(readdirSync(folder)).toEqual(before);
});

test("a folder that is not there is named", async () => {
  await written(1);
  const { code, err } = await backup("nowhere/copy.db");
  expect(code).toBe(1);
  expect(err).toContain(`${folder}/nowhere`);
});

test("PostgreSQL has its own tools", async () => {
  const said = await runs(["backup", "copy.db"], { env: { DATABASE_URL: "postgres://pitwall@localhost/pitwall" } });
  expect(said).toMatchObject({ code: 2, out: "", err: expect.stringContaining("pg_dump") });
});

test.each([[["backup"]], [["backup", "a", "b"]], [["backup", "a", "--fast"]]])("%j is not understood", async (args) => {
  expect(await runs(args, { env })).toMatchObject({ code: 2, err: expect.stringContaining("pitwall backup FILE") });
});
