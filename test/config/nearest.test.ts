import { expect, test } from "vitest";
import { nearest } from "../../src/config/nearest.ts";

const known = ["channels", "severities", "roles", "call", "pagerduty", "platform"];

test.each([
  ["chanels", "channels"],
  ["severitys", "severities"],
  ["Roles", "roles"],
  ["clal", "call"],
  ["pager_duty", "pagerduty"],
])("%s was meant as %s", (word, meant) => {
  expect(nearest(word, known)).toBe(meant);
});

test.each(["database", "x", "", "teams"])("%j resembles nothing", (word) => {
  expect(nearest(word, known)).toBeUndefined();
});
