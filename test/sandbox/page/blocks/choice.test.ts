import { expect, test } from "vitest";
import {
  conversationChoices,
  matching,
  optionChoices,
  peopleChoices,
} from "../../../../src/sandbox/page/blocks/elements/choice.ts";

const user = (name: string, more: object = {}) => ({
  ...{ id: name.toUpperCase(), name, real_name: `${name} X`, deleted: false, is_bot: false, tz: "UTC", is_seat: true },
  ...more,
});
const text = (words: string) => ({ type: "plain_text", text: words }) as const;

test("people can be chosen, oneself first; the app and those who left cannot", () => {
  const users = {
    A: user("a"),
    B: user("b"),
    C: user("c"),
    BOT: user("bot", { is_bot: true }),
    GONE: user("gone", { deleted: true }),
  };
  expect(peopleChoices({ users, me: "B" }).map(({ text: words }) => words)).toEqual(["b", "a", "c"]);
});

test("a channels_select offers public channels alone, a conversations_select what the app lets it", () => {
  const channels = [
    { id: "C1", kind: "public", name: "incidents", archived: false },
    { id: "C2", kind: "private", name: "secret", archived: false },
    { id: "C3", kind: "public", name: "old", archived: true },
    { id: "D1", kind: "im", name: "Pitwall", archived: false },
  ] as const;
  const ids = (filter: Parameters<typeof conversationChoices>[1]) =>
    conversationChoices(channels, filter).map(({ key }) => key);
  expect(ids("channels")).toEqual(["C1"]);
  expect(ids({})).toEqual(["C1", "C2", "D1"]);
  expect(ids({ include: ["private"] })).toEqual(["C2"]);
});

test("options stand under the names of their groups", () => {
  const groups = [{ label: text("Yours"), options: [{ text: text("checkout"), value: "checkout" }] }];
  expect(optionChoices({ option_groups: groups })).toEqual([
    { key: "checkout", text: "checkout", group: "Yours", held: { text: text("checkout"), value: "checkout" } },
  ]);
});

test.each([
  ["che", ["checkout (Payments)"]],
  ["PAY", ["checkout (Payments)"]],
  ["#search", ["search (Storefront)"]],
  ["nothing", []],
  ["", ["checkout (Payments)", "search (Storefront)"]],
])("%s finds %j", (typed, found) => {
  const choices = ["checkout (Payments)", "search (Storefront)"].map((words) => ({
    key: words,
    text: words,
    held: words,
  }));
  expect(matching(choices, typed).map(({ text: words }) => words)).toEqual(found);
});
