import { describe, expect, test } from "vitest";
import { commanderOf } from "../../src/incident/incident.ts";
import { at, channelOpened, declared, fact, given, inCommand, resolved } from "../given.ts";

const led = [declared(), channelOpened(), inCommand("U1")] as const;
const offered = fact("HandoverOffered", { from: "U1", to: "U2", brief: "Rolling back" });
const accept = { type: "answerHandover", by: "U2", accept: true } as const;
const decline = { type: "answerHandover", by: "U2", accept: false } as const;

describe("a role", () => {
  test("is given by its name, alias or title, once", () => {
    given(declared())
      .when({ type: "assignRole", role: "IC", user: "U2", by: "U1" })
      .thenHappens(fact("RoleAssigned", { role: "commander", user: "U2", from: null, by: "U1" }))
      .when({ type: "assignRole", role: "Incident commander", user: "U2", by: "U3" })
      .thenNothing();
  });

  test("passes at once, and says from whom", () => {
    const { incident } = given(...led)
      .when({ type: "assignRole", role: "commander", user: "U3", by: "U3" })
      .thenHappens(fact("RoleAssigned", { role: "commander", user: "U3", from: "U1", by: "U3" }));
    expect(commanderOf(incident)).toBe("U3");
  });

  test("is given by the bot itself where nobody asks", () => {
    given(declared())
      .when({ type: "assignRole", role: "scribe", user: "U2", by: null })
      .thenHappens(fact("RoleAssigned", { role: "scribe", user: "U2", from: null, by: "pitwall" }));
  });

  test("is one of those configured", () => {
    given(declared())
      .when({ type: "assignRole", role: "king", user: "U2", by: "U1" })
      .thenRefused("role", "lead, comms, scribe, deputy");
  });

  test("is laid down, once", () => {
    const { incident } = given(...led)
      .when({ type: "releaseRole", role: "commander", by: "U1" })
      .thenHappens(fact("RoleReleased", { role: "commander", user: "U1", by: "U1" }))
      .when({ type: "releaseRole", role: "commander", by: "U1" })
      .thenNothing();
    expect(commanderOf(incident)).toBeUndefined();
  });

  test("lets its holder see a private incident", () => {
    const { incident } = given(declared({ private: true, by: "U1" }))
      .when({ type: "assignRole", role: "scribe", user: "U9", by: "U1" })
      .thenHappens(fact("RoleAssigned", { role: "scribe", user: "U9", from: null, by: "U1" }));
    expect(incident.members).toEqual(["U1", "U9"]);
  });
});

describe("a handover", () => {
  const offer = { type: "offerHandover", to: "U2", by: "U1", brief: "Rolling back" } as const;

  test("is offered, once; until it is accepted nobody else is in command", () => {
    const { incident } = given(...led)
      .when(offer)
      .thenHappens(offered)
      .when(offer)
      .thenNothing();
    expect(commanderOf(incident)).toBe("U1");
  });

  test("passes command when the incoming person accepts, once", () => {
    const { incident } = given(...led, offered)
      .when(accept)
      .thenHappens(fact("HandoverAccepted", { from: "U1", to: "U2" }))
      .when(accept)
      .thenNothing();
    expect(incident).toMatchObject({ roles: { commander: "U2" }, handover: null });
  });

  test("is declined by the incoming person, or taken back by the outgoing one", () => {
    for (const by of ["U2", "U1"]) {
      const { incident } = given(...led, offered)
        .when({ ...decline, by })
        .thenHappens(fact("HandoverDeclined", { from: "U1", to: "U2" }));
      expect(incident).toMatchObject({ roles: { commander: "U1" }, handover: null });
    }
  });

  test("is not declined by anybody else", () => {
    given(...led, offered)
      .when({ ...decline, by: "U3" })
      .thenRefused("not-yours");
  });

  test("declined twice is refused the second time", () => {
    given(...led, offered, fact("HandoverDeclined", { from: "U1", to: "U2" }))
      .when(decline)
      .thenRefused("no-offer");
  });

  test.each(["U3", "U1"])("is not accepted by %s, to whom it was not offered", (by) => {
    given(...led, offered)
      .when({ ...accept, by })
      .thenRefused("not-yours");
  });

  test("offered to somebody else replaces the offer", () => {
    given(...led, offered)
      .when({ ...offer, to: "U3" })
      .thenHappens(fact("HandoverOffered", { from: "U1", to: "U3", brief: "Rolling back" }))
      .when(accept)
      .thenRefused("not-yours");
  });

  test("ends when command changes meanwhile", () => {
    const taken = fact("RoleAssigned", { role: "commander", user: "U3", from: "U1", by: "U3" });
    given(...led, offered, taken)
      .when(accept)
      .thenRefused("no-offer");
    given(...led, offered, fact("RoleReleased", { role: "commander", user: "U1", by: "U1" }))
      .when(accept)
      .thenRefused("no-offer");
  });

  test("does not end when another role changes", () => {
    const scribe = fact("RoleAssigned", { role: "scribe", user: "U3", from: null, by: "U3" });
    const released = fact("RoleReleased", { role: "scribe", user: "U3", by: "U3" });
    for (const changed of [[scribe], [scribe, released]]) {
      const { incident } = given(...led, offered, ...changed)
        .when(accept)
        .thenHappens(fact("HandoverAccepted", { from: "U1", to: "U2" }));
      expect(incident.commanderSince).toBe(at(0));
    }
  });

  test("ends with the incident", () => {
    given(...led, offered, resolved(at(9)))
      .when(accept)
      .thenRefused("no-offer");
    given(...led, offered, fact("Cancelled", { reason: "duplicate" }))
      .when(accept)
      .thenRefused("no-offer");
  });

  test("needs somebody in command, somebody else to take it, and an incident that goes on", () => {
    given(declared()).when(offer).thenRefused("nobody");
    given(...led)
      .when({ ...offer, to: "U1" })
      .thenRefused("same");
    given(...led, resolved(at(9)))
      .when(offer)
      .thenRefused("closed");
  });
});
