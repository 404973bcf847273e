import type { PrintContext } from "../../../src/sandbox/print/text.ts";

const names: ReadonlyMap<string, string> = new Map([
  ["U1", "ana"],
  ["U2", "bo"],
  ["B1", "Pitwall"],
  ["C1", "inc-7-checkout"],
  ["S1", "payments"],
]);

/** A reader in Berlin at 15:15 on the first of August 2026. */
export const context: PrintContext = {
  zone: "Europe/Berlin",
  now: Date.parse("2026-08-01T13:15:00Z"),
  nameOf: (id) => names.get(id),
};

/** Slack's time stamp of that moment. */
export function tsAt(iso: string): string {
  return `${Date.parse(iso) / 1000}.000100`;
}
