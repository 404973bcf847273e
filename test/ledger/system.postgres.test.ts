import { existsSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import type { Ledger } from "../../src/ledger/ledger.ts";
import { openLedger } from "../../src/ledger/open.ts";
import { connectPostgres } from "../../src/ledger/pg-client.ts";
import { WRITE_LOCK } from "../../src/ledger/postgres.ts";
import { type Bench, ledgerContract, TABLES } from "./contract.ts";
import { act, ask, batch, claim, event, T } from "./given.ts";
import { startSystemPostgres } from "./system-postgres.ts";

const given = process.env["DATABASE_TEST_URL"];
const server = given === undefined ? await startSystemPostgres() : undefined;
const url = given ?? server?.url;
afterAll(() => server?.stop());

const servers = url === undefined ? [] : [url];

it("is tested on a PostgreSQL server, or says that this was left out", () => {
  if (url === undefined)
    console.warn("No PostgreSQL server was tested: none is installed, DATABASE_TEST_URL is not set.");
  expect(servers).toHaveLength(existsSync("/usr/lib/postgresql") || given !== undefined ? 1 : 0);
});

describe.each(servers)("a ledger on a PostgreSQL server", (address) => ledgerContract(() => openBench(address)));
describe.each(servers)("two ledgers on a PostgreSQL server", describeTwo);

async function openBench(address: string): Promise<Bench> {
  const ledger = await openLedger(address);
  const client = await connectPostgres(address);
  return {
    ledger: {
      ...ledger,
      close: async () => {
        await ledger.close();
        await client.close();
      },
    },
    raw: (sql, ...values) => client.query(sql, values),
    empty: async () => {
      await client.query(`truncate ${TABLES.join(", ")} restart identity`, []);
    },
  };
}

function describeTwo(address: string): void {
  async function withTwo(test: (one: Ledger, two: Ledger) => Promise<void>): Promise<void> {
    const bench = await openBench(address);
    await bench.empty();
    const two = await openLedger(address);
    try {
      await test(bench.ledger, two);
    } finally {
      await two.close();
      await bench.ledger.close();
    }
  }

  it("tell each other when they have written, and say nothing of their own writes", () =>
    withTwo(async (one, two) => {
      let heard = 0;
      one.onForeignChange(() => {
        heard += 1;
      });
      await realTime(300);
      await one.append(batch({ events: [event()] }));
      await realTime(300);
      expect(heard).toBe(0);
      await claim(two);
      await two.lookUp({});
      await realTime(300);
      expect(heard).toBe(0);
      await two.takeIn({ id: "Ev1", source: "slack", body: null, receivedAt: T });
      await two.append(batch({ expected: 1, events: [event()] }));
      await expect.poll(() => heard).toBe(2);
    }));

  it("hear again, and that they may have missed something, after their connection was cut", () =>
    withTwo(async (one, two) => {
      let heard = 0;
      one.onForeignChange(() => {
        heard += 1;
      });
      await realTime(300);
      const client = await connectPostgres(address);
      const cut =
        "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and application_name = 'pitwall'";
      await client.query(cut, []);
      await client.close();
      await expect.poll(() => heard, { timeout: 10_000 }).toBe(1);
      await two.append(batch({ events: [event()] }));
      await expect.poll(() => heard).toBe(2);
    }));

  it("write at once without losing an event, breaking the chain or sharing a lane", () =>
    withTwo(async (one, two) => {
      async function note(ledger: Ledger): Promise<void> {
        for (let written = 0; written < 40; ) {
          const version = (await ledger.read("incident/A")).length;
          if ((await ledger.append(batch({ expected: version, events: [event()] }))).ok) written += 1;
        }
      }
      await Promise.all([note(one), note(two), note(one)]);
      expect(await one.read("incident/A")).toHaveLength(120);
      expect(await two.verify()).toEqual([]);

      await ask(
        one,
        Array.from({ length: 30 }, (_, n) => act(`post-${n}`, { lane: n < 15 ? "C1" : "" })),
      );
      const claims = await Promise.all(Array.from({ length: 40 }, (_, n) => claim(n % 2 ? one : two, T, `w${n}`)));
      const keys = claims.flatMap((each) => each?.key ?? []);
      expect(new Set(keys).size).toBe(keys.length);
      expect(claims.filter((each) => each?.lane === "C1")).toHaveLength(1);
      expect(keys).toHaveLength(16);
    }));

  it("wait for a hung peer no longer than five seconds", () =>
    withTwo(async (one) => {
      const client = await connectPostgres(address);
      const locked = Promise.withResolvers<void>();
      const letGo = Promise.withResolvers<void>();
      const hung = client.transaction(async (query) => {
        await query("select pg_advisory_xact_lock(?)", [WRITE_LOCK]);
        locked.resolve();
        await letGo.promise;
      });
      await locked.promise;
      const began = performance.now();
      const appending = one.append(batch({ events: [event()] }));
      await expect(appending).rejects.toMatchObject({ code: "locked" });
      expect(performance.now() - began).toBeLessThan(7_000);
      letGo.resolve();
      await hung;
      expect(await one.append(batch({ events: [event()] }))).toMatchObject({ ok: true });
      await client.close();
    }));

  it("refuse a database that a newer release has migrated", () =>
    withTwo(async (one) => {
      const schema = await one.meta("schema");
      await one.setMeta("schema", "999");
      await expect(openLedger(address)).rejects.toMatchObject({ code: "newer-version" });
      await one.setMeta("schema", schema ?? "");
    }));

  it("say in one sentence, and without a password, that nobody answers", async () => {
    const opening = openLedger("postgres://pitwall:secret@127.0.0.1:1/none");
    await expect(opening).rejects.toMatchObject({
      code: "unreachable",
      message: expect.not.stringContaining("secret"),
    });
    const nowhere = new URL(address);
    nowhere.pathname = "/nowhere";
    await expect(openLedger(nowhere.href)).rejects.toMatchObject({ code: "unreachable" });
  });

  it("begin again when two first starts migrate at once", async () => {
    const client = await connectPostgres(address);
    await client.query("drop schema public cascade", []);
    await client.query("create schema public", []);
    const both = await Promise.all([openLedger(address), openLedger(address)]);
    expect(await both[0].append(batch({ events: [event()] }))).toMatchObject({ ok: true });
    await Promise.all(both.map((ledger) => ledger.close()));
    await client.close();
  });

  it("take one copy of a delivery, whether it is stored first or comes with its events", () =>
    withTwo(async (one, two) => {
      for (let n = 1; n <= 30; n += 1) {
        const id = `trigger-${n}`;
        const [stored, appended] = await Promise.all([
          one.takeIn({ id, source: "slack", body: null, receivedAt: T }),
          two.append(batch({ delivery: { id, source: "slack", reply: "done" } })),
        ]);
        expect(stored.fresh).toBe(!appended.ok);
      }
    }));
}

function realTime(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
