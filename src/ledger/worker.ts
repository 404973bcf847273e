import { setImmediate as nextTurn } from "node:timers/promises";
import type { Json } from "../shared/json.ts";
import { type Clock, HOUR, type Instant, MINUTE, SECOND } from "../shared/time.ts";
import { nextAttempt } from "./backoff.ts";
import type { ClaimedEffect, InboxRow, Ledger, SettleAs } from "./ledger.ts";

/** What a performer says became of an effect in the world. */
export type Outcome =
  /** `result` is told to `settle`, so that it can cause an event. */
  | { readonly done: true; readonly ref?: Json; readonly shown?: string; readonly result?: Json }
  /** `unknown`: the call, or one before it, may have happened. */
  | { readonly retry: string; readonly afterMs?: number; readonly unknown: boolean; readonly forgetRef?: boolean }
  /** A limit has no room before this instant; nothing was tried. */
  | { readonly later: Instant }
  | { readonly gaveUp: string };

/** An outcome of an attempt that was made. */
export type Tried = Exclude<Outcome, { readonly later: Instant }>;

export type WorkerOptions = {
  readonly ledger: Ledger;
  readonly clock: Clock;
  /** As in the lease of the worker's role, so that whoever takes the role over takes over its claims. */
  readonly owner: string;
  /** Effects at once. */
  readonly concurrency?: number;
  /** Milliseconds that a claim holds; longer than `perform` can take. */
  readonly lease?: number;
  readonly random?: () => number;
  readonly perform: (effect: ClaimedEffect) => Promise<Outcome>;
  /** Appends the settling together with the events it causes. A retry that has lost patience comes as a give-up. */
  readonly settle: (effect: ClaimedEffect, outcome: Tried, as: SettleAs) => Promise<void>;
  readonly deliver: (row: InboxRow) => Promise<void>;
  readonly log: Readonly<Record<"warn" | "error", (message: string, data: Readonly<Record<string, unknown>>) => void>>;
};

export type Worker = {
  /** Something may have become due. */
  wake(): void;
  /** Nothing is in flight and nothing is due now. */
  idle(): boolean;
  /** Takes nothing new and waits for what is in flight. */
  stop(): Promise<void>;
};

const CONCURRENCY = 8;
/** Without a reason each wake would build an exception, stack and all. */
const WOKEN = "woken";
/** A delivery that fails so often is not only early. */
const OFTEN = 3;

/** The one scheduler: works off what the inbox and the outbox hold when it is due, and sleeps on the clock in between. */
export function runWorker(options: WorkerOptions): Worker {
  const { ledger, clock, owner, concurrency = CONCURRENCY, lease = MINUTE, random = Math.random, log } = options;
  const effects = new Set<Promise<void>>();
  /** By source: deliveries of one source go one at a time, in order of arrival. */
  const deliveries = new Map<string, Promise<void>>();
  let stopped = false;
  let woken = false;
  let alarm = new AbortController();
  /** While resting: until when. */
  let resting: { readonly until: Instant } | undefined;

  function wake(): void {
    woken = true;
    alarm.abort(WOKEN);
  }

  const inFlight = (): number => effects.size + deliveries.size;

  async function work(): Promise<void> {
    while (!stopped) {
      woken = false;
      try {
        await startDeliveries();
        await startEffects();
        await rest(await ledger.nextDue(clock.now()));
      } catch (error) {
        log.error("The ledger fails; the worker tries again", { error });
        await rest(clock.now() + SECOND);
      }
      await nextTurn();
    }
  }

  async function startDeliveries(): Promise<void> {
    // What is in flight now may be worked off by the time the answer is here, and must not be taken for due then.
    const busy = new Set(deliveries.keys());
    for (const row of await ledger.inboxDue(clock.now())) {
      if (stopped) return;
      if (busy.has(row.source)) continue;
      const delivered = deliver(row).finally(() => {
        deliveries.delete(row.source);
        wake();
      });
      deliveries.set(row.source, delivered);
    }
  }

  async function startEffects(): Promise<void> {
    while (!stopped && effects.size < concurrency) {
      const effect = await ledger.claimEffect({ owner, now: clock.now(), lease });
      if (effect === undefined) return;
      const performed = perform(effect).finally(() => {
        effects.delete(performed);
        wake();
      });
      effects.add(performed);
      await nextTurn();
    }
  }

  /** What is due but cannot start waits for what is in flight, which wakes the worker at its end. */
  async function rest(due: Instant | undefined): Promise<void> {
    const now = clock.now();
    const until = due === undefined ? now + HOUR : due <= now && inFlight() > 0 ? now + SECOND : due;
    if (woken || stopped || until <= now) return;
    alarm = new AbortController();
    resting = { until };
    await clock.sleep(until - now, alarm.signal);
    resting = undefined;
  }

  async function deliver(row: InboxRow): Promise<void> {
    try {
      await options.deliver(row);
      await ledger.finishDelivery(row.id, clock.now());
    } catch (error) {
      const level = row.attempts < OFTEN ? "warn" : "error";
      log[level]("A delivery failed", { delivery: row.id, attempts: row.attempts + 1, error });
      await failed(row, error);
    }
  }

  async function failed(row: InboxRow, error: unknown): Promise<void> {
    const notBefore = nextAttempt(row.attempts + 1, clock.now(), undefined, random);
    try {
      await ledger.failDelivery(row.id, messageOf(error), notBefore);
    } catch (again) {
      log.error("A failed delivery could not be put off", { delivery: row.id, error: again });
      await clock.sleep(SECOND);
    }
  }

  async function perform(effect: ClaimedEffect): Promise<void> {
    try {
      const outcome = await attempt(effect);
      const now = clock.now();
      if ("later" in outcome) await ledger.releaseEffect(effect, Math.max(Math.ceil(outcome.later), now + 1));
      else await options.settle(effect, outcome, settling(effect, outcome, now));
    } catch (error) {
      // Its lease runs out, and it is tried again as unknown.
      log.error("What became of an effect could not be recorded", { effect: effect.key, error });
    }
  }

  async function attempt(effect: ClaimedEffect): Promise<Outcome> {
    try {
      return await options.perform(effect);
    } catch (error) {
      log.error("A performer threw", { effect: effect.key, error });
      return { retry: messageOf(error), unknown: true };
    }
  }

  function settling(effect: ClaimedEffect, outcome: Tried, now: Instant): SettleAs {
    if ("done" in outcome) {
      const { ref, shown } = outcome;
      return { done: true, ...(ref !== undefined && { ref }), ...(shown !== undefined && { shown }) };
    }
    if ("gaveUp" in outcome) return outcome;
    if (now - effect.firstTriedAt > effect.patience) return { gaveUp: outcome.retry };
    return {
      retryAt: nextAttempt(effect.attempts, now, outcome.afterMs, random),
      error: outcome.retry,
      unknown: outcome.unknown,
      ...(outcome.forgetRef !== undefined && { forgetRef: outcome.forgetRef }),
    };
  }

  const working = work();
  return {
    wake,
    idle: () => resting !== undefined && !woken && inFlight() === 0 && resting.until > clock.now(),
    async stop() {
      stopped = true;
      wake();
      await working;
      await Promise.all([...effects, ...deliveries.values()]);
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
