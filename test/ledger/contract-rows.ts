import { hostname } from "node:os";
import { describe, expect, it } from "vitest";
import type { AlertRow, PersonRow } from "../../src/ledger/ledger.ts";
import type { Bench } from "./contract.ts";
import { act, ask, batch, claim, claimed, event, summary, T } from "./given.ts";

/** A process of this machine that has ended: no process has so high an id. */
const DEAD = `${hostname()}/99999999/1/worker`;

const ALERT: AlertRow = {
  stream: "incident/A",
  source: "pagerduty",
  key: "Q1",
  service: "checkout",
  title: "5xx over 2 %",
  firstAt: T,
  lastAt: T,
  open: true,
  policy: "PPOLICY",
  alertKey: null,
};

const ANA: PersonRow = {
  id: "U1",
  name: "ana",
  email: "ana@example.com",
  zone: "Europe/Berlin",
  deleted: false,
  seenAt: T,
};

export function describeRows(bench: () => Bench): void {
  describe("look-up rows", () => {
    it("are found by reference, channel and openness, newest first", async () => {
      const { ledger } = bench();
      const one = summary();
      const two = summary({
        stream: "incident/B",
        ref: "SEC-1",
        series: "SEC",
        openedAt: T + 1,
        channel: "C2",
        private: true,
      });
      const three = summary({ stream: "incident/C", ref: "INC-2", number: 2, openedAt: T + 2, open: false });
      for (const row of [one, two, three]) await ledger.append(batch({ stream: row.stream, summary: row }));
      expect(await ledger.lookUp({})).toEqual([three, two, one]);
      expect(await ledger.lookUp({ limit: 1 })).toEqual([three]);
      expect(await ledger.lookUp({ open: true })).toEqual([two, one]);
      expect(await ledger.lookUp({ open: false })).toEqual([three]);
      expect(await ledger.lookUp({ ref: "INC-1" })).toEqual([one]);
      expect(await ledger.lookUp({ channel: "C2", open: true })).toEqual([two]);
      expect(await ledger.lookUp({ channel: "C3" })).toEqual([]);
    });

    it("keep when an alert was first seen, and one row an alert and stream", async () => {
      const { ledger } = bench();
      await ledger.append(batch({ alerts: [ALERT, { ...ALERT, key: "Q2" }] }));
      await ledger.append(batch({ alerts: [{ ...ALERT, firstAt: T + 9, lastAt: T + 9, open: false }] }));
      expect(await ledger.alerts("incident/A")).toEqual([
        { ...ALERT, lastAt: T + 9, open: false },
        { ...ALERT, key: "Q2" },
      ]);
      expect(await ledger.alerts("incident/B")).toEqual([]);
    });

    it("tell the alerts of open incidents by service and policy, and where a key is among them", async () => {
      const { ledger } = bench();
      const late = { ...ALERT, key: "Q2", lastAt: T + 9, alertKey: "disk" };
      const other = { ...ALERT, key: "Q3", service: "PCART", policy: null };
      await ledger.append(batch({ expected: 0, alerts: [ALERT, late, other], summary: summary() }));
      const closed = { stream: "incident/B", ref: "INC-2", number: 2, open: false };
      await ledger.append(batch({ ...closed, alerts: [{ ...ALERT, stream: "incident/B" }], summary: summary(closed) }));
      const group = { stream: "incident/A", service: ALERT.service, policy: ALERT.policy, lastAt: T + 9 };
      const groups = [
        { ...group, hasAlertKey: true },
        { ...group, service: "PCART", policy: null, lastAt: ALERT.lastAt, hasAlertKey: false },
      ].sort((a, b) => (a.service < b.service ? -1 : 1));
      expect(await ledger.alertGroups("disk")).toEqual(groups);
      expect((await ledger.alertGroups(null)).map(({ hasAlertKey }) => hasAlertKey)).toEqual([false, false]);
      expect(await ledger.alert("incident/A", ALERT.source, "Q2")).toEqual(late);
      expect(await ledger.alert("incident/B", ALERT.source, "Q2")).toBeUndefined();
    });

    it("know people, also those without an address or zone", async () => {
      const { ledger } = bench();
      const bot: PersonRow = { ...ANA, id: "U0", name: "bo", email: undefined, zone: undefined, deleted: true };
      await ledger.savePerson(ANA);
      await ledger.savePerson(bot);
      await ledger.savePerson({ ...ANA, name: "ana maria", seenAt: T + 1 });
      expect(await ledger.people()).toEqual([bot, { ...ANA, name: "ana maria", seenAt: T + 1 }]);
      expect(await ledger.person("U0")).toEqual(bot);
      expect(await ledger.person("U9")).toBeUndefined();
    });

    it("hold small facts under a key", async () => {
      const { ledger } = bench();
      expect(await ledger.meta("bot")).toBeUndefined();
      await ledger.setMeta("bot", "B1");
      await ledger.setMeta("bot", "B2");
      expect(await ledger.meta("bot")).toBe("B2");
    });

    it("raise a counter, never lower it", async () => {
      const { ledger } = bench();
      await ledger.raiseCounter("INC", 7);
      await ledger.raiseCounter("INC", 3);
      expect(await ledger.counter("INC")).toBe(7);
      const next = batch({ events: [event()], counter: { series: "INC", value: 8 } });
      expect(await ledger.append(next)).toMatchObject({ ok: true });
      await ledger.raiseCounter("INC", 108);
      expect(await ledger.counter("INC")).toBe(108);
    });

    it("list the streams that begin alike, oldest first", async () => {
      const { ledger } = bench();
      for (const stream of ["incident/Z", "question/A", "incident/B"]) {
        await ledger.append(batch({ stream, events: [event(), event()] }));
      }
      expect(await ledger.streams("incident/")).toEqual(["incident/Z", "incident/B"]);
      expect(await ledger.streams("")).toEqual(["incident/Z", "question/A", "incident/B"]);
    });
  });

  describe("a lease", () => {
    it("has one holder until it ends or is dropped", async () => {
      const { ledger } = bench();
      expect(await ledger.holdLease("worker", "a", T, 100)).toBe(true);
      expect(await ledger.holdLease("worker", "b", T + 99, 100)).toBe(false);
      expect(await ledger.holdLease("worker", "a", T + 50, 100)).toBe(true);
      expect(await ledger.holdLease("worker", "b", T + 149, 100)).toBe(false);
      expect(await ledger.holdLease("other", "b", T, 100)).toBe(true);
      await ledger.dropLease("worker", "b");
      expect(await ledger.holdLease("worker", "b", T + 149, 100)).toBe(false);
      expect(await ledger.holdLease("worker", "b", T + 150, 100)).toBe(true);
      await ledger.dropLease("worker", "b");
      expect(await ledger.holdLease("worker", "a", T, 100)).toBe(true);
    });

    it("says who holds it, until it ends or its holder is known to be dead", async () => {
      const { ledger } = bench();
      expect(await ledger.leaseHolder("worker", T)).toBeUndefined();
      await ledger.holdLease("worker", "a", T, 100);
      expect(await ledger.leaseHolder("worker", T + 99)).toBe("a");
      expect(await ledger.leaseHolder("other", T + 99)).toBeUndefined();
      expect(await ledger.leaseHolder("worker", T + 100)).toBeUndefined();
      await ledger.holdLease("worker", DEAD, T + 100, 100);
      expect(await ledger.leaseHolder("worker", T + 101)).toBeUndefined();
    });

    it("goes to one of many who ask at once", async () => {
      const { ledger } = bench();
      const held = await Promise.all(["a", "b", "c", "d"].map((owner) => ledger.holdLease("worker", owner, T, 100)));
      expect(held.filter(Boolean)).toHaveLength(1);
    });

    it("frees the claims of the holder it is taken from", async () => {
      const { ledger } = bench();
      await ask(ledger, [act("page")]);
      await ledger.holdLease("worker", "dead", T, 100);
      await claim(ledger, T, "dead");
      expect(await claim(ledger, T + 100)).toBeUndefined();
      await ledger.holdLease("worker", "worker", T + 100, 100);
      expect(await claimed(ledger, T + 100)).toMatchObject({ key: "page", unknownSince: T });
    });
  });

  it("can be asked whether it can be written", async () => {
    await expect(bench().ledger.probe()).resolves.toBeUndefined();
  });
}
