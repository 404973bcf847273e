import type { Line } from "./line.ts";

export type EntryKind =
  | "declared"
  | "cancelled"
  | "channel"
  | "people"
  | "alert"
  | "page"
  | "role"
  | "status"
  | "severity"
  | "title"
  | "impact"
  | "note"
  | "decision"
  | "message"
  | "correction"
  | "update"
  | "customer"
  | "milestone"
  | "reminder"
  | "resolved"
  | "reopened"
  | "postmortem"
  | "question"
  | "delivery"
  | "masked";

/** An event in words: what it is about, the sentence, and whether whoever reviews the incident needs it. */
export type Told = { readonly kind: EntryKind; readonly key: boolean; readonly text: Line };

export function key(kind: EntryKind, text: Line): Told {
  return { kind, key: true, text };
}

export function aside(kind: EntryKind, text: Line): Told {
  return { kind, key: false, text };
}
