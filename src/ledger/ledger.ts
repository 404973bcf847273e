import type { Json } from "../shared/json.ts";
import type { Instant } from "../shared/time.ts";

/**
 * The port behind which everything durable lies: events, the inbox, the outbox and the look-up rows.
 * It knows streams, versions, types and bodies, and no feature. All its writes are data, never a callback:
 * better-sqlite3 refuses a transaction that spans an `await`, so rules are decided outside and appended whole.
 */
export type Ledger = {
  /** Events of a stream in order; empty when there is none. */
  read(stream: string, afterVersion?: number): Promise<readonly StoredEvent[]>;
  /** All or nothing. A conflict means: read again, decide again. */
  append(batch: Batch): Promise<Appended>;
  /** The stream that holds something unique, such as a channel or a PagerDuty incident. */
  claimedBy(claim: Claim): Promise<string | undefined>;
  /** The last number given out in a series; 0 before the first. */
  counter(series: string): Promise<number>;
  /** The series goes on after this number, unless it has come further by itself. */
  raiseCounter(series: string, to: number): Promise<void>;
  lookUp(query: LookUpQuery): Promise<readonly LookUpRow[]>;
  alerts(stream: string): Promise<readonly AlertRow[]>;
  alert(stream: string, source: string, key: string): Promise<AlertRow | undefined>;
  /** The alerts of every open incident by service and policy; `alertKey` is looked for among them. */
  alertGroups(alertKey: string | null): Promise<readonly AlertGroup[]>;

  /** Stores a delivery under its own id. Not fresh: it was here before, and `reply` is what was answered then. */
  takeIn(delivery: Delivery): Promise<{ readonly fresh: boolean; readonly reply: Json | undefined }>;
  /** Of each source the oldest delivery that is due: those of one source are worked off one at a time, in order. */
  inboxDue(now: Instant): Promise<readonly InboxRow[]>;
  finishDelivery(id: string, now: Instant): Promise<void>;
  failDelivery(id: string, error: string, notBefore: Instant): Promise<void>;

  /** Leases the most urgent due effect whose lane is free and whose need is met. Commits the attempt before it is made. */
  claimEffect(request: ClaimRequest): Promise<ClaimedEffect | undefined>;
  /** Gives a claimed effect back untried, for instance because a rate limit has no room before `notBefore`. */
  releaseEffect(claimed: ClaimedEffect, notBefore: Instant): Promise<void>;
  /** `now` when an effect or a delivery is due, else when one may be, rather too early than too late; undefined when nothing waits. */
  nextDue(now: Instant): Promise<Instant | undefined>;
  effect(key: string): Promise<OutboxRow | undefined>;
  effectsOf(stream: string): Promise<readonly OutboxRow[]>;
  effectCounts(): Promise<Readonly<Record<OutboxState, number>> & { readonly oldestWaiting: Instant | undefined }>;
  /**
   * For a record that is older than the world: of whatever waits nobody knows whether it has happened. It is asked for
   * before it is done, and the time that has passed is no reason to give it up. Returns how many wait.
   */
  doubtEffects(now: Instant): Promise<number>;
  /** What waits to be done once, by kind, the most urgent first. Surfaces are not among them. */
  waitingActs(): Promise<readonly { readonly kind: string; readonly count: number; readonly oldest: Instant }[]>;
  /** The operator does not want what waits to be done once. Returns how many there were. */
  dropActs(now: Instant, why: string): Promise<number>;
  /**
   * Makes surfaces dirty without an event, for instance when someone deleted a message by hand. Unknown keys are ignored.
   * With `notBefore` there is no hurry: one that is put sooner for another reason is not held up.
   */
  touchSurface(
    key: string,
    change: { readonly now: Instant; readonly forgetRef: boolean; readonly notBefore?: Instant },
  ): Promise<void>;

  person(id: string): Promise<PersonRow | undefined>;
  people(): Promise<readonly PersonRow[]>;
  savePerson(person: PersonRow): Promise<void>;
  meta(key: string): Promise<string | undefined>;
  setMeta(key: string, value: string): Promise<void>;

  /** One holder at a time; extends the lease of the holder. False when another one holds it. */
  holdLease(name: string, owner: string, now: Instant, ms: number): Promise<boolean>;
  dropLease(name: string, owner: string): Promise<void>;
  /** Who holds it; undefined when nobody does, or the holder is known to be dead. */
  leaseHolder(name: string, now: Instant): Promise<string | undefined>;
  /** Calls back when another process has committed to the same database. Returns how to stop. */
  onForeignChange(listener: () => void): () => void;

  /** Every stream whose key begins with the prefix, oldest first. */
  streams(prefix: string): Promise<readonly string[]>;
  /** Recomputes the hash chain. A blank body is accepted only where a later `Masked` event names it. */
  verify(stream?: string): Promise<readonly ChainFault[]>;
  /** Throws when the database cannot be written. */
  probe(): Promise<void>;
  /** Removes worked-off deliveries and settled effects older than these instants. */
  purge(before: { readonly inbox: Instant; readonly outbox: Instant }): Promise<void>;
  close(): Promise<void>;
};

