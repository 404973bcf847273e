import type { CallSeen } from "../../web/world-protocol.ts";

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

/** Whether somebody found fault with what the bot sent: not what only went wrong on the way. */
export function isRefused({
  from,
  ok,
  pointers,
  error,
}: Pick<CallSeen, "from" | "ok" | "pointers" | "error">): boolean {
  if (ok || (from !== "bot" && from !== "bot-to-pagerduty")) return false;
  return (pointers?.length ?? 0) > 0 || FAULTY.test(error ?? "");
}

/** What a correct app never hears: errors of Slack by their beginning, of PagerDuty by their status. */
const FAULTY =
  /^(?:invalid_|missing_|no_text|msg_too_long|too_many_|not_allowed|unknown_method|not_authed|cant_|40[0-35-9])/;
