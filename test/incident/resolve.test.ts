import { describe, expect, test } from "vitest";
import type { Resolve } from "../../src/incident/command.ts";
import { DAY } from "../../src/shared/time.ts";
import { at, channelOpened, declared, fact, given, inCommand, resolved } from "../given.ts";

const quiet = [declared({ severity: "SEV3" }), channelOpened()] as const;

function resolving(change: Partial<Resolve> = {}): Resolve {
  return {
    type: "resolve",
    what: "Rolled back v412",
    by: "U1",
    impactEndedAt: undefined,
    resolveAlerts: false,
    owner: undefined,
    due: undefined,
    ...change,
  };
}

describe("resolving", () => {
  test("says what fixed it, once", () => {
    given(...quiet)
      .when(resolving(), { now: at(9) })
      .thenHappens(resolved(at(9)))
      .when(resolving())
      .thenNothing();
  });

  test("needs a word on what fixed it", () => {
    given(...quiet)
      .when(resolving({ what: " " }))
      .thenRefused("empty");
  });

  test("is refused for what was cancelled", () => {
    given(...quiet, fact("Cancelled", { reason: "duplicate" }))
      .when(resolving())
      .thenRefused("cancelled");
  });

  test("the impact may have ended earlier, and never later than now", () => {
    given(...quiet)
      .when(resolving({ impactEndedAt: at(4) }), { now: at(9) })
      .thenHappens(resolved(at(9), { impactEndedAt: at(4) }));
    given(...quiet)
      .when(resolving({ impactEndedAt: at(40) }), { now: at(9) })
      .thenHappens(resolved(at(9), { impactEndedAt: at(9) }));
  });

  test("may resolve the alerts with it", () => {
    given(...quiet)
      .when(resolving({ resolveAlerts: true }))
      .thenHappens(resolved(at(0), { resolveAlerts: true }));
  });
});

describe("the postmortem that a severity asks for", () => {
  const led = [declared(), inCommand("U2")] as const;

  test("goes to the one whom the person chose, until when he chose", () => {
    given(...led)
      .when(resolving({ owner: "U3", due: at(99) }), { now: at(9) })
      .thenHappens(resolved(at(9)), fact("PostmortemStarted", { owner: "U3", due: at(99) }));
  });

  test("goes else to the commander within five days, else to who resolves", () => {
    given(...led)
      .when(resolving(), { now: at(9) })
      .thenHappens(resolved(at(9)), fact("PostmortemStarted", { owner: "U2", due: at(9) + 5 * DAY }));
    given(declared())
      .when(resolving(), { now: at(9) })
      .thenHappens(resolved(at(9)), fact("PostmortemStarted", { owner: "U1", due: at(9) + 5 * DAY }));
  });

  test("waits for somebody where nobody is known", () => {
    given(declared())
      .when(resolving({ by: null }), { now: at(9) })
      .thenHappens(resolved(at(9)));
  });

  test("is started once, however often it is resolved", () => {
    const started = fact("PostmortemStarted", { owner: "U2", due: at(99) });
    given(...led, resolved(at(5)), started, fact("Reopened", { reason: "again", undo: false }))
      .when(resolving(), { now: at(9) })
      .thenHappens(resolved(at(9)));
  });

  test("is due for no drill", () => {
    given(declared({ mode: "drill" }))
      .when(resolving(), { now: at(9) })
      .thenHappens(resolved(at(9)));
  });
});

describe("reopening", () => {
  test("goes on investigating, once", () => {
    const { incident } = given(...quiet, resolved(at(9)))
      .when({ type: "reopen", reason: "it is back" })
      .thenHappens(fact("Reopened", { reason: "it is back", undo: false }))
      .when({ type: "reopen", reason: "it is back" })
      .thenRefused("not-resolved");
    expect(incident).toMatchObject({ status: "investigating", resolution: null });
  });

  test("is refused for what goes on, and for what was cancelled", () => {
    given(...quiet)
      .when({ type: "reopen", reason: "" })
      .thenRefused("not-resolved");
    given(...quiet, fact("Cancelled", { reason: "duplicate" }))
      .when({ type: "reopen", reason: "" })
      .thenRefused("not-resolved");
  });
});

describe("undo", () => {
  const identified = fact("StatusChanged", { from: "investigating", to: "identified", undo: false }, at(1));
  const raised = fact("SeverityChanged", { from: "SEV3", to: "SEV1", undo: false }, at(1));
  const changed = [...quiet, identified] as const;
  const undo = { type: "undo", version: 3 } as const;

  test("takes a status back, once", () => {
    given(...changed)
      .when(undo, { now: at(11) })
      .thenHappens(fact("StatusChanged", { from: "identified", to: "investigating", undo: true }))
      .when(undo)
      .thenRefused("no-undo");
  });

  test("takes a severity back, once, even when the status changed since", () => {
    given(...quiet, raised, fact("StatusChanged", { from: "investigating", to: "monitoring", undo: false }))
      .when(undo)
      .thenHappens(fact("SeverityChanged", { from: "SEV1", to: "SEV3", undo: true }))
      .when(undo)
      .thenRefused("no-undo");
  });

  test("takes a resolve back to the status before it, once", () => {
    const { incident } = given(...changed, resolved(at(9)))
      .when({ type: "undo", version: 4 })
      .thenHappens(fact("Reopened", { reason: "resolved by mistake", undo: true }))
      .when({ type: "undo", version: 4 })
      .thenRefused("no-undo");
    expect(incident).toMatchObject({ status: "identified", resolution: null });
  });

  test("after a resolve that was taken back, the status before it can be taken back too", () => {
    given(...changed, resolved(at(2)), fact("Reopened", { reason: "", undo: true }))
      .when(undo)
      .thenHappens(fact("StatusChanged", { from: "identified", to: "investigating", undo: true }));
  });

  test("works for ten minutes, counted from when it was written down", () => {
    given(...changed)
      .when(undo, { now: at(11) + 1 })
      .thenRefused("too-late");
    const backdated = fact("StatusChanged", { from: "investigating", to: "monitoring", undo: false }, at(-90));
    given(...quiet, backdated)
      .when(undo, { now: at(10) })
      .thenHappens(fact("StatusChanged", { from: "monitoring", to: "investigating", undo: true }));
  });

  test.each([
    ["the status changed again", fact("StatusChanged", { from: "identified", to: "monitoring", undo: false })],
    ["it was resolved", resolved(at(2))],
    ["it was cancelled", fact("Cancelled", { reason: "duplicate" })],
  ])("is refused when %s since", (_name, later) => {
    given(...changed, later)
      .when(undo)
      .thenRefused("no-undo");
  });

  test("is refused when it was reopened since", () => {
    given(...changed, resolved(at(2)), fact("Reopened", { reason: "it is back", undo: false }))
      .when(undo)
      .thenRefused("no-undo");
  });

  test("is refused for what is no change of status, severity or resolve", () => {
    given(...quiet)
      .when({ type: "undo", version: 1 })
      .thenRefused("no-undo");
  });
});
