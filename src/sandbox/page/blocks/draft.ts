import { HOLDERS } from "../../slack/elements.ts";
import type { Value, Values } from "../../slack/model.ts";

/**
 * What a person has put into the inputs of one message, form or tab. What was typed here counts until the workspace knows
 * it; then what the workspace says counts, so that the same form in another browser is followed.
 */
export type Draft = {
  /** Undefined: nothing was put in here that the workspace does not know. */
  of(block: string, action: string): Value | undefined;
  /** `soon` keeps it once nothing was typed for a moment; `never` leaves that to whoever puts it in. */
  put(block: string, action: string, value: Value, kept: "soon" | "never"): void;
  /** Keeps what waits. */
  flush(): void;
  /** What the workspace knows now. */
  heard(served: Values): void;
  /** All that the inputs hold. What waits is not kept any more: it goes with these. */
  collect(served: Values): Values;
  subscribe(changed: () => void): () => void;
  /** Another number after each change. */
  version(): number;
};

const QUIET_MS = 250;

/** @param keep Tells the workspace. Failing it leaves the value in the draft, and so for the next `collect`. */
export function openDraft(keep: (block: string, action: string, value: Value) => void): Draft {
  const held = new Map<string, { readonly block: string; readonly action: string; readonly value: Value }>();
  const waiting = new Map<string, ReturnType<typeof setTimeout>>();
  const readers = new Set<() => void>();
  let version = 0;

  function changed(): void {
    version += 1;
    for (const read of readers) read();
  }

  function keepNow(key: string): void {
    clearTimeout(waiting.get(key));
    waiting.delete(key);
    const entry = held.get(key);
    if (entry !== undefined) keep(entry.block, entry.action, entry.value);
  }

  return {
    of: (block, action) => held.get(keyOf(block, action))?.value,
    put(block, action, value, kept) {
      const key = keyOf(block, action);
      held.set(key, { block, action, value });
      clearTimeout(waiting.get(key));
      if (kept === "soon")
        waiting.set(
          key,
          setTimeout(() => keepNow(key), QUIET_MS),
        );
      changed();
    },
    flush() {
      for (const key of [...waiting.keys()]) keepNow(key);
    },
    heard(served) {
      for (const [key, { block, action, value }] of held) {
        if (!waiting.has(key) && isSame(served[block]?.[action], value)) held.delete(key);
      }
    },
    collect(served) {
      for (const timer of waiting.values()) clearTimeout(timer);
      waiting.clear();
      const all: Values = { ...served };
      for (const { block, action, value } of held.values()) all[block] = { ...all[block], [action]: value };
      return all;
    },
    subscribe(read) {
      readers.add(read);
      return () => readers.delete(read);
    },
    version: () => version,
  };
}

function keyOf(block: string, action: string): string {
  return JSON.stringify([block, action]);
}

function isSame(one: Value | undefined, other: Value): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

type Holding = { readonly type: string; readonly action_id?: string | undefined };

/**
 * What an element holds, without its wrapping: what was typed, else what the workspace knows, else its preset. A value of
 * another type of element under the same ids does not count, as in Slack.
 */
export function heldBy(element: Holding, block: string, draft: Draft, served: Values): unknown {
  const holder = HOLDERS[element.type];
  if (holder === undefined) return undefined;
  const action = element.action_id ?? "";
  const value = [draft.of(block, action), served[block]?.[action]].find((each) => each?.type === element.type);
  const held =
    value === undefined ? (element as Readonly<Record<string, unknown>>)[holder.preset] : value[holder.value];
  return held ?? (holder.many === true ? [] : undefined);
}

/** As Slack says it in `view.state.values`: `{type, selected_option}` and the like. */
export function valueOf(element: Holding, held: unknown): Value {
  const holder = HOLDERS[element.type];
  if (holder === undefined) return { type: element.type, selected_option: held };
  return { type: element.type, [holder.value]: held ?? (holder.many === true ? [] : null) };
}
