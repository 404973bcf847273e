import type { App, GlobalShortcut, MessageShortcut } from "@slack/bolt";
import { person } from "../flow/look-up.ts";
import { isRefusal } from "../shared/refusal.ts";
import { wasTaken } from "./answer-later.ts";
import type { Asked } from "./asked.ts";
import type { Bot } from "./bot.ts";
import { declareFormFor } from "./declare-form.ts";
import { firstAnswers } from "./first-answers.ts";
import { keepMessage } from "./keep-message.ts";
import { ourFault } from "./our-fault.ts";
import { wordsIn } from "./people-words.ts";
import { answerTo } from "./platform.ts";
import { ephemeral, formMissed } from "./register-commands.ts";
import { tellDirectly } from "./tell-directly.ts";
import { type Message, say, sentence } from "./text.ts";

/** The entries of the shortcut menu, and of the menu of each message: what they ask for is stored, then acknowledged. */
export function registerShortcuts(app: App, bot: Bot): void {
  const choosing = firstAnswers<Message | undefined>();
  app.shortcut<GlobalShortcut>({ type: "shortcut", callback_id: "declare" }, async ({ shortcut, ack }) => {
    await ack();
    const { user, trigger_id: trigger } = shortcut;
    const { answer, first } = choosing(trigger, () => openDeclare("", user.id, trigger, bot).catch(failed));
    const told = await answer;
    // It was chosen in no channel in which an answer could stand.
    if (first && told !== undefined) await tellDirectly(user.id, told, bot);
  });

  onMessage("declare-from-message", async (shortcut) => {
    const [title = ""] = (await wordsIn(shortcut.message.text ?? "", bot)).split("\n");
    return openDeclare(title, shortcut.user.id, shortcut.trigger_id, bot);
  });

  onMessage("keep-message", async (shortcut) => {
    const { channel, user, message_ts: ts, trigger_id: delivery } = shortcut;
    const loaded = await bot.lookUp.byChannel(channel.id, person(user.id));
    if (loaded === undefined) {
      return say(
        sentence("This channel is no incident's, so it has no timeline. `/incident list` shows what is open."),
      );
    }
    const kept = await keepMessage(
      { channel: channel.id, ts },
      { by: user.id, delivery, stored: false },
      bot,
      shortcut.message,
    );
    if (isRefusal(kept)) return say(sentence(kept.sentence));
    return kept === "kept"
      ? say([`On the timeline of ${loaded.incident.ref}.`])
      : say(["Pitwall cannot read that message, so it is not on the timeline."]);
  });

  onMessage("ask-platform", async (shortcut) => {
    const asked: Asked = {
      user: shortcut.user.id,
      channel: shortcut.channel.id,
      text: "",
      thread: shortcut.message_ts,
      via: "command",
      delivery: shortcut.trigger_id,
      responseUrl: shortcut.response_url,
    };
    const question = await wordsIn(shortcut.message.text ?? "", bot);
    await answerTo(question, asked, { channel: asked.channel, thread: shortcut.message_ts }, bot);
    return undefined;
  });

  function onMessage(id: string, run: (shortcut: MessageShortcut) => Promise<Message | undefined>): void {
    app.shortcut<MessageShortcut>({ type: "message_action", callback_id: id }, async ({ shortcut, ack, respond }) => {
      const { answer, first } = choosing(shortcut.trigger_id, () => run(shortcut).catch(failed));
      const told = await answer;
      await ack();
      if (first && told !== undefined) await wasTaken(respond(ephemeral(told)), bot.log);
    });
  }

  function failed(error: unknown): Message {
    return ourFault("A shortcut failed", error, bot);
  }
}

/** What to say instead when Slack opens no form. */
async function openDeclare(title: string, user: string, trigger: string, bot: Bot): Promise<Message | undefined> {
  const view = await declareFormFor({ title, user }, bot);
  const opened = await bot.callNow("views.open", { trigger_id: trigger, view });
  if (opened.ok) return undefined;
  bot.log.warn("A form could not be opened", { why: opened });
  return formMissed(view);
}
