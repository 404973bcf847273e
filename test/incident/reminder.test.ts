import { describe, expect, test } from "vitest";
import type { ReminderAbout } from "../../src/incident/event.ts";
import { reminderDueAt } from "../../src/incident/reminder.ts";
import { defaultRules } from "../../src/incident/rules.ts";
import { alertBody } from "../bodies.ts";
import { at, channelOpened, declared, fact, given, inCommand, resolved, type Told } from "../given.ts";

const open = [declared(), channelOpened()] as const;
const target = { name: "payments", service: "PSVC", users: [] };
const paged = [
  ...open,
  fact("PageAsked", { page: "g1", target, why: "help", by: "U1" }),
  fact("PageSent", { page: "g1", alert: "P1", url: null, people: [] }, at(1)),
] as const;
const remind = (about: ReminderAbout) => ({ type: "remind", about }) as const;
const reminded = (about: ReminderAbout) => fact("Reminded", { about });

function dueAt(about: ReminderAbout, ...happened: readonly Told[]): number | undefined {
  return reminderDueAt(given(...happened).incident, about, { rules: defaultRules, number: 7 });
}

describe("a reminder", () => {
  test("comes when it is due, and once", () => {
    given(...open)
      .when(remind("commander"), { now: at(5) - 1 })
      .thenNothing();
    given(...open)
      .when(remind("commander"), { now: at(5) })
      .thenHappens(reminded("commander"))
      .when(remind("commander"))
      .thenNothing();
  });

  test("comes again after a quarter of an hour, and three times at most", () => {
    given(...open)
      .when(remind("commander"), { now: at(5) })
      .thenHappens(reminded("commander"))
      .when(remind("commander"), { now: at(20) - 1 })
      .thenNothing()
      .when(remind("commander"), { now: at(20) })
      .thenHappens(reminded("commander"))
      .when(remind("commander"), { now: at(35) })
      .thenHappens(reminded("commander"))
      .when(remind("commander"), { now: at(500) })
      .thenNothing();
  });

  test("three of one kind do not silence another", () => {
    const three = [reminded("commander"), reminded("commander"), reminded("commander")];
    given(...open, ...three)
      .when(remind("update"), { now: at(60) })
      .thenHappens(reminded("update"));
  });

  test("can be put off, once for each time, and comes then", () => {
    const later = { type: "snooze", about: "commander", until: at(30) } as const;
    given(...open)
      .when(later, { now: at(6) })
      .thenHappens(fact("ReminderSnoozed", { about: "commander", until: at(30) }))
      .when(later)
      .thenNothing()
      .when(remind("commander"), { now: at(29) })
      .thenNothing()
      .when(remind("commander"), { now: at(30) })
      .thenHappens(reminded("commander"));
  });

  test.each([
    ["in triage", declared({ triage: true })],
    ["for what was over when it was recorded", declared({ mode: "retrospective" })],
  ])("is silent %s", (_name, first) => {
    for (const about of ["update", "commander", "page"] as const) expect(dueAt(about, first)).toBeUndefined();
  });

  test("is silent when it is over, and may come again when it is reopened", () => {
    expect(dueAt("commander", ...open, resolved(at(2)))).toBeUndefined();
    expect(dueAt("commander", ...open, fact("Cancelled", { reason: "duplicate" }))).toBeUndefined();
    expect(dueAt("commander", ...open, resolved(at(2)), fact("Reopened", { reason: "", undo: false }))).toBe(at(5));
  });

  test("comes in a drill as it does in earnest", () => {
    expect(dueAt("commander", declared({ mode: "drill" }))).toBe(at(5));
  });
});

describe("that nobody is in command", () => {
  test("is due five minutes after it was declared, until somebody is", () => {
    expect(dueAt("commander", ...open)).toBe(at(5));
    expect(dueAt("commander", ...open, inCommand("U1"))).toBeUndefined();
  });
});

describe("that an update is due", () => {
  const update = (nextAt: number | null, minute = 10) =>
    fact("UpdateGiven", { text: "Looking", customerSentence: null, nextAt, announce: true }, at(minute));

  test("follows the severity until there is one, then what was promised", () => {
    expect(dueAt("update", ...open)).toBe(at(60));
    expect(dueAt("update", ...open, update(at(25)))).toBe(at(25));
    expect(dueAt("update", ...open, update(null))).toBeUndefined();
  });

  test("moves when the severity changes", () => {
    expect(dueAt("update", ...open, fact("SeverityChanged", { from: "SEV2", to: "SEV1", undo: false }))).toBe(at(30));
    expect(dueAt("update", declared({ severity: "SEV4" }))).toBeUndefined();
  });

  test("counts from the start again once an update was given", () => {
    const three = [reminded("update"), reminded("update"), reminded("update")];
    expect(dueAt("update", ...open, ...three)).toBeUndefined();
    expect(dueAt("update", ...open, ...three, update(at(25)))).toBe(at(25));
  });
});

describe("that nobody answered the page", () => {
  const bo = { user: null, name: "bo" };

  test("is due five minutes after it was sent, whoever is in command", () => {
    expect(dueAt("page", ...open)).toBeUndefined();
    expect(dueAt("page", ...paged)).toBe(at(6));
    expect(dueAt("page", ...paged, inCommand("U1"))).toBe(at(6));
  });

  test("waits for the page to be sent", () => {
    expect(dueAt("page", ...open, fact("PageAsked", { page: "g1", target, why: "help", by: "U1" }))).toBeUndefined();
  });

  test("counts from when PagerDuty began to notify somebody else, and not once it was resolved", () => {
    const handedOn = fact("AlertReassigned", { alert: "P1", people: ["ana"], invite: [] }, at(4));
    const became = fact("AlertJoined", alertBody({ title: "help" }));
    expect(dueAt("page", ...paged, became, handedOn)).toBe(at(9));
    const over = fact("AlertResolved", { alert: "P1", by: bo, mergedInto: null }, at(3));
    expect(dueAt("page", ...paged, became, over)).toBeUndefined();
  });

  test("is silenced by an answer and due again when the answer is lost", () => {
    const answered = [...paged, fact("AlertAcknowledged", { alert: "P1", by: bo })];
    expect(dueAt("page", ...answered)).toBeUndefined();
    expect(dueAt("page", ...answered, fact("AlertUnacknowledged", { alert: "P1" }))).toBe(at(6));
  });

  test("goes by the oldest of several", () => {
    const second = [
      fact("PageAsked", { page: "g2", target, why: "help", by: "U1" }),
      fact("PageSent", { page: "g2", alert: "P2", url: null, people: [] }, at(4)),
    ];
    expect(dueAt("page", ...paged, ...second)).toBe(at(6));
    const firstAgain = fact("AlertReassigned", { alert: "P1", people: ["ana"], invite: [] }, at(5));
    expect(dueAt("page", ...paged, ...second, firstAgain)).toBe(at(9));
  });
});
