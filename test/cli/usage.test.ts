import { expect, test } from "vitest";
import { readCommand, usage, usageOf } from "../../src/cli/usage.ts";

test("the usage fits a terminal and names every command", () => {
  const text = usage();
  for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(100);
  for (const name of [
    "start",
    "sandbox",
    "demo",
    "doctor",
    "manifest",
    "ask",
    "catalog",
    "incident",
    "verify",
    "migrate",
  ]) {
    expect(text).toContain(`\n  ${name}`);
  }
});

test("the usage of one command is all its ways", () => {
  expect(usageOf("catalog")).toBe("Usage: pitwall catalog check [DIR] [--json]\n");
  for (const word of ["list", "show", "timeline", "postmortem", "declare", "note", "status", "resolve"]) {
    expect(usageOf("incident")).toMatch(new RegExp(`^(?:Usage:|      ) pitwall incident ${word} `, "m"));
  }
});

test.each([
  ["demo", { name: "demo" }],
  ["dmeo", { problem: 'pitwall: there is no command "dmeo". Did you mean demo?' }],
  ["incidents", { problem: 'pitwall: there is no command "incidents". Did you mean incident?' }],
  ["--all", { problem: 'pitwall: there is no command "--all".' }],
  ["export", { later: "pitwall: export comes in a later version." }],
])("%s is understood", (word, answer) => {
  expect(readCommand(word)).toEqual(answer);
});
