import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { highestNumber } from "../../src/cli/restore/channel-numbers.ts";
import type { Ledger } from "../../src/ledger/ledger.ts";
import { openLedger } from "../../src/ledger/open.ts";
import { runs as runsWith } from "./terminal.ts";

let folder: string;
let path: string;
let env: Readonly<Record<string, string>>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pitwall-restore-"));
  path = join(folder, "pitwall.db");
  env = { DATABASE_URL: `file:${path}` };
});
afterEach(() => rmSync(folder, { recursive: true }));

function runs(...args: readonly string[]) {
  return runsWith(args, { env });
}

async function looking<T>(look: (ledger: Ledger) => Promise<T>): Promise<T> {
  const ledger = await openLedger(`file:${path}`);
  const seen = await look(ledger);
  await ledger.close();
  return seen;
}

async function titles(): Promise<readonly string[]> {
  return (await looking((ledger) => ledger.lookUp({}))).map(({ ref, title }) => `${ref} ${title}`);
}

const backupFile = () => join(folder, "backup.db");

describe("restoring", () => {
  beforeEach(async () => {
    await runs("incident", "declare", "Before", "sev4");
    await runs("backup", backupFile());
    await runs("incident", "declare", "After", "sev4");
  });

  it("brings the record back as it was, keeps what was there, and freezes", async () => {
    const { code, out, err } = await runs("restore", backupFile());
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(/is restored from .+: 1 incidents\.\nWhat was there before is kept as .+\.\nIt is frozen: /);
    expect(await titles()).toEqual(["INC-1 Before"]);
    const kept = readdirSync(folder).find((name) => name.startsWith("pitwall.db.before-"));
    const before = await openLedger(`file:${join(folder, kept ?? "")}`);
    expect(await before.lookUp({})).toHaveLength(2);
    await before.close();
    expect(readdirSync(folder)).toHaveLength(3);
  });

  it("lets nobody write from the command line until it is confirmed, and says how", async () => {
    await runs("restore", backupFile());
    for (const words of [
      ["declare", "Lost", "sev4"],
      ["note", "INC-1", "lost"],
      ["status", "INC-1", "monitoring"],
      ["resolve", "INC-1", "lost"],
    ]) {
      const { code, out, err } = await runs("incident", ...words);
      expect([code, out]).toEqual([1, ""]);
      expect(err).toMatch(/is frozen: this was not recorded.+ pitwall restore --confirm\.\n$/);
    }
    expect(await titles()).toEqual(["INC-1 Before"]);
    await runs("restore", "--confirm");
    expect(await runs("incident", "note", "INC-1", "kept")).toMatchObject({ code: 0 });
  });

  it("by other means is frozen as it is, unless a bot runs", async () => {
    await looking((ledger) => ledger.holdLease("worker", "elsewhere/1/1/worker", Date.now(), 60_000));
    expect(await runs("restore", "--freeze")).toMatchObject({ code: 1, err: expect.stringContaining("stop it") });
    await looking((ledger) => ledger.dropLease("worker", "elsewhere/1/1/worker"));
    expect(await runs("restore", "--freeze")).toMatchObject({ code: 0, out: expect.stringContaining("It is frozen") });
    expect(await runs("incident", "note", "INC-1", "lost")).toMatchObject({ code: 1 });
  });

  it("is refused while a bot runs, and touches nothing", async () => {
    await looking((ledger) => ledger.holdLease("worker", "elsewhere/1/1/worker", Date.now(), 60_000));
    const said = await runs("restore", backupFile());
    expect(said).toMatchObject({ code: 1, out: "", err: `A bot is running on ${path}: stop it first.\n` });
    expect(await titles()).toEqual(["INC-2 After", "INC-1 Before"]);
    expect(readdirSync(folder).sort()).toEqual(["backup.db", "pitwall.db"]);
  });

  it("takes no account of the bot that ran when the backup was made", async () => {
    await looking((ledger) => ledger.holdLease("worker", "elsewhere/1/1/worker", Date.now(), 60_000));
    await runs("backup", join(folder, "with a bot.db"));
    rmSync(path);
    expect(await runs("restore", join(folder, "with a bot.db"))).toMatchObject({ code: 0 });
    expect(await looking((ledger) => ledger.leaseHolder("worker", Date.now()))).toBeUndefined();
  });

  it("replaces a database that cannot be read, and keeps it", async () => {
    writeFileSync(path, "no database any more ".repeat(500));
    const { code, err } = await runs("restore", backupFile());
    expect(code).toBe(0);
    expect(err).toContain("cannot be read");
    expect(await titles()).toEqual(["INC-1 Before"]);
  });

  it("works where there is no database yet", async () => {
    rmSync(path);
    const { code, out } = await runs("restore", backupFile());
    expect(code).toBe(0);
    expect(out).not.toContain("kept");
    expect(await titles()).toEqual(["INC-1 Before"]);
  });

  it("refuses a backup that was changed", async () => {
    const db = new Database(backupFile());
    db.exec("update events set actor = 'slack:U9' where version = 1");
    db.close();
    const { code, err } = await runs("restore", backupFile());
    expect(code).toBe(1);
    expect(err).toContain("not as it was written");
    expect(await titles()).toEqual(["INC-2 After", "INC-1 Before"]);
    expect(existsSync(`${path}.restoring`)).toBe(false);
  });

  it("refuses what is no backup", async () => {
    const other = join(folder, "other.db");
    writeFileSync(other, "hello, ".repeat(999));
    expect(await runs("restore", other)).toMatchObject({ code: 1, err: expect.stringContaining("not a Pitwall") });
    expect(await runs("restore", join(folder, "none"))).toMatchObject({
      code: 1,
      err: expect.stringContaining("none"),
    });
    expect(await titles()).toEqual(["INC-2 After", "INC-1 Before"]);
  });
});

