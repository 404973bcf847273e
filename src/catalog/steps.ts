/**
 * Long pure work in small steps. Each step yields how much text it went through, so that whoever drives it
 * can let the event loop turn in between.
 */
export type Steps<T> = Generator<number, T, void>;

/** Does all of it in one go. For tests and for what is known to be small. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
