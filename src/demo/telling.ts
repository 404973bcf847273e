import { sayTime } from "../sandbox/print/date.ts";
import { heading } from "./heading.ts";
import type { Failure, Scene } from "./play.ts";
import type { Scenario, Step } from "./scenario.ts";

/** A heading with the time, and below it what appeared where. */
export function sceneLines({ at, step, shown }: Scene, scenario: Scenario): readonly string[] {
  const title = step === undefined ? `${sayTime(at, scenario.zone)} time passes` : sayStep(step, scenario);
  const places = shown.flatMap(({ where, lines }) => [`  ${where}`, ...lines.map((line) => `    ${line}`)]);
  return ["", title, ...places.map((line) => line.trimEnd())];
}

export function sayStep({ after, deed }: Step, { begins, zone }: Scenario): string {
  return `${sayTime(begins + after, zone)} ${heading(deed)}`;
}

export function sayFailure({ step, why }: Failure, scenario: Scenario): string {
  return `Step ${step.number} (${sayStep(step, scenario)}) could not be played: ${why}`;
}
