import type { App, RespondArguments, RespondFn } from "@slack/bolt";
import type { InputBlock, KnownBlock, View } from "@slack/types";
import { wasTaken } from "./answer-later.ts";
import { type Answer, type Asked, answer } from "./asked.ts";
import type { Bot } from "./bot.ts";
import { button } from "./button.ts";
import { runIncident } from "./commands/incident.ts";
import { firstAnswers } from "./first-answers.ts";
import { ourFault } from "./our-fault.ts";
import { runPlatform } from "./platform.ts";
import { type Message, rich, say, spoken } from "./text.ts";

/** The slash commands. Decided and stored first, then acknowledged with the truth. */
export function registerCommands(app: App, bot: Bot): void {
  const commands = { "/incident": runIncident, "/platform": runPlatform } as const;
  const answering = firstAnswers<Answer>();
  for (const [name, run] of Object.entries(commands)) {
    app.command(name, async ({ command, ack, respond }) => {
      const asked: Asked = {
        user: command.user_id,
        channel: command.channel_id,
        text: command.text,
        thread: undefined,
        via: "command",
        delivery: command.trigger_id,
        responseUrl: command.response_url,
      };
      const { answer: answered, first } = answering(asked.delivery, () =>
        run(asked, bot).catch((error: unknown) => answer(ourFault("A command failed", error, bot))),
      );
      const given = await answered;
      if ("message" in given) await ack(ephemeral(given.message));
      else {
        await ack();
        if (first) await open(given.form, command.trigger_id, respond, bot);
      }
    });
  }
}

/** Opening a form needs the trigger, which lives three seconds: at once, without a queue, and never twice. */
async function open(view: View, triggerId: string, respond: RespondFn, bot: Bot): Promise<void> {
  const opened = await bot.callNow("views.open", { trigger_id: triggerId, view });
  if (opened.ok) return;
  bot.log.warn("A form could not be opened", { why: opened });
  await wasTaken(respond(ephemeral(formMissed(view))), bot.log);
}

/** A button brings a new trigger, so one press later the form opens after all. */
export function formMissed(view: View): Message {
  const text = "Slack was too slow to open the form.";
  if (view.callback_id !== "declare") return say([`${text} Please send the command again.`]);
  return {
    text: spoken([text]),
    blocks: [
      rich([text]),
      { type: "actions", elements: [button("open-declare", "Open the form", { i: "", x: titleIn(view) })] },
    ],
  };
}

/** What the form was to be filled in with: nothing that was typed is lost. */
function titleIn(view: View): string {
  const title = (view.blocks as readonly (KnownBlock | InputBlock)[]).find((block) => block.block_id === "title");
  return title?.type === "input" && title.element.type === "plain_text_input"
    ? (title.element.initial_value ?? "")
    : "";
}

export function ephemeral(message: Message): RespondArguments {
  return { response_type: "ephemeral", replace_original: false, text: message.text, blocks: [...message.blocks] };
}
