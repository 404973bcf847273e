import type { Environment } from "../config/environment.ts";

/** What a command is given of the process that it runs in. */
export type Terminal = {
  readonly env: Environment;
  /** Standard input, in pieces as they come. */
  readonly input: AsyncIterable<Uint8Array>;
  /** Writes to standard output, which belongs to answers alone. Resolves when there is room for more. */
  readonly say: (text: string) => Promise<void>;
  /** Writes a line to standard error. */
  readonly note: (line: string) => void;
};

/** Carries out one command; the number is the exit code of the process. */
export type Command = (args: readonly string[], terminal: Terminal) => Promise<number>;

export async function sayJson(terminal: Pick<Terminal, "say">, value: unknown): Promise<void> {
  await terminal.say(`${JSON.stringify(value, undefined, 2)}\n`);
}

/** Text from outside, fit for a terminal: nothing that moves the cursor, colours, or turns the direction of a line. */
export function plain(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .replaceAll(/[\u202A-\u202E\u2066-\u2069]/g, "");
}

/** The same for text of several lines. */
export function plainText(text: string): string {
  return text.split("\n").map(plain).join("\n");
}

/** Lines with aligned columns; the last column is as long as it is. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [index, cell] of row.slice(0, -1).entries())
      widths[index] = Math.max(widths[index] ?? 0, [...cell].length);
  }
  return rows
    .map((row) =>
      row.map((cell, index) => cell + " ".repeat(Math.max(0, (widths[index] ?? 0) - [...cell].length))).join("  "),
    )
    .map((line) => `${line.trimEnd()}\n`)
    .join("");
}
