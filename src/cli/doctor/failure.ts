import type { Called } from "../../slack/call.ts";

export type Failed = Exclude<Called, { readonly ok: true }>;

/** What became of a call that brought no answer of Slack's. */
export function sayFailure(failure: Failed): string {
  switch (failure.kind) {
    case "refused":
      return failure.error;
    case "limited":
      return "Slack asks to wait";
    case "away":
      return `Slack cannot be reached (${failure.detail})`;
    case "unknown":
      return `Slack gives no proper answer (${failure.detail})`;
  }
}
