import fc from "fast-check";
import { expect, test } from "vitest";
import { matchesPart, matchesWhole, type Pattern, readPattern } from "../../src/pagerduty/pattern.ts";
import { processorTimeOf } from "../processor-time.ts";

function pattern(written: string): Pattern {
  const read = readPattern(written);
  if ("problem" in read) throw new Error(read.problem);
  return read;
}

test.each([
  "/(/",
  "/[a-/",
  "//",
  "/a/g",
  "/(a+)+$/",
  "/(a|a)*b/",
  "/((ab)*)*/",
  "/(?:x{1,9})+/",
  "/(a)\\1/",
  "/.*.*.*x/",
  "/a{1,99}b{1,99}c+/",
  `/${"a".repeat(201)}/`,
])("%s is refused with a sentence", (written) => {
  expect(readPattern(written)).toEqual({ problem: expect.stringMatching(/\w+ \w+/) as string });
});

test.each([
  "/checkout.*5\\d\\d/i",
  "/^(?:cart|search)$/",
  "/[*+]+/",
  "/\\(\\*\\)/",
  "/a{3}/",
  "/(?:x)?y+?/",
  "/colou?r/",
])("%s is taken", (written) => {
  expect(readPattern(written)).toMatchObject({ kind: "regex" });
});

test("plain text is compared without regard to case and surrounding space, and its signs mean themselves", () => {
  expect(matchesWhole(pattern(" Checkout "), "checkout")).toBe(true);
  expect(matchesWhole(pattern("check"), "checkout")).toBe(false);
  expect(matchesPart(pattern("a.c"), "xabcx")).toBe(false);
  expect(matchesPart(pattern("A.C"), "xa.cx")).toBe(true);
});

test("no pattern that was taken needs long for any text", () => {
  const piece = fc.constantFrom("a", ".*", "a*", "a+", "(a)", "(?:b|a)", "[ab]*", "a{2,}", "\\w+", "$", "a?");
  const written = fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => `/${pieces.join("")}/`);
  const wicked = `${"a".repeat(5_000)}!`;
  fc.assert(
    fc.property(written, (text) => {
      const read = readPattern(text);
      if ("problem" in read) return;
      expect(processorTimeOf(() => matchesPart(read, wicked))).toBeLessThan(500);
    }),
  );
});
