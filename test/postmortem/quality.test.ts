import { describe, expect, test } from "vitest";
import { defaultRules } from "../../src/incident/rules.ts";
import { draftOf } from "../../src/postmortem/draft.ts";
import { hasMeasure } from "../../src/postmortem/measure.ts";
import { findingsOf } from "../../src/postmortem/quality.ts";
import { MINUTE } from "../../src/shared/time.ts";
import { sayLine } from "../../src/timeline/line.ts";
import { T0 } from "../given.ts";
import { ANA, declared, type Happened, record, speech } from "../timeline/record.ts";

const opened: Happened = [0, ANA, "Declared", declared];
const measured: Happened = [1, ANA, "ImpactStated", { text: "3 % of checkouts" }];

function findings(...happened: readonly Happened[]): readonly string[] {
  const draft = draftOf(record(opened, ...happened), defaultRules, { services: [], changes: [] });
  return draft === undefined ? [] : findingsOf(draft).map(({ text }) => sayLine(text, speech));
}

function written(section: string, text: string): Happened {
  return [2, ANA, "PostmortemSectionEdited", { section, text, over: 2 }];
}

test("a sound draft has no findings", () => {
  expect(findings(measured, written("follow-ups", "- Alert on card errors, @bo by Friday"))).toEqual([]);
});

test("an impact without a number is found, however it was written", () => {
  const finding = ["The impact has no number: how many, how much, how long?"];
  expect(findings()).toEqual(finding);
  expect(findings([1, ANA, "ImpactStated", { text: "Checkout is down since 14:05" }])).toEqual(finding);
  expect(findings(measured, written("impact", "Checkout was down"))).toEqual(finding);
});

test("a follow-up needs a person and a date", () => {
  expect(findings(measured, written("follow-ups", "Alert on card errors\nRunbook, @bo\nDrill by 2026-04-01"))).toEqual([
    "Who does it? Alert on card errors",
    "By when? Alert on card errors",
    "By when? Runbook, @bo",
    "Who does it? Drill by 2026-04-01",
  ]);
});

test.each([
  ["It was human error.", "human error"],
  ["bo should have asked", "should have"],
  ["They shouldn’t have deployed", "shouldn’t have"],
  ["Somebody forgot to tell us", "forgot to"],
  ["QA is to blame", "to blame"],
])("%j judges a person", (text, words) => {
  expect(findings(measured, [2, ANA, "PostmortemAnswered", { question: "contributing:causes", text }])).toEqual([
    `Contributing factors: “${words}” judges a person. What made it seem right at the time?`,
  ]);
});

test("what failed is no blame", () => {
  expect(findings(measured, written("contributing", "The job failed to start. The error was logged."))).toEqual([]);
});

test("long silences and impossible times are found", () => {
  expect(
    findings(
      measured,
      [45, ANA, "NoteAdded", { text: "back", decision: false, message: null }],
      [46, ANA, "MilestoneSet", { milestone: "started", at: T0 + 5 * MINUTE, source: "ana" }],
    ),
  ).toEqual([
    "Nothing is on record from 14:01 to 14:45.",
    "“detected” is earlier than “started”. Set the right time; the record keeps both.",
  ]);
});

describe("a measure", () => {
  test.each(["3 %", "3% of traffic", "1,200 customers", "$ 4k", "about 20 min", "12.000 orders"])("is %j", (text) => {
    expect(hasMeasure(text)).toBe(true);
  });

  test.each(["", "checkout returns 500s", "since 14:05", "14:05 until now", "v412 and SEV1", "everybody"])(
    "is not %j",
    (text) => {
      expect(hasMeasure(text)).toBe(false);
    },
  );
});
