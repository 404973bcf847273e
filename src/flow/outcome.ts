import type { IncidentCommand } from "../incident/command.ts";
import type { EffectKind } from "../incident/effect.ts";
import type { ReminderAbout } from "../incident/event.ts";
import type { ClaimedEffect, Ledger, Settle, SettleAs } from "../ledger/ledger.ts";
import type { Json } from "../shared/json.ts";
import type { Clock } from "../shared/time.ts";
import type { Result, Wish } from "./carry-out.ts";

/**
 * Writes down what became of an effect. Settling it and the event that it causes are one append, so that a crash
 * between the two can neither lose nor double the event.
 */
export function settling(parts: {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly carryOut: (wish: Wish) => Promise<Result>;
}) {
  const { ledger, clock, carryOut } = parts;
  return async (effect: ClaimedEffect, as: SettleAs, result: Json | undefined): Promise<void> => {
    const settle: Settle = { key: effect.key, owner: effect.owner, attempt: effect.attempt, as };
    const common = { stream: effect.stream, actor: "pitwall", cause: effect.key, settle };
    const command = commandOf(effect, as, result);
    if (command !== undefined) {
      await carryOut({ ...common, command });
      return;
    }
    await ledger.append({ ...common, expected: 0, recordedAt: clock.now(), events: [] });
  };
}

function commandOf(effect: ClaimedEffect, as: SettleAs, result: Json | undefined): IncidentCommand | undefined {
  if (!effect.stream.startsWith("incident/")) return undefined;
  if ("gaveUp" in as) return { type: "recordGaveUp", key: effect.key, kind: effect.kind, why: as.gaveUp };
  if (!("done" in as)) return undefined;
  const kind = effect.kind as EffectKind;
  if (kind === "remind") {
    const { about } = effect.body as { about: ReminderAbout };
    return { type: "remind", about };
  }
  // The performers of these kinds state their result in just these shapes.
  if (kind === "open-channel" && result !== undefined) {
    return { type: "recordChannel", byHand: false, ...(result as { channel: string; name: string }) };
  }
  if (kind === "page" && result !== undefined) {
    const { page } = effect.body as { page: string };
    const sent = result as { alert: string; url: string | null; people: string[]; invite: string[]; unnamed: string[] };
    return { type: "recordPageSent", page, ...sent };
  }
  if (kind === "find-people" && result !== undefined) {
    return { type: "recordFound", ...(result as { users: string[] }) };
  }
  return { type: "recordDone", key: effect.key };
}