export type StoredEvent = {
  readonly seq: number;
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  /** Who: `slack:U1`, `pagerduty:P1`, `cli:root`, or `pitwall` for the bot itself. */
  readonly actor: string;
  /** What brought it about: an inbox id or an effect key. */
  readonly cause: string;
  /** `null` once masked. */
  readonly body: Json;
  readonly chain: string;
};

export type NewEvent = { readonly type: string; readonly occurredAt: Instant; readonly body: Json };

export type Claim = { readonly kind: string; readonly value: string };

/** An act is done once; a surface is kept like the present, and ten changes of it in a second are one edit. */
export type EffectMode = "act" | "surface";

export type NewEffect = {
  /** Unique for ever: stream / event version / kind for an act, stream / kind for a surface. */
  readonly key: string;
  readonly kind: string;
  readonly mode: EffectMode;
  /** Effects of one lane go one at a time, in order of asking; "" has no order. */
  readonly lane: string;
  /** Smaller goes first. */
  readonly priority: number;
  readonly body: Json;
  /** Key of an effect that must be done before this one. If that one gives up, this one is cancelled. */
  readonly needs?: string;
  /** Not before this instant. On a surface that exists it replaces the earlier wish: so reminders move. */
  readonly notBefore?: Instant;
  /** Surfaces: least milliseconds between two puts. */
  readonly gap?: number;
  /** Milliseconds after the first attempt at which failing becomes giving up. */
  readonly patience: number;
};

/** `cancelled`: what it needs was given up. `dropped`: the operator did not want it done any more. */
export type OutboxState = "waiting" | "done" | "gave-up" | "cancelled" | "dropped";

export type OutboxRow = {
  readonly key: string;
  readonly stream: string;
  readonly kind: string;
  readonly mode: EffectMode;
  readonly lane: string;
  readonly priority: number;
  readonly body: Json;
  readonly needs: string | undefined;
  /** Surfaces: the version that is wanted and the one that was put last; equal when clean. Acts: 1 and 0 or 1. */
  readonly wanted: number;
  readonly done: number;
  /** Where it stands in the world, such as `{ channel, ts }`. */
  readonly ref: Json | undefined;
  /** Digest of what was put there last. */
  readonly shown: string | undefined;
  readonly gap: number;
  readonly patience: number;
  readonly askedAt: Instant;
  readonly notBefore: Instant;
  readonly attempts: number;
  readonly state: OutboxState;
  readonly error: string | undefined;
  readonly settledAt: Instant | undefined;
};

export type ClaimRequest = {
  readonly owner: string;
  readonly now: Instant;
  /** Milliseconds; longer than the longest call. */
  readonly lease: number;
};

export type ClaimedEffect = OutboxRow & {
  readonly owner: string;
  /** The claim's number; with the owner it fences a late settle. */
  readonly attempt: number;
  /** When an earlier attempt may have reached the world without our knowing: ask before repeating. */
  readonly unknownSince: Instant | undefined;
  /** When the first attempt was made, this one included. */
  readonly firstTriedAt: Instant;
};

