import type { App, MessageShortcut } from "@slack/bolt";
import { person } from "../flow/look-up.ts";
import type { Asked } from "./asked.ts";
import type { Bot } from "./bot.ts";
import { declareFormFor } from "./declare-form.ts";
import { keepMessage } from "./keep-message.ts";
import { wordsIn } from "./people-words.ts";
import { answerTo } from "./platform.ts";
import { ephemeral } from "./register-commands.ts";
import { say, sentence } from "./text.ts";

/** The entries in a message's menu. */
export function registerKeepShortcut(app: App, bot: Bot): void {
  app.shortcut<MessageShortcut>(
    { type: "message_action", callback_id: "keep-message" },
    async ({ shortcut, ack, respond }) => {
      await ack();
      const loaded = await bot.lookUp.byChannel(shortcut.channel.id, person(shortcut.user.id));
      if (loaded === undefined) {
        await respond(
          ephemeral(
            say(sentence("This channel is no incident's, so it has no timeline. `/incident list` shows what is open.")),
          ),
        );
        return;
      }
      const kept = await keepMessage(
        { channel: shortcut.channel.id, ts: shortcut.message_ts },
        shortcut.user.id,
        shortcut.trigger_id,
        bot,
      );
      const told =
        kept === "kept"
          ? say([`On the timeline of ${loaded.incident.ref}.`])
          : say(["Pitwall cannot read that message, so it is not on the timeline."]);
      await respond(ephemeral(told));
    },
  );

  app.shortcut<MessageShortcut>(
    { type: "message_action", callback_id: "declare-from-message" },
    async ({ shortcut, ack }) => {
      await ack();
      const [title = ""] = (await wordsIn(shortcut.message.text ?? "", bot)).split("\n");
      const form = await declareFormFor({ title, user: shortcut.user.id }, bot);
      const opened = await bot.callNow("views.open", { trigger_id: shortcut.trigger_id, view: form });
      if (!opened.ok) bot.log.warn("A form could not be opened", { why: opened });
    },
  );

  app.shortcut<MessageShortcut>({ type: "message_action", callback_id: "ask-platform" }, async ({ shortcut, ack }) => {
    await ack();
    const asked: Asked = {
      user: shortcut.user.id,
      channel: shortcut.channel.id,
      text: "",
      thread: shortcut.message_ts,
      via: "command",
      delivery: shortcut.trigger_id,
      responseUrl: shortcut.response_url,
    };
    await answerTo(
      await wordsIn(shortcut.message.text ?? "", bot),
      asked,
      { channel: asked.channel, thread: shortcut.message_ts },
      bot,
    );
  });
}
