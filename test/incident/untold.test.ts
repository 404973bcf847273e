import { describe, expect, test } from "vitest";
import type { IncidentEvent } from "../../src/incident/event.ts";
import type { Incident } from "../../src/incident/incident.ts";
import { defaultRules } from "../../src/incident/rules.ts";
import { untold } from "../../src/incident/untold.ts";
import { alertBody } from "../bodies.ts";
import { at, channelOpened, declared, fact, given } from "../given.ts";

function said({ events, incident }: { readonly events: readonly IncidentEvent[]; readonly incident: Incident }) {
  return untold(events, incident, defaultRules).map(({ version, effect }) => `${version} ${effect.kind}`);
}

const note = fact("NoteAdded", { text: "Half of all requests fail", decision: false, message: null }, at(1));

describe("what happened before there was a channel", () => {
  test("is said once it opens, in order, an update once with all that it changes", () => {
    const impact = fact("ImpactStated", { text: "12 % fail" }, at(3));
    const update = fact(
      "UpdateGiven",
      { text: "Rolling back", customerSentence: null, nextAt: null, announce: true },
      at(3),
    );
    const role = fact("RoleAssigned", { role: "commander", user: "U2", from: null, by: "U1" }, at(2));
    expect(said(given(declared(), note, role, impact, update, channelOpened()))).toEqual([
      "2 thread",
      "3 thread",
      "3 direct-message",
      "5 post",
    ]);
  });

  test("is not said where the card says it, nor when it is no news any more", () => {
    const offered = fact("HandoverOffered", { from: "U1", to: "U2", brief: "" }, at(1));
    const declined = fact("HandoverDeclined", { from: "U1", to: "U2" }, at(1));
    const story = given(
      declared(),
      fact("AlertJoined", alertBody()),
      fact("Reminded", { about: "commander" }, at(1)),
      offered,
      declined,
      channelOpened(),
    );
    expect(said(story)).toEqual(["5 thread"]);
  });

  test("is said where it is still so: a handover that waits, a page that failed, an alert that came later", () => {
    const failed = (page: string) =>
      fact("EffectGaveUp", { key: `incident/x/2/page/${page}`, kind: "page", why: "no such service" });
    const retried = fact("EffectRetried", { key: "incident/x/2/page/g2", kind: "page" });
    expect(said(given(declared(), failed("g1"), failed("g2"), failed("g3"), retried, channelOpened()))).toEqual([
      "2 post",
      "4 post",
    ]);
    const offered = fact("HandoverOffered", { from: "U1", to: "U2", brief: "" }, at(1));
    const alert = alertBody({ alert: "P2", service: "search" });
    expect(said(given(declared(), note, offered, fact("AlertJoined", alert), channelOpened()))).toEqual([
      "2 thread",
      "3 post",
      "4 thread",
    ]);
  });

  test("is an update's only where the same person wrote both", () => {
    const impact = fact("ImpactStated", { text: "12 % fail" }, at(3));
    const body = { text: "Rolling back", customerSentence: null, nextAt: null, announce: true };
    const { events, incident } = given(declared(), impact, fact("UpdateGiven", body, at(3)), channelOpened());
    const byTwo = events.map((event) => (event.type === "UpdateGiven" ? { ...event, actor: "slack:U2" } : event));
    expect(said({ events: byTwo, incident })).toEqual(["2 thread", "3 post"]);
  });

  test("leaves alone what was said in a channel that is lost, and adds what came after", () => {
    const lost = fact("ChannelLost", { channel: "C7", why: "deleted" }, at(4));
    const later = fact("NoteAdded", { text: "Still failing", decision: false, message: null }, at(5));
    expect(said(given(declared(), channelOpened(), note, lost, later, channelOpened()))).toEqual(["5 thread"]);
  });

  test("in triage stands on the triage card", () => {
    const accepted = fact("Accepted", { by: "U1" }, at(2));
    expect(said(given(declared({ triage: true }), note, accepted, channelOpened()))).toEqual([]);
  });
});
