import { describe, expect, test } from "vitest";
import { defaultRules, rankOf, readRole, readSeverity, severityRule } from "../../src/incident/rules.ts";
import { claimsOf, summaryOf } from "../../src/incident/summary.ts";
import { alertBody } from "../bodies.ts";
import { at, channelOpened, declared, fact, given, inCommand } from "../given.ts";

describe("a severity as people type it", () => {
  test.each(["sev1", "SEV1", "Sev-1", "sev 1", "—sev 1", "1", "s1", "p1", "severity 1", "severity: 1"])(
    "%j is SEV1",
    (text) => {
      expect(readSeverity(text, defaultRules)).toBe("SEV1");
    },
  );

  test.each(["", "sev", "sev9", "0", "12", "sev12", "one", "bad"])("%j is none", (text) => {
    expect(readSeverity(text, defaultRules)).toBeUndefined();
  });

  test("may have any name", () => {
    const [first, second] = defaultRules.severities;
    if (first === undefined || second === undefined) throw new Error("There are four");
    const rules = {
      ...defaultRules,
      severities: [
        { ...first, name: "Red alert" },
        { ...second, name: "P2" },
      ],
    };
    expect(readSeverity("red-alert", rules)).toBe("Red alert");
    expect(readSeverity("2", rules)).toBe("P2");
    expect(severityRule("red alert", rules)).toBeUndefined();
  });

  test("ranks from 1, the worst; what is no longer configured ranks last", () => {
    expect(["SEV1", "SEV4", "gone"].map((name) => rankOf(name, defaultRules))).toEqual([1, 4, 5]);
  });
});

test.each([
  ["IC", "commander"],
  [" lead ", "commander"],
  ["Incident Commander", "commander"],
  ["notes", "scribe"],
  ["king", undefined],
  ["", undefined],
])("the role %j is %s", (text, name) => {
  expect(readRole(text, defaultRules)?.name).toBe(name);
});

describe("the row by which an incident is found", () => {
  test("says what lists show", () => {
    const { incident } = given(declared({ invite: ["U2"] }), channelOpened(at(1)), inCommand("U3", at(2)));
    expect(summaryOf(incident, defaultRules)).toEqual({
      ref: "INC-7",
      series: "INC",
      number: 7,
      title: "Checkout returns 500s",
      status: "investigating",
      open: true,
      severityRank: 2,
      private: false,
      mode: "live",
      channel: "C7",
      openedAt: at(0),
      changedAt: at(2),
      version: 3,
      data: {
        severity: "SEV2",
        unsure: false,
        commander: "U3",
        declaredBy: "U1",
        services: ["checkout"],
        channelName: "inc-7-checkout",
        customerSentence: null,
        members: ["U1", "U2", "U3"],
      },
    });
  });

  test("has no channel before there is one", () => {
    const row = summaryOf(given(declared()).incident, defaultRules);
    expect(row.channel).toBeUndefined();
    expect(row.data).toMatchObject({ channelName: null, commander: null });
  });

  test("claims the channel and the alerts, which belong to one incident alone", () => {
    const { events } = given(declared(), channelOpened(), fact("AlertJoined", alertBody()), inCommand("U1"));
    expect(events.flatMap(claimsOf)).toEqual([
      { kind: "channel", value: "C7" },
      { kind: "alert", value: "P1" },
    ]);
  });
});
