import type { SlackAccess } from "../../config.ts";
import { type Clock, MINUTE, SECOND, sayDuration } from "../../shared/time.ts";
import { broken, type Finding, ok, warning } from "./finding.ts";

const NAME = "clock";
/** Below this it is the network, and the whole seconds of the header. */
const NOTICED = 10 * SECOND;
/** Slack's signatures are refused when they are older; every request in HTTP mode would be. */
const TOO_FAR = 5 * MINUTE;
const MEND = "Let the machine set its clock by NTP (timedatectl set-ntp true).";

/** Compares this machine's clock with the one by which Slack dates its answers. */
export async function clockFinding(slack: SlackAccess, clock: Clock): Promise<Finding> {
  const asked = clock.now();
  const theirs = await slackTime(slack.apiUrl ?? "https://slack.com/api/");
  if (theirs === undefined)
    return warning(NAME, "could not be compared: Slack does not say what time it is", "Run the doctor again.");
  const off = (asked + clock.now()) / 2 - theirs;
  if (Math.abs(off) < NOTICED) return ok(NAME, "agrees with Slack's");
  const says = `is ${sayDuration(Math.abs(off))} ${off > 0 ? "ahead" : "behind"}: times on the timeline are wrong`;
  return Math.abs(off) < TOO_FAR
    ? warning(NAME, says, MEND)
    : broken(NAME, `${says}, and what Slack signs is refused as too old`, MEND);
}

async function slackTime(apiUrl: string): Promise<number | undefined> {
  try {
    const answer = await fetch(`${apiUrl.replace(/\/$/, "")}/api.test`, {
      method: "POST",
      signal: AbortSignal.timeout(5_000),
    });
    const date = Date.parse(answer.headers.get("date") ?? "");
    return Number.isNaN(date) ? undefined : date;
  } catch {
    return undefined;
  }
}
