import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Debrief, type DrillRecord, debrief } from "../../src/demo/debrief.ts";
import { debriefLines, plainLines } from "../../src/demo/debrief-lines.ts";
import { defaultRules } from "../../src/incident/rules.ts";
import { MINUTE } from "../../src/shared/time.ts";
import { T0 } from "../given.ts";
import { anyErasedEvents, anyEvents } from "../incident/arbitrary-events.ts";
import { ANA, declared as byForm, type Happened, PAGERDUTY, record } from "../timeline/record.ts";

const declared = { ...byForm, via: "pagerduty", by: null } as const;
const OPENED: Happened = [1, PAGERDUTY, "Declared", declared];

function note(text: string, decision = false) {
  return { text, decision, message: null };
}

function update(nextAt: number | null, customerSentence: string | null = null) {
  return {
    text: "We are at it",
    customerSentence,
    nextAt: nextAt === null ? null : T0 + nextAt * MINUTE,
    announce: true,
  };
}

const command = { role: "commander", user: "U1", from: null, by: "U1" };

function drill(happened: readonly Happened[], more: Partial<DrillRecord> = {}): DrillRecord {
  return {
    events: record(...happened),
    others: [],
    rules: defaultRules,
    cause: { says: "v318 needs a delivery window.", words: ["v318", "delivery window"] },
    herrings: [
      {
        name: "the database",
        says: "The database was full as a consequence.",
        words: ["database"],
        followed: ["fail over"],
        cleared: ["look at the database"],
      },
    ],
    firstAlertAt: T0,
    endedAt: T0 + 60 * MINUTE,
    recoveredAt: undefined,
    asked: [],
    nameOf: (user) => ({ U1: "ana", U2: "bo" })[user] ?? user,
    ...more,
  };
}

function look(happened: readonly Happened[], more?: Partial<DrillRecord>): Debrief {
  return debrief(drill(happened, more));
}

/** Findings as minutes since T0 and words. */
function said(findings: readonly { readonly at: number; readonly says: string }[]): readonly string[] {
  return findings.map(({ at, says }) => `${(at - T0) / MINUTE} ${says}`);
}

test("a drill in which nothing was opened says so, and tells what was behind it", () => {
  const { times, worthALook, behind } = look([]);
  expect(times).toEqual([]);
  expect(said(worthALook)).toEqual(["60 No incident had been opened when the drill was stopped"]);
  expect(behind).toEqual(["v318 needs a delivery window.", "The database was full as a consequence."]);
});

test("what was stopped at once is not looked back at", () => {
  const { times, worthALook } = look([OPENED], { endedAt: T0 + 2 * MINUTE });
  expect(times).toEqual([]);
  expect(said(worthALook)).toEqual([
    "2 It still failed when the drill was stopped, 2 min after the first alert: too early to look back",
  ]);
});

test("how long things took counts from the first alert", () => {
  const { times } = look(
    [
      OPENED,
      [3, ANA, "RoleAssigned", command],
      [5, ANA, "SeverityChanged", { from: "SEV2", to: "SEV1", undo: false }],
      [9, ANA, "UpdateGiven", update(null)],
      [12, ANA, "NoteAdded", note("it is the delivery window")],
      [13, ANA, "StatusChanged", { from: "investigating", to: "identified", undo: false }],
      [22, ANA, "StatusChanged", { from: "identified", to: "monitoring", undo: false }],
      [40, ANA, "Resolved", { what: "Rolled back", impactEndedAt: T0 + 22 * MINUTE, resolveAlerts: false }],
    ],
    { recoveredAt: T0 + 21 * MINUTE, endedAt: T0 + 40 * MINUTE },
  );
  expect(said(times)).toEqual([
    "0 First alert",
    "3 ana in command, 3 min after the first alert",
    "5 Severity set to SEV1, 5 min after the first alert",
    "9 First update, 9 min after the first alert",
    "12 Cause named, 12 min after the first alert",
    "13 Status Identified, 13 min after the first alert",
    "21 Nothing failed any more, 21 min after the first alert",
    "22 Mitigated, by the record, 22 min after the first alert",
    "40 Resolved, 40 min after the first alert",
  ]);
});

describe("command", () => {
  test("a stretch without anybody in command is told from its beginning", () => {
    expect(said(look([OPENED, [12, ANA, "RoleAssigned", command]]).worthALook)).toContain(
      "1 Nobody was in command for 11 min",
    );
    const released: Happened = [20, ANA, "RoleReleased", { role: "commander", user: "U1", by: "U1" }];
    expect(said(look([OPENED, [2, ANA, "RoleAssigned", command], released]).worthALook)).toContain(
      "20 Nobody was in command for 40 min, to the end",
    );
  });

  test("who takes command after the end was not missing for longer than to the end", () => {
    const { worthALook } = look([OPENED, [25, ANA, "RoleAssigned", command]], { endedAt: T0 + 20 * MINUTE });
    expect(said(worthALook)).toContain("1 Nobody was in command for 19 min, to the end");
  });

  test("a handover leaves no gap, and is worth a word", () => {
    const { well, worthALook } = look([
      OPENED,
      [2, ANA, "RoleAssigned", command],
      [20, "slack:U2", "HandoverAccepted", { from: "U1", to: "U2" }],
    ]);
    expect(said(well)).toContain("20 Command was handed over to bo and accepted");
    expect(said(worthALook).join()).not.toContain("Nobody was in command");
  });
});

