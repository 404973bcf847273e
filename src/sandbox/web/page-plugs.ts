import type { PagerDutyDesk } from "./pagerduty-desk.ts";
import type { SlashCommandSeen } from "./protocol.ts";
import type { ScenarioDesk } from "./scenario-desk.ts";

/**
 * What the page offers beside Slack itself. The workspace knows none of it: whoever starts it hands it in, some of it only
 * once the bot runs, so these may be set at any time.
 */
export type PagePlugs = {
  /** What may follow a slash command ("/incident"), for completion. */
  words: Readonly<Record<string, SlashCommandSeen["words"]>>;
  /** What people are here, by name: "ana" is "Commander". */
  parts: Readonly<Record<string, string>>;
  /** Whether time flows by itself. */
  pace: 0 | 1;
  /** Moves time on by so many milliseconds. */
  advance: ((ms: number) => Promise<void>) | undefined;
  pagerduty: PagerDutyDesk | undefined;
  scenarios: ScenarioDesk | undefined;
};

export function noPlugs(): PagePlugs {
  return { words: {}, parts: {}, pace: 0, advance: undefined, pagerduty: undefined, scenarios: undefined };
}
