/**
 * What strikes at the chosen point: the bot dies, or the answer that has just arrived is lost. `at` counts, from one, the
 * points whose words begin with `of`.
 */
export type Strike = { readonly at: number; readonly of: string; readonly by: "kill" | "lost-reply" };

/** How it goes on after a point: as always, with the answer lost that has just arrived, or not at all. */
export type Passing = "on" | "lost" | "dead";

export type Counter = {
  /** From now on points are counted, and at the chosen one it strikes. */
  arm(strike: Strike | undefined): void;
  pass(words: string): Passing;
  /** The points passed so far, in words. Points at which an answer has arrived begin with "answered". */
  passed(): readonly string[];
};

/** @param die told at which point */
export function pointCounter(die: (words: string) => void, lost: (words: string) => void = () => undefined): Counter {
  let armed = false;
  let strike: Strike | undefined;
  let passed: string[] = [];
  /** How many points of the kind that is struck were passed. */
  let met = 0;
  let dead = false;

  return {
    arm(chosen) {
      armed = true;
      strike = chosen;
      passed = [];
      met = 0;
    },
    pass(words) {
      if (dead) return "dead";
      if (!armed) return "on";
      passed.push(words);
      if (strike === undefined || !words.startsWith(strike.of)) return "on";
      met += 1;
      if (met !== strike.at) return "on";
      if (strike.by === "lost-reply") {
        lost(words);
        return "lost";
      }
      dead = true;
      die(words);
      return "dead";
    },
    passed: () => passed,
  };
}

const WRITES = /^\s*(?:insert|update|delete|replace)\b\s*(?:or \w+ )?(?:into|from)?\s*(\w+)/i;

/**
 * "insert events"; undefined for what only reads. A death before a read leaves the same behind as one after the write or
 * the call that came before it, so that it is no point of its own.
 */
export function writingWords(sql: string): string | undefined {
  const table = WRITES.exec(sql)?.[1];
  return table === undefined ? undefined : `${sql.trim().slice(0, 6).toLowerCase()} ${table}`;
}
