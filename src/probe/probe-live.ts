import type { Clock } from "../shared/time.ts";
import type { Call } from "../slack/call.ts";
import type { Person } from "./person.ts";
import { type Finding, Inconclusive, type Need, type Probe } from "./probe.ts";
import { openScratch, type Scratch, sayCalled } from "./scratch.ts";

export type Tried = {
  readonly name: string;
  readonly assumed: string;
  readonly verdict: Finding["verdict"] | "left out";
  readonly observed: string;
};

export type Report = {
  readonly tried: readonly Tried[];
  /** Channels that would not be archived, and why. */
  readonly left: readonly string[];
};

export type ProbeLive = {
  readonly call: Call;
  readonly clock: Clock;
  readonly probes: readonly Probe[];
  /** What the names of the scratch channels begin with. */
  readonly channel: string;
  readonly scopes: readonly string[];
  readonly bursts: boolean;
  readonly person: Person | undefined;
  /** Hears of each probe when it is over. */
  readonly onTried?: (tried: Tried) => void;
  /** Aborted: the rest is left out. The scratch channels are archived all the same. */
  readonly signal?: AbortSignal;
};

/** Tries each in scratch channels of its own, which are archived at the end. Says why when it cannot begin. */
export async function probeLive(parts: ProbeLive): Promise<Report | { readonly couldNot: string }> {
  const { call, clock, person, scopes } = parts;
  const auth = await call<{ user_id: string }>("auth.test", {});
  if (!auth.ok) return { couldNot: sayCalled("auth.test", auth) };
  let scratch: Scratch;
  try {
    scratch = await openScratch({ call, clock, me: auth.data.user_id, name: parts.channel, person, scopes });
  } catch (error) {
    if (error instanceof Inconclusive) return { couldNot: error.message };
    throw error;
  }
  const tried: Tried[] = [];
  let left: readonly string[] = [];
  try {
    for (const probe of parts.probes) {
      const { name, assumed } = probe;
      const one: Tried = { name, assumed, ...(leftOut(probe, parts) ?? (await found(probe, scratch))) };
      tried.push(one);
      parts.onTried?.(one);
    }
  } finally {
    left = await scratch.cleanUp();
  }
  return { tried, left };
}

async function found(probe: Probe, scratch: Scratch): Promise<Finding> {
  try {
    return await probe.run(scratch);
  } catch (error) {
    if (error instanceof Inconclusive) return { verdict: "unclear", observed: error.message };
    throw error;
  }
}

const OPTIONS: Readonly<Record<Need, string>> = {
  bursts: "tried with --bursts alone: it runs into the limits of the app on purpose",
  person: "needs a person: --with-a-person WHO",
};

function leftOut({ needs }: Probe, { bursts, person, signal }: ProbeLive) {
  if (signal?.aborted === true) return { verdict: "left out", observed: "stopped before it" } as const;
  const has: Readonly<Record<Need, boolean>> = { bursts, person: person !== undefined };
  return needs === undefined || has[needs] ? undefined : ({ verdict: "left out", observed: OPTIONS[needs] } as const);
}
