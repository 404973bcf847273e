import { SECOND } from "../shared/time.ts";
import type { Scratch } from "./scratch.ts";

/** Longer than Pitwall waits before it believes that a message is absent. */
const WAITS = 12 * SECOND;

type Message = {
  readonly ts: string;
  readonly text?: string;
  readonly metadata?: { readonly event_payload?: { readonly key?: string } };
};

/** Looks until the history of the scratch channel shows such a message, or it is time to give up. */
export async function inHistory(scratch: Scratch, isIt: (message: Message) => boolean): Promise<Message | undefined> {
  const { clock, channel } = scratch;
  const from = clock.now();
  for (;;) {
    const args = { channel: channel.id, limit: 20, include_all_metadata: true };
    const { messages } = await scratch.must<{ messages: readonly Message[] }>("conversations.history", args);
    const found = messages.find(isIt);
    if (found !== undefined || clock.now() - from >= WAITS) return found;
    // Twenty looks in all: the method takes fifty a minute.
    await clock.sleep(clock.now() - from < 2 * SECOND ? 200 : SECOND);
  }
}
