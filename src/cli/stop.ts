/** Ends a command with what the operator must read. Thrown, since it ends everything from wherever it is noticed. */
export class Stop extends Error {
  override readonly name = "Stop";
  /** 1: something is wrong with what was found. 2: with how the command was written, and its usage is shown. */
  readonly exitCode: 1 | 2;

  constructor(lines: readonly string[], exitCode: 1 | 2) {
    super(lines.join("\n"));
    this.exitCode = exitCode;
  }
}

export function failed(...lines: readonly string[]): Stop {
  return new Stop(lines, 1);
}

export function misused(line: string): Stop {
  return new Stop([line], 2);
}
