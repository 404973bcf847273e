import { describe, expect, test } from "vitest";
import type { GiveUpdate } from "../../src/incident/command.ts";
import { HOUR, MINUTE } from "../../src/shared/time.ts";
import { at, channelOpened, declared, fact, given, inCommand, resolved } from "../given.ts";

const running = [declared(), channelOpened(), inCommand("U1")] as const;
const closed = [declared(), resolved(at(20))] as const;

describe("status", () => {
  test("changes from what it was, once", () => {
    given(...running)
      .when({ type: "setStatus", to: "identified" }, { now: at(5) })
      .thenHappens(fact("StatusChanged", { from: "investigating", to: "identified", undo: false }))
      .when({ type: "setStatus", to: "identified" })
      .thenNothing();
  });

  test("may have changed earlier, and never later than now", () => {
    const body = { from: "investigating", to: "monitoring", undo: false } as const;
    given(...running)
      .when({ type: "setStatus", to: "monitoring", at: at(3) }, { now: at(9) })
      .thenHappens(fact("StatusChanged", body, at(3)));
    given(...running)
      .when({ type: "setStatus", to: "monitoring", at: at(30) }, { now: at(9) })
      .thenHappens(fact("StatusChanged", body, at(9)));
  });

  test("does not change once it is over", () => {
    given(...closed)
      .when({ type: "setStatus", to: "monitoring" })
      .thenRefused("closed");
    given(declared(), fact("Cancelled", { reason: "duplicate" }))
      .when({ type: "setStatus", to: "monitoring" })
      .thenRefused("closed");
  });
});

describe("severity", () => {
  test("changes from what it was, once", () => {
    given(...running)
      .when({ type: "setSeverity", to: "SEV1" })
      .thenHappens(fact("SeverityChanged", { from: "SEV2", to: "SEV1", undo: false }))
      .when({ type: "setSeverity", to: "SEV1" })
      .thenNothing();
  });

  test("set to what it was taken for ends the doubt, once", () => {
    const { incident } = given(declared({ unsure: true }))
      .when({ type: "setSeverity", to: "SEV2" })
      .thenHappens(fact("SeverityChanged", { from: "SEV2", to: "SEV2", undo: false }))
      .when({ type: "setSeverity", to: "SEV2" })
      .thenNothing();
    expect(incident.unsure).toBe(false);
  });

  test("is one of those configured", () => {
    given(...running)
      .when({ type: "setSeverity", to: "SEV9" })
      .thenRefused("severity", "SEV1, SEV2, SEV3, SEV4");
  });

  test("may still be set right after it is over", () => {
    given(...closed)
      .when({ type: "setSeverity", to: "SEV1" })
      .thenHappens(fact("SeverityChanged", { from: "SEV2", to: "SEV1", undo: false }));
  });
});

describe("title and impact", () => {
  test("the title changes, once", () => {
    given(...running)
      .when({ type: "setTitle", to: " Search is down " })
      .thenHappens(fact("TitleChanged", { from: "Checkout returns 500s", to: "Search is down" }))
      .when({ type: "setTitle", to: "Search is down" })
      .thenNothing();
  });

  test("a title is never empty and never longer than a declared one", () => {
    given(...running)
      .when({ type: "setTitle", to: "  " })
      .thenRefused("empty");
    given(...running)
      .when({ type: "setTitle", to: "x".repeat(3_000) })
      .thenHappens(fact("TitleChanged", { from: "Checkout returns 500s", to: "x".repeat(150) }));
  });

  test("the impact is stated, once", () => {
    given(...running)
      .when({ type: "stateImpact", text: "12 % of payments fail" })
      .thenHappens(fact("ImpactStated", { text: "12 % of payments fail" }))
      .when({ type: "stateImpact", text: "12 % of payments fail" })
      .thenNothing();
  });
});

function update(change: Partial<GiveUpdate> = {}): GiveUpdate {
  return {
    type: "giveUpdate",
    text: "Rolling back v412",
    by: "U2",
    impact: undefined,
    status: undefined,
    severity: undefined,
    next: undefined,
    customerSentence: null,
    announce: true,
    ...change,
  };
}
const told = { text: "Rolling back v412", customerSentence: null, announce: true };

