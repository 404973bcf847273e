import { describe, expect, test } from "vitest";
import { effectsOf } from "../../src/incident/effects-of.ts";
import type { IncidentEvent } from "../../src/incident/event.ts";
import { reminderDueAt } from "../../src/incident/reminder.ts";
import { defaultRules } from "../../src/incident/rules.ts";
import { at, channelOpened, declared, fact, given, inCommand, resolved } from "../given.ts";

/** SEV2, at which it was declared, is no longer configured. */
const rules = { ...defaultRules, severities: defaultRules.severities.filter(({ name }) => name !== "SEV2") };
const running = [declared(), channelOpened(), inCommand("U1")] as const;

describe("an incident whose severity is no longer configured", () => {
  test("takes updates and promises none", () => {
    const wish = { by: "U2", impact: undefined, status: undefined, severity: undefined, next: undefined } as const;
    const told = { text: "Looking", customerSentence: null, announce: true };
    given(...running)
      .when({ type: "giveUpdate", ...told, ...wish }, { rules })
      .thenHappens(fact("UpdateGiven", { ...told, nextAt: null }));
    expect(reminderDueAt(given(...running).incident, "update", { rules, number: 7 })).toBeUndefined();
  });

  test("is resolved without a postmortem", () => {
    const wish = { by: "U1", impactEndedAt: undefined, owner: undefined, due: undefined } as const;
    given(...running)
      .when({ type: "resolve", what: "Rolled back v412", resolveAlerts: false, ...wish }, { rules })
      .thenHappens(resolved(at(0)));
  });

  test("stays announced", () => {
    const { events, incident } = given(...running);
    const asked = effectsOf(events.at(-1) as IncidentEvent, incident, rules);
    expect(asked.map(({ kind }) => kind)).toContain("announcement");
  });
});
