import { sayTime } from "../sandbox/print/date.ts";
import type { Instant } from "../shared/time.ts";
import { heading } from "./heading.ts";
import type { Scene } from "./pace.ts";
import type { Step } from "./scenario.ts";

/** A heading with the time, and below it what appeared where. */
export function sceneLines({ at, step, shown }: Scene, zone: string): readonly string[] {
  const title = step === undefined ? `${sayTime(at, zone)} time passes` : sayStep(step, zone, at);
  const places = shown.flatMap(({ where, lines }) => [`  ${where}`, ...lines.map((line) => `    ${line}`)]);
  return ["", title, ...places.map((line) => line.trimEnd())];
}

export function sayStep({ deed }: Step, zone: string, at: Instant): string {
  return `${sayTime(at, zone)} ${heading(deed)}`;
}
