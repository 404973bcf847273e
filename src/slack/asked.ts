import type { View } from "@slack/types";
import type { Loaded } from "../flow/cache.ts";
import type { Carried, Wish } from "../flow/carry-out.ts";
import { person } from "../flow/look-up.ts";
import type { IncidentCommand } from "../incident/command.ts";
import type { Json } from "../shared/json.ts";
import type { Refusal } from "../shared/refusal.ts";
import type { Bot } from "./bot.ts";
import { type Message, say, sentence } from "./text.ts";

/** Something that a person asked by slash command or mention, with the first word taken off. */
export type Asked = {
  readonly user: string;
  readonly channel: string;
  readonly text: string;
  /** The thread in which a mention stands. */
  readonly thread: string | undefined;
  readonly via: "command" | "mention";
  /** Its own id, by which a second copy is recognised: the trigger id of a command, the event id of a mention. */
  readonly delivery: string;
  /** Where the true answer can be brought later. */
  readonly responseUrl: string | undefined;
};

/** What the person gets to see, alone. */
export type Answer = { readonly message: Message } | { readonly form: View };

export function answer(message: Message): Answer {
  return { message };
}

export function refused(refusal: Refusal): Answer {
  return answer(say(sentence(refusal.sentence)));
}

/** The incident of the channel that the person is in, if he may see it. */
export function here(bot: Bot, asked: Pick<Asked, "user" | "channel">): Promise<Loaded | undefined> {
  return bot.lookUp.byChannel(asked.channel, person(asked.user));
}

/** How a delivery lies in the ledger: commands are stored with their answer, mentions were stored before. */
function deliveryOf(asked: Asked, reply: (carried: Carried) => Message): Pick<Wish, "delivery" | "finishes" | "cause"> {
  if (asked.via === "mention") return { finishes: asked.delivery, cause: asked.delivery };
  const stored = (carried: Carried) => reply(carried) as unknown as Json;
  return { delivery: { id: asked.delivery, source: "slack", reply: stored }, cause: asked.delivery };
}

/** Carries out a command on an incident and answers with what is now true. A second copy gets the first answer. */
export async function carry(
  bot: Bot,
  asked: Asked,
  stream: string,
  command: IncidentCommand,
  reply: (carried: Carried) => Message,
  more: Pick<Wish, "also"> = {},
): Promise<Answer> {
  const result = await bot.carryOut({
    stream,
    command,
    actor: `slack:${asked.user}`,
    ...deliveryOf(asked, reply),
    ...more,
  });
  switch (result.outcome) {
    case "done":
      return answer(reply(result));
    case "refused":
      return refused(result.refusal);
    case "repeated":
      return answer(result.reply as unknown as Message);
    case "lost-lease":
      throw new Error("A person's command settles no effect");
  }
}
