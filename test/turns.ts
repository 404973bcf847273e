import { processorTime } from "./processor-time.ts";

/** No turn of the event loop may keep others waiting for longer. Milliseconds of the processor. */
const LONGEST_TURN = 50;

/**
 * Watches the turns of this thread's event loop by the processor's time that they take, so that a busy machine does not
 * make them longer. `end` says how long each of those was that took too long.
 */
export function watchTurns(): { end(): readonly number[] } {
  const found: number[] = [];
  let before = processorTime();
  const look = () => {
    const now = processorTime();
    if (now - before > LONGEST_TURN) found.push(Math.round(now - before));
    before = now;
  };
  // A timer of one millisecond is due in each turn, so that between two looks there is hardly more than one.
  const looking = setInterval(look, 1).unref();
  return {
    end() {
      clearInterval(looking);
      look();
      return found;
    },
  };
}
