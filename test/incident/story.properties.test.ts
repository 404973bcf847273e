import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { IncidentCommand } from "../../src/incident/command.ts";
import { decide } from "../../src/incident/decide.ts";
import type { EventType } from "../../src/incident/event.ts";
import { fold } from "../../src/incident/evolve.ts";
import { commanderOf, type Incident, isOpen } from "../../src/incident/incident.ts";
import { type RawEvent, readEvent } from "../../src/incident/read-event.ts";
import { reminderDueAt } from "../../src/incident/reminder.ts";
import { defaultRules } from "../../src/incident/rules.ts";
import { summaryOf } from "../../src/incident/summary.ts";
import { canonicalJson, type Json } from "../../src/shared/json.ts";
import { isRefusal } from "../../src/shared/refusal.ts";
import { milestonesOf } from "../../src/timeline/milestones.ts";
import { anyStory, PEOPLE, type Turn } from "./arbitrary-commands.ts";

const many = { numRuns: 1_000 };
const STATUSES = ["triage", "investigating", "identified", "monitoring", "resolved", "cancelled"];
const ROLES = defaultRules.roles.map(({ name }) => name);

/** Asserts something of every turn of any story. fast-check prints the seed of what fails. */
function always(claim: (turn: Turn, story: readonly Turn[]) => void): void {
  fc.assert(
    fc.property(anyStory, (story) => {
      for (const turn of story) claim(turn, story);
    }),
    many,
  );
}

describe("whatever is asked, in whatever order", { timeout: 60_000 }, () => {
  test("the incident stays lawful", () => {
    always(({ after }) => {
      if (after === undefined) throw new Error("The first command declares it");
      expect(STATUSES).toContain(after.status);
      for (const [role, user] of Object.entries(after.roles)) {
        expect(ROLES).toContain(role);
        expect(PEOPLE).toContain(user);
      }
      expect(new Set(after.members).size).toBe(after.members.length);
      expect(new Set(after.joined).size).toBe(after.joined.length);
      expect(after.title.trim()).not.toBe("");
      expect([...after.title].length).toBeLessThanOrEqual(150);
      expect(after.resolution === null).toBe(after.status !== "resolved");
      expect(after.commanderSince === null).toBe(commanderOf(after) === undefined);
    });
  });

  test("command is offered only by who holds it, and by nobody once it is over", () => {
    always(({ after }) => {
      const offer = after?.handover ?? null;
      if (after === undefined || offer === null) return;
      expect(isOpen(after)).toBe(true);
      expect(offer.from).toBe(commanderOf(after));
      expect(offer.to).not.toBe(offer.from);
    });
  });

  test("what was cancelled stays so, what is resolved stays so until somebody opens it again", () => {
    always(({ before, after, events }) => {
      if (before?.status === "cancelled") expect(after?.status).toBe("cancelled");
      if (before?.status === "resolved" && after?.status !== "resolved")
        expect(events.map(({ type }) => type)).toContain("Reopened");
    });
  });

  test("triage is left by declaring or dismissing alone", () => {
    always(({ before, after, events }) => {
      if (before?.status !== "triage" || after?.status === "triage") return;
      expect(events.at(-1)?.type).toBe(after?.status === "cancelled" ? "Cancelled" : "Accepted");
    });
  });

  test("an undo brings back what was there before, or is refused", () => {
    always(({ before, command, decision, after }) => {
      if (command.type !== "undo" || isRefusal(decision) || before === undefined || after === undefined) return;
      const { status, severity, resolved } = before.undoable;
      if (status?.version === command.version) expect(after.status).toBe(status.from);
      if (severity?.version === command.version) expect(after.severity).toBe(severity.from);
      if (resolved?.version === command.version) expect(after.status).toBe(resolved.from);
    });
  });

  test("events count from one without a gap, and nothing happens after it is written down", () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const events = story.flatMap((turn) => turn.events);
        expect(events.map(({ version }) => version)).toEqual(events.map((_event, index) => index + 1));
        for (const event of events) expect(event.occurredAt).toBeLessThanOrEqual(event.recordedAt);
        expect(story.at(-1)?.after?.version).toBe(events.length);
      }),
      many,
    );
  });

  test("it is resolved neither before it was declared nor before its impact ended", () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const { declared, mitigated, resolved } = milestonesOf(story.flatMap((turn) => turn.events));
        const end = resolved?.at ?? Number.POSITIVE_INFINITY;
        expect(declared?.at).toBeLessThanOrEqual(end);
        expect(mitigated?.at ?? 0).toBeLessThanOrEqual(end);
      }),
      many,
    );
  });

  test("what is read back from the ledger is what was live", () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const stored = story.flatMap((turn) => turn.events).map((event) => canonicalJson(event as unknown as Json));
        const read = stored.map((text) => readEvent(JSON.parse(text) as RawEvent));
        expect(fold(read)).toStrictEqual(story.at(-1)?.after);
      }),
      many,
    );
  });

  test("what is stored is JSON: nothing undefined, nothing lost", () => {
    always(({ events }) => {
      for (const event of events) expect(JSON.parse(JSON.stringify(event))).toStrictEqual(event);
    });
  });

  test("a refusal is a sentence and changes nothing", () => {
    always(({ decision, before, after }) => {
      if (!isRefusal(decision)) return;
      expect(decision.reason).toMatch(/^[a-z-]+$/);
      expect(decision.sentence).toMatch(/^.{20,}$/su);
      expect(after).toBe(before);
    });
  });

  test("the row by which it is found says the same as it does", () => {
    always(({ after }) => {
      if (after === undefined) return;
      const row = summaryOf(after, defaultRules);
      expect(row.open).toBe(isOpen(after));
      expect(row.version).toBe(after.version);
      expect(JSON.parse(JSON.stringify(row.data))).toStrictEqual(row.data);
    });
  });
});

