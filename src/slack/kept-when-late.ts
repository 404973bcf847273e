import type { ReceiverEvent } from "@slack/bolt";
import type { Logger } from "../log.ts";
import { type Clock, SECOND } from "../shared/time.ts";

/** A person waits at most this long for the truth. Slack calls it failed after three seconds. */
const PATIENCE = 2 * SECOND;

const WORKING_ON_IT = { response_type: "ephemeral", text: "Working on it …" } as const;

export type KeepsWhenLate = {
  readonly clock: Clock;
  readonly log: Logger;
  /** Stores a delivery, to be worked off whatever becomes of this process: those of one source one after the other. */
  readonly take: (
    delivery: { readonly id: string; readonly source: string },
    body: ReceiverEvent["body"],
  ) => Promise<void>;
  /** Nothing is carried out now, and whoever asks is told so: it must not be done later. */
  readonly isFrozen: () => boolean;
  /** Something lies in the inbox. */
  readonly wake: () => void;
};

/**
 * What a person asks for is stored by what it changes, then acknowledged with the truth. What takes long is stored as it
 * came, then acknowledged as being worked on; so is what Slack can no longer be told of by the way it came. From the inbox
 * it goes to its listener once more, which joins in what it is at, or begins anew in another process; the answer is brought
 * when the inbox gets it.
 */
export async function keptWhenLate(
  event: ReceiverEvent,
  listen: (event: ReceiverEvent) => Promise<void>,
  { clock, log, isFrozen, take, wake }: KeepsWhenLate,
): Promise<void> {
  const { body } = event;
  const id: unknown = body["trigger_id"];
  if (typeof id !== "string" || !isAsked(body) || isFrozen()) return listen(event);
  // A source of its own, too: nothing else waits for what takes long.
  const kept = `late/${id}`;
  const answered = new AbortController();
  let keeping: Promise<boolean> | undefined;

  /** Whether it lies in the inbox now. */
  function keep(): Promise<boolean> {
    keeping ??= take({ id: kept, source: kept }, body).then(
      () => true,
      (error: unknown) => {
        log.error("What a person asked for could not be kept", { error });
        return false;
      },
    );
    return keeping;
  }

  async function acknowledge(said?: unknown): Promise<void> {
    try {
      await event.ack(said);
    } catch (error) {
      log.warn("An acknowledgement did not reach Slack", { error });
      if (!(await keep())) throw error;
      wake();
    }
  }

  const late = clock.sleep(PATIENCE, answered.signal).then(async () => {
    if (answered.signal.aborted || !(await keep())) return;
    await acknowledge("command" in body ? WORKING_ON_IT : undefined);
    wake();
  });
  try {
    await listen({
      ...event,
      ack: async (said) => {
        answered.abort("answered");
        if (!(await keeping)) await acknowledge(said);
      },
    });
  } finally {
    answered.abort("answered");
    await late;
  }
}

/** A command, a press, or an entry of a message's menu. A form stays open until it is acknowledged, and can be sent again. */
function isAsked(body: ReceiverEvent["body"]): boolean {
  return "command" in body || body["type"] === "block_actions" || body["type"] === "message_action";
}
