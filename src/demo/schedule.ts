import type { Instant } from "../shared/time.ts";
import type { Moment, Step } from "./scenario.ts";

/** What has happened so far, as far as steps depend on it. */
export type Course = {
  readonly begins: Instant;
  readonly moments: ReadonlyMap<Moment, Instant>;
  /** Numbers of the steps that were played, or did not come to pass. */
  readonly done: ReadonlySet<number>;
  /** Whether what is done in the incident's channel waits until there is one. */
  readonly waitsForChannel: boolean;
  /** The stretches for which it was held: what was to come then comes as much later. */
  readonly pauses: readonly { readonly from: Instant; readonly to: Instant }[];
};

export type Due = { readonly step: Step; readonly at: Instant };

/** The step that comes next, and when; nothing when all that is left waits for somebody. */
export function nextDue(steps: readonly Step[], course: Course): Due | undefined {
  return dueSteps(steps, course)[0];
}

/** All steps whose time is known, in the order in which they come. */
export function dueSteps(steps: readonly Step[], course: Course): readonly Due[] {
  return steps
    .filter((step) => !course.done.has(step.number) && !isPast(step.until, course))
    .flatMap((step) => {
      const at = dueAt(step, course);
      return at === undefined ? [] : [{ step, at }];
    })
    .sort((a, b) => a.at - b.at || a.step.number - b.step.number);
}

/** Whether what somebody waits for has happened, and what somebody stops at has not. */
export function isNow(
  { when, until }: { readonly when: Moment | undefined; readonly until: Moment | undefined },
  course: Pick<Course, "moments">,
): boolean {
  return (when === undefined || course.moments.has(when)) && !isPast(until, course);
}

function isPast(moment: Moment | undefined, { moments }: Pick<Course, "moments">): boolean {
  return moment !== undefined && moments.has(moment);
}

function dueAt({ after, when, deed }: Step, course: Course): Instant | undefined {
  const { begins, moments, waitsForChannel } = course;
  const from = when === undefined ? begins : moments.get(when);
  if (from === undefined) return undefined;
  const at = from + after + heldSince(from, course);
  if (!waitsForChannel || !("in" in deed) || deed.in !== "incident") return at;
  const opened = moments.get("opened");
  return opened === undefined ? undefined : Math.max(opened, at);
}

function heldSince(since: Instant, { pauses }: Course): number {
  return pauses.reduce((held, { from, to }) => held + Math.max(0, to - Math.max(from, since)), 0);
}
