import { setImmediate as nextTurn } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ClaimedEffect, InboxRow, Ledger, SettleAs } from "../../src/ledger/ledger.ts";
import { openSqlite } from "../../src/ledger/sqlite.ts";
import { type Outcome, runWorker, type Worker, type WorkerOptions } from "../../src/ledger/worker.ts";
import { type MovableClock, movableClock } from "../../src/sandbox/clock.ts";
import { act, ask, batch, surface, T } from "./given.ts";

const DONE: Outcome = { done: true };

describe("the worker", () => {
  let ledger: Ledger;
  let clock: MovableClock;
  let worker: Worker | undefined;
  let problems: string[];
  let details: Readonly<Record<string, unknown>>[];

  beforeEach(async () => {
    ledger = await openSqlite(":memory:");
    clock = movableClock({ start: T });
    problems = [];
    details = [];
  });
  afterEach(async () => {
    await worker?.stop();
    await ledger.close();
  });

  /** Settles as the bot does, though without events. */
  async function settle({ key, owner, attempt }: ClaimedEffect, _: Outcome, as: SettleAs): Promise<void> {
    await ledger.append(batch({ stream: "workspace", recordedAt: clock.now(), settle: { key, owner, attempt, as } }));
  }

  function complain(message: string, data: Readonly<Record<string, unknown>>): void {
    problems.push(message);
    details.push(data);
  }

  function run(options: Partial<WorkerOptions>): Worker {
    worker = runWorker({
      ledger,
      clock,
      owner: "worker",
      random: () => 1,
      perform: async () => DONE,
      settle,
      deliver: async () => undefined,
      log: { warn: complain, error: complain },
      ...options,
    });
    return worker;
  }

  async function untilIdle(): Promise<void> {
    for (let turns = 0; !worker?.idle(); turns += 1) {
      if (turns > 10_000) throw new Error("The worker does not come to rest.");
      await nextTurn();
    }
  }

  /** Moves the clock until nothing is due within the time. */
  async function pass(ms: number): Promise<void> {
    const end = clock.now() + ms;
    const next = () => ledger.nextDue(clock.now());
    await untilIdle();
    for (let due = await next(); due !== undefined && due <= end; due = await next()) {
      await clock.jumpTo(due);
      await untilIdle();
    }
    await clock.jumpTo(end);
    await untilIdle();
  }

  it("does what is due and then rests until something is", async () => {
    const performed: string[] = [];
    await ask(ledger, [act("a"), act("b", { priority: 1 }), act("later", { notBefore: T + 60_000 })]);
    run({
      concurrency: 1,
      perform: async ({ key }) => {
        performed.push(`${key} at ${clock.now() - T}`);
        return { done: true, ref: { key }, shown: "digest" };
      },
    });
    await untilIdle();
    expect(performed).toEqual(["b at 0", "a at 0"]);
    expect(await ledger.effect("a")).toMatchObject({ state: "done", ref: { key: "a" }, shown: "digest" });
    expect(clock.nextWake()).toBe(T + 60_000);
    await clock.jumpTo(T + 60_000);
    await untilIdle();
    expect(performed).toContain("later at 60000");
    expect(problems).toEqual([]);
  });

  it("notices what is asked for when it is woken, and is not idle before", async () => {
    const { wake, idle } = run({});
    await untilIdle();
    await ask(ledger, [act("page")]);
    wake();
    expect(idle()).toBe(false);
    await untilIdle();
    expect(await ledger.effect("page")).toMatchObject({ state: "done" });
  });

  it("has at most so many effects in flight, and does not sleep while more wait for a place", async () => {
    const ends: (() => void)[] = [];
    let most = 0;
    let now = 0;
    await ask(
      ledger,
      Array.from({ length: 7 }, (_, n) => act(`post-${n}`)),
    );
    run({
      concurrency: 3,
      perform: async () => {
        now += 1;
        most = Math.max(most, now);
        await new Promise<void>((end) => ends.push(end));
        now -= 1;
        return DONE;
      },
    });
    for (let left = 7; left > 0; left -= 1) {
      while (ends.length < Math.min(3, left)) await nextTurn();
      for (let turns = 0; turns < 20; turns += 1) await nextTurn();
      expect(worker?.idle()).toBe(false);
      ends.shift()?.();
    }
    await untilIdle();
    expect(most).toBe(3);
    expect(await ledger.effectCounts()).toMatchObject({ done: 7, waiting: 0 });
  });

  it.each([1, 8])("does not spin while what is due has to wait, %i at once", async (concurrency) => {
    let looks = 0;
    const counting: Ledger = {
      ...ledger,
      nextDue: (now) => {
        looks += 1;
        return ledger.nextDue(now);
      },
    };
    const ends: (() => void)[] = [];
    await ask(ledger, [act("a", { lane: "C1" }), act("b", { lane: "C1" })]);
    await ledger.takeIn({ id: "p1", source: "pagerduty", body: {}, receivedAt: T });
    const held = async (): Promise<void> => new Promise((end) => ends.push(end));
    run({
      ledger: counting,
      concurrency,
      deliver: held,
      perform: async () => {
        await held();
        return DONE;
      },
    });
    for (let turns = 0; turns < 200; turns += 1) await nextTurn();
    expect(ends).toHaveLength(2);
    expect(looks).toBeLessThanOrEqual(3);
    while (!worker?.idle()) {
      ends.shift()?.();
      await nextTurn();
    }
    expect(await ledger.effectCounts()).toMatchObject({ done: 2 });
  });

  it("tries again with growing waits, tells what is unknown, and honours what the other side asked for", async () => {
    const seen: unknown[] = [];
    const settled: SettleAs[] = [];
    const outcomes: Outcome[] = [
      { retry: "timeout", unknown: true },
      { retry: "ratelimited", unknown: false, afterMs: 9_000, forgetRef: true },
      DONE,
    ];
    await ask(ledger, [act("post")]);
    run({
      perform: async ({ attempts, unknownSince }) => {
        seen.push([clock.now() - T, attempts, unknownSince]);
        return outcomes.shift() ?? { gaveUp: "asked too often" };
      },
      settle: async (effect, outcome, as) => {
        settled.push(as);
        await settle(effect, outcome, as);
      },
    });
    await pass(60_000);
    expect(settled).toStrictEqual([
      { retryAt: T + 1_000, error: "timeout", unknown: true },
      { retryAt: T + 10_000, error: "ratelimited", unknown: false, forgetRef: true },
      { done: true },
    ]);
    expect(seen).toEqual([
      [0, 1, undefined],
      [1_000, 2, T],
      [10_000, 3, undefined],
    ]);
    expect(await ledger.effect("post")).toMatchObject({ state: "done" });
  });

  it("gives up when patience is over, with the last reason", async () => {
    const settled: SettleAs[] = [];
    await ask(ledger, [act("post", { patience: 7_000 }), act("never")]);
    run({
      perform: async ({ key }) =>
        key === "never" ? { gaveUp: "no such channel" } : { retry: "timeout", unknown: false },
      settle: async (effect, outcome, as) => {
        settled.push(as);
        await settle(effect, outcome, as);
      },
    });
    await pass(120_000);
    expect(settled.at(-1)).toEqual({ gaveUp: "timeout" });
    expect(await ledger.effect("post")).toMatchObject({ state: "gave-up", error: "timeout", attempts: 5 });
    expect(await ledger.effect("never")).toMatchObject({ state: "gave-up", attempts: 1 });
  });

  it("waits for room without counting an attempt or losing patience", async () => {
    let asked = 0;
    await ask(ledger, [act("post", { patience: 1_000 })]);
    run({
      perform: async () => {
        asked += 1;
        return asked < 4 ? { later: clock.now() + 30_000 } : { retry: "timeout", unknown: false };
      },
    });
    await pass(90_000);
    expect(asked).toBe(4);
    expect(await ledger.effect("post")).toMatchObject({ state: "waiting", attempts: 1 });
  });

  it("waits a moment at least for room that it was told there is", async () => {
    await ask(ledger, [act("post")]);
    let asked = 0;
    run({ perform: async () => (asked++ === 0 ? { later: clock.now() - 5_000 } : DONE) });
    await untilIdle();
    expect(await ledger.effect("post")).toMatchObject({ state: "waiting", notBefore: T + 1 });
    await pass(1);
    expect(await ledger.effect("post")).toMatchObject({ state: "done" });
  });

  it("does at once what another process asks for while it looks when to wake", async () => {
    let looked = false;
    const shared: Ledger = {
      ...ledger,
      nextDue: async (now) => {
        if (!looked) await ask(ledger, [act("page")]);
        looked = true;
        return ledger.nextDue(now);
      },
    };
    run({ ledger: shared });
    await untilIdle();
    expect(await ledger.effect("page")).toMatchObject({ state: "done", settledAt: T });
  });

  it("sleeps until something is due, though something is in flight", async () => {
    let end = (): void => undefined;
    await ask(ledger, [act("slow"), act("later", { notBefore: T + 30_000 })]);
    run({
      perform: async () => {
        await new Promise<void>((resolve) => {
          end = resolve;
        });
        return DONE;
      },
    });
    while (clock.nextWake() === null) await nextTurn();
    expect(clock.nextWake()).toBe(T + 30_000);
    end();
    await untilIdle();
  });

  it("takes a performer that throws for a bug: logged, and tried again as unknown", async () => {
    const seen: unknown[] = [];
    const thrown = [new TypeError("undefined is not a function"), "out of order"];
    await ask(ledger, [act("post")]);
    run({
      perform: async ({ unknownSince, error }) => {
        seen.push([unknownSince, error]);
        if (thrown.length > 0) throw thrown.shift();
        return DONE;
      },
    });
    await pass(10_000);
    expect(seen).toEqual([
      [undefined, undefined],
      [T, "undefined is not a function"],
      [T, "out of order"],
    ]);
    expect(problems).toEqual(["A performer threw", "A performer threw"]);
    expect(details[1]).toEqual({ effect: "post", error: "out of order" });
  });

  it("tries an effect again whose outcome could not be recorded, once its lease is over", async () => {
    const seen: (number | undefined)[] = [];
    await ask(ledger, [act("post")]);
    run({
      perform: async ({ unknownSince }) => {
        seen.push(unknownSince);
        return DONE;
      },
      settle: async (effect, outcome, as) => {
        if (seen.length === 1) throw new Error("the disk is full");
        await settle(effect, outcome, as);
      },
    });
    await pass(59_999);
    expect(seen).toEqual([undefined]);
    await pass(1);
    expect(seen).toEqual([undefined, T]);
    expect(problems).toEqual(["What became of an effect could not be recorded"]);
    expect(details).toEqual([{ effect: "post", error: new Error("the disk is full") }]);
  });

  it("works deliveries off in order, one at a time a source, and past one that fails", async () => {
    const delivered: string[] = [];
    let bad = 2;
    for (const id of ["p1", "p2", "p3", "s1"]) {
      await ledger.takeIn({ id, source: id.startsWith("p") ? "pagerduty" : "slack", body: {}, receivedAt: T });
    }
    const now = new Map<string, number>();
    async function deliver({ id, source }: InboxRow): Promise<void> {
      expect(now.get(source) ?? 0).toBe(0);
      now.set(source, 1);
      await nextTurn();
      now.set(source, 0);
      if (id === "p1" && bad-- > 0) throw new Error("not yet");
      delivered.push(`${id} at ${clock.now() - T}`);
    }
    run({ deliver });
    await pass(10_000);
    expect(delivered.filter((each) => each.startsWith("p"))).toEqual(["p2 at 0", "p3 at 0", "p1 at 3000"]);
    expect(delivered).toContain("s1 at 0");
    expect(problems).toEqual(["A delivery failed", "A delivery failed"]);
    expect(await ledger.nextDue(clock.now())).toBeUndefined();
  });

  it("warns of a delivery that is only early, and calls it an error when it fails often", async () => {
    const logged: unknown[] = [];
    await ledger.takeIn({ id: "p1", source: "pagerduty", body: {}, receivedAt: T });
    run({
      deliver: () => Promise.reject(new Error("not yet")),
      log: {
        warn: (_message, { delivery, attempts }) => logged.push(["warn", delivery, attempts]),
        error: (_message, { delivery, attempts }) => logged.push(["error", delivery, attempts]),
      },
    });
    await pass(7_000);
    expect(logged).toEqual([
      ["warn", "p1", 1],
      ["warn", "p1", 2],
      ["warn", "p1", 3],
      ["error", "p1", 4],
    ]);
    expect(await ledger.inboxDue(T + 15_000)).toMatchObject([{ id: "p1", attempts: 4 }]);
  });

  it("tries a delivery again a second later that could not be put off", async () => {
    const disk = new Error("the disk is full");
    const flaky: Ledger = { ...ledger, failDelivery: () => Promise.reject(disk) };
    const tried: number[] = [];
    await ledger.takeIn({ id: "p1", source: "pagerduty", body: {}, receivedAt: T });
    run({
      ledger: flaky,
      deliver: async () => {
        tried.push(clock.now() - T);
        if (tried.length === 1) throw new Error("not yet");
      },
    });
    while (problems.length < 2) await nextTurn();
    await clock.advance(1_000);
    await untilIdle();
    expect(tried).toEqual([0, 1_000]);
    expect(problems).toEqual(["A delivery failed", "A failed delivery could not be put off"]);
    expect(details[1]).toEqual({ delivery: "p1", error: disk });
  });

  it("delivers once, though the ledger's answer is out of date when it comes", async () => {
    const slow: Ledger = {
      ...ledger,
      inboxDue: async (...args) => {
        const rows = await ledger.inboxDue(...args);
        for (let turns = 0; turns < 5; turns += 1) await nextTurn();
        return rows;
      },
    };
    const delivered: string[] = [];
    for (const id of ["p1", "p2"]) await ledger.takeIn({ id, source: "pagerduty", body: {}, receivedAt: T });
    run({
      ledger: slow,
      deliver: async ({ id }) => {
        for (let turns = 0; turns < 3; turns += 1) await nextTurn();
        worker?.wake();
        for (let turns = 0; turns < 3; turns += 1) await nextTurn();
        delivered.push(id);
      },
    });
    await untilIdle();
    expect(delivered).toEqual(["p1", "p2"]);
  });

  it("puts a surface that is dirtied again and again as often as its gap allows", async () => {
    const puts: string[] = [];
    run({
      perform: async ({ wanted }) => {
        puts.push(`${wanted} at ${clock.now() - T}`);
        return DONE;
      },
    });
    for (let change = 1; change <= 10; change += 1) {
      await ask(ledger, [surface("card", { gap: 3_000 })], clock.now());
      worker?.wake();
      await pass(100);
    }
    await pass(10_000);
    expect(puts).toEqual(["1 at 0", "10 at 3000"]);
  });

  it("lets other work of the process run while it has much to do", async () => {
    await ask(
      ledger,
      Array.from({ length: 400 }, (_, n) => act(`post-${n}`)),
    );
    run({});
    let turns = 0;
    while (!worker?.idle()) {
      await nextTurn();
      turns += 1;
    }
    expect(turns).toBeGreaterThan(100);
    expect(await ledger.effectCounts()).toMatchObject({ done: 400 });
  });

  it("survives a ledger that fails for a while", async () => {
    let failing = true;
    await ask(ledger, [act("post")]);
    const flaky: Ledger = {
      ...ledger,
      inboxDue: (...args) => (failing ? Promise.reject(new Error("disk full")) : ledger.inboxDue(...args)),
    };
    run({ ledger: flaky });
    await untilIdle();
    expect(problems).toEqual(["The ledger fails; the worker tries again"]);
    expect(details).toEqual([{ error: new Error("disk full") }]);
    failing = false;
    await clock.advance(1_000);
    await untilIdle();
    expect(await ledger.effect("post")).toMatchObject({ state: "done" });
  });

  it("begins no delivery of which it learns when it was told to stop", async () => {
    let learn = (): void => undefined;
    const asked = new Promise<void>((resolve) => {
      learn = resolve;
    });
    const slow: Ledger = {
      ...ledger,
      inboxDue: async (now) => {
        await asked;
        return ledger.inboxDue(now);
      },
    };
    const delivered: string[] = [];
    await ledger.takeIn({ id: "p1", source: "pagerduty", body: {}, receivedAt: T });
    const { stop } = run({ ledger: slow, deliver: async ({ id }) => void delivered.push(id) });
    const stopping = stop();
    learn();
    await stopping;
    expect(delivered).toEqual([]);
  });

  it("stops by finishing what is in flight and beginning nothing", async () => {
    let end: (() => void) | undefined;
    await ask(ledger, [act("a"), act("b")]);
    const { stop } = run({
      concurrency: 1,
      perform: async () => {
        await new Promise<void>((resolve) => {
          end = resolve;
        });
        return DONE;
      },
    });
    while (end === undefined) await nextTurn();
    let stopped = false;
    const stopping = stop().then(() => {
      stopped = true;
    });
    for (let turns = 0; turns < 20; turns += 1) await nextTurn();
    expect(stopped).toBe(false);
    end();
    await stopping;
    expect(await ledger.effectCounts()).toMatchObject({ done: 1, waiting: 1 });
    worker = undefined;
  });
});
