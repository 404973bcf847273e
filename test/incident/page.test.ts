import { describe, expect, test } from "vitest";
import { at, channelOpened, declared, fact, given } from "../given.ts";

const open = [declared({ severity: "SEV3" }), channelOpened()] as const;
const target = { name: "payments", service: "PSVC", users: [] };
const ask = { type: "page", page: "g1", target, why: "Cards fail", by: "U1" } as const;
const asked = fact("PageAsked", { page: "g1", target, why: "Cards fail", by: "U1" });
const answer = { page: "g1", alert: "P1", url: "https://pd.example/P1", people: ["bo"] };
const alert = {
  alert: "P1",
  service: "payments",
  title: "Cards fail",
  url: "https://pd.example/P1",
  people: ["bo"],
  urgency: "high",
  priority: null,
};

describe("a page", () => {
  test("is asked for, once for its id", () => {
    given(...open)
      .when(ask)
      .thenHappens(asked)
      .when(ask)
      .thenNothing();
  });

  test("is asked for by a person even in a drill", () => {
    given(declared({ mode: "drill" }))
      .when(ask)
      .thenHappens(asked);
  });

  test("that was sent brings its alert with it, once", () => {
    const { incident } = given(...open, asked)
      .when({ type: "recordPageSent", ...answer }, { now: at(1) })
      .thenHappens(fact("PageSent", answer), fact("AlertJoined", alert))
      .when({ type: "recordPageSent", ...answer })
      .thenNothing();
    expect(incident.pages["g1"]).toMatchObject({ alert: "P1", people: ["bo"], sentAt: at(1), acknowledged: null });
  });

  test("that was sent brings in whomever it wakes", () => {
    const { incident } = given(...open, asked)
      .when({ type: "recordPageSent", ...answer, invite: ["U0BO"] })
      .thenHappens(fact("PageSent", answer), fact("AlertJoined", { ...alert, invite: ["U0BO"] }));
    expect(incident.members).toContain("U0BO");
  });

  test("that was sent says whom of those it wakes nobody could name", () => {
    given(...open, asked)
      .when({ type: "recordPageSent", ...answer, unnamed: ["PUSRBO1"] })
      .thenHappens(fact("PageSent", answer), fact("AlertJoined", { ...alert, unnamed: ["PUSRBO1"] }));
  });

  test("whose alert was heard of first adds no second one", () => {
    given(...open, asked, fact("AlertJoined", alert))
      .when({ type: "recordPageSent", ...answer })
      .thenHappens(fact("PageSent", answer));
  });

  test("is answered by its own alert alone", () => {
    const other = { page: "g2", alert: "P2", url: null, people: ["cy"] };
    const bo = { user: "U2", name: "bo" };
    const { incident } = given(
      ...open,
      asked,
      fact("PageAsked", { page: "g2", target, why: "Cards fail", by: "U1" }),
      fact("PageSent", answer),
      fact("PageSent", other),
      fact("AlertAcknowledged", { alert: "P2", by: bo }),
    );
    expect(incident.pages["g1"]?.acknowledged).toBeNull();
    expect(incident.pages["g2"]?.acknowledged).toEqual({ at: at(0), by: bo });
  });

  test("does not hide what other alerts say is broken", () => {
    const other = fact("AlertJoined", { ...alert, alert: "P9", service: "search" });
    const { incident } = given(...open, asked, fact("PageSent", answer), fact("AlertJoined", alert), other);
    expect(incident.services).toEqual(["checkout", "search"]);
  });

  test("that is only asked for has woken nobody", () => {
    expect(given(...open, asked).incident.pages["g1"]).toMatchObject({ people: [], sentAt: null, notifiedAt: null });
  });

  test("that nobody asked for was not sent", () => {
    given(...open)
      .when({ type: "recordPageSent", ...answer })
      .thenNothing();
  });
});

describe("an effect that was given up", () => {
  const key = "incident/x/3/page/g1";
  const gaveUp = { type: "recordGaveUp", key, kind: "page", why: "PagerDuty refused: no such service" } as const;
  const told = fact("EffectGaveUp", { key, kind: "page", why: gaveUp.why });

  test("is told, once", () => {
    const { incident } = given(...open, asked)
      .when(gaveUp)
      .thenHappens(told)
      .when(gaveUp)
      .thenNothing();
    expect(incident.troubles).toEqual([{ key, kind: "page", why: gaveUp.why }]);
  });

  test("is over once it was done after all, and the others are not", () => {
    const other = { key: "incident/x/2/open-channel", kind: "open-channel", why: "restricted" };
    const done = { type: "recordDone", key } as const;
    const { incident } = given(...open, asked, fact("EffectGaveUp", other))
      .when(done)
      .thenNothing()
      .when(gaveUp)
      .thenHappens(told)
      .when(done)
      .thenHappens(fact("EffectRetried", { key, kind: "page" }))
      .when(done)
      .thenNothing()
      .when({ type: "retryEffect", key })
      .thenRefused("not-given-up");
    expect(incident.troubles).toEqual([other]);
  });

  test("is tried again, once, and may fail again", () => {
    given(...open, asked, told)
      .when({ type: "retryEffect", key })
      .thenHappens(fact("EffectRetried", { key, kind: "page" }))
      .when({ type: "retryEffect", key })
      .thenRefused("not-given-up")
      .when(gaveUp)
      .thenHappens(told);
  });
});