describe("updates", () => {
  test("none within the rhythm of the severity is told at the time when it was due", () => {
    expect(said(look([OPENED], { endedAt: T0 + 90 * MINUTE }).worthALook)).toContain(
      "61 An update was due (SEV2); none came in the 29 min that followed",
    );
  });

  test("one that came late, and one that was promised and not kept", () => {
    const { worthALook } = look(
      [
        OPENED,
        [2, ANA, "SeverityChanged", { from: "SEV2", to: "SEV1", undo: false }],
        [40, ANA, "UpdateGiven", update(55)],
      ],
      { endedAt: T0 + 75 * MINUTE },
    );
    expect(said(worthALook)).toContain("31 An update was due (SEV1); it came 9 min later");
    expect(said(worthALook)).toContain(
      "55 An update was due (promised in the one before); none came in the 20 min that followed",
    );
  });

  test("when it was over before one was due, that is said kindly", () => {
    expect(said(look([OPENED], { endedAt: T0 + 20 * MINUTE }).worthALook)).toContain(
      "20 No update was sent. None was due yet; people outside the channel knew nothing all the same",
    );
  });
});

describe("the cause", () => {
  test("an incident that is said to be understood, without a word on what it is", () => {
    expect(
      said(
        look([OPENED, [9, ANA, "StatusChanged", { from: "investigating", to: "identified", undo: false }]]).worthALook,
      ),
    ).toContain("9 The record does not name the cause, though the status said Identified");
  });

  test("words in the resolution are late words", () => {
    const end = { what: "Rolled back v318", impactEndedAt: T0 + 30 * MINUTE, resolveAlerts: false };
    expect(said(look([OPENED, [30, ANA, "Resolved", end]]).worthALook)).toContain(
      "30 The cause was written down only when it was resolved",
    );
  });
});

describe("the end", () => {
  const end = (minute: number, over = minute): Happened => [
    minute,
    ANA,
    "Resolved",
    { what: "Rolled back", impactEndedAt: T0 + over * MINUTE, resolveAlerts: false },
  ];

  test.each([
    ["while it still failed", [end(30)], {}, "30 It was resolved while it still failed: the graphs had not recovered"],
    ["not at all", [], {}, "60 It still failed when the drill was stopped"],
    [
      "long after it had recovered",
      [end(50)],
      { recoveredAt: T0 + 20 * MINUTE },
      "20 Customers could work again; the record says so only 30 min later",
    ],
    [
      "with an end of the impact that was too early",
      [end(50, 20)],
      { recoveredAt: T0 + 31 * MINUTE },
      "20 It was called mitigated 11 min before it had recovered",
    ],
  ] as const)("an incident that was resolved %s", (_, happened, more, finding) => {
    expect(said(look([OPENED, ...happened], more).worthALook)).toContain(finding);
  });
});

describe("a red herring", () => {
  const followed = { name: "fail over", at: T0 + 10 * MINUTE };
  const cleared = { name: "look at the database", at: T0 + 12 * MINUTE };

  test.each([
    ["nobody looked at", [], [], "60 Nobody had ruled out the database by then"],
    ["somebody went after", [followed], [], '10 Time went into the database ("fail over")'],
    [
      "somebody went after and then looked at",
      [followed, cleared],
      [],
      '10 Time went into the database ("fail over"); what it showed ruled it out',
    ],
    [
      "was looked at and not written down",
      [cleared],
      [],
      "12 The database was ruled out. The record does not say so: others may go there again",
    ],
  ])("that %s", (_, asked, happened: readonly Happened[], finding) => {
    expect(said(look([OPENED, ...happened], { asked }).worthALook)).toContain(finding);
  });

  test("that the record rules out went well", () => {
    const happened: Happened[] = [OPENED, [14, ANA, "NoteAdded", note("the database is only a consequence")]];
    expect(said(look(happened, { asked: [cleared] }).well)).toContain("12 The database was ruled out, on the record");
  });
});

test("severity, roles and customers that nobody thought of", () => {
  expect(said(look([OPENED]).worthALook)).toEqual(
    expect.arrayContaining([
      "60 The severity was left at the SEV2 it was opened with; nobody said whether it fits",
      "60 No role but the commander's was given: whoever wrote things down did it beside other work",
      "60 Customers were never told anything",
    ]),
  );
});

test("a sentence for customers counts when it was approved", () => {
  const written: Happened = [9, ANA, "UpdateGiven", update(null, "Paying is slow")];
  expect(said(look([OPENED, written]).worthALook)).toContain(
    "9 A sentence for customers was written and never approved, so nobody could use it",
  );
  const approved: Happened = [11, ANA, "CustomerSentenceApproved", { update: 2, by: "U1" }];
  expect(said(look([OPENED, written, approved]).well)).toContain(
    "11 Customers were told, with the commander's approval",
  );
});

