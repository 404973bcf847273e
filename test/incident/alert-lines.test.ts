import { describe, expect, test } from "vitest";
import { isFirstAnswer, isFirstMove, stillBurns } from "../../src/incident/alert-lines.ts";
import { openAlerts } from "../../src/incident/incident.ts";
import { alertBody } from "../bodies.ts";
import { at, channelOpened, declared, fact, given } from "../given.ts";

const bo = { user: "U2", name: "bo" };
const ana = { user: "U3", name: "ana" };
const stranger = { user: null, name: "cy" };

const open = [declared(), channelOpened(), joined("P1"), joined("P2"), joined("P3", "search")] as const;

function joined(alert: string, service = "checkout") {
  return fact("AlertJoined", alertBody({ alert, service }));
}
const answered = (alert: string, by: typeof bo | typeof stranger) => fact("AlertAcknowledged", { alert, by });
const over = (alert: string) => fact("AlertResolved", { alert, by: bo, mergedInto: null });

describe("an answer", () => {
  test("to several alerts of a service is told once", () => {
    expect(isFirstAnswer(given(...open, answered("P1", bo)).incident, "P1")).toBe(true);
    expect(isFirstAnswer(given(...open, answered("P1", bo), answered("P2", bo)).incident, "P2")).toBe(false);
  });

  test("is told for each service", () => {
    expect(isFirstAnswer(given(...open, answered("P1", bo), answered("P3", bo)).incident, "P3")).toBe(true);
  });

  test("is told for each person, also for those whom only PagerDuty knows", () => {
    for (const by of [ana, stranger])
      expect(isFirstAnswer(given(...open, answered("P1", bo), answered("P2", by)).incident, "P2")).toBe(true);
    const two = [answered("P1", { user: null, name: "dee" }), answered("P2", stranger)];
    expect(isFirstAnswer(given(...open, ...two).incident, "P2")).toBe(true);
    const renamed = [answered("P1", { user: "U9", name: "cy" }), answered("P2", stranger)];
    expect(isFirstAnswer(given(...open, ...renamed).incident, "P2")).toBe(true);
  });

  test("to an alert that was only counted is told, and makes no alert of it", () => {
    const { incident } = given(...open, answered("P9", bo));
    expect(isFirstAnswer(incident, "P9")).toBe(true);
    expect(Object.keys(incident.alerts)).toEqual(["P1", "P2", "P3"]);
  });
});

describe("a move to the next level", () => {
  const moved = (alert: string, ...people: string[]) =>
    fact("AlertReassigned", { alert, people, invite: [], unnamed: [] }, at(5));

  test("of several alerts of a service is told once, and again for other people or another service", () => {
    expect(isFirstMove(given(...open, moved("P1", "ana")).incident, "P1")).toBe(true);
    expect(isFirstMove(given(...open, moved("P1", "ana"), moved("P2", "ana")).incident, "P2")).toBe(false);
    expect(isFirstMove(given(...open, moved("P1", "ana"), moved("P2", "ana", "eli")).incident, "P2")).toBe(true);
    expect(isFirstMove(given(...open, moved("P1", "ana"), moved("P3", "ana")).incident, "P3")).toBe(true);
  });

  test("is told though another alert went to them from the start, or has been resolved since", () => {
    expect(isFirstMove(given(...open, moved("P1")).incident, "P1")).toBe(true);
    expect(isFirstMove(given(...open, moved("P1", "ana"), over("P1"), moved("P2", "ana")).incident, "P2")).toBe(true);
  });
});

describe("a service", () => {
  test("still burns until its last alert is resolved, whatever other services do", () => {
    expect(stillBurns(given(...open, over("P1")).incident, "P1")).toBe(true);
    expect(stillBurns(given(...open, over("P1"), over("P2")).incident, "P2")).toBe(false);
  });

  test("is open by its alerts that are not resolved", () => {
    const { incident } = given(...open, over("P1"));
    expect(openAlerts(incident).map(({ alert }) => alert)).toEqual(["P2", "P3"]);
  });
});
