import { writeSync } from "node:fs";
import http, { type ClientRequest } from "node:http";
import https from "node:https";
import { syncBuiltinESMExports } from "node:module";
import Database from "better-sqlite3";

/**
 * What strikes at the chosen point: this process dies, or the answer that has just arrived is lost. `at` counts, from one,
 * the points whose words begin with `of`.
 */
export type Strike = { readonly at: number; readonly of: string; readonly by: "kill" | "lost-reply" };

let armed = false;
let strike: Strike | undefined;
let passed: string[] = [];
/** How many points of the kind that is struck were passed. */
let met = 0;

/** From now on points are counted, and at the chosen one it strikes. */
export function arm(chosen: Strike | undefined): void {
  armed = true;
  strike = chosen;
  passed = [];
  met = 0;
}

/** The points passed so far, in words. Points at which an answer has arrived begin with "answered". */
export function pointsPassed(): readonly string[] {
  return passed;
}

/** Comes to a point; true when the answer that arrived here is to be lost. */
function pass(words: string): boolean {
  if (!armed) return false;
  passed.push(words);
  if (strike === undefined || !words.startsWith(strike.of)) return false;
  met += 1;
  if (met !== strike.at) return false;
  // Synchronous, so that it is told before the process is gone.
  writeSync(2, `${words}\n`);
  if (strike.by === "lost-reply") return true;
  process.kill(process.pid, "SIGKILL");
  // The signal may take an instant to arrive, in which nothing more must happen.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  return false;
}

const WRITES = /^\s*(?:insert|update|delete|replace)\b\s*(?:or \w+ )?(?:into|from)?\s*(\w+)/i;

type Run = (...values: unknown[]) => unknown;

/** Inside a transaction the end of one statement is the same instant, to whoever reads the file, as the start of the next. */
function countStatements(): void {
  const { prepare, exec, transaction } = Database.prototype;

  Database.prototype.prepare = function counted(this: Database.Database, sql: string) {
    const statement = prepare.call(this, sql);
    const writing = WRITES.exec(sql);
    if (writing === null) return statement;
    const words = `before ${sql.trim().slice(0, 6).toLowerCase()} ${writing[1]}`;
    const own = statement as unknown as Record<string, Run>;
    for (const name of ["run", "all", "get"]) {
      const original = own[name] as Run;
      own[name] = (...values) => {
        pass(words);
        const result = original.apply(statement, values);
        if (!this.inTransaction) pass(words.replace("before", "after"));
        return result;
      };
    }
    return statement;
  } as typeof prepare;

  Database.prototype.exec = function counted(this: Database.Database, sql: string) {
    pass("before exec");
    return exec.call(this, sql);
  };

  Database.prototype.transaction = function counted(this: Database.Database, work: Run) {
    let depth = 0;
    const inner = transaction.call(this, (...values: unknown[]) => {
      const result = work(...values);
      if (depth > 0) pass("before commit");
      return result;
    });
    const immediate = (...values: unknown[]) => {
      pass("before begin");
      depth += 1;
      try {
        const result = inner.immediate(...values);
        pass("after commit");
        return result;
      } finally {
        depth -= 1;
      }
    };
    return Object.assign((...values: unknown[]) => inner(...values), { immediate });
  } as unknown as typeof transaction;
}

/** As the connection is cut between Slack's doing and our hearing of it. */
function hungUp(): Error {
  return Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
}

function countCalls(): void {
  const { fetch } = globalThis;
  globalThis.fetch = async (input, init) => {
    const path = pathOf(input instanceof Request ? input.url : String(input));
    pass(`calling ${path}`);
    const answer = await fetch(input, init);
    if (!pass(`answered ${path}`)) return answer;
    await answer.arrayBuffer();
    throw new TypeError("fetch failed", { cause: hungUp() });
  };
  for (const one of [http, https]) {
    const { request } = one;
    const counted = (...asked: unknown[]): ClientRequest => {
      const [first] = asked as [string | URL | { readonly method?: string; readonly path?: string }];
      const words =
        typeof first === "object" && "path" in first ? `${first.method ?? "GET"} ${first.path}` : String(first);
      pass(`calling ${pathOf(words)}`);
      const made = (request as (...asked: unknown[]) => ClientRequest)(...asked);
      const emit = made.emit.bind(made) as (event: string, ...more: unknown[]) => boolean;
      made.emit = (event: string, ...more: unknown[]) => {
        if (event !== "response" || !pass(`answered ${pathOf(words)}`)) return emit(event, ...more);
        (more[0] as http.IncomingMessage).resume();
        return emit("error", hungUp());
      };
      return made;
    };
    one.request = counted as typeof request;
  }
  syncBuiltinESMExports();
}

function pathOf(text: string): string {
  return text.replace(/^https?:\/\/[^/]+/, "").replace(/\?.*$/, "");
}

countStatements();
countCalls();
