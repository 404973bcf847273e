import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AddressedEffect, address, type Effect, type EffectKind } from "../../src/incident/effect.ts";
import { effectsOf, effectsOfAll } from "../../src/incident/effects-of.ts";
import { fold } from "../../src/incident/evolve.ts";
import type { Incident } from "../../src/incident/incident.ts";
import { reminderDueAt } from "../../src/incident/reminder.ts";
import { defaultRules } from "../../src/incident/rules.ts";
import { anyStory, type Turn } from "./arbitrary-commands.ts";
import { anyEvents } from "./arbitrary-events.ts";

const many = { numRuns: 1_000 };
const IN_CHANNEL: readonly EffectKind[] = ["invite", "pin-card", "bookmark-call", "post", "thread", "card", "topic"];

function askedBy({ events, after }: Turn): readonly { readonly version: number; readonly effect: Effect }[] {
  return after === undefined ? [] : effectsOfAll(events, after, defaultRules);
}

function always(claim: (effect: Effect, incident: Incident, turn: Turn) => void): void {
  fc.assert(
    fc.property(anyStory, (story) => {
      for (const turn of story) for (const { effect } of askedBy(turn)) claim(effect, turn.after as Incident, turn);
    }),
    many,
  );
}

describe("in any story", { timeout: 60_000 }, () => {
  test("each act is asked for once, but for a channel that has become more urgent", () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const keys = story.flatMap((turn) => addressedBy(turn)).flatMap((one) => (one.mode === "act" ? [one.key] : []));
        const again = keys.filter((key, index) => keys.indexOf(key) < index);
        expect(again.filter((key) => !key.endsWith("/open-channel"))).toEqual([]);
      }),
      many,
    );
  });

  test("nothing that needs the channel is asked for while there is none", () => {
    always(({ kind }, incident) => {
      if (IN_CHANNEL.includes(kind)) expect(incident.channel).not.toBeNull();
    });
  });

  test("what waits for the card has a card to wait for", () => {
    always(({ needs }, incident) => {
      if (needs !== undefined) expect([needs, incident.channel === null]).toEqual(["card", false]);
    });
  });

  test("private incidents and drills are announced nowhere", () => {
    always(({ kind }, incident) => {
      if (kind === "announcement") expect([incident.private, incident.mode]).toEqual([false, "live"]);
    });
  });

  test("an announcement leads to a channel, or says why there is none", () => {
    always(({ kind }, incident) => {
      if (kind !== "announcement") return;
      const refused = incident.troubles.some((one) => one.kind === "open-channel");
      expect(incident.channel !== null || incident.channelLost !== null || refused).toBe(true);
    });
  });

  test("triage has its card and nothing else", () => {
    always(({ kind }, incident) => {
      if (incident.status === "triage") expect(kind).toBe("triage-card");
    });
  });

  test("only what began in triage has a card there", () => {
    always(({ kind }, incident) => {
      if (kind === "triage-card") expect(incident.triage).toBe(true);
    });
  });

  test("a drill pages nobody unless a person asks for that page", () => {
    always(({ kind }, incident, { command }) => {
      if (kind === "page" && incident.mode === "drill") expect(command.type).toBe("page");
    });
  });

  test("every reminder is due while the incident goes on, and asked for when it moves", () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        for (const turn of story) {
          const { before, after } = turn;
          // Leaving triage opens a channel, and opening it asks for all reminders.
          if (after === undefined || after.channel === null || before?.status === "triage") continue;
          for (const about of ["update", "commander", "page"] as const) {
            const due = dueAt(after, about);
            if (due === undefined || (before !== undefined && due === dueAt(before, about))) continue;
            const asked = askedBy(turn).flatMap(({ effect }) =>
              effect.kind === "remind" && effect.body.about === about ? [effect.notBefore] : [],
            );
            expect({ about, command: turn.command.type, asked }).toEqual({
              about,
              command: turn.command.type,
              asked: expect.arrayContaining([due]),
            });
          }
        }
      }),
      many,
    );
  });
});

test("events in any order ask for effects that have an address, whatever the rules allow", { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(anyEvents, (events) => {
      for (let length = 1; length <= events.length; length += 1) {
        const event = events[length - 1];
        const incident = fold(events.slice(0, length));
        if (event === undefined || incident === undefined) throw new Error("A stream begins with its declaration");
        for (const effect of effectsOf(event, incident, defaultRules)) {
          const { key } = address(effect, { stream: "incident/x", version: length, channel: undefined, rank: 1 });
          expect(key).toMatch(/^incident\/x\/[^/]+/);
        }
      }
    }),
    { numRuns: 300 },
  );
});

function dueAt(incident: Incident, about: "update" | "commander" | "page"): number | undefined {
  return reminderDueAt(incident, about, { rules: defaultRules, number: 7 });
}

function addressedBy(turn: Turn): readonly AddressedEffect[] {
  const channel = turn.after?.channel?.id;
  return askedBy(turn).map(({ version, effect }) =>
    address(effect, { stream: "incident/x", version, channel, rank: 1 }),
  );
}
