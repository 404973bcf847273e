import type { App, MessageShortcut } from "@slack/bolt";
import { person } from "../flow/look-up.ts";
import type { Asked } from "./asked.ts";
import type { Bot } from "./bot.ts";
import { declareFormFor } from "./declare-form.ts";
import { keepMessage } from "./keep-message.ts";
import { typed } from "./people-words.ts";
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
      await keepMessage(
        { channel: shortcut.channel.id, ts: shortcut.message_ts },
        shortcut.user.id,
        shortcut.trigger_id,
        bot,
      );
      await respond(ephemeral(say([`On the timeline of ${loaded.incident.ref}.`])));
    },
  );

  app.shortcut<MessageShortcut>(
    { type: "message_action", callback_id: "declare-from-message" },
    async ({ shortcut, ack }) => {
      await ack();
      const [title = ""] = typed(shortcut.message.text ?? "").split("\n");
      const form = await declareFormFor({ title: title.slice(0, 150), user: shortcut.user.id }, bot);
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
      typed(shortcut.message.text ?? ""),
      asked,
      { channel: asked.channel, thread: shortcut.message_ts },
      bot,
    );
  });
}
