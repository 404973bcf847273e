import type { Bot } from "./bot.ts";
import type { Message } from "./text.ts";

/** By direct message, to whom nothing can be shown where he asked: a form opens only within three seconds. */
export async function tellDirectly(
  user: string,
  { text, blocks }: Message,
  bot: Pick<Bot, "callNow" | "log">,
): Promise<void> {
  const opened = await bot.callNow<{ channel: { id: string } }>("conversations.open", { users: user });
  const told = opened.ok
    ? await bot.callNow("chat.postMessage", { channel: opened.data.channel.id, text, blocks })
    : opened;
  if (!told.ok) bot.log.warn("An answer may not have arrived", { why: told });
}
