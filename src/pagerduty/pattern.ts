/** Something that a written text can be compared with. Text from alerts is cut before, so that no pattern takes long. */
export type Pattern =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "regex"; readonly regex: RegExp };

const longestText = 256;
const longestPattern = 200;

/**
 * Reads a pattern as it is written in the configuration: plain text, or `/regex/` with an optional `i`.
 * Alert titles come from anywhere, so a regex that could take for ever on a wicked one is a problem, told in a sentence.
 */
export function readPattern(written: string): Pattern | { readonly problem: string } {
  const literal = /^\/(.*)\/([a-z]*)$/s.exec(written);
  if (literal === null) return { kind: "text", text: written.trim().toLowerCase() };
  const [, source = "", flags = ""] = literal;
  if (source === "") return { problem: "the pattern is empty" };
  if (source.length > longestPattern) return { problem: `the pattern is longer than ${longestPattern} characters` };
  if (flags !== "" && flags !== "i") return { problem: `the only flag is i, not ${flags}` };
  const slow = whySlow(source);
  if (slow !== undefined) return { problem: slow };
  try {
    return { kind: "regex", regex: new RegExp(source, flags) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : "not a regular expression" };
  }
}

export function matchesWhole(pattern: Pattern, text: string): boolean {
  return pattern.kind === "text" ? text.trim().toLowerCase() === pattern.text : found(pattern, text);
}

export function matchesPart(pattern: Pattern, text: string): boolean {
  return pattern.kind === "text" ? text.toLowerCase().includes(pattern.text) : found(pattern, text);
}

function found({ regex }: Pattern & { kind: "regex" }, text: string): boolean {
  return regex.test(text.slice(0, longestText));
}

/**
 * Backtracking grows with the number of unbounded repetitions, and beyond all bounds when one holds another or a choice.
 * Two side by side over a cut text stay within milliseconds.
 */
function whySlow(source: string): string | undefined {
  const groups: { risky: boolean }[] = [];
  let closed: { risky: boolean } | undefined;
  let unbounded = 0;
  for (let at = 0; at < source.length; at += 1) {
    const char = source[at] ?? "";
    const group = closed;
    closed = undefined;
    if (char === "\\") {
      if (/[1-9k]/.test(source[at + 1] ?? "")) return "the pattern refers back to a group, which can take for ever";
      at += 1;
    } else if (char === "[") {
      at = endOfClass(source, at);
    } else if (char === "(") {
      groups.push({ risky: false });
      if (source[at + 1] === "?") at += 1;
    } else if (char === ")") {
      closed = groups.pop();
      for (const outer of groups) outer.risky ||= closed?.risky ?? false;
    } else if (char === "|") {
      for (const outer of groups) outer.risky = true;
    } else if (/^(?:[*+?]|\{\d+(?:,\d*)?\})/.test(source.slice(at))) {
      if (group?.risky === true && char !== "?")
        return "the pattern repeats a group that holds a repetition or a choice";
      for (const outer of groups) outer.risky = true;
      const endless = char === "*" || char === "+" || /^\{\d+,\}/.test(source.slice(at));
      const long = /^\{\d*,?\d{2,}\}/.test(source.slice(at));
      if (endless || long) unbounded += 1;
      if (char === "{") at = source.indexOf("}", at);
      if (source[at + 1] === "?") at += 1;
    }
  }
  return unbounded > 2 ? "the pattern holds more than two open repetitions (* or +): make it a list" : undefined;
}

function endOfClass(source: string, start: number): number {
  let at = start + 1;
  while (at < source.length && source[at] !== "]") at += source[at] === "\\" ? 2 : 1;
  return at;
}
