import { SlackError } from "./error.ts";
import type { Workspace } from "./workspace.ts";

/** A trigger lives three real seconds: it is measured against a person's patience, not against the story's clock. */
const LIFETIME = 3_000;

export type Triggers = {
  /** A new id that lets the app open one view for this person. */
  issue(userId: string): string;
  /** Uses it up and says whose it is; throws the documented error. */
  exchange(triggerId: string | undefined): string;
};

export function createTriggers(workspace: Workspace, realNow: () => number): Triggers {
  const issued = new Map<string, { readonly userId: string; readonly at: number; used: boolean }>();
  return {
    issue(userId) {
      const id = `${workspace.nextId("")}.${workspace.nextId("")}.trigger`;
      issued.set(id, { userId, at: realNow(), used: false });
      return id;
    },
    exchange(triggerId) {
      const trigger = issued.get(triggerId ?? "");
      if (trigger === undefined) throw new SlackError("invalid_trigger_id");
      if (trigger.used) throw new SlackError("exchanged_trigger_id");
      if (realNow() - trigger.at > LIFETIME) throw new SlackError("expired_trigger_id");
      trigger.used = true;
      return trigger.userId;
    },
  };
}
