import { sayTime } from "../sandbox/print/date.ts";
import type { ScenarioSeen } from "../sandbox/web/world-protocol.ts";
import type { Instant } from "../shared/time.ts";
import { debrief } from "./debrief.ts";
import { debriefLines } from "./debrief-lines.ts";
import { wakesPeople } from "./deed.ts";
import type { Pace } from "./pace.ts";
import { perform } from "./perform.ts";
import { type Run, withRef } from "./run.ts";
import type { Scenario, Step } from "./scenario.ts";
import { type Course, type Due, nextDue } from "./schedule.ts";
import { sayStep } from "./telling.ts";
import { FIRST_ANSWER, type Trainee, watchTrainee } from "./trainee.ts";

/** How a playing ended. */
export type Ending = {
  readonly failure: string | undefined;
  /** Markdown lines; after a drill only. */
  readonly debrief: readonly string[] | undefined;
};

/** A scenario that is being played: it can be held, led step by step, and stopped. */
export type Playing = {
  seen(): ScenarioSeen;
  pause(): void;
  resume(): void;
  step(): void;
  stop(): void;
  /** Throws in plain words where nobody can answer. */
  ask(question: string): void;
  /** Resolves when the last step was played, the drill's incident is resolved, or it was stopped or failed. */
  readonly over: Promise<Ending>;
};

export type PlayingOptions = {
  readonly name: string;
  readonly run: Run;
  readonly pace: Pace;
  /** Whether a drill's rehearsal stands in for the trainee. */
  readonly rehearsed: boolean;
  /** Something of `seen` is another. */
  readonly changed: () => void;
};