describe("the same command again, right after", { timeout: 60_000 }, () => {
  /** Said twice, these are two facts; a second copy of one delivery is caught before it gets here. */
  const REPEATABLE: readonly IncidentCommand["type"][] = [
    "addNote",
    "giveUpdate",
    "editMessage",
    "editSection",
    "answerOpenQuestion",
    "recordQuestion",
  ];

  test("does nothing, or is refused", () => {
    always(({ command, after, now }) => {
      if (REPEATABLE.includes(command.type)) return;
      const again = decide(after, command, { now, rules: defaultRules, number: 8 });
      if (!isRefusal(again)) expect({ command, again }).toEqual({ command, again: [] });
    });
  });
});

describe("the stories", { timeout: 60_000 }, () => {
  test("reach every event that commands can cause, and every status", () => {
    const seen = new Set<string>();
    const reached = (story: readonly Turn[]) => {
      for (const { events, after } of story) {
        for (const { type } of events) seen.add(type);
        seen.add(after?.status ?? "");
      }
    };
    fc.assert(fc.property(anyStory, reached), { ...many, seed: 7 });
    const uncaused: readonly EventType[] = ["EntryCorrected", "MilestoneSet", "Masked"];
    const expected: readonly EventType[] = [
      "Accepted",
      "Cancelled",
      "ChannelLost",
      "AlertUnacknowledged",
      "AlertReopened",
      "PageSent",
      "HandoverAccepted",
      "HandoverDeclined",
      "MessageRemoved",
      "EntryStruck",
      "CustomerSentenceApproved",
      "Reminded",
      "ReminderSnoozed",
      "Reopened",
      "PostmortemSectionEdited",
      "PostmortemAnswered",
      "EffectRetried",
    ];
    expect([...seen]).toEqual(expect.arrayContaining([...expected, ...STATUSES]));
    expect([...seen].filter((type) => uncaused.some((one) => one === type))).toEqual([]);
  });
});

test("a reminder falls silent when it has come three times, until an update is given", { timeout: 60_000 }, () => {
  always(({ after }) => {
    const incident = after as Incident;
    for (const about of ["update", "commander", "page"] as const) {
      expect(incident.reminded[about]?.times ?? 0).toBeLessThanOrEqual(3);
      if (incident.reminded[about]?.times === 3)
        expect(reminderDueAt(incident, about, { rules: defaultRules, number: 7 })).toBeUndefined();
    }
  });
});
