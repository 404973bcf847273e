import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { ledgerOver } from "../../src/ledger/ledger-over.ts";
import { migrate } from "../../src/ledger/migrate.ts";
import { openLedger } from "../../src/ledger/open.ts";
import { makeDurable, openSqlite, sqliteDriver } from "../../src/ledger/sqlite.ts";
import { all, first, integer, text } from "../../src/ledger/statement.ts";
import { type Bench, ledgerContract, TABLES } from "./contract.ts";
import { batch, event, T } from "./given.ts";

const folder = mkdtempSync(join(tmpdir(), "pitwall-ledger-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("a ledger in a file", () => ledgerContract(openFile));

async function openFile(): Promise<Bench> {
  const path = join(folder, "made", "when missing", "pitwall.db");
  const ledger = await openSqlite(path);
  const aside = new Database(path);
  const driver = sqliteDriver(aside, path);
  return {
    ledger: {
      ...ledger,
      close: async () => {
        await ledger.close();
        aside.close();
      },
    },
    raw: (sql, ...values) => driver.write(() => all(sql, ...values)),
    empty: async () => {
      for (const table of TABLES) await driver.write(() => all(`delete from ${table}`));
    },
  };
}

describe("opening a file", () => {
  let path: string;
  let count = 0;
  beforeEach(() => {
    count += 1;
    path = join(folder, `${count}.db`);
  });
  const extra: Database.Database[] = [];
  afterEach(() => {
    for (const db of extra.splice(0)) db.close();
  });
  function aside(): Database.Database {
    const db = new Database(path);
    extra.push(db);
    return db;
  }

  it("keeps what was written, whichever way the address is spelt", async () => {
    const first = await openLedger(`file:${path}`);
    await first.append(batch({ events: [event()] }));
    await first.close();
    const second = await openLedger(`file://${path}`);
    expect(await second.read("incident/A")).toHaveLength(1);
    await second.close();
    await expect(openLedger("mysql://localhost")).rejects.toMatchObject({ code: "bad-url" });
  });

  it("writes durably: WAL, synchronous FULL, strict tables", async () => {
    const ledger = await openSqlite(path);
    const db = aside();
    expect(db.pragma("journal_mode", { simple: true })).toBe("wal");
    makeDurable(db);
    expect(db.pragma("synchronous", { simple: true })).toBe(2);
    const loose = db.prepare("select name from pragma_table_list where schema = 'main' and strict = 0").pluck().all();
    expect(loose.filter((name) => !String(name).startsWith("sqlite_"))).toEqual([]);
    await ledger.close();
  });

  it("refuses a value of the wrong type, as PostgreSQL does", async () => {
    const ledger = await openSqlite(path);
    await expect(ledger.append(batch({ recordedAt: T + 0.5, events: [event()] }))).rejects.toThrow("INTEGER");
    expect(await ledger.read("incident/A")).toEqual([]);
    await ledger.close();
  });

  it("refuses a database that a newer release has migrated, and touches nothing", async () => {
    await (await openSqlite(path)).close();
    const db = aside();
    db.exec("update meta set value = '999' where key = 'schema'; drop table events");
    db.pragma("journal_mode = DELETE");
    await expect(openSqlite(path)).rejects.toMatchObject({
      name: "LedgerError",
      code: "newer-version",
      message: expect.stringContaining("schema version 999"),
    });
    expect(db.pragma("journal_mode", { simple: true })).toBe("delete");
    expect(db.prepare("select name from sqlite_master where name = 'events'").all()).toEqual([]);
  });

  it("migrates all or nothing, and only once", async () => {
    const db = aside();
    const driver = sqliteDriver(db, path);
    db.exec("create table people (id text)");
    await expect(driver.write(() => migrate("sqlite"))).rejects.toThrow("already exists");
    expect(db.prepare("select name from sqlite_master where type = 'table'").pluck().all()).toEqual(["people"]);
    db.exec("drop table people");
    await driver.write(() => migrate("sqlite"));
    await driver.write(() => migrate("sqlite"));
    const version = await driver.run(() => first("select value from meta where key = 'schema'"));
    expect(version && Number(text(version, "value"))).toBeGreaterThan(0);
  });

  it("says in one sentence what is wrong with the file", async () => {
    writeFileSync(path, "this is not a database, though it is long enough to look like one ".repeat(40));
    await expect(openSqlite(path)).rejects.toMatchObject({
      code: "not-a-database",
      message: expect.stringContaining(path),
    });
    await expect(openSqlite(join(path, "below", "a.db"))).rejects.toMatchObject({ code: "read-only" });
    await expect(openSqlite("/sys/pitwall/a.db")).rejects.toMatchObject({ code: "read-only" });
    await expect(openSqlite("/proc/pitwall/below/a.db")).rejects.toMatchObject({ code: "read-only" });
  });

  it("makes what is written in one turn durable together, and what fails is undone alone", async () => {
    const ledger = await openSqlite(path);
    const watching = aside();
    const before = watching.pragma("data_version", { simple: true }) as number;
    const streams = ["incident/A", "incident/B", "incident/C"];
    const written = await Promise.allSettled([
      ...streams.map((stream) => ledger.append(batch({ stream, events: [event()] }))),
      ledger.append(batch({ stream: "incident/D", events: [event(), { ...event(), occurredAt: T + 0.5 }] })),
      ledger.setMeta("colour", "green"),
    ]);
    expect(written.map(({ status }) => status)).toEqual([
      "fulfilled",
      "fulfilled",
      "fulfilled",
      "rejected",
      "fulfilled",
    ]);
    expect(await ledger.streams("incident/")).toEqual(streams);
    expect(await ledger.meta("colour")).toBe("green");
    expect(watching.pragma("data_version", { simple: true })).toBe(before + 1);
    await ledger.close();
  });

  it("finishes what was asked for before it is closed", async () => {
    const ledger = await openSqlite(path);
    const writing = ledger.setMeta("colour", "green");
    await ledger.close();
    await writing;
    expect(aside().prepare("select value from meta where key = 'colour'").pluck().get()).toBe("green");
  });

  it("says that a file cannot be written, and still reads it", async () => {
    await (await openSqlite(path)).close();
    const db = new Database(path, { readonly: true });
    extra.push(db);
    const ledger = ledgerOver(sqliteDriver(db, path));
    await expect(ledger.probe()).rejects.toMatchObject({ code: "read-only" });
    await expect(ledger.append(batch({ events: [event()] }))).rejects.toMatchObject({ code: "read-only" });
    expect(await ledger.read("incident/A")).toEqual([]);
  });

  it("says that the file is locked, having waited a second at most", async () => {
    const ledger = await openSqlite(path);
    aside().exec("begin immediate");
    const began = performance.now();
    await expect(ledger.append(batch({ events: [event()] }))).rejects.toMatchObject({ code: "locked" });
    expect(performance.now() - began).toBeLessThan(2_000);
    extra[0]?.exec("rollback");
    expect(await ledger.append(batch({ events: [event()] }))).toMatchObject({ ok: true });
    await ledger.close();
  });

  it("says that the disk is full, loses nothing, and goes on when there is room", async () => {
    await (await openSqlite(path)).close();
    const db = aside();
    const driver = sqliteDriver(db, path);
    const ledger = ledgerOver(driver);
    const pages = await driver.run(() => first("select page_count from pragma_page_count"));
    db.pragma(`max_page_count = ${pages && integer(pages, "page_count")}`);
    let version = 0;
    const note = () =>
      ledger.append(batch({ expected: version, events: [event("NoteAdded", { text: "x".repeat(900) })] }));
    const fill = async (): Promise<void> => {
      for (; version < 1_000; version += 1) await note();
    };
    await expect(fill()).rejects.toMatchObject({ code: "disk-full" });
    expect(await ledger.read("incident/A")).toHaveLength(version);
    await expect(ledger.probe().then(note)).rejects.toMatchObject({ code: "disk-full" });
    db.pragma("max_page_count = 100000");
    expect(await note()).toMatchObject({ ok: true, version: version + 1 });
    expect(await ledger.verify()).toEqual([]);
  });
});
