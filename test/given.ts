import { expect } from "vitest";
import type { Declare, IncidentCommand } from "../src/incident/command.ts";
import { decide } from "../src/incident/decide.ts";
import type { BodyOf, EventType, IncidentEvent, NewIncidentEvent } from "../src/incident/event.ts";
import { fold } from "../src/incident/evolve.ts";
import type { Incident } from "../src/incident/incident.ts";
import { defaultRules, type Rules } from "../src/incident/rules.ts";
import { isRefusal } from "../src/shared/refusal.ts";
import { type Instant, MINUTE } from "../src/shared/time.ts";
import { declaredBody } from "./bodies.ts";

/** 2026-03-02 14:00 UTC, the minute from which the stories count. */
export const T0 = 1_772_460_000_000;

/** So many minutes into the story. */
export function at(minutes: number): Instant {
  return T0 + minutes * MINUTE;
}

/** The command from which `declared()` follows. */
export function declare(change: Partial<Declare> = {}): Declare {
  return {
    type: "declare",
    title: "Checkout returns 500s",
    severity: "SEV2",
    mode: "live",
    private: false,
    triage: false,
    services: ["checkout"],
    by: "U1",
    via: "command",
    invite: [],
    pages: [],
    alert: null,
    ...change,
  };
}

/** Something that happened, or is expected to. Left open, `occurredAt` is the present of the story. */
export type Told = {
  [Type in EventType]: { readonly type: Type; readonly body: BodyOf<Type>; readonly occurredAt?: Instant };
}[EventType];

export function fact<Type extends EventType>(type: Type, body: BodyOf<Type>, occurredAt?: Instant): Told {
  return { type, body, ...(occurredAt === undefined ? {} : { occurredAt }) } as unknown as Told;
}

export function declared(change: Partial<BodyOf<"Declared">> = {}, occurredAt: Instant = at(0)): Told {
  return fact("Declared", declaredBody(change), occurredAt);
}

export function channelOpened(occurredAt?: Instant): Told {
  return fact("ChannelOpened", { channel: "C7", name: "inc-7-checkout", byHand: false }, occurredAt);
}

export function inCommand(user: string, occurredAt?: Instant): Told {
  return fact("RoleAssigned", { role: "commander", user, from: null, by: user }, occurredAt);
}

export function resolved(occurredAt: Instant, change: Partial<BodyOf<"Resolved">> = {}): Told {
  const body = { what: "Rolled back v412", impactEndedAt: occurredAt, resolveAlerts: false, ...change };
  return fact("Resolved", body, occurredAt);
}

/** A stream as the ledger would hold it. Events without a time happen when the one before them did. */
export function streamOf(happened: readonly Told[], actor = "slack:U1"): readonly IncidentEvent[] {
  let last = T0;
  return happened.map((one, index) => {
    const occurredAt = one.occurredAt ?? last;
    last = Math.max(last, occurredAt);
    return { ...one, occurredAt, recordedAt: last, version: index + 1, actor } as IncidentEvent;
  });
}

export type Given = {
  readonly events: readonly IncidentEvent[];
  /** The incident as these events tell it. */
  readonly incident: Incident;
  /** Without `now` no time has passed since the last event. */
  when(
    command: IncidentCommand,
    how?: { readonly now?: Instant; readonly rules?: Rules; readonly number?: number },
  ): When;
};

export type When = {
  /** Exactly these events follow; the story goes on from there. */
  thenHappens(...expected: readonly Told[]): Given;
  /** The wish is met already. */
  thenNothing(): Given;
  /** `naming`: what the sentence must name, so that the person knows what to write instead. */
  thenRefused(reason: string, naming?: string): Given;
};

export function given(...happened: readonly Told[]): Given {
  return after(streamOf(happened));
}

function after(events: readonly IncidentEvent[]): Given {
  const incident = fold(events);
  return {
    events,
    get incident() {
      if (incident === undefined) throw new Error("Nothing was declared yet");
      return incident;
    },
    when(command, how = {}) {
      const { now = events.at(-1)?.recordedAt ?? T0, rules = defaultRules, number = 7 } = how;
      const decided = decide(incident, command, { now, rules, number });
      function happens(expected: readonly Told[]): Given {
        expect(decided).toEqual(expected.map((one) => ({ occurredAt: now, ...one })));
        return after([...events, ...written(decided as readonly NewIncidentEvent[], events.length, now)]);
      }
      return {
        thenHappens: (...expected) => happens(expected),
        thenNothing: () => happens([]),
        thenRefused(reason, naming = "") {
          expect(decided).toMatchObject({ refused: true, reason, sentence: expect.stringContaining(naming) });
          if (isRefusal(decided)) expect(decided.sentence).toMatch(/^[A-Z<`].*[.?`]$/s);
          return after(events);
        },
      };
    },
  };
}

function written(decided: readonly NewIncidentEvent[], before: number, now: Instant): readonly IncidentEvent[] {
  return decided.map(
    (one, index) => ({ ...one, version: before + index + 1, recordedAt: now, actor: "slack:U1" }) as IncidentEvent,
  );
}
