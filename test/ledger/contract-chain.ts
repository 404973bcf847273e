import { describe, expect, it } from "vitest";
import type { Bench } from "./contract.ts";
import { batch, event, summary, T } from "./given.ts";

export function describeChain(bench: () => Bench): void {
  const fill = async (): Promise<void> => {
    const { ledger } = bench();
    await ledger.append(
      batch({ events: [event("Declared", { title: "a" }), event()], summary: summary({ version: 2 }) }),
    );
    await ledger.append(batch({ stream: "incident/B", events: [event("Declared", { title: "b" })] }));
    await ledger.append(
      batch({ expected: 2, recordedAt: T + 1, events: [event("Resolved", { what: "rolled back" })] }),
    );
  };
  const faults = async (stream?: string): Promise<readonly (readonly [string, number])[]> =>
    (await bench().ledger.verify(stream)).map((fault) => [fault.stream, fault.version]);

  describe("the hash chain", () => {
    it("holds for what was appended, and its head is told by append", async () => {
      await fill();
      const { ledger } = bench();
      const appended = await ledger.append(batch({ expected: 3, events: [event()], summary: summary({ version: 4 }) }));
      expect(appended).toMatchObject({ ok: true, chain: (await ledger.read("incident/A")).at(-1)?.chain });
      expect(await ledger.verify()).toEqual([]);
    });

    it("differs for equal events, since a salt keeps short bodies from being guessed", async () => {
      const { ledger, raw } = bench();
      await ledger.append(batch({ events: [event(), event()] }));
      const hashes = await raw("select distinct body_hash, salt from events");
      expect(hashes).toHaveLength(2);
    });

    it.each([
      ["stream", "'incident/B'"],
      ["version", "7"],
      ["type", "'Declared'"],
      ["occurred_at", "1"],
      ["recorded_at", "1"],
      ["actor", "'slack:U2'"],
      ["cause", "'other'"],
      ["body", `'{"text":"disk at 19 %"}'`],
      ["body", "null"],
      ["salt", "'00'"],
      ["salt", "null"],
      ["body_hash", "'00'"],
      ["chain", "'00'"],
      ["seq", "900"],
    ])("shows that %s of an event was changed to %s", async (column, value) => {
      await fill();
      await bench().raw(`update events set ${column} = ${value} where stream = 'incident/A' and version = 2`);
      expect(await faults()).not.toEqual([]);
    });

    it.each([
      ["update events set body = '{}' where stream = 'incident/A' and version = 2", 2, "its body was changed"],
      [
        "update events set actor = 'slack:U2' where stream = 'incident/A' and version = 2",
        2,
        "its hash does not fit its content and the event before",
      ],
      [
        "update events set seq = 900 where stream = 'incident/A' and version = 2",
        3,
        "it was stored before the event that it follows",
      ],
      ["delete from events where stream = 'incident/A' and version > 1", 2, "versions 2 to 2 are missing"],
    ])("says what is wrong: %s", async (sql, version, fault) => {
      await fill();
      await bench().raw(sql);
      expect(await bench().ledger.verify()).toEqual([{ stream: "incident/A", version, fault }]);
    });

    it("says which events are missing before one that is there", async () => {
      await fill();
      await bench().raw("delete from events where stream = 'incident/A' and version < 3");
      expect(await bench().ledger.verify()).toContainEqual({
        stream: "incident/A",
        version: 3,
        fault: "versions 1 to 2 are missing",
      });
    });

    it("shows a removed event, also the first and, by the look-up row, the last", async () => {
      await fill();
      await bench().raw("delete from events where stream = 'incident/A' and version = 1");
      expect(await faults("incident/A")).toContainEqual(["incident/A", 2]);
      await bench().raw("delete from events where stream = 'incident/A'");
      expect(await faults()).toEqual([["incident/A", 2]]);
      expect(await faults("incident/B")).toEqual([]);
    });

    it("accepts an erased body only where a later event says that it was masked", async () => {
      await fill();
      const { ledger, raw } = bench();
      await raw("update events set body = null, salt = null where stream = 'incident/A' and version = 2");
      expect(await ledger.verify("incident/A")).toEqual([
        { stream: "incident/A", version: 2, fault: "its body was erased and no later event says so" },
      ]);
      await ledger.append(batch({ expected: 3, events: [event("Masked", { version: 2, why: "a password" })] }));
      expect(await ledger.verify()).toEqual([]);
      expect((await ledger.read("incident/A"))[1]?.body).toBeNull();

      await raw("update events set body = null, salt = null where stream = 'incident/A' and version = 4");
      expect(await faults()).toEqual([
        ["incident/A", 2],
        ["incident/A", 4],
      ]);
    });

    it("takes neither a struck entry for a masked one, nor what comes before the event", async () => {
      await fill();
      const { ledger, raw } = bench();
      await ledger.append(batch({ expected: 3, events: [event("EntryStruck", { version: 2, why: "" })] }));
      await raw("update events set body = null, salt = null where stream = 'incident/A' and version = 2");
      expect(await faults()).toEqual([["incident/A", 2]]);
      await ledger.append(batch({ expected: 4, events: [event("Masked", { version: 2, why: "" })] }));
      expect(await faults()).toEqual([]);

      await ledger.append(batch({ expected: 5, events: [event("Masked", { version: 7, why: "" }), event()] }));
      await raw("update events set body = null, salt = null where stream = 'incident/A' and version = 7");
      expect(await faults()).toEqual([["incident/A", 7]]);
    });
  });
}
