import type { Batch, ClaimedEffect, Ledger, LookUpRow, NewEffect, NewEvent } from "../../src/ledger/ledger.ts";
import type { Json } from "../../src/shared/json.ts";
import type { Instant } from "../../src/shared/time.ts";

/** An instant to count from. */
export const T = 1_800_000_000_000;

export function event(type = "NoteAdded", body: Json = { text: "disk at 91 %" }): NewEvent {
  return { type, occurredAt: T, body };
}

export function batch(change: Partial<Batch> = {}): Batch {
  return {
    stream: "incident/A",
    expected: 0,
    recordedAt: T,
    actor: "slack:U1",
    cause: "trigger-1",
    events: [],
    ...change,
  };
}

export function act(key: string, change: Partial<NewEffect> = {}): NewEffect {
  return { key, kind: "post", mode: "act", lane: "", priority: 3, body: { text: key }, patience: 600_000, ...change };
}

export function surface(key: string, change: Partial<NewEffect> = {}): NewEffect {
  return act(key, { kind: "card", mode: "surface", ...change });
}

export function summary(change: Partial<LookUpRow> = {}): LookUpRow {
  return {
    stream: "incident/A",
    ref: "INC-1",
    series: "INC",
    number: 1,
    title: "Checkout returns 500s",
    status: "investigating",
    open: true,
    severityRank: 1,
    private: false,
    mode: "live",
    channel: undefined,
    openedAt: T,
    changedAt: T,
    version: 0,
    data: { services: ["checkout"] },
    ...change,
  };
}

/** Asks for effects without any event, at a given time. */
export async function ask(ledger: Ledger, effects: readonly NewEffect[], recordedAt: Instant = T): Promise<void> {
  const appended = await ledger.append(batch({ stream: "workspace", recordedAt, effects }));
  if (!appended.ok) throw new Error(`Not asked: ${appended.why}`);
}

export function claim(ledger: Ledger, now: Instant = T, owner = "worker"): Promise<ClaimedEffect | undefined> {
  return ledger.claimEffect({ owner, now, lease: 60_000 });
}

export async function claimed(ledger: Ledger, now: Instant = T): Promise<ClaimedEffect> {
  const effect = await claim(ledger, now);
  if (effect === undefined) throw new Error("Nothing was due.");
  return effect;
}

/** Keys in the order in which they are claimed at one instant, none of them settled. */
export async function claimedKeys(ledger: Ledger, now: Instant = T): Promise<readonly string[]> {
  const keys: string[] = [];
  for (let next = await claim(ledger, now); next !== undefined; next = await claim(ledger, now)) keys.push(next.key);
  return keys;
}

export async function settle(
  ledger: Ledger,
  effect: ClaimedEffect,
  as: NonNullable<Batch["settle"]>["as"],
  recordedAt: Instant = T,
): Promise<void> {
  const { key, owner, attempt } = effect;
  const appended = await ledger.append(batch({ stream: "workspace", recordedAt, settle: { key, owner, attempt, as } }));
  if (!appended.ok) throw new Error(`Not settled: ${appended.why}`);
}
