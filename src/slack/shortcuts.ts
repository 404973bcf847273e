import type { App, GlobalShortcut, MessageShortcut } from "@slack/bolt";
import { person } from "../flow/look-up.ts";
import type { Asked } from "./asked.ts";
import type { Bot } from "./bot.ts";
import { declareFormFor } from "./declare-form.ts";
import { keepMessage } from "./keep-message.ts";
import { ourFault } from "./our-fault.ts";
import { wordsIn } from "./people-words.ts";
import { answerTo } from "./platform.ts";
import { ephemeral } from "./register-commands.ts";
import { type Message, say, sentence } from "./text.ts";

/** The entries of the shortcut menu, and of the menu of each message. Acknowledged at once: there is nothing to show in it. */
export function registerShortcuts(app: App, bot: Bot): void {
  app.shortcut<GlobalShortcut>({ type: "shortcut", callback_id: "declare" }, async ({ shortcut, ack }) => {
    await ack();
    await openDeclare("", shortcut.user.id, shortcut.trigger_id, bot);
  });

  onMessage("declare-from-message", async (shortcut) => {
    const [title = ""] = (await wordsIn(shortcut.message.text ?? "", bot)).split("\n");
    await openDeclare(title, shortcut.user.id, shortcut.trigger_id, bot);
    return undefined;
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
      await ack();
      const told = await run(shortcut).catch((error: unknown) => ourFault("A shortcut failed", error, bot));
      if (told !== undefined) await respond(ephemeral(told));
    });
  }
}

async function openDeclare(title: string, user: string, trigger: string, bot: Bot): Promise<void> {
  const opened = await bot.callNow("views.open", {
    trigger_id: trigger,
    view: await declareFormFor({ title, user }, bot),
  });
  if (!opened.ok) bot.log.warn("A form could not be opened", { why: opened });
}
