import { expect, test } from "vitest";
import { OPERATOR } from "../../src/flow/look-up.ts";
import { settling } from "../../src/flow/outcome.ts";
import type { ClaimedEffect, SettleAs } from "../../src/ledger/ledger.ts";
import type { Json } from "../../src/shared/json.ts";
import { declare } from "../given.ts";
import { A, memoryFlow, stillClock, T, wish } from "./flows.ts";

const PAGE = { page: "01HPAGE", target: { name: "checkout", service: "PCHKOUT1", users: [] } };

/** An incident whose effects are claimed and settled by hand. */
async function begun() {
  const flow = await memoryFlow();
  await flow.carryOut(wish(A, declare({ pages: [PAGE] })));
  const settle = settling({ ledger: flow.ledger, clock: stillClock, carryOut: flow.carryOut });
  async function claim(kind: string): Promise<ClaimedEffect> {
    for (;;) {
      const claimed = await flow.ledger.claimEffect({ owner: "w", now: T, lease: 60_000 });
      if (claimed === undefined) throw new Error(`No ${kind} is due`);
      if (claimed.kind === kind) return claimed;
    }
  }
  const types = async () => (await flow.lookUp.byStream(A, OPERATOR))?.events.map((event) => event.type);
  const done = async (kind: string, result?: Json) => settle(await claim(kind), { done: true }, result);
  return { ...flow, settle, claim, types, done };
}

test("a page that was taken is on record with its alert, and a channel that is open with its name", async () => {
  const { done, types } = await begun();
  await done("page", { alert: "Q1", url: null, people: ["bo"], invite: [] });
  await done("open-channel", { channel: "C1", name: "inc-1" });
  expect(await types()).toEqual(["Declared", "PageAsked", "PageSent", "AlertJoined", "ChannelOpened"]);
});

test("a give-up is on record, in the same append as the settling", async () => {
  const { claim, settle, types, ledger } = await begun();
  const page = await claim("page");
  await settle(page, { gaveUp: "PagerDuty refused" }, undefined);
  expect((await types())?.at(-1)).toBe("EffectGaveUp");
  expect((await ledger.effect(page.key))?.state).toBe("gave-up");
});

test("one whose lease was lost is neither settled nor on record", async () => {
  const { claim, settle, types } = await begun();
  const page = await claim("page");
  await settle({ ...page, owner: "somebody else" }, { gaveUp: "too late" }, undefined);
  expect(await types()).toEqual(["Declared", "PageAsked"]);
});

test("a retry is put off and causes no event", async () => {
  const { claim, settle, types, ledger } = await begun();
  const page = await claim("page");
  const as: SettleAs = { retryAt: T + 5_000, error: "503", unknown: true };
  await settle(page, as, undefined);
  expect(await types()).toEqual(["Declared", "PageAsked"]);
  expect(await ledger.effect(page.key)).toMatchObject({ state: "waiting", notBefore: T + 5_000, error: "503" });
});

test("what is done after it was given up is no trouble any more", async () => {
  const { claim, settle, carryOut, lookUp, ledger, done } = await begun();
  await done("open-channel", { channel: "C1", name: "inc-1" });
  const card = await claim("card");
  await settle(card, { gaveUp: "the channel is archived" }, undefined);
  expect((await lookUp.byStream(A, OPERATOR))?.incident.troubles).toHaveLength(1);
  await carryOut(wish(A, { type: "stateImpact", text: "Most customers" } as const));
  await settle(await claim("card"), { done: true }, undefined);
  expect((await lookUp.byStream(A, OPERATOR))?.incident.troubles).toEqual([]);
  expect(await ledger.verify()).toEqual([]);
});

test("an effect that nothing follows from is settled without an event", async () => {
  const { done, types, ledger, carryOut } = await begun();
  await carryOut(wish(A, { type: "recordChannel", channel: "C1", name: "inc-1", byHand: false } as const));
  const before = await types();
  await done("card");
  expect(await types()).toEqual(before);
  expect(await ledger.effect(`${A}/card`)).toMatchObject({ state: "done", done: 1 });
});

const answered = {
  question: "who owns checkout?",
  by: "U1",
  channel: "C1",
  answerable: true,
  intent: "owner" as const,
  entities: [],
  sources: [],
  text: "Payments",
  ask: null,
  options: [],
  confidence: 1,
};
const asked = { actor: "slack:U1", cause: "1.2.abc", finishes: false, reply: { channel: "C1", thread: "1.0" } };

test("a question that comes again after its process has died is recorded and answered once", async () => {
  const { ledger, questions } = await begun();
  await questions.record(answered, { ...asked, id: "01HFIRST" });
  await questions.record(answered, { ...asked, id: "01HSECOND" });
  expect(await ledger.streams("question/")).toEqual(["question/01HFIRST"]);
  expect(await ledger.effectsOf("question/01HSECOND")).toEqual([]);
});

test("what is done for a question is settled in its own stream", async () => {
  const { ledger, questions, settle } = await begun();
  await questions.record(answered, { ...asked, id: "01HQUESTION" });
  const [row] = await ledger.effectsOf("question/01HQUESTION");
  let claimed = await ledger.claimEffect({ owner: "w", now: T, lease: 60_000 });
  while (claimed !== undefined && claimed.key !== row?.key)
    claimed = await ledger.claimEffect({ owner: "w", now: T, lease: 60_000 });
  if (claimed === undefined) throw new Error("The answer is not due");
  await settle(claimed, { done: true, ref: { channel: "C1", ts: "2.0" } }, undefined);
  expect(await ledger.effect(claimed.key)).toMatchObject({ state: "done" });
  expect(await questions.read("question/01HQUESTION")).toEqual(answered);
});
