import { expect, test } from "vitest";

import { readQuestion } from "../../src/catalog/question.ts";

test.each([
  ["<@U0BOT> who owns <#C1|team-payments>?", "who owns team payments"],
  ["who’s on‑call for “checkout”", "who is oncall for checkout"],
  ["whats :wave: up &amp; running :tada:", "what is up running"],
  ["see <https://acme.example/x|the docs> <https://acme.example>", "see the docs"],
  ["<!here> <!subteam^S1|@sre> roll-back", "rollback"],
  ["who owns component:default/web-frontend?", "who owns component:default/web-frontend"],
  ["I can't log in, it doesn't work", "i can not log in it does not work"],
  ["\u202eevil\u202c \u200bzero\u0000", "evil zero"],
  ["🙂🙂", ""],
  ["", ""],
])("%j is read as %j", (text, words) => {
  expect(
    readQuestion(text)
      .words.map((word) => word.text)
      .join(" "),
  ).toBe(words);
});

test("Words written as one are known to belong together", () => {
  const { words } = readQuestion("who owns x-links?");

  expect(words[2]?.compound).toBe(words[3]?.compound);
  expect(words[1]?.compound).not.toBe(words[2]?.compound);
});
