import { describe, expect, test } from "vitest";
import {
  type AddressedEffect,
  actKey,
  address,
  type Effect,
  type EffectKind,
  surfaceKey,
} from "../../src/incident/effect.ts";
import { MINUTE, SECOND } from "../../src/shared/time.ts";
import { at } from "../given.ts";

const stream = "incident/01K0";
const post: Effect = { kind: "post", mode: "act", body: { version: 4 } };

function addressed(effect: Effect, about: { readonly rank?: number; readonly channel?: string } = {}): AddressedEffect {
  return address(effect, { stream, version: 4, channel: about.channel, rank: about.rank ?? 1 });
}

const EXAMPLES: { readonly [Kind in EffectKind]: Extract<Effect, { kind: Kind }> } = {
  "open-channel": { kind: "open-channel", mode: "act", body: {} },
  invite: { kind: "invite", mode: "act", body: { users: ["U1"] } },
  "pin-card": { kind: "pin-card", mode: "surface", body: {}, needs: "card" },
  "bookmark-call": { kind: "bookmark-call", mode: "act", body: {} },
  post: { kind: "post", mode: "act", body: { version: 4 } },
  thread: { kind: "thread", mode: "act", body: { version: 4 }, needs: "card" },
  "direct-message": { kind: "direct-message", mode: "act", body: { version: 4, user: "U1" } },
  "find-people": { kind: "find-people", mode: "act", body: { users: ["PUSRBO1"] } },
  page: { kind: "page", mode: "act", name: "g1", body: { page: "g1" } },
  "resolve-alerts": { kind: "resolve-alerts", mode: "act", body: {} },
  card: { kind: "card", mode: "surface", body: {} },
  topic: { kind: "topic", mode: "surface", body: {} },
  announcement: { kind: "announcement", mode: "surface", body: {} },
  "triage-card": { kind: "triage-card", mode: "surface", body: {} },
  "postmortem-card": { kind: "postmortem-card", mode: "surface", body: {} },
  remind: { kind: "remind", mode: "surface", name: "update", body: { about: "update" }, notBefore: at(30) },
};
const all = Object.values(EXAMPLES).map((effect) => addressed(effect));

describe("an effect in the ledger", () => {
  test("of an act is named for its event, so that the same event asks once", () => {
    expect(addressed(post).key).toBe("incident/01K0/4/post");
    expect(addressed(EXAMPLES.page).key).toBe("incident/01K0/4/page/g1");
    expect(addressed(EXAMPLES.page).key).toBe(actKey(stream, 4, "page", "g1"));
  });

  test("of an act that an earlier event asked for keeps the name of that event", () => {
    expect(addressed({ ...EXAMPLES["open-channel"], version: 1 }).key).toBe("incident/01K0/1/open-channel");
  });

  test("of a surface is named for its stream, so that there is one row", () => {
    expect(addressed(EXAMPLES.card).key).toBe("incident/01K0/card");
    expect(addressed(EXAMPLES.remind).key).toBe("incident/01K0/remind/update");
    expect(addressed(EXAMPLES.remind).key).toBe(surfaceKey(stream, "remind", "update"));
  });

  test("needs the surface by its key", () => {
    expect(addressed(EXAMPLES["pin-card"]).needs).toBe("incident/01K0/card");
    expect(addressed(post)).not.toHaveProperty("needs");
  });

  test("of a reminder keeps the time at which it is due", () => {
    expect(addressed(EXAMPLES.remind).notBefore).toBe(at(30));
    expect(addressed(post)).not.toHaveProperty("notBefore");
  });

  test("keeps its order only among posts into the same channel", () => {
    expect(addressed(post, { channel: "C7" }).lane).toBe("post:C7");
    expect(addressed(EXAMPLES.thread, { channel: "C7" }).lane).toBe("post:C7");
    expect(addressed(EXAMPLES["open-channel"]).lane).toBe("create-channel");
    expect(all.filter(({ lane }) => lane === "").map(({ kind }) => kind)).toEqual([
      "invite",
      "pin-card",
      "bookmark-call",
      "direct-message",
      "find-people",
      "page",
      "resolve-alerts",
      "card",
      "topic",
      "announcement",
      "triage-card",
      "postmortem-card",
      "remind",
    ]);
  });

  test("goes by class first: page, channel and card, update, decoration", () => {
    const ranked = [...all].sort((a, b) => a.priority - b.priority).map(({ kind }) => kind);
    expect(ranked).toEqual([
      "page",
      "open-channel",
      "invite",
      "find-people",
      "card",
      "triage-card",
      "post",
      "direct-message",
      "resolve-alerts",
      "announcement",
      "postmortem-card",
      "remind",
      "thread",
      "pin-card",
      "bookmark-call",
      "topic",
    ]);
  });

  test("keeps the order of the channel's messages, whatever the severity is when each is asked for", () => {
    for (const example of [EXAMPLES.post, EXAMPLES.thread])
      expect(addressed(example, { rank: 4 }).priority).toBe(addressed(example, { rank: 1 }).priority);
  });

  test("goes before other channels where somebody waits for it, and nothing else does", () => {
    const about = { stream, version: 4, channel: undefined, rank: 1 };
    const priority = (effect: Effect, awaited?: boolean) =>
      address(effect, awaited === undefined ? about : { ...about, awaited }).priority;
    const channel = EXAMPLES["open-channel"];
    expect(priority(channel, true)).toBeLessThan(priority(EXAMPLES.invite));
    expect(priority(channel, true)).toBeGreaterThan(priority(EXAMPLES.page));
    expect([priority(channel), priority(channel, false)]).toEqual([
      priority(EXAMPLES.invite),
      priority(EXAMPLES.invite),
    ]);
    expect(priority(EXAMPLES.invite, true)).toBe(priority(EXAMPLES.invite));
  });

  test("leaves time between two puts of a surface, most where each says so in the channel", () => {
    expect(addressed(EXAMPLES.card).gap).toBe(SECOND);
    expect(addressed(EXAMPLES.topic).gap).toBe(MINUTE);
    expect(addressed(post)).not.toHaveProperty("gap");
  });

  test("goes by severity within its class, and never into another", () => {
    const worst = addressed(EXAMPLES.page, { rank: 1 }).priority;
    const least = addressed(EXAMPLES.page, { rank: 40 }).priority;
    expect(worst).toBeLessThan(least);
    expect(least).toBeLessThan(addressed(EXAMPLES.card, { rank: 1 }).priority);
  });

  test("is given up at some time, a page while a person can still call by hand", () => {
    for (const { patience } of all) expect(patience).toBeGreaterThan(0);
    expect(Math.min(...all.map(({ patience }) => patience))).toBe(addressed(EXAMPLES.page).patience);
  });
});
