import { describe, expect, test } from "vitest";
import { judgeBlocks } from "../../src/sandbox/judge/judge.ts";
import { printBlocks } from "../../src/sandbox/print/block.ts";
import { plainText } from "../../src/sandbox/print/text.ts";
import {
  actorPart,
  context,
  cut,
  header,
  LIMITS,
  type Line,
  type Part,
  plain,
  preformatted,
  quote,
  rich,
  say,
  sentence,
  spoken,
  told,
  topicText,
  withoutStop,
  withStop,
} from "../../src/slack/text.ts";
import { at } from "../given.ts";

const names: Readonly<Record<string, string>> = { U1: "ana", C7: "inc-7" };
/** A reader in Berlin, where 14:00 UTC in March is 15:00. */
const reader = { zone: "Europe/Berlin", now: at(30), nameOf: (id: string) => names[id] };

/** Without what keeps text from being read as more. */
function bare(text: string): string {
  return text.replaceAll(/[\u2060\u200A]/g, "").replaceAll("ˋ", "`");
}

function printed(...blocks: Parameters<typeof printBlocks>[0]): string {
  expect(judgeBlocks(blocks, "message")).toEqual([]);
  return bare(printBlocks(blocks, reader).join("\n"));
}

/** Small print is indented. */
function small(block: Parameters<typeof printBlocks>[0][number]): string {
  return printed(block).replaceAll(/^ {2}/gm, "");
}

describe("a part", () => {
  const parts: readonly (readonly [name: string, part: Part, inBlocks: string, inSmallPrint: string])[] = [
    ["text", "Checkout is down", "Checkout is down", "Checkout is down"],
    ["bold text", { bold: "Down" }, "Down", "Down"],
    ["code", { code: "/incident list" }, "`/incident list`", "`/incident list`"],
    ["code with a mark of code", { code: "a`b" }, "`a`b`", "`a`b`"],
    ["a person", { user: "U1" }, "@ana", "@ana"],
    ["a channel", { channel: "C7" }, "#inc-7", "#inc-7"],
    [
      "a link",
      { link: "https://a.example/x", text: "runbook" },
      "runbook (https://a.example/x)",
      "runbook (https://a.example/x)",
    ],
    ["a time", { at: at(5), as: "time" }, "15:05", "15:05"],
    ["how long ago", { at: at(5), as: "ago" }, "25 minutes ago", "25 minutes ago"],
  ];

  test.each(parts)("that is %s is shown so", (_name, part, inBlocks, inSmallPrint) => {
    expect(printed(rich([part]))).toBe(inBlocks);
    expect(small(context([part]))).toBe(inSmallPrint);
  });

  test("that is a date names it whole where a client cannot show one", () => {
    expect(rich([{ at: Date.UTC(2028, 1, 29, 23, 59), as: "day" }]).elements[0]).toMatchObject({
      elements: [{ type: "date", timestamp: Date.UTC(2028, 1, 29, 23, 59) / 1000, fallback: "2028-02-29 23:59 UTC" }],
    });
    expect(spoken([{ at: Date.UTC(1999, 11, 31), as: "day-time" }])).toBe(
      "<!date^946598400^{date_short_pretty} {time}|1999-12-31 00:00 UTC>",
    );
  });
});

describe("a link that Slack would refuse or misread", () => {
  test.each([
    "!channel",
    "@U1",
    "#C7",
    "docs/runbook.md",
    "javascript:alert(1)",
    "http://a b",
    "https://a\nb",
    "",
    "https://a\u0000b",
  ])("%j is shown as text", (link) => {
    const part = { link, text: "runbook" };
    const shown = `runbook (${link.replace("\u0000", "")})`;
    expect(printed(rich([part]))).toBe(shown);
    expect(small(context([part]))).toBe(shown);
  });

  test("an address that is too long is cut like text", () => {
    expect(small(context([{ link: `https://a.example/${"x".repeat(9_000)}`, text: "log" }]))).toHaveLength(
      LIMITS.context,
    );
  });
});

