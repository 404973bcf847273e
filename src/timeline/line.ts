import type { Instant } from "../shared/time.ts";

/**
 * A sentence as data. Text, ours or from outside, is always a `text` part and a person always a `user` part: whoever
 * shows the line decides how each looks there, and no text can turn into a mention on the way.
 */
export type Part =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "user"; readonly user: string }
  | { readonly kind: "time"; readonly at: Instant };

export type Line = readonly Part[];

/** How people and times are said where the line is shown. */
export type Speech = {
  name(user: string): string;
  time(at: Instant): string;
};

/** Builds a line from a template: line`${user("U1")} took command`. */
export function line(words: TemplateStringsArray, ...values: readonly (string | number | Line)[]): Line {
  const parts: Part[] = [];
  for (const [index, word] of words.entries()) {
    add(parts, { kind: "text", text: word });
    const value = values[index];
    if (value === undefined) continue;
    const valueParts: Line = typeof value === "object" ? value : [{ kind: "text", text: String(value) }];
    for (const part of valueParts) add(parts, part);
  }
  return parts;
}

export function user(id: string): Line {
  return [{ kind: "user", user: id }];
}

export function moment(at: Instant): Line {
  return [{ kind: "time", at }];
}

/** "a", "a and b", "a, b and c". */
export function listOf(items: readonly Line[]): Line {
  return items.reduce((said: Line, item, index) => {
    if (index === 0) return item;
    return index === items.length - 1 ? line`${said} and ${item}` : line`${said}, ${item}`;
  }, []);
}

export function sayLine(said: Line, speech: Speech): string {
  return said.map((part) => sayPart(part, speech)).join("");
}

function sayPart(part: Part, speech: Speech): string {
  switch (part.kind) {
    case "text":
      return part.text;
    case "user":
      return speech.name(part.user);
    case "time":
      return speech.time(part.at);
  }
}

/** Neighbouring texts become one part, so that equal sentences are equal data. */
function add(parts: Part[], part: Part): void {
  if (part.kind === "text" && part.text === "") return;
  const last = parts.at(-1);
  if (part.kind === "text" && last?.kind === "text") {
    parts[parts.length - 1] = { kind: "text", text: last.text + part.text };
    return;
  }
  parts.push(part);
}
