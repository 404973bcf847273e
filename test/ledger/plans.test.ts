import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dueEffect, nextDue } from "../../src/ledger/claim.ts";
import { inboxDue } from "../../src/ledger/inbox.ts";
import { migrate } from "../../src/ledger/migrate.ts";
import { sqliteDriver } from "../../src/ledger/sqlite.ts";
import type { Row, Steps } from "../../src/ledger/statement.ts";
import { T } from "./given.ts";

/** Indexes that lead to few rows, unlike one of a whole state. */
const NARROW = /^SEARCH .* (INTEGER PRIMARY KEY|INDEX (outbox_(key|order|due|leased|lanes)|inbox_due))\b/;

// The worker asks these whenever anything happens: thousands that wait must cost it nothing.
describe("what the worker asks", () => {
  const db = new Database(":memory:");
  beforeAll(() => sqliteDriver(db, ":memory:").write(() => migrate("sqlite")));
  afterAll(() => void db.close());

  it.each([
    ["which effect is due", () => dueEffect(T)],
    ["when something may be due", () => nextDue(T)],
    ["which deliveries are due", () => inboxDue(T)],
  ])("is found by looking at an index: %s", (_, steps) => {
    const plan = planOf(steps());
    expect(plan.join("\n")).toMatch(/SEARCH .* USING .*INDEX/);
    // The names stand for rows of the outbox and the inbox; the others are made on the way and small.
    const looks = plan.filter((line) => /(SCAN|SEARCH) (outbox|inbox|[obni])\b/.test(line));
    expect(looks.filter((line) => !NARROW.test(line))).toEqual([]);
  });

  function planOf(steps: Steps<unknown>): readonly string[] {
    const plan: string[] = [];
    for (let step = steps.next([]); !step.done; ) {
      const { sql, values } = step.value;
      const explained = db.prepare(`explain query plan ${sql}`).all(...values) as { detail: string }[];
      plan.push(...explained.map(({ detail }) => detail));
      step = steps.next(db.prepare(sql).all(...values) as Row[]);
    }
    return plan;
  }
});
