import type { Instant } from "../shared/time.ts";

/** One exchange between the app and what stands around it, for whoever looks on. It is told when it is over. */
export type Exchange = {
  readonly from: "bot" | "slack" | "pagerduty" | "bot-to-pagerduty";
  /** A Web API method, an event or interaction, a webhook, or a REST operation. */
  readonly name: string;
  readonly at: Instant;
  /** Real milliseconds. */
  readonly took: number;
  readonly ok: boolean;
  readonly error?: string;
  readonly sent: unknown;
  readonly answered: unknown;
};

export type Onlooker = (exchange: Exchange) => void;

/** Measures in real time. */
export function stopwatch(): () => number {
  const begun = performance.now();
  return () => Math.round(performance.now() - begun);
}
