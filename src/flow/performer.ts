import type { Json } from "../shared/json.ts";
import type { Instant } from "../shared/time.ts";

/** An effect that is being carried out: what a performer needs of its outbox row. */
export type Task = {
  readonly key: string;
  readonly stream: string;
  readonly kind: string;
  readonly body: Json;
  /** Where a surface stands in the world. */
  readonly ref: Json | undefined;
  /** Digest of what a surface showed last. */
  readonly shown: string | undefined;
  /** An earlier attempt may have reached the world: ask it before repeating. */
  readonly unknownSince: Instant | undefined;
  readonly firstTriedAt: Instant;
};

/** What became of it. `unknown`: it may have happened, so the next attempt asks first. */
export type Outcome =
  | { readonly done: true; readonly ref?: Json; readonly shown?: string; readonly result?: Json }
  | { readonly retry: string; readonly afterMs?: number; readonly unknown: boolean; readonly forgetRef?: boolean }
  | { readonly later: Instant }
  | { readonly gaveUp: string };

export type Performer = (task: Task) => Promise<Outcome>;