describe("text from outside", () => {
  const hostile = [
    "<!channel>",
    "<@U1> look",
    "<#C7|x>",
    "@here @channel @everyone",
    "#general",
    "*bold* _italic_ ~strike~ `code`",
    "```fence```",
    "> quote",
    ">>> all quote",
    ":fire: :100: :+1:",
    "<https://evil.example|bank>",
    "&lt;!channel&gt; &amp;",
    "\u202Egnp.exe",
    "👩‍🚒 é",
    "line\nline",
  ];

  test.each(hostile)("%j is shown as it is, wherever it stands", (text) => {
    expect(printed(rich([text]))).toBe(text);
    expect(printed(rich([{ bold: text }]))).toBe(text);
    expect(printed(header(text))).toBe(text);
    expect(small(context([text]))).toBe(text);
    expect(printed(quote(text))).toBe(text.replaceAll(/^/gm, "> "));
    expect(printed(preformatted(text))).toBe(text.replaceAll(/^/gm, "    "));
    expect(small(context([{ user: "U1" }, "\n", text]))).toBe(`@ana\n${text}`);
    expect(bare(plainText(spoken([text]), reader))).toBe(text);
  });

  test("that is nothing is shown as a dash, since Slack refuses empty text", () => {
    for (const nothing of ["", " ", "\n", "\u0000"]) {
      expect(printed(rich([{ bold: nothing }]))).toBe("—");
      expect(printed(header(nothing), quote(nothing), context([nothing]))).toBe("—\n> —\n  —");
      expect(plain(nothing, 10).text).toBe("—");
      expect(spoken([nothing])).toBe("Pitwall");
    }
    expect(printed(rich(), rich([]), context())).toBe("—\n—\n  —");
  });

  test("loses what no client can show", () => {
    expect(printed(rich(["a\u0000b\uD800c"]))).toBe("ab\uFFFDc");
    expect(spoken(["a\u0000b\uD800c"])).toBe("ab\uFFFDc");
  });

  test("that is too long is cut at a whole character, and says so", () => {
    const long = "🔥".repeat(10_000);
    for (const [text, max] of [
      [header(long).text.text, LIMITS.header],
      [topicText(long), LIMITS.topic],
      [spoken([long]), LIMITS.fallback],
      [plain(long, LIMITS.button).text, LIMITS.button],
      [printed(rich([long])), LIMITS.rich],
      [small(context([long])), LIMITS.context],
    ] as const) {
      expect([...text]).toHaveLength(max);
      expect(text).toMatch(/^(?:🔥)+…$/u);
    }
    expect(cut("🔥🔥", 2)).toBe("🔥🔥");
  });
});

describe("a line of our own", () => {
  test("marks commands and people", () => {
    expect(sentence("`/incident lead` takes it from <@U1>.")).toEqual([
      { code: "/incident lead" },
      " takes it from ",
      { user: "U1" },
      ".",
    ]);
  });

  test("names who acted", () => {
    const said = ["slack:U1", "pitwall", "cli:root", "pagerduty:P1"].map((actor) => printed(rich([actorPart(actor)])));
    expect(said).toEqual(["@ana", "Pitwall", "root (command line)", "PagerDuty"]);
  });

  test("of the timeline keeps its people and times", () => {
    const line: Line = told([
      { kind: "user", user: "U1" },
      { kind: "text", text: " rolled back at " },
      { kind: "time", at: at(5) },
    ]);
    expect(printed(rich(line))).toBe("@ana rolled back at 15:05");
  });

  test("is one message, for eyes and for ears", () => {
    const { text, blocks } = say(["Down since ", { at: at(5), as: "time" }], ["Really"]);
    expect(printed(...blocks)).toBe("Down since 15:05\nReally");
    expect(text).toBe("Down since <!date^1772460300^{time}|2026-03-02 14:05 UTC>\nReally");
  });
});

test.each([
  ["Rolled back v412", "Rolled back v412."],
  ["Rolled back v412.", "Rolled back v412."],
  ["Who knows?", "Who knows?"],
  ["It went away (by itself.)", "It went away (by itself.)"],
  ["Waiting …", "Waiting …"],
])("%s, as a sentence", (typed, said) => {
  expect(withStop(typed)).toBe(said);
});

test("a full stop goes where a dot follows, an ellipsis stays", () => {
  expect(withoutStop("It is over. Really.")).toBe("It is over. Really");
  expect(withoutStop("It is over")).toBe("It is over");
  expect(withoutStop("And so on...")).toBe("And so on...");
});
