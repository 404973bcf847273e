import type { Outcome, Performer, Task } from "../flow/performer.ts";

/** Finds the performer of an effect. A kind that nobody performs is a bug of ours, not of the world. */
export function performing(performers: Readonly<Record<string, Performer>>): (task: Task) => Promise<Outcome> {
  return (task) => {
    const perform = performers[task.kind];
    if (perform === undefined) throw new Error(`Nobody performs ${task.kind}`);
    return perform(task);
  };
}

/** Reminders reach no world: that they are due is all, and the command that follows decides whether to speak. */
export const remind: Performer = async () => ({ done: true });
