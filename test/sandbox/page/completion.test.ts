import { describe, expect, test } from "vitest";
import { accept, complete, type Known } from "../../../src/sandbox/page/composer/completion.ts";
import { channel, user } from "./given.ts";

const known: Known = {
  commands: [
    {
      command: "/incident",
      description: "Declare and run an incident",
      usage_hint: "[title]",
      words: [
        { word: "sev", says: "Sets the severity" },
        { word: "severity", says: "Sets the severity" },
        { word: "lead", says: "Takes command" },
      ],
    },
    { command: "/platform", description: "Ask the platform team", usage_hint: "[question]", words: [] },
  ],
  users: [user("ana", "Ana Kovac"), user("bo", "Bo Lindqvist"), { ...user("abe", "Abe Old"), deleted: true }],
  channels: [
    channel(),
    channel({ id: "C2", name: "incidents" }),
    channel({ id: "C3", name: "old-news", archived: true }),
  ],
  usergroups: [{ handle: "payments", name: "Payments on call" }],
  emojis: { eyes: "👀", eyeglasses: "👓", tada: "🎉" },
};

/** The cursor stands where the bar is. */
function offered(typed: string): string[] {
  const cursor = typed.indexOf("|");
  return complete(typed.replace("|", ""), cursor, known)?.suggestions.map(({ label }) => label) ?? [];
}

test.each([
  ["/|", ["/incident [title]", "/platform [question]"]],
  ["/inc|", ["/incident [title]"]],
  ["/nothing|", []],
  ["say /inc|", []],
  ["/incident |", ["/incident sev", "/incident severity", "/incident lead"]],
  ["/incident se|", ["/incident sev", "/incident severity"]],
  ["/incident sev|", ["/incident severity"]],
  ["/incident sev 2|", []],
  ["@an|", ["@ana"]],
  ["ask @lind|", ["@bo"]],
  ["(@an|", ["@ana"]],
  ["ana@an|", []],
  ["@pay|", ["@payments"]],
  ["@ana |", []],
  ["/incident lead @b|", ["@bo"]],
  ["see #inc|", ["#incidents"]],
  ["see #old|", []],
  [":ey|", [":eyes:", ":eyeglasses:"]],
  [":e|", []],
  ["at 14:07|", []],
])("%s offers %j", (typed, labels) => {
  expect(offered(typed)).toEqual(labels);
});

describe("Enter", () => {
  test("takes the first person, and the command that was begun", () => {
    expect(complete("@an", 3, known)?.isEager).toBe(true);
    expect(complete("/inc", 4, known)?.isEager).toBe(true);
  });

  test("sends what may be all there is to say", () => {
    expect(complete("/incident", 9, known)?.isEager).toBe(false);
    expect(complete("/incident sev", 13, known)?.isEager).toBe(false);
  });
});

test("what is taken replaces the piece before the cursor and keeps what follows", () => {
  const completion = complete("ask @an about it", 7, known);
  const [first] = completion?.suggestions ?? [];
  if (completion === undefined || first === undefined) throw new Error("Nothing was offered");
  expect(accept("ask @an about it", completion, first)).toEqual({ text: "ask @ana about it", cursor: 9 });
});

test("a space follows what stands at the end", () => {
  const completion = complete("/inc", 4, known);
  const [first] = completion?.suggestions ?? [];
  if (completion === undefined || first === undefined) throw new Error("Nothing was offered");
  expect(accept("/inc", completion, first)).toEqual({ text: "/incident ", cursor: 10 });
});
