import { describe, expect, it } from "vitest";
import type { Bench } from "./contract.ts";
import { batch, T } from "./given.ts";

export function describeInbox(bench: () => Bench): void {
  const take = (id: string, receivedAt = T, source = "pagerduty") =>
    bench().ledger.takeIn({ id, source, body: { id }, receivedAt });
  const dueIds = async (now: number): Promise<readonly string[]> =>
    (await bench().ledger.inboxDue(now)).map((row) => row.id);

  describe("the inbox", () => {
    it("stores a delivery once and hands out the oldest of each source", async () => {
      expect(await take("b")).toEqual({ fresh: true, reply: undefined });
      expect(await take("a")).toEqual({ fresh: true, reply: undefined });
      expect(await take("b", T + 9)).toEqual({ fresh: false, reply: undefined });
      expect(await bench().ledger.inboxDue(T)).toEqual([
        { id: "b", source: "pagerduty", body: { id: "b" }, receivedAt: T, attempts: 0 },
      ]);
      expect(await bench().ledger.nextDue(T)).toBe(T);
      await take("mention", T, "slack");
      await take("change", T, "changes");
      expect(await dueIds(T)).toEqual(["b", "mention", "change"]);
      await bench().ledger.finishDelivery("b", T);
      expect(await dueIds(T)).toEqual(["a", "mention", "change"]);
    });

    it("takes one of many copies that arrive at once", async () => {
      const takes = await Promise.all(Array.from({ length: 8 }, () => take("a")));
      expect(takes.filter((each) => each.fresh)).toHaveLength(1);
    });

    it("puts a failed delivery off and forgets the body of a finished one", async () => {
      const { ledger, raw } = bench();
      await take("a");
      await ledger.failDelivery("a", "no such channel", T + 50);
      expect(await dueIds(T + 49)).toEqual([]);
      expect(await ledger.nextDue(T + 49)).toBe(T + 50);
      expect(await ledger.inboxDue(T + 50)).toMatchObject([{ id: "a", attempts: 1 }]);
      await take("b", T + 1);
      expect(await dueIds(T + 49)).toEqual(["b"]);
      await ledger.finishDelivery("a", T + 60);
      await ledger.finishDelivery("b", T + 60);
      expect(await dueIds(T + 999)).toEqual([]);
      expect(await ledger.nextDue(T + 999)).toBeUndefined();
      expect(await raw("select body from inbox")).toEqual([{ body: null }, { body: null }]);
      expect(await take("a")).toMatchObject({ fresh: false });
    });

    it("answers a copy with what was answered when the first was appended", async () => {
      await bench().ledger.append(batch({ delivery: { id: "a", source: "slack", reply: ["INC-1"] } }));
      expect(await take("a")).toEqual({ fresh: false, reply: ["INC-1"] });
    });

    it("forgets what was finished long ago and nothing else", async () => {
      const { ledger } = bench();
      for (const id of ["old", "young", "open"]) await take(id);
      await ledger.finishDelivery("old", T + 1);
      await ledger.finishDelivery("young", T + 5);
      await ledger.purge({ inbox: T + 5, outbox: 0 });
      expect(await take("old")).toMatchObject({ fresh: true });
      expect(await take("young")).toMatchObject({ fresh: false });
      expect(await dueIds(T)).toEqual(["open"]);
    });
  });
}
