import type { Scratch } from "./scratch.ts";

/** What became of one attempt. `unclear`: Slack answered something else than what was asked, or nothing. */
export type Finding = { readonly verdict: "same" | "different" | "unclear"; readonly observed: string };

/** One thing about Slack that nobody could verify, tried in a scratch channel. */
export type Probe = {
  /** Names its line of `docs/unverified.md`. */
  readonly name: string;
  /** What Pitwall counts on, which is what the local Slack does. */
  readonly assumed: string;
  /** Left out unless asked for: it runs into the limits on purpose, or somebody must be there. */
  readonly needs?: Need;
  readonly run: (scratch: Scratch) => Promise<Finding>;
};

export type Need = "bursts" | "person";

/** Thrown by what a probe stands on, so that each says only what it looks at; ends that probe as unclear. */
export class Inconclusive extends Error {
  override readonly name = "Inconclusive";
}

export function compared(isSame: boolean, observed: string): Finding {
  return { verdict: isSame ? "same" : "different", observed };
}