test("as lines it is Markdown, and for a terminal plain text", () => {
  const lines = debriefLines(look([OPENED, [2, ANA, "RoleAssigned", command]]), { title: "Orders stop", zone: "UTC" });
  expect(lines.slice(0, 5)).toEqual([
    "## Looking back: Orders stop",
    "",
    "### How long it took",
    "- 14:00 First alert",
    "- 14:02 ana in command, 2 min after the first alert",
  ]);
  expect(plainLines(lines).slice(0, 4)).toEqual([
    "Looking back: Orders stop",
    "",
    "How long it took",
    "  14:00 First alert",
  ]);
});

describe("properties", () => {
  const minute = fc.integer({ min: 1, max: 120 });
  const happening = fc.oneof(
    minute.map((at): Happened => [at, ANA, "RoleAssigned", command]),
    minute.map((at): Happened => [at, ANA, "RoleReleased", { role: "commander", user: "U1", by: "U1" }]),
    minute.map((at): Happened => [at, ANA, "RoleAssigned", { ...command, role: "scribe" }]),
    minute.map((at): Happened => [at, ANA, "SeverityChanged", { from: "SEV2", to: "SEV1", undo: false }]),
    minute.map((at): Happened => [at, ANA, "UpdateGiven", update(at + 30, "Slow")]),
    minute.map((at): Happened => [at, ANA, "UpdateGiven", update(null)]),
    minute.map((at): Happened => [at, ANA, "NoteAdded", note("v318 is it, the database is ruled out", true)]),
    minute.map((at): Happened => [at, ANA, "StatusChanged", { from: "investigating", to: "identified", undo: false }]),
    minute.map((at): Happened => [at, ANA, "StatusChanged", { from: "identified", to: "monitoring", undo: false }]),
  );
  const drills = fc
    .tuple(fc.array(happening, { maxLength: 25 }), fc.option(minute), fc.boolean(), fc.array(minute, { maxLength: 3 }))
    .map(([all, recovered, isResolved, questions]) => {
      const sorted = all.toSorted(([a], [b]) => a - b);
      const end: Happened = [
        121,
        ANA,
        "Resolved",
        { what: "Rolled back", impactEndedAt: T0 + 121 * MINUTE, resolveAlerts: false },
      ];
      return drill([OPENED, ...sorted, ...(isResolved ? [end] : [])], {
        endedAt: T0 + 121 * MINUTE,
        recoveredAt: recovered === null ? undefined : T0 + recovered * MINUTE,
        asked: questions.map((at, index) => ({
          name: ["fail over", "look at the database", "else"][index] ?? "",
          at: T0 + at * MINUTE,
        })),
      });
    });

  test("each part is in the order of time, and no time is outside the drill", () => {
    fc.assert(
      fc.property(drills, (record) => {
        const { times, well, worthALook } = debrief(record);
        for (const part of [times, well, worthALook]) {
          const at = part.map((finding) => finding.at);
          expect(at).toEqual(at.toSorted((a, b) => a - b));
          expect(at.every((one) => one >= T0 && one <= record.endedAt)).toBe(true);
        }
      }),
    );
  });

  test("nothing is praised and held against people at once", () => {
    fc.assert(
      fc.property(drills, (record) => {
        const { well, worthALook } = debrief(record);
        const [good, less] = [said(well).join("\n"), said(worthALook).join("\n")];
        const both = (a: RegExp, b: RegExp) => a.test(good) && b.test(less);
        expect(both(/before (?:it was|they were) due/, /An update was due/)).toBe(false);
        expect(both(/Customers were told/, /Customers were never told/)).toBe(false);
        expect(both(/ became /, /No role but/)).toBe(false);
        expect(both(/severity was set/, /severity was left/)).toBe(false);
        expect(both(/database was ruled out/, /ruled out the database by then/)).toBe(false);
        expect(both(/cause was written/, /does not name the cause/)).toBe(false);
      }),
    );
  });

  test("whatever is on the record, in whatever order, erased or not, is looked back at", () => {
    fc.assert(
      fc.property(fc.oneof(anyEvents, anyErasedEvents), (events) => {
        const { times, well, worthALook } = debrief({ ...drill([]), events });
        expect([...times, ...well, ...worthALook].every(({ at, says }) => Number.isFinite(at) && says !== "")).toBe(
          true,
        );
      }),
    );
  });

  test("each herring has exactly one finding", () => {
    fc.assert(
      fc.property(drills, (record) => {
        const { well, worthALook } = debrief(record);
        expect([...well, ...worthALook].filter(({ says }) => /the database/i.test(says))).toHaveLength(1);
      }),
    );
  });
});

test("of a second incident is told that its record was not looked at", () => {
  const { worthALook } = look([OPENED], { others: [{ name: "inc-2-cart-is-empty", openedAt: T0 + 7 * MINUTE }] });
  expect(said(worthALook)).toContain(
    "7 #inc-2-cart-is-empty was opened beside it: what was done there is not looked at here",
  );
});
