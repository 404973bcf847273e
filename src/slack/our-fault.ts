import type { Bot } from "./bot.ts";
import { type Message, say } from "./text.ts";

/** A bug of ours: logged in full, and told to the person under an id by which the operator finds it. */
export function ourFault(what: string, error: unknown, bot: Pick<Bot, "log" | "newId">): Message {
  const id = bot.newId().slice(-6);
  bot.log.error(what, {
    error: String(error),
    stack: error instanceof Error ? error.stack : undefined,
    id,
  });
  return say([
    `Something went wrong, and it is our fault. Please look whether it was done before you try again; the operator finds it under ${id}.`,
  ]);
}
