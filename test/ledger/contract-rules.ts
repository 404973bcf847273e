import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ClaimedEffect, Ledger, NewEffect } from "../../src/ledger/ledger.ts";
import type { Bench } from "./contract.ts";
import { act, batch, event, surface, T } from "./given.ts";

const LEASE = 60_000;
const LANES: Readonly<Record<string, string>> = { a: "", b: "", c: "L1", d: "L1", e: "L2", f: "L2" };
const STREAMS = ["incident/A", "incident/B"] as const;

/** One thing that happens to a ledger, in a world so small that clashes are frequent. */
const appendStep = fc.record({
  type: fc.constant("append" as const),
  stream: fc.constantFrom(...STREAMS),
  behind: fc.constantFrom(0, 0, 0, 1),
  events: fc.integer({ min: 0, max: 3 }),
  channel: fc.option(fc.constantFrom("C1", "C2"), { nil: undefined }),
});
const askStep = fc.record({
  type: fc.constant("ask" as const),
  name: fc.constantFrom(...Object.keys(LANES)),
  mode: fc.constantFrom("act" as const, "surface" as const),
  needs: fc.option(fc.constantFrom("act a", "surface b"), { nil: undefined }),
  priority: fc.integer({ min: 1, max: 3 }),
  delay: fc.constantFrom(0, 0, 2_000),
});
const step = fc.oneof(
  appendStep,
  askStep,
  fc.record({ type: fc.constant("claim" as const), owner: fc.constantFrom("w1", "w2") }),
  fc.record({
    type: fc.constant("settle" as const),
    which: fc.nat(20),
    as: fc.constantFrom("done" as const, "retry" as const, "unknown" as const, "gave-up" as const, "release" as const),
  }),
  fc.record({ type: fc.constant("wait" as const), ms: fc.constantFrom(1, 1_000, 30_000, 60_000) }),
  fc.record({ type: fc.constant("revive" as const), name: fc.constantFrom(...Object.keys(LANES)) }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
type Settling = Extract<Step, { type: "settle" }>["as"];

/** What is known from outside about a ledger, against which each answer is held. */
type Known = {
  now: number;
  readonly channels: Map<string, string>;
  readonly claimed: ClaimedEffect[];
  readonly inFlight: Map<string, { readonly lane: string; readonly attempt: number; readonly until: number }>;
  readonly done: Map<string, number>;
};

export function describeRules(bench: () => Bench): void {
  describe("whatever happens", () => {
    it("versions are dense, the chain holds, what is unique stays so, a lane is never shared, an act is done once", async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (script) => {
          await bench().empty();
          const { ledger } = bench();
          const known: Known = { now: T, channels: new Map(), claimed: [], inFlight: new Map(), done: new Map() };
          for (const each of script) await take(ledger, known, each);

          for (const stream of STREAMS) {
            const versions = (await ledger.read(stream)).map((each) => each.version);
            expect(versions).toEqual(versions.map((_, index) => index + 1));
          }
          expect(await ledger.verify()).toEqual([]);
          for (const [value, stream] of known.channels) {
            expect(await ledger.claimedBy({ kind: "channel", value })).toBe(stream);
          }
          expect([...known.done.values()].filter((count) => count > 1)).toEqual([]);
        }),
        { numRuns: 200 },
      );
    });
  });
}

async function take(ledger: Ledger, known: Known, each: Step): Promise<void> {
  switch (each.type) {
    case "append":
      return appendTo(ledger, known, each);
    case "ask": {
      await ledger.append(batch({ stream: "workspace", recordedAt: known.now, effects: [effectOf(known, each)] }));
      return;
    }
    case "claim":
      return claimOne(ledger, known, each.owner);
    case "settle":
      return settleOne(ledger, known, known.claimed[each.which], each.as);
    case "wait":
      known.now += each.ms;
      return;
    case "revive":
      await ledger.append(batch({ stream: "workspace", recordedAt: known.now, revive: [`act ${each.name}`] }));
  }
}

async function appendTo(
  ledger: Ledger,
  known: Known,
  { stream, behind, events, channel }: Extract<Step, { type: "append" }>,
): Promise<void> {
  const version = (await ledger.read(stream)).length;
  const appended = await ledger.append(
    batch({
      stream,
      recordedAt: known.now,
      expected: version - behind,
      events: Array.from({ length: events }, () => event()),
      ...(channel !== undefined && { claims: [{ kind: "channel", value: channel }] }),
    }),
  );
  const free = channel === undefined || (known.channels.get(channel) ?? stream) === stream;
  expect(appended.ok).toBe((behind === 0 || events === 0) && free);
  if (appended.ok && channel !== undefined) known.channels.set(channel, stream);
}

function effectOf(known: Known, { name, mode, needs, priority, delay }: Extract<Step, { type: "ask" }>): NewEffect {
  const key = `${mode} ${name}`;
  return (mode === "act" ? act : surface)(key, {
    lane: LANES[name] ?? "",
    priority,
    notBefore: known.now + delay,
    ...(needs !== undefined && needs !== key && { needs }),
  });
}

/** Something is claimed exactly when `nextDue` says so. */
async function claimOne(ledger: Ledger, known: Known, owner: string): Promise<void> {
  const due = await ledger.nextDue(known.now);
  const effect = await ledger.claimEffect({ owner, now: known.now, lease: LEASE });
  expect(effect !== undefined).toBe(due !== undefined && due <= known.now);
  if (effect === undefined) return;
  const { key, lane, attempt } = effect;
  const sharing = [...known.inFlight].filter(
    ([, other]) => other.until > known.now && other.lane === lane && lane !== "",
  );
  expect(sharing).toEqual([]);
  expect(known.inFlight.get(key)?.until ?? 0).toBeLessThanOrEqual(known.now);
  known.claimed.push(effect);
  known.inFlight.set(key, { lane, attempt, until: known.now + LEASE });
}

async function settleOne(ledger: Ledger, known: Known, effect: ClaimedEffect | undefined, as: Settling): Promise<void> {
  if (effect === undefined) return;
  const { key, owner, attempt, mode } = effect;
  const holds = known.inFlight.get(key)?.attempt === attempt;
  if (as === "release") {
    await ledger.releaseEffect(effect, known.now + 1_000);
    if (holds) known.inFlight.delete(key);
    return;
  }
  const settle = { key, owner, attempt, as: settleAs(known, as) };
  const appended = await ledger.append(batch({ stream: "workspace", recordedAt: known.now, settle }));
  // What it needs may have been given up meanwhile, which cancels it; otherwise the holder can always settle.
  if (!holds) expect(appended).toEqual({ ok: false, why: "settle" });
  if (!appended.ok) return;
  known.inFlight.delete(key);
  if (mode === "act" && as === "done") known.done.set(key, (known.done.get(key) ?? 0) + 1);
}

function settleAs(
  known: Known,
  as: Exclude<Settling, "release">,
): NonNullable<Parameters<Ledger["append"]>[0]["settle"]>["as"] {
  switch (as) {
    case "done":
      return { done: true };
    case "gave-up":
      return { gaveUp: "no" };
    case "retry":
    case "unknown":
      return { retryAt: known.now + 500, error: "again", unknown: as === "unknown" };
  }
}
