import type { CallSeen } from "../../web/protocol.ts";

/** Who spoke to whom. */
export function sayWay({ from }: Pick<CallSeen, "from">): string {
  switch (from) {
    case "bot":
      return "bot → Slack";
    case "slack":
      return "Slack → bot";
    case "pagerduty":
      return "PagerDuty → bot";
    case "bot-to-pagerduty":
      return "bot → PagerDuty";
  }
}

/** Whether all words of the filter are in the call: in its name, its way, its error or what was sent. */
export function fits(call: CallSeen, filter: string): boolean {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const said = `${call.name} ${sayWay(call)} ${call.error ?? ""} ${JSON.stringify(call.sent)}`.toLowerCase();
  return words.every((word) => said.includes(word));
}

/** JSON as people read it; a text that holds JSON, as Slack's forms do, is opened up. */
export function sayPayload(value: unknown): string {
  if (typeof value === "string") return value;
  return JSON.stringify(value, (_, item: unknown) => opened(item), 2) ?? "";
}

function opened(item: unknown): unknown {
  if (typeof item !== "string" || !/^[[{]/.test(item)) return item;
  try {
    return JSON.parse(item) as unknown;
  } catch {
    // It only looked like JSON.
    return item;
  }
}