export function startPlaying(scenario: Scenario, options: PlayingOptions): Playing {
  const { name, run, pace, rehearsed, changed } = options;
  const { drill, title, zone } = scenario;
  const { clock } = run.stage.world;
  const steps = [...scenario.steps, ...(rehearsed ? (drill?.rehearsal ?? []) : [])];
  const done = new Set<number>();
  let state: ScenarioSeen["state"] = "playing";
  let trainee: Trainee | undefined;
  let stepping = false;
  let stopped = false;
  const pauses: { readonly from: Instant; readonly to: Instant }[] = [];
  let pausedAt: Instant | undefined;
  let firstAlertAt: Instant | undefined;
  let recoveredAt: Instant | undefined;
  let ending: Ending | undefined;
  let call = new AbortController();

  function course(): Course {
    return {
      begins: run.begins,
      pauses,
      moments: trainee?.moments ?? new Map(),
      done,
      waitsForChannel: drill !== undefined,
    };
  }

  /** What is still to come: once it is resolved, only what follows from that, and what a rehearsal has left. */
  function next(): Due | undefined {
    const isOpen = trainee?.moments.has("resolved") !== true;
    const world = steps.filter(({ number, when }) => isOpen || when === "resolved" || number > scenario.steps.length);
    return nextDue([...world, ...(trainee?.answers ?? [])], course());
  }

  function stir(): void {
    call.abort();
  }

  function called(): Promise<void> {
    return new Promise((resolve) => {
      if (call.signal.aborted) resolve();
      else call.signal.addEventListener("abort", () => resolve(), { once: true });
    });
  }

  function isOver(): boolean {
    return drill === undefined || rehearsed || trainee?.moments.has("resolved") === true;
  }

  async function playOn(): Promise<string | undefined> {
    await clock.jumpTo(run.begins);
    for (;;) {
      call = new AbortController();
      await trainee?.look();
      if (stopped) return undefined;
      changed();
      const due = next();
      if (due === undefined && isOver()) return undefined;
      if (due === undefined || (state === "paused" && !stepping)) {
        await called();
        continue;
      }
      const delayed = await failureOf(due, () => (stepping ? pace.arrive(due) : pace.reach(due, call.signal)));
      if (delayed !== undefined) return delayed;
      if (stopped || (!stepping && (state === "paused" || clock.now() < due.at))) continue;
      // What happened meanwhile may have made another step the next.
      await trainee?.look();
      if (next()?.step !== due.step) continue;
      stepping = false;
      const failure = await failureOf(due, () => playStep(due));
      if (failure !== undefined) return failure;
    }
  }

  async function playStep({ step }: Due): Promise<void> {
    const deed = withRef(step.deed, run);
    // What a rehearsal says is the trainee's word, and heard as such.
    const isTrainee = step.number > scenario.steps.length && step.number < FIRST_ANSWER;
    const actor: Run = isTrainee ? { ...run, speak: (say) => say() } : run;
    const at = clock.now();
    const forms = deed.verb === "asks" ? (trainee?.ask(deed.asks), []) : await perform(deed, actor);
    done.add(step.number);
    if (wakesPeople(deed)) {
      firstAlertAt ??= at;
      recoveredAt = undefined;
    }
    if (deed.verb === "recovers" && run.failing.size === 0) recoveredAt = at;
    await pace.played({ ...step, deed }, at, forms, next()?.at);
  }

  /** Why it did not come to the step, or the step could not be played, in plain words. */
  async function failureOf({ step, at }: Due, does: () => Promise<void>): Promise<string | undefined> {
    try {
      await does();
      return undefined;
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const deed = withRef(step.deed, run);
      return `${nameOf(step)} (${sayStep({ ...step, deed }, zone, at)}) could not be played: ${error.message}`;
    }
  }

  function nameOf({ number }: Step): string {
    const { length } = scenario.steps;
    if (number >= FIRST_ANSWER) return "An answer";
    return number > length ? `Step ${number - length} of the rehearsal` : `Step ${number}`;
  }

  async function lookBack(watching: Trainee): Promise<readonly string[]> {
    if (drill === undefined) return [];
    const record = await watching.record();
    const endedAt = watching.moments.get("resolved") ?? clock.now();
    const { cause, herrings } = drill;
    const played = { ...record, cause, herrings, recoveredAt, endedAt, firstAlertAt: firstAlertAt ?? run.begins };
    return debriefLines(debrief(played), { title, zone });
  }

  async function play(): Promise<Ending> {
    if (drill !== undefined) trainee = await watchTrainee(drill, run, { scenario, stirred: stir });
    const failure = await playOn();
    ending = { failure, debrief: trainee === undefined ? undefined : await lookBack(trainee) };
    await trainee?.leave();
    state = failure === undefined ? "over" : "failed";
    changed();
    return ending;
  }

  function says(): string {
    if (ending?.failure !== undefined) return ending.failure;
    if (state === "over") return "Over.";
    const due = next();
    if (due === undefined) return "The next move is yours.";
    if (drill !== undefined && !rehearsed) return `Something happens at ${sayTime(due.at, zone)}, whatever you do.`;
    return sayStep(due.step, zone, due.at);
  }

  return {
    seen: () => ({
      name,
      title,
      isDrill: drill !== undefined,
      state,
      step: steps.filter(({ number }) => done.has(number)).length,
      steps: steps.length,
      says: says(),
      ...(trainee === undefined || ending !== undefined ? {} : { questions: trainee.questions() }),
      ...(ending?.debrief === undefined ? {} : { debrief: ending.debrief }),
    }),
    pause() {
      if (state !== "playing") return;
      state = "paused";
      pausedAt = clock.now();
      stir();
    },
    resume() {
      if (pausedAt === undefined) return;
      pauses.push({ from: pausedAt, to: clock.now() });
      pausedAt = undefined;
      state = "playing";
      stir();
    },
    step() {
      if (next() === undefined) throw new Error("Nothing more happens by itself: the next move is yours.");
      stepping = true;
      stir();
    },
    stop() {
      stopped = true;
      stir();
    },
    ask(question) {
      if (trainee === undefined || ending !== undefined)
        throw new Error("No drill is being played, so nobody answers.");
      trainee.ask(question);
    },
    over: play(),
  };
}
