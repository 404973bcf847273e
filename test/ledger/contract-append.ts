import { describe, expect, it } from "vitest";
import type { Bench } from "./contract.ts";
import { act, batch, claimed, event, summary, T } from "./given.ts";

export function describeAppend(bench: () => Bench): void {
  describe("append", () => {
    it("numbers events densely and reads them back in order", async () => {
      const { ledger } = bench();
      const declared = await ledger.append(batch({ events: [event("Declared", { title: "a" }), event()] }));
      expect(declared).toMatchObject({ ok: true, version: 2 });
      await ledger.append(
        batch({ expected: 2, recordedAt: T + 5, events: [event("Resolved", { z: 1, a: [null, "é"] })] }),
      );

      const events = await ledger.read("incident/A");
      expect(events.map((each) => [each.version, each.type])).toEqual([
        [1, "Declared"],
        [2, "NoteAdded"],
        [3, "Resolved"],
      ]);
      expect(events[2]).toMatchObject({
        stream: "incident/A",
        occurredAt: T,
        recordedAt: T + 5,
        actor: "slack:U1",
        cause: "trigger-1",
        body: { a: [null, "é"], z: 1 },
      });
      expect((await ledger.read("incident/A", 2)).map((each) => each.version)).toEqual([3]);
      expect(await ledger.read("incident/B")).toEqual([]);
    });

    it("refuses a batch decided on an old version, and writes nothing of it", async () => {
      const { ledger } = bench();
      await ledger.append(batch({ events: [event()] }));
      const late = await ledger.append(
        batch({
          events: [event()],
          effects: [act("late")],
          claims: [{ kind: "channel", value: "C1" }],
          counter: { series: "INC", value: 1 },
          summary: summary(),
          delivery: { id: "late", source: "slack", reply: "late" },
        }),
      );
      expect(late).toEqual({ ok: false, why: "version" });
      expect(await ledger.read("incident/A")).toHaveLength(1);
      expect(await ledger.effect("late")).toBeUndefined();
      expect(await ledger.claimedBy({ kind: "channel", value: "C1" })).toBeUndefined();
      expect(await ledger.counter("INC")).toBe(0);
      expect(await ledger.lookUp({})).toEqual([]);
      expect(
        await ledger.append(batch({ expected: 1, delivery: { id: "late", source: "slack", reply: "" } })),
      ).toMatchObject({
        ok: true,
      });
    });

    it("lets exactly one of many concurrent appends on one version through", async () => {
      const { ledger } = bench();
      const tries = await Promise.all(Array.from({ length: 8 }, () => ledger.append(batch({ events: [event()] }))));
      expect(tries.filter((each) => each.ok)).toHaveLength(1);
      expect(tries.filter((each) => !each.ok && each.why === "version")).toHaveLength(7);
    });

    it("takes a batch without events and leaves the version and the chain as they are", async () => {
      const { ledger } = bench();
      const first = await ledger.append(batch({ events: [event()] }));
      const second = await ledger.append(batch({ expected: 1, summary: summary({ title: "Renamed" }) }));
      expect(second).toEqual(first);
      expect((await ledger.lookUp({ ref: "INC-1" }))[0]?.title).toBe("Renamed");
    });

    it("takes what only settles or works off something at any version, for nothing was decided on it", async () => {
      const { ledger } = bench();
      await ledger.append(batch({ events: [event()], effects: [act("page")] }));
      const { key, owner, attempt } = await claimed(ledger);
      const settled = await ledger.append(batch({ settle: { key, owner, attempt, as: { done: true } } }));
      expect(settled).toMatchObject({ ok: true, version: 1 });
      expect(await ledger.append(batch({ effects: [act("another")] }))).toEqual({ ok: false, why: "version" });
      expect(await ledger.append(batch({ summary: summary() }))).toEqual({ ok: false, why: "version" });
    });

    it("gives something unique to one stream, to that stream again, and to another after a release", async () => {
      const { ledger } = bench();
      const channel = { kind: "channel", value: "C1" };
      expect(await ledger.append(batch({ claims: [channel] }))).toMatchObject({ ok: true });
      expect(await ledger.append(batch({ claims: [channel] }))).toMatchObject({ ok: true });
      expect(await ledger.append(batch({ stream: "incident/B", claims: [channel] }))).toEqual({
        ok: false,
        why: "claim",
      });
      expect(await ledger.claimedBy(channel)).toBe("incident/A");
      await ledger.append(batch({ stream: "incident/B", releases: [channel] }));
      expect(await ledger.claimedBy(channel)).toBe("incident/A");
      await ledger.append(batch({ releases: [channel] }));
      expect(await ledger.append(batch({ stream: "incident/B", claims: [channel] }))).toMatchObject({ ok: true });
      expect(await ledger.claimedBy(channel)).toBe("incident/B");
    });

    it("gives out each number of a series once and without gaps", async () => {
      const { ledger } = bench();
      const declare = (series: string, value: number) => ledger.append(batch({ counter: { series, value } }));
      expect(await declare("INC", 1)).toMatchObject({ ok: true });
      expect(await declare("INC", 1)).toEqual({ ok: false, why: "counter" });
      expect(await declare("INC", 3)).toEqual({ ok: false, why: "counter" });
      expect(await declare("INC", 2)).toMatchObject({ ok: true });
      expect(await declare("SEC", 1)).toMatchObject({ ok: true });
      expect([await ledger.counter("INC"), await ledger.counter("SEC"), await ledger.counter("DRILL")]).toEqual([
        2, 1, 0,
      ]);
    });

    it("answers a second copy of a delivery with the first answer, whatever else it carries", async () => {
      const { ledger } = bench();
      const delivery = { id: "trigger-1", source: "slack", reply: { text: "INC-1 declared" } };
      await ledger.append(batch({ events: [event()], delivery }));
      const again = await ledger.append(batch({ events: [event()], delivery: { ...delivery, reply: "another" } }));
      expect(again).toEqual({ ok: false, why: "delivery", reply: { text: "INC-1 declared" } });
      expect(await ledger.read("incident/A")).toHaveLength(1);
      expect(await ledger.inboxDue(T + 1)).toEqual([]);
    });

    it("works off a stored delivery in the same append, and only once", async () => {
      const { ledger } = bench();
      await ledger.takeIn({ id: "Ev1", source: "slack", body: { text: "hello" }, receivedAt: T });
      expect(await ledger.append(batch({ events: [event()], finishes: "Ev1" }))).toMatchObject({ ok: true });
      expect(await ledger.inboxDue(T + 1)).toEqual([]);
      const again = await ledger.append(batch({ expected: 1, events: [event()], finishes: "Ev1" }));
      expect(again).toEqual({ ok: false, why: "delivery", reply: null });
      await expect(ledger.append(batch({ expected: 1, finishes: "Ev2" }))).rejects.toThrow("No delivery Ev2");
    });

    it("settles an effect together with the event it causes, and never twice", async () => {
      const { ledger } = bench();
      await ledger.append(batch({ events: [event("Declared")], effects: [act("open-channel")] }));
      const { key, owner, attempt } = await claimed(ledger);
      const outcome = batch({
        expected: 1,
        events: [event("ChannelOpened")],
        settle: { key, owner, attempt, as: { done: true, ref: { channel: "C1" } } },
      });
      expect(await ledger.append(outcome)).toMatchObject({ ok: true, version: 2 });
      expect(await ledger.append({ ...outcome, expected: 2 })).toEqual({ ok: false, why: "settle" });
      expect(await ledger.read("incident/A")).toHaveLength(2);
      expect(await ledger.effect("open-channel")).toMatchObject({
        state: "done",
        done: 1,
        ref: { channel: "C1" },
        settledAt: T,
      });
    });

    it("lets nobody but the present holder of a claim settle it", async () => {
      const { ledger } = bench();
      await ledger.append(batch({ effects: [act("page")] }));
      const first = await claimed(ledger);
      const second = await claimed(ledger, T + 60_000);
      const as = { done: true } as const;
      for (const { owner, attempt } of [first, { ...second, owner: "other" }, { ...second, attempt: 9 }]) {
        const settled = await ledger.append(batch({ events: [event()], settle: { key: "page", owner, attempt, as } }));
        expect(settled).toEqual({ ok: false, why: "settle" });
      }
      expect(await ledger.read("incident/A")).toEqual([]);
      const { owner, attempt } = second;
      expect(await ledger.append(batch({ settle: { key: "page", owner, attempt, as } }))).toMatchObject({ ok: true });
    });
  });
}
