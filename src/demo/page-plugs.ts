import type { PagerDuty } from "../sandbox/pagerduty/start.ts";
import type { Slack } from "../sandbox/slack/start.ts";
import { showPagerDuty } from "../sandbox/web/pagerduty-desk.ts";
import { SUBCOMMANDS } from "../slack/commands/incident.ts";

/** What the people of the example company are to an incident. */
const PARTS: Readonly<Record<string, string>> = {
  ana: "Payments lead, often incident commander",
  bo: "On call for payments",
  cy: "Customer support",
  dee: "CTO",
  eli: "On call for the platform",
  fay: "On call for the shop and logistics",
};

/** Gives the page what Slack itself does not know: the bot's words, who is who, and PagerDuty. */
export function plugIntoPage(slack: Slack, pagerDuty: PagerDuty): void {
  slack.plugs.words = { "/incident": SUBCOMMANDS.map(({ name, help }) => ({ word: name, says: help })) };
  slack.plugs.parts = PARTS;
  showPagerDuty(slack, pagerDuty);
}
