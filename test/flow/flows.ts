import { type Flow, flowOver } from "../../src/flow/flow.ts";
import { defaultRules } from "../../src/incident/rules.ts";
import type { Ledger } from "../../src/ledger/ledger.ts";
import { openSqlite } from "../../src/ledger/sqlite.ts";
import type { Clock } from "../../src/shared/time.ts";

export const T = 1_800_000_000_000;
export const A = "incident/01HZZZZZZZZZZZZZZZZZZZZZZA";
export const B = "incident/01HZZZZZZZZZZZZZZZZZZZZZZB";

/** A time that stands still; what sleeps on it wakes at once. */
export const stillClock: Clock = { now: () => T, sleep: async () => {} };

export function flowOn(ledger: Ledger): Flow {
  return flowOver({
    ledger,
    rules: defaultRules,
    clock: stillClock,
    random: () => 0.5,
    mask: (text) => text.replaceAll("hunter2", "[hidden]"),
  });
}

export async function memoryFlow(): Promise<Flow & { readonly ledger: Ledger }> {
  const ledger = await openSqlite(":memory:");
  return { ...flowOn(ledger), ledger };
}

export function note(text: string) {
  return { type: "addNote", text, decision: false, message: null } as const;
}

export function wish<Command>(stream: string, command: Command) {
  return { stream, command, actor: "slack:U1", cause: "a test" };
}
