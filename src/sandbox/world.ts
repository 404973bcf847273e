import { setImmediate as nextTurn, setTimeout as realSleep } from "node:timers/promises";
import type { Instant } from "../shared/time.ts";
import { type MovableClock, movableClock } from "./clock.ts";
import { judgeBlocks, judgeView } from "./judge/judge.ts";
import { type Person, person } from "./people.ts";
import type { Judge } from "./slack/judge.ts";
import { personNamed } from "./slack/person/find.ts";
import { type Slack, type SlackOptions, startSlack } from "./slack/start.ts";

/** Another service beside Slack, such as a PagerDuty. */
export type Neighbour = { busy(): string[]; stop(): Promise<void> };

/** Says whether somebody is still at work: true, or in words what they are at. */
export type Busy = () => boolean | readonly string[] | Promise<boolean | readonly string[]>;

export type WorldOptions<N extends Neighbour> = Omit<SlackOptions, "clock" | "judge"> & {
  /** Holds blocks and views against Slack's limits; the strict one unless another is given. */
  readonly judge?: Judge;
  readonly start?: Instant;
  /** Whether time also flows by itself. */
  readonly running?: boolean;
  readonly neighbour?: (clock: MovableClock) => Promise<N>;
  /** Real milliseconds after which waiting for quiet is given up. */
  readonly patience?: number;
};

export type World<N extends Neighbour = Neighbour> = {
  readonly clock: MovableClock;
  readonly slack: Slack;
  readonly neighbour: N | undefined;
  /** A person by name: "ana". */
  as(name: string): Person;
  /** From now on also waits for this one; returns how to stop that. */
  waitFor(busy: Busy): () => void;
  /** Waits until nobody is at work, without letting time pass. */
  quiet(): Promise<void>;
  /** Waits until nobody is at work and, as long as somebody wakes within `upTo` ms, lets time pass to it and goes on. */
  settle(options?: { readonly upTo?: number }): Promise<void>;
  stop(): Promise<void>;
};

const A_MONDAY_MORNING = Date.UTC(2026, 10, 23, 9, 0, 0);
/** Nothing must stir during so many looks, a real millisecond apart: a reply needs as long to travel and be read. */
const CALM_LOOKS = 4;
/** Real milliseconds that somebody at the page waits at most while time is moved on, and at each stop on the way. */
const LONGEST_WAY = 15_000;
const LONGEST_STOP = 1_000;

/** A clock, a Slack and what stands beside it. Bots come and go against `slack.apiUrl`; the world stays. */
export async function createWorld<N extends Neighbour = Neighbour>(options: WorldOptions<N>): Promise<World<N>> {
  const clock = movableClock({
    start: options.start ?? A_MONDAY_MORNING,
    running: options.running ?? false,
    moved: () => slack.workspace.changed("clock", null),
  });
  const slack = await startSlack({ judge: { judgeBlocks, judgeView }, ...options, clock });
  slack.plugs.pace = options.running === true ? 1 : 0;
  slack.plugs.advance = pass;
  const neighbour = await options.neighbour?.(clock);
  const watched = new Set<Busy>([() => slack.busy(), () => neighbour?.busy() ?? []]);
  const people = new Map<string, Person>();
  const { patience = 10_000 } = options;

  async function atWork(): Promise<string[]> {
    const words: string[] = [];
    for (const busy of watched) {
      const answer = await busy();
      if (answer === true) words.push("the bot");
      else if (answer !== false) words.push(...answer);
    }
    return words;
  }

  function activity(): number {
    return slack.calls().length + (slack.workspace.changes.at(-1)?.id ?? 0);
  }

  /** Waits until nobody is at work, or says who still is when so many real milliseconds are over. */
  async function calmed(within: number): Promise<"calm" | readonly string[]> {
    const giveUpAt = performance.now() + within;
    let calm = 0;
    let before = activity();
    while (calm < CALM_LOOKS) {
      await nextTurn();
      const busy = await atWork();
      const now = activity();
      calm = busy.length === 0 && now === before ? calm + 1 : 0;
      before = now;
      if (performance.now() > giveUpAt) return busy;
      await realSleep(1);
    }
    return "calm";
  }

  async function quiet(): Promise<void> {
    const state = await calmed(patience);
    if (state !== "calm") throw new Error(`Still at work after ${patience} ms: ${state.join("; ")}`);
  }

  /** For eyes: what falls due on the way happens at its own time, but nobody waits for long. */
  async function pass(ms: number): Promise<void> {
    const horizon = clock.now() + ms;
    const hurryAt = performance.now() + LONGEST_WAY;
    for (let wake = clock.nextWake(); wake !== null && wake <= horizon; wake = clock.nextWake()) {
      if (performance.now() > hurryAt) break;
      await clock.jumpTo(wake);
      await calmed(LONGEST_STOP);
    }
    await clock.jumpTo(horizon);
  }

  async function settle({ upTo = 60_000 }: { readonly upTo?: number } = {}): Promise<void> {
    const horizon = clock.now() + upTo;
    await quiet();
    for (let wake = clock.nextWake(); wake !== null && wake <= horizon; wake = clock.nextWake()) {
      await clock.jumpTo(wake);
      await quiet();
    }
  }

  return {
    clock,
    slack,
    neighbour,
    as(name) {
      const known = people.get(name);
      if (known !== undefined) return known;
      const user = personNamed(slack.workspace, name);
      const made = person({ user, front: slack.front, url: slack.url, quiet });
      people.set(name, made);
      return made;
    },
    waitFor(busy) {
      watched.add(busy);
      return () => watched.delete(busy);
    },
    quiet,
    settle,
    async stop() {
      clock.stop();
      await slack.stop();
      await neighbour?.stop();
    },
  };
}
