import { OPERATOR } from "../flow/look-up.ts";
import type { MessageRef } from "../incident/event.ts";
import type { Refusal } from "../shared/refusal.ts";
import { type Instant, SECOND } from "../shared/time.ts";
import type { Bot } from "./bot.ts";
import { KEEP_REACTION } from "./interest.ts";
import { NotYet } from "./not-yet.ts";
import { wordsIn } from "./people-words.ts";
import type { MessageFile } from "./register-events.ts";

/** Slack's history may show a message only some seconds after it was written. */
const HISTORY_LAG = 10 * SECOND;

type ReadMessage = {
  readonly ts?: string;
  readonly user?: string;
  readonly bot_id?: string;
  readonly text?: string;
  readonly files?: readonly MessageFile[];
};

/** When a message was written: a `ts` is seconds with a fraction. */
export function timeOf(ts: string): Instant {
  return Math.floor(Number(ts) * 1000);
}

/** Who wants it kept, and the delivery by which he said so: stored before as an event is, or not as a shortcut is. */
export type Keeping = { readonly by: string; readonly delivery: string; readonly stored: boolean };

/** Puts a message on the timeline at the time it was written. Asking twice adds nothing. */
export async function keepMessage(
  ref: MessageRef,
  { by, delivery, stored }: Keeping,
  bot: Bot,
  known?: ReadMessage,
): Promise<"kept" | "not-there" | Refusal> {
  const loaded = await bot.lookUp.byChannel(ref.channel, OPERATOR);
  const message = loaded === undefined ? undefined : (known ?? (await read(ref, bot)));
  if (loaded !== undefined && message === undefined && stored && bot.clock.now() - timeOf(ref.ts) < HISTORY_LAG)
    throw new NotYet("The message does not show in Slack's history yet");
  if (loaded === undefined || message === undefined) return "not-there";
  const link = await bot.ask<{ permalink?: string }>("chat.getPermalink", { channel: ref.channel, message_ts: ref.ts });
  const carried = await bot.carryOut({
    stream: loaded.stream,
    actor: `slack:${by}`,
    cause: delivery,
    ...(stored ? { finishes: delivery } : {}),
    command: {
      type: "keepMessage",
      at: timeOf(ref.ts),
      message: ref,
      author: message.user ?? "pitwall",
      text: await wordsIn(message.text ?? "", bot),
      files: (message.files ?? []).map((file) => ({
        name: file.name ?? "file",
        type: file.mimetype ?? "",
        alt: file.alt_txt ?? null,
        link: file.permalink ?? null,
      })),
      permalink: link.data?.permalink ?? null,
    },
  });
  return carried.outcome === "refused" ? carried.refusal : "kept";
}

/** The message, whether it stands in the channel or in a thread. Throws when Slack gives no answer: it is tried again. */
async function read(ref: MessageRef, bot: Bot): Promise<ReadMessage | undefined> {
  const { channel, ts } = ref;
  const found = await bot.ask<{ messages?: readonly ReadMessage[] }>(
    "conversations.replies",
    { channel, ts, latest: ts, inclusive: true, limit: 1 },
    ["thread_not_found"],
  );
  if (found.stop !== undefined) throw new Error(`A message could not be read: ${JSON.stringify(found.stop)}`);
  // The history lags behind what was written a moment ago; asked for by itself, the message is there already.
  return found.data?.messages?.find((message) => message.ts === ts) ?? (await alone(ref, bot));
}

/** Whether somebody else's 📌 still stands on it. */
export async function reactionsLeft(ref: MessageRef, bot: Bot): Promise<boolean> {
  // A reaction that nobody holds any more is not listed.
  return ((await alone(ref, bot))?.reactions ?? []).some((reaction) => reaction.name === KEEP_REACTION);
}

async function alone({ channel, ts }: MessageRef, bot: Bot) {
  const found = await bot.ask<{ message?: ReadMessage & { readonly reactions?: readonly { name: string }[] } }>(
    "reactions.get",
    { channel, timestamp: ts, full: true },
    ["message_not_found"],
  );
  if (found.stop !== undefined) throw new Error(`Reactions could not be read: ${JSON.stringify(found.stop)}`);
  return found.data?.message;
}
