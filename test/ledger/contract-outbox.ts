import { describe, expect, it } from "vitest";
import type { Bench } from "./contract.ts";
import { act, ask, batch, claim, claimed, claimedKeys, event, settle, surface, T } from "./given.ts";

const DONE = { done: true } as const;

export function describeOutbox(bench: () => Bench): void {
  describe("an effect", () => {
    it("is claimed by urgency, then by age, and by one claimer only", async () => {
      const { ledger } = bench();
      await ask(ledger, [act("late", { priority: 5 }), act("first"), act("second"), act("page", { priority: 1 })]);
      await ask(ledger, [act("younger")], T + 1);
      expect(await claimedKeys(ledger, T + 1)).toEqual(["page", "first", "second", "younger", "late"]);
    });

    it("goes to one of many who claim at once", async () => {
      const { ledger } = bench();
      await ask(ledger, [act("page")]);
      const claims = await Promise.all(["a", "b", "c", "d"].map((owner) => claim(ledger, T, owner)));
      expect(claims.filter((each) => each !== undefined)).toHaveLength(1);
    });

    it("is not claimed before its time, and nextDue tells it", async () => {
      const { ledger } = bench();
      expect(await ledger.nextDue(T)).toBeUndefined();
      await ask(ledger, [act("later", { notBefore: T + 500 })]);
      expect(await ledger.nextDue(T)).toBe(T + 500);
      expect(await claim(ledger, T + 499)).toBeUndefined();
      expect(await claimed(ledger, T + 500)).toMatchObject({
        key: "later",
        attempt: 1,
        attempts: 1,
        firstTriedAt: T + 500,
      });
      expect(await ledger.nextDue(T + 500)).toBe(T + 500 + 60_000);
    });

    it("is asked for once, however often the same act is asked for", async () => {
      const { ledger } = bench();
      await ask(ledger, [act("page", { body: { n: 1 } })]);
      await ask(ledger, [act("page", { body: { n: 2 } })]);
      await settle(ledger, await claimed(ledger), DONE);
      await ask(ledger, [act("page")]);
      expect(await claim(ledger)).toBeUndefined();
      expect(await ledger.effect("page")).toMatchObject({ state: "done", wanted: 1, done: 1, body: { n: 1 } });
    });

    it("that is asked for again becomes more urgent, never less, also while the limit holds it up", async () => {
      const { ledger } = bench();
      await ask(ledger, [act("lesser", { lane: "L" }), act("risen", { lane: "L" })]);
      await ledger.releaseEffect(await claimed(ledger), T + 4_000);
      await ask(ledger, [act("risen", { lane: "L", priority: 1 })], T + 1);
      await ask(ledger, [act("risen", { lane: "L", priority: 7 })], T + 2);
      expect(await claimed(ledger, T + 2)).toMatchObject({ key: "risen", priority: 1 });
    });

    it("waits for the effect it needs, and is cancelled with it, and revived with it", async () => {
      const { ledger } = bench();
      await ask(ledger, [
        act("pin", { needs: "card" }),
        act("card", { needs: "channel" }),
        act("channel", { priority: 9 }),
        act("other", { needs: "purged long ago" }),
      ]);
      expect(await claimedKeys(ledger)).toEqual(["other", "channel"]);
      await settle(ledger, await claimed(ledger, T + 60_000), DONE, T + 60_000); // "other", its lease being over
      await settle(ledger, await claimed(ledger, T + 60_000), { gaveUp: "restricted_action" }, T + 60_000);
      expect(await ledger.effect("channel")).toMatchObject({ state: "gave-up", error: "restricted_action" });
      expect(await ledger.effect("card")).toMatchObject({
        state: "cancelled",
        error: "channel was given up: restricted_action",
      });
      expect(await ledger.effect("pin")).toMatchObject({ state: "cancelled" });
      await ask(ledger, [act("topic", { needs: "card" })]);
      expect(await ledger.effect("topic")).toMatchObject({ state: "cancelled" });
      expect(await ledger.nextDue(T + 60_000)).toBeUndefined();

      const revived = T + 100_000;
      await ledger.append(batch({ recordedAt: revived, revive: ["channel"] }));
      expect(await claimed(ledger, revived)).toMatchObject({ key: "channel", attempts: 1, firstTriedAt: revived });
      expect((await ledger.effectsOf("workspace")).map(({ key, state }) => `${key} ${state}`)).toEqual([
        "pin waiting",
        "card waiting",
        "channel waiting",
        "other done",
        "topic waiting",
      ]);
    });

    it("goes ahead when the surface it needs was put once, though a later put is given up", async () => {
      const { ledger } = bench();
      await ask(ledger, [surface("card"), act("pin", { needs: "card", priority: 9 })]);
      await settle(ledger, await claimed(ledger), DONE);
      await ask(ledger, [surface("card", { priority: 1 })]);
      await settle(ledger, await claimed(ledger), { gaveUp: "cant_update_message" });
      expect(await claimed(ledger)).toMatchObject({ key: "pin" });
    });

    it("goes ahead while the surface it needs is dirty again, for that stands in the world", async () => {
      const { ledger } = bench();
      await ask(ledger, [surface("card", { gap: 5_000 })]);
      await settle(ledger, await claimed(ledger), DONE);
      await ask(ledger, [surface("card", { gap: 5_000 }), act("pin", { needs: "card" })]);
      expect(await claimedKeys(ledger)).toEqual(["pin"]);
    });

    it("is counted by state, and the oldest is told by when it might first have been done", async () => {
      const { ledger } = bench();
      await ask(ledger, [act("a"), act("b", { notBefore: T + 900 }), act("c", { priority: 1 })]);
      await settle(ledger, await claimed(ledger), { gaveUp: "no" });
      expect(await ledger.effectCounts()).toEqual({
        waiting: 2,
        done: 0,
        "gave-up": 1,
        cancelled: 0,
        dropped: 0,
        oldestWaiting: T,
      });
      await settle(ledger, await claimed(ledger), DONE);
      expect(await ledger.effectCounts()).toMatchObject({ waiting: 1, done: 1, oldestWaiting: T + 900 });
    });

    it("that waits can be dropped with all the others, and is never done; a surface stays", async () => {
      const { ledger } = bench();
      await ask(ledger, [act("page", { priority: 1 }), act("post"), act("post 2"), surface("card"), act("done")]);
      await settle(ledger, await claimed(ledger), DONE);
      expect(await ledger.waitingActs()).toMatchObject([{ count: 3, oldest: T }]);
      expect(await ledger.dropActs(T + 1, "dropped")).toBe(3);
      expect(await claimedKeys(ledger, T + 1)).toEqual(["card"]);
      expect(await ledger.effect("post")).toMatchObject({ state: "dropped", error: "dropped", settledAt: T + 1 });
      await ledger.append(batch({ revive: ["post"] }));
      expect(await claimedKeys(ledger, T + 1)).toEqual([]);
    });

    it("is forgotten long after it was settled; a surface is not, for it knows where it stands", async () => {
      const { ledger } = bench();
      await ask(ledger, [act("old"), surface("card"), act("waiting", { notBefore: T + 1 })]);
      for (const _ of ["old", "card"]) await settle(ledger, await claimed(ledger), DONE);
      await ledger.purge({ inbox: 0, outbox: T });
      expect(await ledger.effectsOf("workspace")).toHaveLength(3);
      await ledger.purge({ inbox: 0, outbox: T + 1 });
      expect((await ledger.effectsOf("workspace")).map((each) => each.key)).toEqual(["card", "waiting"]);
    });
  });

  describe("an attempt", () => {
    it("is unknown since it was asked for once the record is doubted, and late is no reason to give it up", async () => {
      const { ledger } = bench();
      await ask(ledger, [act("done"), act("tried"), act("untried", { notBefore: T + 500 })]);
      await settle(ledger, await claimed(ledger), DONE);
      await settle(ledger, await claimed(ledger, T + 9), { retryAt: T + 500, error: "away", unknown: false });
      expect(await ledger.doubtEffects(T + 1_000_000)).toBe(2);
      const tried = await claimed(ledger, T + 1_000_000);
      expect(tried).toMatchObject({ key: "tried", unknownSince: T, firstTriedAt: T + 9, patience: 1_599_991 });
      const untried = await claimed(ledger, T + 1_000_000);
      expect(untried).toMatchObject({ key: "untried", unknownSince: T, firstTriedAt: T, patience: 1_600_000 });
      expect(await ledger.effect("done")).toMatchObject({ state: "done" });
      await ledger.doubtEffects(0);
    });

    it("is unknown also for a surface that is new to the doubted record, of a stream that is not", async () => {
      const { ledger } = bench();
      await ledger.append(batch({ events: [event()] }));
      await ledger.doubtEffects(T + 1_000);
      const later = { recordedAt: T + 2_000 };
      await ledger.append(batch({ ...later, expected: 1, effects: [surface("old card"), act("old post")] }));
      await ledger.append(batch({ ...later, stream: "incident/B", events: [event()], effects: [surface("card")] }));
      // One after the other: asked for at once, a server may serve them in any order.
      const claims = [
        await claimed(ledger, T + 2_000),
        await claimed(ledger, T + 2_000),
        await claimed(ledger, T + 2_000),
      ];
      expect(claims).toMatchObject([
        { key: "old card", unknownSince: T, firstTriedAt: T, patience: 602_000 },
        { key: "old post", unknownSince: undefined },
        { key: "card", unknownSince: undefined },
      ]);
      await ledger.doubtEffects(0);
    });

    it("is unknown when its lease ran out or it says so, and stays so while later ones are given back", async () => {
      const { ledger } = bench();
      await ask(ledger, [act("post")]);
      expect(await claimed(ledger)).toMatchObject({ unknownSince: undefined });
      const second = await claimed(ledger, T + 60_000);
      expect(second).toMatchObject({ unknownSince: T, firstTriedAt: T, attempts: 2, attempt: 2 });
      await ledger.releaseEffect(second, T + 70_000);
      const third = await claimed(ledger, T + 70_000);
      expect(third).toMatchObject({ unknownSince: T, firstTriedAt: T, attempts: 2, attempt: 3 });
      await settle(ledger, third, { retryAt: T + 80_000, error: "timeout", unknown: true }, T + 70_000);
      const fourth = await claimed(ledger, T + 80_000);
      expect(fourth).toMatchObject({ unknownSince: T, attempts: 3, error: "timeout" });
      await settle(ledger, fourth, { retryAt: T + 90_000, error: "ratelimited", unknown: false }, T + 80_000);
      expect(await claimed(ledger, T + 90_000)).toMatchObject({
        unknownSince: undefined,
        firstTriedAt: T,
        attempts: 4,
      });
    });

    it("given back counts as never made", async () => {
      const { ledger } = bench();
      await ask(ledger, [act("post")]);
      await ledger.releaseEffect(await claimed(ledger), T + 5_000);
      expect(await ledger.effect("post")).toMatchObject({ state: "waiting", attempts: 0, notBefore: T + 5_000 });
      expect(await claim(ledger, T + 4_999)).toBeUndefined();
      expect(await claimed(ledger, T + 5_000)).toMatchObject({
        unknownSince: undefined,
        firstTriedAt: T + 5_000,
        attempts: 1,
      });
    });

    it("given back late, after its lease went to another, changes nothing", async () => {
      const { ledger } = bench();
      await ask(ledger, [act("post")]);
      const first = await claimed(ledger);
      await claimed(ledger, T + 60_000);
      await ledger.releaseEffect(first, T);
      expect(await claim(ledger, T + 60_000)).toBeUndefined();
    });
  });

  describe("a lane", () => {
    it("has one effect in flight, and does not hold up other lanes or what has none", async () => {
      const { ledger } = bench();
      await ask(ledger, [
        act("a1", { lane: "C1" }),
        act("a2", { lane: "C1" }),
        surface("a3", { lane: "C1" }),
        act("b1", { lane: "C2" }),
        act("free"),
      ]);
      expect(await claimedKeys(ledger)).toEqual(["a1", "b1", "free"]);
      expect(await ledger.nextDue(T)).toBe(T + 60_000);
    });

    it("keeps its order while an earlier act is tried again, for a minute and no longer", async () => {
      const { ledger } = bench();
      await ask(ledger, [act("a1", { lane: "C1" }), act("a2", { lane: "C1", priority: 1, notBefore: T + 1 })]);
      const first = await claimed(ledger);
      await settle(ledger, first, { retryAt: T + 90_000, error: "timeout", unknown: true });
      expect(await claim(ledger, T + 59_999)).toBeUndefined();
      expect(await ledger.nextDue(T + 59_999)).toBe(T + 60_000);
      expect(await claimed(ledger, T + 60_000)).toMatchObject({ key: "a2" });
    });

    it("keeps its order while an earlier act is given back, but lets the more urgent pass", async () => {
      const { ledger } = bench();
      await ask(ledger, [act("a1", { lane: "C1" }), act("a2", { lane: "C1" })]);
      await ledger.releaseEffect(await claimed(ledger), T + 1_000);
      expect(await claim(ledger, T)).toBeUndefined();
      expect(await ledger.nextDue(T)).toBe(T + 1_000);
      await ask(ledger, [act("page", { lane: "C1", priority: 1 })]);
      expect(await claimedKeys(ledger, T)).toEqual(["page"]);
      await settle(ledger, await claimed(ledger, T + 60_000), DONE, T + 60_000);
      expect(await claimed(ledger, T + 60_000)).toMatchObject({ key: "a1" });
    });

    it("lets a surface past an act that is tried again", async () => {
      const { ledger } = bench();
      await ask(ledger, [act("post", { lane: "C1" }), surface("card", { lane: "C1" })]);
      await settle(ledger, await claimed(ledger), { retryAt: T + 30_000, error: "timeout", unknown: true });
      expect(await claimed(ledger)).toMatchObject({ key: "card" });
    });

    it("is held up neither by a failing surface nor by an act that is not due yet", async () => {
      const { ledger } = bench();
      await ask(ledger, [surface("card", { lane: "C1" }), act("tomorrow", { lane: "C1", notBefore: T + 86_400_000 })]);
      await ask(ledger, [act("post", { lane: "C1" })], T + 1);
      await settle(ledger, await claimed(ledger), { retryAt: T + 30_000, error: "timeout", unknown: true });
      expect(await claimed(ledger, T + 1)).toMatchObject({ key: "post" });
    });
  });

  describe("a surface", () => {
    it("asked for ten times is put once, with the last body, and again when asked meanwhile", async () => {
      const { ledger } = bench();
      for (let n = 1; n <= 10; n += 1) await ask(ledger, [surface("card", { body: { n }, gap: 1_000 })]);
      const put = await claimed(ledger);
      expect(put).toMatchObject({ wanted: 10, done: 0, body: { n: 10 } });
      await ask(ledger, [surface("card", { body: { n: 11 }, gap: 1_000 })], T + 10);
      await settle(ledger, put, { done: true, ref: { channel: "C1", ts: "1.2" }, shown: "digest" }, T + 20);
      expect(await claim(ledger, T + 1_019)).toBeUndefined();
      expect(await ledger.nextDue(T + 1_019)).toBe(T + 1_020);
      const again = await claimed(ledger, T + 1_020);
      expect(again).toMatchObject({
        wanted: 11,
        done: 10,
        ref: { channel: "C1", ts: "1.2" },
        shown: "digest",
        attempts: 1,
      });
      await settle(ledger, again, DONE, T + 1_030);
      expect(await ledger.effect("card")).toMatchObject({
        state: "done",
        wanted: 11,
        done: 11,
        ref: { channel: "C1", ts: "1.2" },
        settledAt: T + 1_030,
      });
    });

    it("that is clean or given up becomes due again when asked for, not before its gap is over", async () => {
      const { ledger } = bench();
      await ask(ledger, [surface("card", { gap: 1_000 })]);
      await settle(ledger, await claimed(ledger), DONE);
      await ask(ledger, [surface("card", { gap: 1_000 })], T + 300);
      expect(await ledger.effect("card")).toMatchObject({ state: "waiting", wanted: 2, notBefore: T + 1_000 });
      await settle(ledger, await claimed(ledger, T + 1_000), { gaveUp: "is_archived" }, T + 1_000);
      await ask(ledger, [surface("card", { gap: 1_000 })], T + 9_000);
      expect(await claimed(ledger, T + 9_000)).toMatchObject({ wanted: 3, error: undefined, firstTriedAt: T + 9_000 });
    });

    it("moves with the latest wish, so that a reminder can be put off and called in", async () => {
      const { ledger } = bench();
      const remind = (notBefore: number) => surface("remind", { notBefore });
      await ask(ledger, [remind(T + 500)]);
      await ask(ledger, [remind(T + 900)]);
      expect(await ledger.nextDue(T)).toBe(T + 900);
      await ask(ledger, [remind(T + 100)]);
      const due = await claimed(ledger, T + 100);
      const { key, owner, attempt } = due;
      // It asks for its own successor in the append that settles it.
      await ledger.append(
        batch({ recordedAt: T + 110, effects: [remind(T + 700)], settle: { key, owner, attempt, as: DONE } }),
      );
      expect(await ledger.nextDue(T + 110)).toBe(T + 700);
    });

    it.each([DONE, { retryAt: T + 20, error: "timeout", unknown: false }])(
      "put off while it is being put stays put off, settled as %j",
      async (as) => {
        const { ledger } = bench();
        await ask(ledger, [surface("remind")]);
        const due = await claimed(ledger);
        await ask(ledger, [surface("remind", { notBefore: T + 700 })]);
        await settle(ledger, due, as, T + 10);
        expect(await ledger.nextDue(T + 10)).toBe(T + 700);
      },
    );

    it("asked for again queues up behind what was asked for before", async () => {
      const { ledger } = bench();
      await ask(ledger, [surface("card")]);
      await settle(ledger, await claimed(ledger), DONE);
      await ask(ledger, [act("post")], T + 1);
      await ask(ledger, [surface("card")], T + 2);
      expect(await claimedKeys(ledger, T + 2)).toEqual(["post", "card"]);
    });

    it("that is failing is not tried sooner because it is asked for again", async () => {
      const { ledger } = bench();
      await ask(ledger, [surface("card")]);
      await settle(ledger, await claimed(ledger), { retryAt: T + 5_000, error: "ratelimited", unknown: false });
      await ask(ledger, [surface("card")], T + 10);
      expect(await ledger.nextDue(T + 10)).toBe(T + 5_000);
      const again = { attempts: 2, firstTriedAt: T, askedAt: T, error: "ratelimited" };
      expect(await claimed(ledger, T + 5_000)).toMatchObject(again);
    });

    it("that was put off and then given up is due when it is asked for", async () => {
      const { ledger } = bench();
      await ask(ledger, [surface("card")]);
      const put = await claimed(ledger);
      await ask(ledger, [surface("card", { notBefore: T + 9_000 })]);
      await settle(ledger, put, { gaveUp: "is_archived" });
      await ask(ledger, [surface("card")], T + 10);
      expect(await ledger.nextDue(T + 10)).toBe(T + 10);
    });

    it("that is asked for again still waits for what it needs", async () => {
      const { ledger } = bench();
      const pin = surface("pin", { needs: "card" });
      await ask(ledger, [pin, surface("card", { notBefore: T + 500 })]);
      await ask(ledger, [pin]);
      expect(await claimedKeys(ledger)).toEqual([]);
    });

    it("touched from outside becomes dirty, and is put anew when it is gone", async () => {
      const { ledger } = bench();
      await ask(ledger, [surface("card"), act("post", { priority: 9 })]);
      await settle(ledger, await claimed(ledger), { done: true, ref: { ts: "1" }, shown: "x" });
      await ledger.touchSurface("card", { now: T + 1, forgetRef: false });
      expect(await ledger.effect("card")).toMatchObject({ state: "waiting", wanted: 2, done: 1, ref: { ts: "1" } });
      await ledger.touchSurface("card", { now: T + 2, forgetRef: true });
      expect(await claimed(ledger, T + 2)).toMatchObject({
        key: "card",
        wanted: 3,
        done: 0,
        ref: undefined,
        shown: undefined,
      });
      await ledger.touchSurface("unknown", { now: T, forgetRef: true });
      await ledger.touchSurface("post", { now: T, forgetRef: true });
      expect(await ledger.effect("post")).toMatchObject({ wanted: 1 });
    });

    it("touched without hurry waits, unless an event asks for it sooner", async () => {
      const { ledger } = bench();
      await ask(ledger, [surface("card")]);
      await settle(ledger, await claimed(ledger), { done: true, ref: { ts: "1" } });
      await ledger.touchSurface("card", { now: T + 1, forgetRef: false, notBefore: T + 9_000 });
      expect(await ledger.nextDue(T + 1)).toBe(T + 9_000);
      await ask(ledger, [surface("card")], T + 20);
      expect(await ledger.nextDue(T + 20)).toBe(T + 20);
      await ledger.touchSurface("card", { now: T + 30, forgetRef: false, notBefore: T + 9_000 });
      expect(await ledger.nextDue(T + 20)).toBe(T + 20);
    });

    it("that finds its thing gone forgets where it stood, and not when it fails otherwise", async () => {
      const { ledger } = bench();
      await ask(ledger, [surface("card")]);
      await settle(ledger, await claimed(ledger), { done: true, ref: { ts: "1" } });
      await ask(ledger, [surface("card")]);
      await settle(ledger, await claimed(ledger), { retryAt: T, error: "ratelimited", unknown: false });
      expect(await ledger.effect("card")).toMatchObject({ ref: { ts: "1" }, done: 1 });
      await settle(ledger, await claimed(ledger), {
        retryAt: T + 1,
        error: "message_not_found",
        unknown: false,
        forgetRef: true,
      });
      expect(await claimed(ledger, T + 1)).toMatchObject({ ref: undefined, done: 0, wanted: 2 });
    });

    it("that stands on another is put anew with it, and not before", async () => {
      const { ledger } = bench();
      await ask(ledger, [surface("card"), surface("pin", { needs: "card" })]);
      await settle(ledger, await claimed(ledger), { done: true, ref: { ts: "1" } });
      await settle(ledger, await claimed(ledger), { done: true, shown: "1" });
      await ledger.touchSurface("card", { now: T + 1, forgetRef: true });
      expect(await ledger.effect("pin")).toMatchObject({ state: "waiting", shown: undefined });
      const again = await claimed(ledger, T + 1);
      expect(again).toMatchObject({ key: "card" });
      await settle(ledger, again, { done: true, ref: { ts: "2" } });
      expect(await claimedKeys(ledger, T + 1)).toEqual(["pin"]);
    });
  });

  it("keeps an effect's event and the effect together", async () => {
    const { ledger } = bench();
    await ledger.append(batch({ events: [event()], effects: [act("incident/A/1/page")] }));
    expect(await ledger.effectsOf("incident/A")).toMatchObject([
      { key: "incident/A/1/page", stream: "incident/A", askedAt: T },
    ]);
  });
}
