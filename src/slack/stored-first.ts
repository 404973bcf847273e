import type { App, Receiver, ReceiverEvent } from "@slack/bolt";
import type { Interest } from "./interest.ts";
import { type KeepsWhenLate, keptWhenLate } from "./kept-when-late.ts";

export type StoredFirst = KeepsWhenLate & {
  /** Whether this event is ours to keep; other people's words are not. Throws: it is not acknowledged and comes again. */
  readonly interestIn: (body: ReceiverEvent["body"]) => Promise<Interest>;
};

/** How many deliveries listeners are at now. */
export type Listening = { deliveries: number };

/**
 * Wraps a receiver so that events are stored, then acknowledged, then worked off from the inbox: Bolt acknowledges before
 * its listeners run, so a crash would lose them, and does not drop a second copy. Commands, buttons and forms go straight
 * to their listener, which appends and then acknowledges; what takes long is kept before that.
 */
export function storedFirst(inner: Receiver, options: StoredFirst, listening: Listening): Receiver {
  return {
    init: (app) => {
      const listen = async (event: ReceiverEvent) => {
        listening.deliveries += 1;
        try {
          await app.processEvent(event);
        } finally {
          listening.deliveries -= 1;
        }
      };
      const processEvent = async (event: ReceiverEvent) => {
        const id: unknown = event.body["event_id"];
        if (event.body["type"] !== "event_callback" || typeof id !== "string")
          return keptWhenLate(event, listen, options);
        switch (await options.interestIn(event.body)) {
          case "store":
            // Throws: it is not acknowledged and comes again.
            await options.take({ id, source: "slack" }, event.body);
            await event.ack();
            options.wake();
            return;
          case "handle":
            return listen(event);
          case "drop":
            return event.ack();
        }
      };
      // A receiver uses nothing else of the app.
      inner.init({ processEvent } as unknown as App);
    },
    start: (...args) => inner.start(...args),
    stop: (...args) => inner.stop(...args),
  };
}
