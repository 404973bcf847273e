import type { Refusal } from "../shared/refusal.ts";
import type { Instant } from "../shared/time.ts";
import type { BodyOf, EventType, NewIncidentEvent } from "./event.ts";
import type { Rules } from "./rules.ts";

/** What a decision may know besides the incident itself. */
export type DecisionContext = {
  readonly now: Instant;
  readonly rules: Rules;
  /** The next number of the series, for a declare. */
  readonly number: number;
};

export type Decision = readonly NewIncidentEvent[] | Refusal;

/** Makes events that happen at one instant. */
export function eventAt(occurredAt: Instant) {
  return <Type extends EventType>(type: Type, body: BodyOf<Type>): NewIncidentEvent =>
    // The compiler cannot see that type and body of a generic event belong together; the signature guarantees it.
    ({ type, occurredAt, body }) as unknown as NewIncidentEvent;
}

/** A backdated instant; the future is not believed. */
export function past(at: Instant | undefined, now: Instant): Instant {
  return at === undefined ? now : Math.min(at, now);
}