/** What became of a claimed effect. Written in the same append as the events it causes. */
export type Settle = {
  readonly key: string;
  readonly owner: string;
  readonly attempt: number;
  readonly as: SettleAs;
};
export type SettleAs =
  | { readonly done: true; readonly ref?: Json; readonly shown?: string }
  | {
      readonly retryAt: Instant;
      readonly error: string;
      /** True when the call may have happened. */
      readonly unknown: boolean;
      /** Surfaces: the thing is gone from the world, put it anew. */
      readonly forgetRef?: boolean;
    }
  | { readonly gaveUp: string };

export type Batch = {
  readonly stream: string;
  /** The version that was decided on; 0 for a new stream. */
  readonly expected: number;
  readonly recordedAt: Instant;
  readonly actor: string;
  readonly cause: string;
  readonly events: readonly NewEvent[];
  readonly effects?: readonly NewEffect[];
  /** Must be free, or held by this very stream. */
  readonly claims?: readonly Claim[];
  readonly releases?: readonly Claim[];
  /** The series' counter goes from `value - 1` to `value`. */
  readonly counter?: { readonly series: string; readonly value: number };
  readonly summary?: LookUpRow;
  readonly alerts?: readonly AlertRow[];
  /** A command, button or form: its own row, worked off by this very append. */
  readonly delivery?: { readonly id: string; readonly source: string; readonly reply: Json };
  /** An event or webhook that was stored before and is worked off by this append. */
  readonly finishes?: string;
  readonly settle?: Settle;
  /** Effects that were given up and are to be tried again, with what needed them. */
  readonly revive?: readonly string[];
};

export type Appended =
  | { readonly ok: true; readonly version: number; readonly chain: string }
  /** `version`, `claim`, `counter`: somebody was faster, decide again. `delivery`: done before, `reply` was its answer.
   *  `settle`: the lease was lost, somebody else settled it: nothing was appended and nothing is to be done. */
  | { readonly ok: false; readonly why: "version" | "claim" | "counter" | "settle" }
  | { readonly ok: false; readonly why: "delivery"; readonly reply: Json };

export type Delivery = {
  readonly id: string;
  readonly source: string;
  readonly body: Json;
  readonly receivedAt: Instant;
};
export type InboxRow = Delivery & { readonly attempts: number };

/** One row an incident, for lists and for finding it; written in the same append as its events. */
export type LookUpRow = {
  readonly stream: string;
  /** `INC-7` */
  readonly ref: string;
  readonly series: string;
  readonly number: number;
  readonly title: string;
  readonly status: string;
  readonly open: boolean;
  /** 1 is the worst. */
  readonly severityRank: number;
  readonly private: boolean;
  readonly mode: string;
  readonly channel: string | undefined;
  readonly openedAt: Instant;
  readonly changedAt: Instant;
  readonly version: number;
  readonly data: Json;
};

export type LookUpQuery = {
  readonly ref?: string;
  readonly channel?: string;
  readonly open?: boolean;
  /** Newest first; at most this many. */
  readonly limit?: number;
};

/** Alerts are many and not events: one row a source and key, counted. */
export type AlertRow = {
  readonly stream: string;
  readonly source: string;
  /** The PagerDuty incident's id, or what else tells alerts of one source apart. */
  readonly key: string;
  readonly service: string;
  readonly title: string;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
  readonly open: boolean;
  /** By which it may be grouped: the escalation policy, and the key under which monitoring sent it. */
  readonly policy: string | null;
  readonly alertKey: string | null;
};

/** Alerts of one stream that have service and policy in common. */
export type AlertGroup = Pick<AlertRow, "stream" | "service" | "policy"> & {
  /** Of the latest. */
  readonly lastAt: Instant;
  readonly hasAlertKey: boolean;
};

export type PersonRow = {
  readonly id: string;
  readonly name: string;
  readonly email: string | undefined;
  /** IANA zone. */
  readonly zone: string | undefined;
  readonly deleted: boolean;
  readonly seenAt: Instant;
};

export type ChainFault = { readonly stream: string; readonly version: number; readonly fault: string };
