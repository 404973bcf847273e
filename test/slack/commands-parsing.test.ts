import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defaultRules } from "../../src/incident/rules.ts";
import { isRefusal } from "../../src/shared/refusal.ts";
import { type DeclareWords, readDeclare } from "../../src/slack/commands/declare.ts";
import { withinOne } from "../../src/slack/commands/incident.ts";
import { firstUser, typed, withoutFirstUser, withoutUsers } from "../../src/slack/people-words.ts";

const rules = { rules: defaultRules };
const PLAIN: DeclareWords = {
  title: "Checkout is down",
  severity: undefined,
  private: false,
  drill: false,
  triage: false,
  services: [],
};

/** As it reaches the command: what Slack and phones made of it undone first. */
function read(text: string) {
  return readDeclare(typed(text), rules);
}

describe("what follows declare", () => {
  test.each<readonly [text: string, read: Partial<DeclareWords>]>([
    ["Checkout is down", {}],
    ["  Checkout   is\n down ", {}],
    ["Checkout is down sev1", { severity: "SEV1" }],
    ["Checkout is down SEV1", { severity: "SEV1" }],
    ["Checkout is down sev-1", { severity: "SEV1" }],
    ["Checkout is down sev 1", { severity: "SEV1" }],
    ["Checkout is down --sev1", { severity: "SEV1" }],
    ["Checkout is down —sev1", { severity: "SEV1" }],
    ["Checkout is down —sev 1", { severity: "SEV1" }],
    ["Checkout is down –private", { private: true }],
    ["Checkout is down —Private -drill", { private: true, drill: true }],
    ["Checkout is down triage", { triage: true }],
    ["Checkout is down service:checkout", { services: ["checkout"] }],
    ["Checkout is down service:checkout service:search", { services: ["checkout", "search"] }],
    ["Checkout is down —service:“checkout”", { services: ["checkout"] }],
    ["Checkout is down sev2 private service:checkout", { severity: "SEV2", private: true, services: ["checkout"] }],
    ["Checkout is down service:checkout private sev2", { severity: "SEV2", private: true, services: ["checkout"] }],
    ["“Checkout is down” sev1", { severity: "SEV1" }],
    ['"Checkout is down"', {}],
    ["Checkout is “down”", { title: 'Checkout is "down"' }],
    ["Checkout isn’t up", { title: "Checkout isn't up" }],
    ["sev1 storm on the private network today", { title: "sev1 storm on the private network today" }],
    ["The service:checkout label is wrong", { title: "The service:checkout label is wrong" }],
    ["Errors above 5", { title: "Errors above 5" }],
    ["Drill 1", { title: "Drill 1" }],
    ["Checkout &lt;500&gt; &amp; worse", { title: "Checkout <500> & worse" }],
    ["", { title: "" }],
    ["   ", { title: "" }],
    ["sev1 private", { title: "", severity: "SEV1", private: true }],
    ["x".repeat(3_000), { title: "x".repeat(3_000) }],
  ])("%j is read", (text, expected) => {
    expect(read(text)).toEqual({ ...PLAIN, ...expected });
  });

  test("a severity that there is not is refused, with those there are", () => {
    const refused = read("Checkout is down sev9");
    expect(refused).toMatchObject({ refused: true, reason: "severity" });
    expect(isRefusal(refused) && refused.sentence).toContain("SEV1, SEV2, SEV3, SEV4");
  });

  test("whatever is typed is read at once, and every word is title or option", () => {
    const words = fc.array(
      fc.oneof(
        fc.string({ unit: "grapheme" }),
        fc.constantFrom("sev1", "—sev", "1", "private", "–drill", "service:x", "—", "<@U1|ana>", '"', "”"),
      ),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(words, (typedWords) => {
        const found = read(typedWords.join(" "));
        if (isRefusal(found)) return;
        expect(found.title).not.toMatch(/\s{2}|[^\S ]/);
        expect(["SEV1", undefined]).toContain(found.severity);
        for (const service of found.services) expect(service).not.toBe("");
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("text as Slack hands it over", () => {
  test.each([
    ["<https://a.example/x>", "https://a.example/x"],
    ["<https://a.example/x|a.example/x>", "a.example/x"],
    ["<https://evil.example|bank>", "bank (https://evil.example)"],
    ["<mailto:a@b.example|a@b.example>", "a@b.example"],
    ["<#C12|general>", "#general"],
    ["<#C12>", "#C12"],
    ["<!here>", "@here"],
    ["<!channel|channel>", "@channel"],
    ["<!subteam^S1|@payments>", "@payments"],
    ["a &lt; b &amp;&amp; c &gt; d", "a < b && c > d"],
    ["&amp;lt;", "&lt;"],
    ["„so“ ‘said’", "\"so\" 'said'"],
    ["a\u0000b", "ab"],
  ])("%j was typed as %j", (text, was) => {
    expect(typed(text)).toBe(was);
  });

  test("names the first person mentioned, and can be read without", () => {
    const text = "hand it to <@U12|ana> or <@W34>";
    expect(firstUser(text)).toBe("U12");
    expect(firstUser("@ana")).toBeUndefined();
    expect(withoutUsers(text)).toBe("hand it to or");
    expect(withoutFirstUser(text)).toBe("hand it to  or <@W34>");
  });
});

test.each([
  ["resolve", "resolv", true],
  ["resolve", "resovle", true],
  ["resolve", "rresolve", true],
  ["resolve", "resalve", true],
  ["resolve", "resolve", true],
  ["resolve", "rezolv", false],
  ["list", "lost", true],
  ["sev", "sve", true],
  ["sev", "se", false],
  ["page", "checkout", false],
])("%j and %j are within one letter: %s", (a, b, near) => {
  expect(withinOne(a, b)).toBe(near);
  expect(withinOne(b, a)).toBe(near);
});
