import type { Json } from "../shared/json.ts";
import type { ClaimedEffect, EffectMode, OutboxRow, OutboxState } from "./ledger.ts";
import { integer, maybeInteger, maybeText, type Row, text } from "./statement.ts";

export function outboxRow(row: Row): OutboxRow {
  const ref = maybeText(row, "ref");
  return {
    key: text(row, "key"),
    stream: text(row, "stream"),
    kind: text(row, "kind"),
    mode: text(row, "mode") as EffectMode,
    lane: text(row, "lane"),
    priority: integer(row, "priority"),
    body: JSON.parse(text(row, "body")) as Json,
    needs: maybeText(row, "needs"),
    wanted: integer(row, "wanted"),
    done: integer(row, "done"),
    ref: ref === undefined ? undefined : (JSON.parse(ref) as Json),
    shown: maybeText(row, "shown"),
    gap: integer(row, "gap"),
    patience: integer(row, "patience"),
    askedAt: integer(row, "asked_at"),
    notBefore: integer(row, "not_before"),
    attempts: integer(row, "attempts"),
    state: text(row, "state") as OutboxState,
    error: maybeText(row, "error"),
    settledAt: maybeInteger(row, "settled_at"),
  };
}

export function claimedEffect(row: Row): ClaimedEffect {
  return {
    ...outboxRow(row),
    owner: text(row, "owner"),
    attempt: integer(row, "claims"),
    unknownSince: maybeInteger(row, "unknown_since"),
    firstTriedAt: integer(row, "first_tried_at"),
  };
}
