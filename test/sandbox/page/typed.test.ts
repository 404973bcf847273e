import { expect, test } from "vitest";
import { typedOf } from "../../../src/sandbox/page/composer/typed.ts";
import { pageState } from "./given.ts";

const state = pageState({ usergroups: [{ id: "S1", handle: "payments", name: "Payments" }] });

test.each([
  ["<@U0BO> look", "@bo look"],
  ["<@U0BO|bo> look", "@bo look"],
  ["<@U0GONE|gone> left", "@gone left"],
  ["<!here> <!subteam^S1> in <#C1|general>", "@here @payments in #general"],
  ["<#C9|secret>", "#secret"],
  ["see <https://acme.example/a?b=1&amp;c=2>", "see https://acme.example/a?b=1&c=2"],
  ["see <https://acme.example|here>", "see https://acme.example"],
  ["1 &lt; 2 &amp;&amp; 3 &gt; 2", "1 < 2 && 3 > 2"],
  ["&amp;lt;", "&lt;"],
])("%s was typed as %s", (text, typed) => {
  expect(typedOf(text, state)).toBe(typed);
});
