import { onTestFinished } from "vitest";
import { type Outcome, type PagerDutyClient, pagerDutyClient } from "../../src/pagerduty/client.ts";
import { type MovableClock, movableClock } from "../../src/sandbox/clock.ts";
import { type Options, type PagerDuty, startPagerDuty } from "../../src/sandbox/pagerduty/start.ts";

export const start = Date.UTC(2026, 2, 2, 14);
export const ana = "ana@acme.example";
export const bo = "bo@acme.example";

/** The bot's real client and the local PagerDuty, on a clock that stands still. */
export async function setUp(
  options: Partial<Options> & { readonly timeoutMs?: number; readonly token?: string } = {},
): Promise<{ clock: MovableClock; pagerduty: PagerDuty; client: PagerDutyClient }> {
  const clock = movableClock({ start });
  const pagerduty = await startPagerDuty({ clock, ...options });
  onTestFinished(() => pagerduty.close());
  const { timeoutMs = 2_000, token = pagerduty.token } = options;
  return { clock, pagerduty, client: pagerDutyClient({ url: pagerduty.url, token, timeoutMs }) };
}

/** What a call that must succeed gave. */
export function dataOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.data;
}
