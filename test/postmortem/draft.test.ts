import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { defaultRules } from "../../src/incident/rules.ts";
import { type Draft, draftOf, questionsOf, sectionText, writtenFromRecord } from "../../src/postmortem/draft.ts";
import type { SectionId } from "../../src/postmortem/section.ts";
import type { DraftFacts } from "../../src/postmortem/story.ts";
import { root } from "../../src/root.ts";
import { MINUTE } from "../../src/shared/time.ts";
import { sayLine } from "../../src/timeline/line.ts";
import { alertBody } from "../bodies.ts";
import { T0 } from "../given.ts";
import { checkoutIsDown } from "../timeline/checkout-is-down.ts";
import { ANA, BO, CY, declared, type Happened, PAGERDUTY, record, speech } from "../timeline/record.ts";

const nothing: DraftFacts = { services: [], changes: [] };
const opened: Happened = [0, ANA, "Declared", declared];

function draft(happened: readonly Happened[], facts: DraftFacts = nothing): Draft {
  const made = draftOf(record(...happened), defaultRules, facts);
  if (made === undefined) throw new Error("no draft");
  return made;
}

function section(of: Draft, id: SectionId) {
  const found = of.sections.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no section ${id}`);
  return found;
}

function text(of: Draft, id: SectionId): readonly string[] {
  return sectionText(section(of, id), speech).split("\n");
}

test("before the first event there is no draft", () => {
  expect(draftOf([], defaultRules, nothing)).toBeUndefined();
});

test("the whole story fills the sections that the record can fill", () => {
  const whole = draft(checkoutIsDown);
  expect(text(whole, "summary")).toEqual([
    "PagerDuty opened it at 14:00 as SEV2.",
    "It was raised to SEV1.",
    "Services: checkout, payments.",
    "bo resolved it at 14:52, 52 min after the first alert.",
    "What fixed it, as bo put it: Rolled back v412",
  ]);
  expect(text(whole, "impact")).toEqual(["Card payments fail — ana", "It was over at 14:38 (said at resolve)."]);
  expect(text(whole, "timeline").slice(3, 5)).toEqual([
    "14:02 bo acknowledged checkout in PagerDuty after 2 min",
    "14:04 ana took command",
  ]);
  expect(text(whole, "people")).toEqual([
    "Incident commander: ana from 14:04 to 14:16 and bo from 14:16.",
    "Scribe: cy from 14:05.",
  ]);
  expect(text(whole, "detection")).toEqual([
    "Alert from checkout (P1): 5xx above 5 %, notified bo",
    "Alert from payments (P1): Charges time out, notified bo",
  ]);
  expect(text(whole, "response")).toEqual([
    "Acknowledged: 2 min after the first alert.",
    "Somebody in command: 4 min after the first alert.",
    "Mitigated: 38 min after the first alert.",
    "Resolved: 52 min after the first alert.",
    "Decision by ana: Roll back v412",
    "Updates given: 1.",
  ]);
  expect(text(whole, "less-well")).toEqual(["No answer was found to: who owns the card gateway?"]);
  expect(text(whole, "follow-ups")).toEqual(["Proposed: write down the answer to: who owns the card gateway?"]);
  expect(whole.sections.filter(({ from }) => from === "empty").map(({ id }) => id)).toEqual([
    "contributing",
    "well",
    "lucky",
    "surprised",
  ]);
  expect([writtenFromRecord(whole), whole.sections.length]).toEqual([8, 12]);
});

test("what the catalog knows is used, and a change is not called a cause", () => {
  const facts: DraftFacts = {
    services: [
      { name: "checkout", owner: "payments-team", runbook: null },
      { name: "gateway", owner: null, runbook: "https://runbooks.example/gateway" },
    ],
    changes: [{ service: "checkout", what: "v412", at: T0 - 12 * MINUTE, by: "U2" }],
  };
  const informed = draft(checkoutIsDown, facts);
  expect(text(informed, "contributing")).toEqual([
    "Changed at 13:48 by bo: checkout, v412. Whether it contributed is not on record.",
  ]);
  expect(text(informed, "follow-ups").slice(0, 2)).toEqual([
    "Proposed: write a runbook for checkout (payments-team).",
    "Proposed: name an owner for gateway.",
  ]);
});

test("what is not on record is said to be so, and asked", () => {
  const bare = draft([opened]);
  expect(text(bare, "summary")).toContain("It is not resolved yet.");
  expect(text(bare, "response")).toEqual([
    "Acknowledged: not recorded.",
    "Somebody in command: not recorded.",
    "Mitigated: not recorded.",
    "Resolved: not recorded.",
  ]);
  expect(text(bare, "detection")).toEqual(["ana noticed it: no alert is on record before 14:00."]);
  expect(section(bare, "impact").from).toBe("empty");
  expect(bare.durations.map(({ ms }) => ms)).toEqual([null, null, null, null]);
});

test("durations count days, and do not depend on when the draft is made", () => {
  const resolved: Happened = [
    3_000,
    BO,
    "Resolved",
    { what: "x", impactEndedAt: T0 + 2_940 * MINUTE, resolveAlerts: false },
  ];
  const long = draft([opened, resolved, [9_000, ANA, "TitleChanged", { from: "a", to: "b" }]]);
  expect(long.durations.map(({ until, ms }) => [until, ms === null ? null : ms / MINUTE])).toEqual([
    ["acknowledged", null],
    ["in command", null],
    ["mitigated", 2_940],
    ["resolved", 3_000],
  ]);
  expect(text(long, "summary")).toContain("bo resolved it at 16:00, 2 d after it was declared.");
});

test("a time before the beginning is no negative duration", () => {
  const early = draft([opened, [1, ANA, "MilestoneSet", { milestone: "mitigated", at: T0 - MINUTE, source: "ana" }]]);
  expect(early.durations.find(({ until }) => until === "mitigated")?.ms).toBe(0);
});

test("a person who declares after an alert has not noticed it first", () => {
  const alert = alertBody();
  expect(text(draft([opened, [-2, PAGERDUTY, "AlertJoined", alert]]), "detection")).toEqual([
    "Alert from checkout: 5xx",
  ]);
});

test("a start that somebody stated moves the beginning and measures the impact", () => {
  const started: Happened = [
    53,
    ANA,
    "MilestoneSet",
    { milestone: "started", at: T0 - 10 * MINUTE, source: "stated by ana" },
  ];
  const known = draft([...checkoutIsDown, started]);
  expect(text(known, "impact")).toContain("It lasted 48 min, from 13:50 to 14:38.");
  expect(text(known, "detection")[0]).toBe("It ran for 10 min before it was noticed.");
  expect(text(known, "response")[3]).toBe("Resolved: 1 h 2 min after it started.");
  expect(known.questions.map(({ id }) => id)).not.toContain("detection:started");
});

describe("what went less well", () => {
  test("is drawn from reminders and failed pages alone", () => {
    const troubled = draft([
      opened,
      [1, ANA, "PageAsked", { page: "g1", target: { name: "payments", service: "PS1", users: [] }, why: "", by: "U1" }],
      [5, "pitwall", "Reminded", { about: "commander" }],
      [6, "pitwall", "EffectGaveUp", { key: "incident/x/2/page/g1", kind: "page", why: "PagerDuty answers 401" }],
      [20, "pitwall", "Reminded", { about: "commander" }],
    ]);
    expect(text(troubled, "less-well")).toEqual([
      "Nobody was in command, and a reminder had to say so.",
      "Could not page payments: PagerDuty answers 401",
    ]);
    expect(section(troubled, "less-well").drawn[0]?.cites.map(({ seq }) => seq)).toEqual([3, 5]);
  });
});

describe("open questions", () => {
  test("come with the three most useful first, each to a person who can know", () => {
    const { first, rest } = questionsOf(draft(checkoutIsDown));
    expect(first.map(({ text: asked, ask, because }) => [sayLine(asked, speech), ask?.user, because])).toEqual([
      ["How many customers were affected, and what could they not do?", "U2", "was in command"],
      ["What made this possible? Name each condition you know of, not only the last one.", "U2", "resolved it"],
      ["When did it begin for customers, and how do you know?", "U3", "was the scribe"],
    ]);
    expect(rest.map(({ id }) => id)).toEqual([
      "surprised:what",
      "less-well:what",
      "well:what",
      "lucky:what",
      "follow-ups:next",
    ]);
  });

  test("name who can be asked even where only a name is known, and nobody where nobody is on record", () => {
    const fromPagerDuty: Happened = [0, PAGERDUTY, "Declared", { ...declared, by: null }];
    const alert = alertBody();
    const nobody = draft([fromPagerDuty]);
    expect(nobody.questions.every(({ ask }) => ask === null)).toBe(true);
    const dora = draft([
      fromPagerDuty,
      [0, PAGERDUTY, "AlertJoined", alert],
      [1, PAGERDUTY, "AlertAcknowledged", { alert: "P1", by: { user: null, name: "dora" } }],
    ]);
    expect(dora.questions[0]?.ask).toEqual({ user: null, name: "dora" });
  });

  test("ask about a long silence and about times that cannot be", () => {
    const odd = draft([
      opened,
      [5, ANA, "MilestoneSet", { milestone: "started", at: T0 + 5 * MINUTE, source: "ana" }],
      [50, ANA, "NoteAdded", { text: "back", decision: false, message: null }],
    ]);
    const asked = odd.questions.map((question) => sayLine(question.text, speech));
    expect(asked).toContain(
      "The record says started at 14:05, and detected at 14:00: that cannot be. Which time is right?",
    );
    expect(asked).toContain("Nothing is on record from 14:05 to 14:50. What happened?");
  });

  test("do not ask about the silence after it was resolved", () => {
    const late: Happened = [300, ANA, "NoteAdded", { text: "reviewed", decision: false, message: null }];
    expect(draft([...checkoutIsDown, late]).silences).toEqual([]);
  });

  test("are not asked when the record has the answer", () => {
    const measured: Happened = [54, ANA, "ImpactStated", { text: "3 % of checkouts failed" }];
    expect(draft([...checkoutIsDown, measured]).questions.map(({ id }) => id)).not.toContain("impact:numbers");
  });
});

describe("what people write", () => {
  const answer: Happened = [
    60,
    BO,
    "PostmortemAnswered",
    { question: "impact:numbers", text: "About 1,200 customers" },
  ];
  const before = checkoutIsDown.length;

  test("an answer flows into its section, credited, and the question is gone", () => {
    const answered = draft([...checkoutIsDown, answer]);
    expect(text(answered, "impact").at(-1)).toBe("About 1,200 customers — bo");
    expect(answered.questions.map(({ id }) => id)).not.toContain("impact:numbers");
    expect(section(answered, "impact").revision).toBe(before + 1);
  });

  test("an answer alone makes a section a person's", () => {
    const answered = draft([opened, [60, BO, "PostmortemAnswered", { question: "lucky:what", text: "It was night" }]]);
    expect(section(answered, "lucky")).toMatchObject({ from: "person", drawn: [] });
  });

  test("an edited section is never overwritten by the record", () => {
    const edit: Happened = [
      60,
      ANA,
      "PostmortemSectionEdited",
      { section: "impact", text: "Nobody could pay by card.", over: before },
    ];
    const edited = draft([...checkoutIsDown, edit, [61, ANA, "ImpactStated", { text: "Everything fails" }]]);
    expect(text(edited, "impact")).toEqual(["Nobody could pay by card."]);
    expect(section(edited, "impact").from).toBe("person");
    expect(edited.questions.map((question) => question.section)).not.toContain("impact");
  });

  test("an answer that the editor had before them is not repeated, one that came meanwhile is kept", () => {
    const edit = (over: number): Happened => [
      61,
      ANA,
      "PostmortemSectionEdited",
      { section: "impact", text: "All of it.", over },
    ];
    expect(text(draft([...checkoutIsDown, answer, edit(before + 1)]), "impact")).toEqual(["All of it."]);
    expect(text(draft([...checkoutIsDown, answer, edit(before)]), "impact")).toEqual([
      "All of it.",
      "About 1,200 customers — bo",
    ]);
  });

  test("an answer that one of two editors had before them is not repeated either", () => {
    const both: readonly Happened[] = [
      [61, ANA, "PostmortemSectionEdited", { section: "impact", text: "All of it.", over: before + 1 }],
      [62, CY, "PostmortemSectionEdited", { section: "impact", text: "Card only.", over: before }],
    ];
    expect(text(draft([...checkoutIsDown, answer, ...both]), "impact")).toEqual(["All of it.", "", "Card only."]);
  });

  test("two who edit at once keep both texts", () => {
    const first: Happened = [
      61,
      ANA,
      "PostmortemSectionEdited",
      { section: "well", text: "The rollback.", over: before },
    ];
    const second: Happened = [
      62,
      CY,
      "PostmortemSectionEdited",
      { section: "well", text: "The scribe.", over: before },
    ];
    expect(text(draft([...checkoutIsDown, first, second]), "well")).toEqual(["The rollback.", "", "The scribe."]);
    const third: Happened = [63, CY, "PostmortemSectionEdited", { section: "well", text: "Both.", over: before + 2 }];
    expect(text(draft([...checkoutIsDown, first, second, third]), "well")).toEqual(["Both."]);
  });

  test("an unknown section or question is passed over", () => {
    const odd = draft([
      opened,
      [1, ANA, "PostmortemSectionEdited", { section: "nonsense", text: "x", over: 0 }],
      [2, ANA, "PostmortemAnswered", { question: "nonsense", text: "secret words" }],
    ]);
    expect(JSON.stringify(odd.sections)).not.toContain("secret words");
  });
});

test("struck, corrected and undone entries are drawn as they stand", () => {
  const amended = draft([
    opened,
    [1, ANA, "ImpactStated", { text: "4 % of checkouts" }],
    [2, ANA, "EntryCorrected", { version: 2, text: "40 % of checkouts" }],
    [3, CY, "NoteAdded", { text: "wrong channel", decision: true, message: null }],
    [4, CY, "EntryStruck", { version: 4, why: "wrong incident" }],
    [5, ANA, "SeverityChanged", { from: "SEV2", to: "SEV1", undo: false }],
    [6, ANA, "SeverityChanged", { from: "SEV1", to: "SEV2", undo: true }],
  ]);
  expect(text(amended, "impact")).toEqual(["40 % of checkouts — ana"]);
  expect(JSON.stringify(amended)).not.toContain("wrong channel");
  expect(text(amended, "summary").join()).not.toContain("SEV1");
});

test("nobody is told of a root cause that nobody typed", () => {
  const plain = draft(checkoutIsDown);
  expect(JSON.stringify(plain)).not.toMatch(/root cause/i);
  const typed: Happened = [60, BO, "PostmortemAnswered", { question: "contributing:causes", text: "Root cause: v412" }];
  expect(text(draft([...checkoutIsDown, typed]), "contributing")).toEqual(["Root cause: v412 — bo"]);
});

test("every word of a draft is on record or in our own sentences", () => {
  const folders = ["src/timeline/", "src/postmortem/", "src/incident/", "src/shared/"];
  const ours = folders.flatMap((folder) =>
    readdirSync(new URL(folder, root)).map((file) => readFileSync(new URL(`${folder}${file}`, root), "utf8")),
  );
  const known = new Set(wordsOf([...ours, JSON.stringify(checkoutIsDown), "ana bo cy"].join(" ").toLowerCase()));
  const said = draft(checkoutIsDown)
    .sections.map((one) => sectionText(one, speech))
    .join(" ");
  const unknown = wordsOf(said.toLowerCase().replaceAll(/\d{2}:\d{2}|\d+ (?:min|h|d|s)\b/g, ""));
  expect(unknown.filter((word) => !known.has(word))).toEqual([]);
  expect(unknown.length).toBeGreaterThan(100);
});

function wordsOf(all: string): readonly string[] {
  return all.match(/[\p{L}\d]+/gu) ?? [];
}