describe("an update", () => {
  test("promises the next one when the severity expects it", () => {
    given(...running)
      .when(update(), { now: at(5) })
      .thenHappens(fact("UpdateGiven", { ...told, nextAt: at(5) + HOUR }));
  });

  test("promises the next one when the person says so, or none", () => {
    given(...running)
      .when(update({ next: 15 * MINUTE }), { now: at(5) })
      .thenHappens(fact("UpdateGiven", { ...told, nextAt: at(20) }));
    given(...running)
      .when(update({ next: null }), { now: at(5) })
      .thenHappens(fact("UpdateGiven", { ...told, nextAt: null }));
  });

  test("promises none where the severity expects none, nor once it is over", () => {
    given(declared({ severity: "SEV4" }))
      .when(update())
      .thenHappens(fact("UpdateGiven", { ...told, nextAt: null }));
    given(...closed)
      .when(update({ next: HOUR }))
      .thenHappens(fact("UpdateGiven", { ...told, nextAt: null }));
  });

  test("tells each thing that differs by itself, and the pace of the new severity", () => {
    given(...running)
      .when(update({ severity: "SEV1", status: "identified", impact: " 12 % fail " }), { now: at(5) })
      .thenHappens(
        fact("SeverityChanged", { from: "SEV2", to: "SEV1", undo: false }),
        fact("StatusChanged", { from: "investigating", to: "identified", undo: false }),
        fact("ImpactStated", { text: "12 % fail" }),
        fact("UpdateGiven", { ...told, nextAt: at(35) }),
      );
  });

  test("says nothing of what is as it was, or was left empty", () => {
    given(...running, fact("ImpactStated", { text: "12 % fail" }))
      .when(update({ severity: "SEV2", status: "investigating", impact: "12 % fail" }))
      .thenHappens(fact("UpdateGiven", { ...told, nextAt: at(60) }))
      .when(update({ impact: "  ", customerSentence: "  " }))
      .thenHappens(fact("UpdateGiven", { ...told, nextAt: at(60) }));
  });

  test("that leaves the severity as the form shows it ends no doubt about it", () => {
    given(declared({ unsure: true }))
      .when(update({ severity: "SEV2" }))
      .thenHappens(fact("UpdateGiven", { ...told, nextAt: at(60) }));
  });

  test("does not open again what is over", () => {
    given(...closed)
      .when(update({ status: "monitoring" }))
      .thenHappens(fact("UpdateGiven", { ...told, nextAt: null }));
  });

  test("needs a text and a severity that there is", () => {
    given(...running)
      .when(update({ text: " " }))
      .thenRefused("empty");
    given(...running)
      .when(update({ severity: "SEV9" }))
      .thenRefused("severity");
  });
});

describe("what customers are told", () => {
  const proposed = fact("UpdateGiven", { ...told, nextAt: null, customerSentence: "Payments may fail." });
  const waiting = [...running, proposed] as const;
  const approve = { type: "approveSentence", update: 4, by: "U1" } as const;

  test("is approved by the commander, once", () => {
    const { incident } = given(...waiting)
      .when(approve)
      .thenHappens(fact("CustomerSentenceApproved", { update: 4, by: "U1" }))
      .when(approve)
      .thenNothing();
    expect(incident.customerSentence).toBe("Payments may fail.");
  });

  test("is approved when the commander writes it", () => {
    const customerSentence = "Payments may fail.";
    const { incident } = given(...running)
      .when(update({ by: "U1", customerSentence, severity: "SEV1" }), { now: at(5) })
      .thenHappens(
        fact("SeverityChanged", { from: "SEV2", to: "SEV1", undo: false }),
        fact("UpdateGiven", { ...told, nextAt: at(35), customerSentence }),
        fact("CustomerSentenceApproved", { update: 5, by: "U1" }),
      );
    expect(incident.customerSentence).toBe(customerSentence);
    expect(incident.update?.version).toBe(5);
  });

  test("waits when somebody else writes it, whoever is in command or nobody", () => {
    const customerSentence = "Payments may fail.";
    const given5 = fact("UpdateGiven", { ...told, nextAt: at(65), customerSentence });
    given(...running)
      .when(update({ by: "U2", customerSentence }), { now: at(5) })
      .thenHappens(given5);
    given(declared())
      .when(update({ by: null, customerSentence }), { now: at(5) })
      .thenHappens(given5);
  });

  test("is approved by nobody else", () => {
    given(...waiting)
      .when({ ...approve, by: "U2" })
      .thenRefused("not-commander");
  });

  test("is not approved once a newer update stands, nor where none was proposed", () => {
    const newer = fact("UpdateGiven", { ...told, nextAt: null, customerSentence: "It is over." });
    given(...waiting, newer)
      .when(approve)
      .thenNothing();
    given(...running)
      .when(approve)
      .thenNothing();
  });

  test("stays approved until another sentence is", () => {
    const { incident } = given(...waiting, fact("CustomerSentenceApproved", { update: 4, by: "U1" }), proposed);
    expect(incident.customerSentence).toBe("Payments may fail.");
  });

  test("a customer who is affected counts once for each who says so", () => {
    const affect = { type: "affectCustomer", user: "U3", customer: "ACME" } as const;
    given(...running)
      .when(affect)
      .thenHappens(fact("CustomerAffected", { user: "U3", customer: "ACME" }))
      .when(affect)
      .thenNothing()
      .when({ ...affect, user: "U4" })
      .thenHappens(fact("CustomerAffected", { user: "U4", customer: "ACME" }))
      .when({ ...affect, customer: "Initech" })
      .thenHappens(fact("CustomerAffected", { user: "U3", customer: "Initech" }));
  });
});
