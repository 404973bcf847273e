import type { PagerDutyAccess } from "../config.ts";
import { onCallDesk } from "../pagerduty/on-call.ts";
import type { Clock } from "../shared/time.ts";

/** Look-ups for people who wait, and on the way of a page: without an answer soon they do without. */
const AT_ONCE_TIMEOUT = 1_200;

export type PagerDutyCalls = Awaited<ReturnType<typeof pagerDutyCallsFor>>;

/** Every way of calling PagerDuty; undefined where it is not set up. */
export async function pagerDutyCallsFor(access: PagerDutyAccess | undefined, clock: Clock) {
  if (access === undefined) return undefined;
  // Its library is large, and loaded only where it is used.
  const { pagerDutyClient } = await import("../pagerduty/client.ts");
  const to = { url: access.apiUrl, token: access.apiToken };
  const clientNow = pagerDutyClient({ ...to, timeoutMs: AT_ONCE_TIMEOUT });
  return { client: pagerDutyClient(to), clientNow, onCall: onCallDesk({ client: clientNow, clock }) };
}
