import type { RespondArguments } from "@slack/bolt";
import type { ModalView } from "@slack/types";
import type { Loaded } from "../flow/cache.ts";
import { person } from "../flow/look-up.ts";
import type { Answer, Asked } from "./asked.ts";
import type { Bot } from "./bot.ts";
import type { Tag } from "./button.ts";
import { screen } from "./forms/inputs.ts";
import { ephemeral } from "./register-commands.ts";
import { tellDirectly } from "./tell-directly.ts";
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

/** How `tell`, `show` and `share` work where the button stands. */
export function reachingBack(parts: {
  readonly bot: Pick<Bot, "callNow" | "log">;
  readonly user: string;
  readonly triggerId: string;
  readonly view: PressedView | undefined;
  /** Whether Slack took it. Nothing comes of it in a form, which has no channel to answer in. */
  readonly respond: (said: RespondArguments) => Promise<boolean>;
}): Pick<Pressed, "tell" | "show" | "share"> {
  const { bot, user, triggerId, view: pressedIn, respond } = parts;

  /** `instead` is said when Slack does not open it. */
  async function open(view: ModalView, instead: Message): Promise<void> {
    // Only on top of a form can another one be pushed.
    const method = pressedIn?.kind === "modal" ? "views.push" : "views.open";
    const opened = await bot.callNow(method, { trigger_id: triggerId, view });
    if (opened.ok) return;
    bot.log.warn("A form could not be opened", { why: opened });
    if (pressedIn === undefined) await respond(ephemeral(instead));
    else await tellDirectly(user, instead, bot);
  }
  return {
    show: (view) => open(view, say(["Slack was too slow to open the form. Please press again."])),
    async share(message, instead) {
      if (await respond({ ...ephemeral(message), response_type: "in_channel" }))
        await respond({ ...ephemeral(instead), replace_original: true });
      else await respond(ephemeral(say(["Slack did not confirm it. If it is not here, please press again."])));
    },
    async tell(message) {
      if (pressedIn === undefined) {
        await respond(ephemeral(message));
        return;
      }
      const view = screen("Pitwall", message.blocks);
      if (pressedIn.kind === "home") return open(view, message);
      const updated = await bot.callNow("views.update", { view_id: pressedIn.id, view });
      if (updated.ok) return;
      bot.log.warn("A form could not be updated", { why: updated });
      await tellDirectly(user, message, bot);
    },
  };
}
