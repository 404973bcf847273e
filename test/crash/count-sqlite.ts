import Database from "better-sqlite3";
import { type Counter, writingWords } from "./counter.ts";

type Run = (...values: unknown[]) => unknown;

/** Inside a transaction the end of one statement is the same instant, to whoever reads the file, as the start of the next. */
export function countSqlite({ pass }: Counter): void {
  const { prepare, exec, transaction } = Database.prototype;

  Database.prototype.prepare = function counted(this: Database.Database, sql: string) {
    const statement = prepare.call(this, sql);
    const words = writingWords(sql);
    if (words === undefined) return statement;
    const own = statement as unknown as Record<string, Run>;
    for (const name of ["run", "all", "get"]) {
      const original = own[name] as Run;
      own[name] = (...values) => {
        pass(`before ${words}`);
        const result = original.apply(statement, values);
        if (!this.inTransaction) pass(`after ${words}`);
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