describe("what waited when the backup was made", () => {
  const wait = () => looking(async (ledger) => (await ledger.effectCounts()).waiting);
  beforeEach(async () => {
    await runs("incident", "declare", "Before", "sev4");
    await runs("backup", backupFile());
  });

  it("is listed by kind and age, and told again by the confirmation", async () => {
    const listed = / {2}1 open-channel, asked for \d+ s ago\n/;
    const { out } = await runs("restore", backupFile());
    expect(out).toMatch(listed);
    expect(out).toContain("pitwall restore --confirm --drop-waiting");
    expect((await runs("restore", "--confirm")).out).toMatch(listed);
    expect(await wait()).toBe(1);
  });

  it("is not done when the operator drops it, and can be seen", async () => {
    await runs("restore", backupFile());
    expect((await runs("restore", "--confirm", "--drop-waiting")).out).toMatch(
      /These were dropped.+:\n {2}1 open-channel/,
    );
    expect(await wait()).toBe(0);
    const [row] = await looking(async (ledger) => ledger.effectsOf((await ledger.streams("incident/"))[0] ?? ""));
    expect(row).toMatchObject({ kind: "open-channel", state: "dropped", error: expect.stringContaining("operator") });
  });

  it("is dropped by the confirmation alone", async () => {
    expect(await runs("restore", "--drop-waiting")).toMatchObject({ code: 2 });
    expect(await wait()).toBe(1);
  });
});

describe("confirming", () => {
  it("lets numbers go on far past those of the backup where Slack cannot be asked", async () => {
    await runs("incident", "declare", "Before", "sev4");
    await runs("backup", backupFile());
    await runs("restore", backupFile());
    expect(await runs("restore", "--confirm")).toMatchObject({
      code: 0,
      out: expect.stringContaining("Numbers go on with INC-102, SEC-101, DRILL-101: no Slack token is set"),
    });
    expect((await runs("incident", "declare", "Next", "sev4")).out).toContain("INC-102 declared");
  });

  it("has nothing to do where nothing was restored", async () => {
    await runs("incident", "declare", "Before", "sev4");
    expect(await runs("restore", "--confirm")).toMatchObject({
      code: 1,
      err: expect.stringContaining("Nothing is frozen"),
    });
  });
});

test("PostgreSQL has its own tools", async () => {
  const said = await runsWith(["restore", "copy.db"], {
    env: { DATABASE_URL: "postgres://pitwall@localhost/pitwall" },
  });
  expect(said).toMatchObject({ code: 2, out: "", err: expect.stringContaining("pg_restore") });
});

test.each([[["restore"]], [["restore", "a", "b"]], [["restore", "a", "--confirm"]]])(
  "%j is not understood",
  async (args) => {
    expect(await runsWith(args, { env })).toMatchObject({
      code: 2,
      err: expect.stringContaining("pitwall restore FILE"),
    });
  },
);

describe("the highest number among channels", () => {
  const names = [
    "general",
    "inc-7-checkout-returns-500s",
    "inc-12",
    "inc-9-x-2",
    "sec-3-leak",
    "drill-1-fire",
    "inc-x",
  ];

  test.each([
    ["INC", 12],
    ["SEC", 3],
    ["DRILL", 1],
  ] as const)("of %s is %i", (series, highest) => {
    expect(highestNumber(names, series, "inc-{number}-{slug}")).toBe(highest);
  });

  it("is found in other templates", () => {
    expect(highestNumber(["payments-down-44", "44"], "INC", "{slug}-{number}")).toBe(44);
    expect(highestNumber(["fire_5", "fire_5-2"], "INC", "fire_{number}")).toBe(5);
    expect(highestNumber(["general"], "INC", "inc-{number}")).toBe(0);
  });
});
