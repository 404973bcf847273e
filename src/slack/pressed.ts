import type { RespondArguments } from "@slack/bolt";
import type { ModalView } from "@slack/types";
import type { Loaded } from "../flow/cache.ts";
import { person } from "../flow/look-up.ts";
import type { Answer, Asked } from "./asked.ts";
import type { Bot } from "./bot.ts";
import type { Tag } from "./button.ts";
import { screen } from "./forms/inputs.ts";
import { ephemeral } from "./register-commands.ts";
import { type Message, say, sentence } from "./text.ts";

/** A button that somebody pressed. Which incident it is about stands in the button, never in the channel it was pressed in. */
export type Pressed = {
  readonly asked: Asked;
  readonly tag: Tag;
  /** Shows something to the person alone: under the message, or in the form in which the button stands. */
  readonly tell: (message: Message) => Promise<void>;
  /** Posts something for everybody where the button stands, in place of the button's message for this person. */
  readonly share: (message: Message, instead: Message) => Promise<void>;
  /** Opens a form; on top of the one in which the button stands, if any. */
  readonly show: (view: ModalView) => Promise<void>;
  /** The form in which it was pressed. */
  readonly view: PressedView | undefined;
};

export type PressedView = {
  readonly id: string;
  readonly kind: "modal" | "home";
  readonly hash: string;
  readonly state: unknown;
  readonly metadata: string;
};

/** The incident of the button, if the person may see it; otherwise he is told what a stranger would be told. */
export async function pressedIncident(pressed: Pressed, bot: Bot): Promise<Loaded | undefined> {
  const loaded =
    pressed.tag.i === "" ? undefined : await bot.lookUp.byStream(pressed.tag.i, person(pressed.asked.user));
  if (loaded === undefined)
    await pressed.tell(say(sentence("That incident is not there any more. `/incident list` shows what is open.")));
  return loaded;
}

export async function showAnswer(pressed: Pressed, answer: Answer): Promise<void> {
  if ("message" in answer) await pressed.tell(answer.message);
  else await pressed.show(answer.form as ModalView);
}

/** How `tell` and `show` work where the button stands. */
export function reachingBack(parts: {
  readonly bot: Bot;
  readonly triggerId: string;
  readonly view: PressedView | undefined;
  /** Nothing comes of it in a form, which has no channel to answer in. */
  readonly respond: (said: RespondArguments) => Promise<void>;
}): Pick<Pressed, "tell" | "show" | "share"> {
  const { bot, triggerId, view: pressedIn, respond } = parts;
  async function show(view: ModalView): Promise<void> {
    // Only on top of a form can another one be pushed.
    const method = pressedIn?.kind === "modal" ? "views.push" : "views.open";
    const opened = await bot.callNow(method, { trigger_id: triggerId, view });
    if (opened.ok) return;
    bot.log.warn("A form could not be opened", { why: opened });
    if (pressedIn === undefined)
      await respond(ephemeral(say(["Slack was too slow to open the form. Please press again."])));
  }
  return {
    show,
    async share(message, instead) {
      await respond({ ...ephemeral(message), response_type: "in_channel" });
      await respond({ ...ephemeral(instead), replace_original: true });
    },
    tell: async (message) => {
      if (pressedIn === undefined) return respond(ephemeral(message));
      const view = screen("Pitwall", message.blocks);
      if (pressedIn.kind === "home") return show(view);
      const updated = await bot.callNow("views.update", { view_id: pressedIn.id, view });
      if (!updated.ok) bot.log.warn("A form could not be updated", { why: updated });
    },
  };
}
