export type Value = string | number | null;
export type Row = Readonly<Record<string, string | number | bigint | null>>;

/** One SQL statement with `?` for each value. The text is the same for both databases. */
export type Statement = { readonly sql: string; readonly values: readonly Value[] };

/**
 * What is to be done in the database, one statement after the other. Written once, as a generator, because one driver is
 * synchronous and the other is not: SQLite runs the steps in one go, PostgreSQL awaits each.
 */
export type Steps<T> = Generator<Statement, T, readonly Row[]>;

export function* all(sql: string, ...values: Value[]): Steps<readonly Row[]> {
  return yield { sql, values };
}

export function* first(sql: string, ...values: Value[]): Steps<Row | undefined> {
  const rows = yield { sql, values };
  return rows[0];
}

export type Driver = {
  /** Runs reads, without a transaction. */
  run<T>(steps: () => Steps<T>): Promise<T>;
  /** Runs steps of which only one writes, so that it needs no transaction of its own. */
  writeOne<T>(steps: () => Steps<T>): Promise<T>;
  /** Runs the steps in a transaction while nobody else writes. May begin again with fresh steps after a clash. */
  write<T>(steps: () => Steps<T>): Promise<T>;
  /** Calls back when another process has committed. Returns how to stop. */
  onForeignChange(listener: () => void): () => void;
  close(): Promise<void>;
};

export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== "string") throw new TypeError(`Column ${column} holds no text.`);
  return value;
}

/** PostgreSQL hands out 64-bit integers as text or bigint; ours are instants and counts, which a double holds exactly. */
export function integer(row: Row, column: string): number {
  const value = row[column];
  if (value === null || value === undefined) throw new TypeError(`Column ${column} holds no number.`);
  return Number(value);
}

export function maybeText(row: Row, column: string): string | undefined {
  return row[column] === null ? undefined : text(row, column);
}

export function maybeInteger(row: Row, column: string): number | undefined {
  return row[column] === null ? undefined : integer(row, column);
}

export function flag(row: Row, column: string): boolean {
  return integer(row, column) !== 0;
}

const NUMBERED = new Map<string, string>();

/** PostgreSQL numbers its values: `$1` for the first `?`, and so on. No statement of ours holds a literal `?`. */
export function numbered(sql: string): string {
  const known = NUMBERED.get(sql);
  if (known !== undefined) return known;
  let count = 0;
  const result = sql.replaceAll("?", () => `$${++count}`);
  NUMBERED.set(sql, result);
  return result;
}
