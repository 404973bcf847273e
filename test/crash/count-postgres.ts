import { type Counter, writingWords } from "./counter.ts";

type Query = (this: object, ...asked: unknown[]) => unknown;
type Answered = (error: unknown, result: unknown) => void;

/** A SIGKILL before the answer to a commit is here leaves open whether the server committed: both must be right. */
export async function countPostgres({ pass }: Counter): Promise<void> {
  const { default: pg } = await import("pg");
  const { prototype } = pg.Client as unknown as { prototype: { query: Query } };
  const { query } = prototype;
  const inTransaction = new WeakSet<object>();

  prototype.query = function counted(...asked) {
    const [sql] = asked;
    const words = typeof sql === "string" ? wordsOf(sql) : undefined;
    if (words === undefined) return query.apply(this, asked);
    pass(`before ${words}`);
    const answered = () => {
      if (words === "begin") inTransaction.add(this);
      if (words === "commit") inTransaction.delete(this);
      if (!inTransaction.has(this)) pass(`after ${words}`);
    };
    const last = asked.at(-1);
    if (typeof last === "function") {
      const tell: Answered = (error, result) => {
        answered();
        (last as Answered)(error, result);
      };
      return query.apply(this, [...asked.slice(0, -1), tell]);
    }
    return (query.apply(this, asked) as Promise<unknown>).then((result) => {
      answered();
      return result;
    });
  };
}

function wordsOf(sql: string): string | undefined {
  return /^(?:begin|commit)/.exec(sql)?.[0] ?? writingWords(sql);
}
