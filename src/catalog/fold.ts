// What people write as one word, as two, or with a hyphen, brought to one form.
const ONE_WORD: readonly (readonly [RegExp, string])[] = [
  [/\bon[- ]?call\b/g, "oncall"],
  [/\broll(?:s|ed|ing)?[- ]?back(?:s|ed|ing)?\b/g, "rollback"],
  [/\brun[- ]?book(s?)\b/g, "runbook$1"],
  [/\bplay[- ]?book(s?)\b/g, "playbook$1"],
  [/\bhand(?:s|ed|ing)?[- ]?(?:over|off)s?\b/g, "handover"],
  [/\bset(?:s|ting)?[- ]up\b/g, "setup"],
  [/\be[- ]mail/g, "email"],
  [/\bpost[- ]mortem/g, "postmortem"],
  [/\broll(?:s|ed|ing)?[- ]?out\b/g, "rollout"],
  [/\bcode[- ]base/g, "codebase"],
];

/** Lower case, one form for letters that look alike, one form for words that are written in several ways. */
export function fold(text: string): string {
  let folded = text.normalize("NFKC").toLowerCase();
  for (const [pattern, replacement] of ONE_WORD) folded = folded.replace(pattern, replacement);
  return folded;
}

/** The words of a name or of a text, folded. */
export function wordsOf(text: string): string[] {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}
