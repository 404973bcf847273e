import { LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import { lineOf } from "../config/line-of.ts";
import { nearest } from "../config/nearest.ts";
import { trapsIn } from "../config/traps.ts";

/** What is wrong with a file, a line each: `line 12: step 3: who: a text`. */
export type Problems = { readonly problems: readonly string[] };

export type Mistake = { readonly path: readonly PropertyKey[]; readonly says: string };

export type ReadYaml = {
  readonly value: Readonly<Record<string, unknown>>;
  /** The mistakes in the order of their lines. */
  problems(mistakes: readonly Mistake[]): Problems;
};

const QUOTE = "put a text that begins with * into quotes";

export function isProblems<T extends object>(read: T | Problems): read is Problems {
  return "problems" in read && Array.isArray(read.problems);
}

export function readYaml(source: string): ReadYaml | Problems {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    return {
      problems: document.errors.map(({ message, pos }) => `line ${lines.linePos(pos[0]).line}: ${firstLine(message)}`),
    };
  }
  const { unresolved } = trapsIn(document, source);
  if (unresolved.length > 0)
    return problems(unresolved.map(({ path, wrong }) => ({ path, says: `${wrong}: ${QUOTE}` })));
  const value: unknown = document.toJS();
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return { problems: ["line 1: a mapping with apiVersion, kind, title, begins, zone and steps"] };
  return { value: value as Readonly<Record<string, unknown>>, problems };

  function problems(mistakes: readonly Mistake[]): Problems {
    return {
      problems: mistakes
        .map(({ path, says }) => ({ line: lineOf(document, lines, path), says }))
        .sort((a, b) => a.line - b.line)
        .map(({ line, says }) => `line ${line}: ${says}`),
    };
  }
}

/** What a schema finds wrong, in words; `known` are the keys of the mapping itself, for the one that was meant. */
export function mistakesOf(error: z.ZodError, known: readonly string[] = KNOWN): readonly Mistake[] {
  return error.issues.flatMap((issue): readonly Mistake[] => {
    const { path, message } = issue;
    if (issue.code !== "unrecognized_keys") return [{ path, says: [...said(path), message].join(": ") }];
    return issue.keys.map((key) => {
      const meant = nearest(key, known);
      const hint = meant === undefined ? "" : `, did you mean ${meant}?`;
      return { path: [...path, key], says: [...said(path), `the key ${key} is not known${hint}`].join(": ") };
    });
  });
}

const KNOWN = [
  ...["apiVersion", "kind", "title", "says", "begins", "zone", "steps", "symptoms", "cause", "herrings", "rehearsal"],
  ...["name", "asked", "who", "answer", "listed", "after", "when", "until", "words", "followed", "cleared"],
];

/** `symptoms 2: who`; nothing for the file as a whole. */
function said(path: readonly PropertyKey[]): readonly string[] {
  const words = path.map((step) => (typeof step === "number" ? String(step + 1) : String(step)));
  return words.length === 0 ? [] : [words.join(" ").replaceAll(/ (\d+) /g, " $1: ")];
}

function firstLine(message: string): string {
  return (message.split("\n")[0] ?? "").replace(/:$/, "");
}
