import type { AckFn, App, RespondArguments } from "@slack/bolt";
import type { InputBlock, KnownBlock, View } from "@slack/types";
import { SECOND } from "../shared/time.ts";
import { type Answer, type Asked, answer } from "./asked.ts";
import type { Bot } from "./bot.ts";
import { button } from "./button.ts";
import { runIncident } from "./commands/incident.ts";
import { firstAnswers } from "./first-answers.ts";
import { ourFault } from "./our-fault.ts";
import { runPlatform } from "./platform.ts";
import { type Message, rich, say, spoken } from "./text.ts";

/** A person waits at most this long for the truth; then he is told that it is being worked on, and the truth follows. */
const PATIENCE = 2 * SECOND;

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
      const tell = async (message: Message) => {
        await respond(ephemeral(message)).catch((error: unknown) =>
          bot.log.warn("An answer may not have arrived", { error }),
        );
      };
      const given = answering(asked.delivery, () =>
        run(asked, bot).catch((error: unknown) => answer(ourFault("A command failed", error, bot))),
      );
      const soonEnough = await soon(given.answer, bot);
      if (soonEnough === undefined) {
        await ack({ response_type: "ephemeral", text: "Working on it …" });
        const late = await given.answer;
        await tell("message" in late ? late.message : formMissed(late.form));
      } else if ("message" in soonEnough) await ack(ephemeral(soonEnough.message));
      else if (given.first) await open(soonEnough.form, command.trigger_id, ack, bot, tell);
      else await ack();
    });
  }
}

async function soon(answering: Promise<Answer>, bot: Bot): Promise<Answer | undefined> {
  const done = new AbortController();
  const first = await Promise.race([answering, bot.clock.sleep(PATIENCE, done.signal).then(() => undefined)]);
  done.abort("answered");
  return first;
}

/** Opening a form needs the trigger, which lives three seconds: at once, without a queue, and never twice. */
async function open(
  view: View,
  triggerId: string,
  ack: AckFn<RespondArguments>,
  bot: Bot,
  tell: (message: Message) => Promise<void>,
): Promise<void> {
  await ack();
  const opened = await bot.callNow("views.open", { trigger_id: triggerId, view });
  if (opened.ok) return;
  bot.log.warn("A form could not be opened", { why: opened });
  await tell(formMissed(view));
}

/** A button brings a new trigger, so one press later the form opens after all. */
function formMissed(view: View): Message {
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
