import { readEnvironment } from "../../config/environment.ts";
import { linesOf } from "../lines.ts";
import { failed } from "../stop.ts";
import type { Terminal } from "../terminal.ts";
import type { Checked } from "./check.ts";

type Accepted<Result extends Checked> = {
  readonly value: string;
  readonly checked: Extract<Result, { readonly ok: true }>;
};
type Check<Result extends Checked> = (value: string) => Promise<Result>;

export type Prompt = {
  /** Asks until something is answered; `instead` is what nothing at all means, where it may be left out. */
  line(question: string, instead?: string): Promise<string>;
  /** Asks for a variable until it is well-formed and its service takes it. */
  variable<Result extends Checked>(key: string, question: string, check: Check<Result>): Promise<Accepted<Result>>;
  /** The same for what may be left out. */
  variableIfAny<Result extends Checked>(
    key: string,
    question: string,
    check: Check<Result>,
  ): Promise<Accepted<Result> | undefined>;
};

/** Asks the person at the terminal. What is typed is never written back. */
export function prompting({ input, say }: Pick<Terminal, "input" | "say">): Prompt {
  const lines = linesOf(input);

  async function line(question: string, instead?: string): Promise<string> {
    for (;;) {
      await say(`${question} `);
      const typed = await lines.next();
      if (typed.done === true) throw failed("", "The input ended before setup did: nothing was written.");
      // Copied from a file, a value brings its quotes along.
      const value = typed.value.trim().replace(/^(["'])(.*)\1$/, "$2");
      if (value !== "") return value;
      if (instead !== undefined) return instead;
    }
  }

  /** Undefined: ask again. */
  async function accept<Result extends Checked>(
    key: string,
    value: string,
    check: Check<Result>,
  ): Promise<Accepted<Result> | undefined> {
    const problem = readEnvironment({ [key]: value }).problems.find((one) => one.key === key);
    if (problem !== undefined) {
      await say(`  That ${problem.wrong}; expected ${problem.expected}.\n`);
      return undefined;
    }
    const checked: Checked = await check(value);
    await say(checked.ok ? `  ${checked.says}\n` : `  ${checked.says}\n  ${checked.mend}\n`);
    return checked.ok ? { value, checked: checked as Accepted<Result>["checked"] } : undefined;
  }

  return {
    line,
    async variable(key, question, check) {
      for (;;) {
        const accepted = await accept(key, await line(question), check);
        if (accepted !== undefined) return accepted;
      }
    },
    async variableIfAny(key, question, check) {
      for (;;) {
        const value = await line(question, "");
        if (value === "") return undefined;
        const accepted = await accept(key, value, check);
        if (accepted !== undefined) return accepted;
      }
    },
  };
}
