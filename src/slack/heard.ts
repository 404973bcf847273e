import type { Asked } from "./asked.ts";
import { here } from "./asked.ts";
import type { Bot } from "./bot.ts";
import { button } from "./button.ts";
import { runIncident, SUBCOMMANDS } from "./commands/incident.ts";
import { LATER } from "./commands/later.ts";
import { wordsIn } from "./people-words.ts";
import { answerTo } from "./platform.ts";
import { type Message, rich, spoken } from "./text.ts";

/** Something said to the bot by mention or direct message. */
export type Heard = {
  readonly user: string;
  readonly channel: string;
  readonly text: string;
  readonly thread: string | undefined;
  readonly ts: string;
  readonly id: string;
  readonly direct: boolean;
};

/** A subcommand works as it does after /incident; anything else is a question about the platform, answered in the thread. */
export async function heard(said: Heard, bot: Bot): Promise<void> {
  const text = said.text
    .replace(new RegExp(`<@${await bot.me()}(?:\\|[^>]*)?>`, "g"), "")
    .trim()
    .replace(/^\/?incident\s+/i, "");
  const { user, channel, thread } = said;
  const asked: Asked = { user, channel, text, thread, via: "mention", delivery: said.id, responseUrl: undefined };
  if (!isCommand(text)) {
    const where = { channel, thread: said.direct ? undefined : (thread ?? said.ts) };
    await answerTo(await wordsIn(text, bot), asked, where, bot);
    return;
  }
  const answered = await runIncident(asked, bot);
  const message =
    "message" in answered ? answered.message : await formButton(answered.form.callback_id ?? "", asked, bot);
  const to = { channel, text: message.text, blocks: message.blocks };
  const told = said.direct
    ? await bot.callNow("chat.postMessage", to)
    : await bot.callNow("chat.postEphemeral", { ...to, user, ...(thread === undefined ? {} : { thread_ts: thread }) });
  if (!told.ok) bot.log.warn("An answer to a mention was not delivered", { why: told });
}

/** Whether it is meant as a command: "list" is one, "list the services of payments" is a question. */
function isCommand(text: string): boolean {
  const [word = "", ...rest] = text.toLowerCase().split(/\s+/);
  if (word === "" || LATER[word] !== undefined) return true;
  if (/^(?:inc|sec|drill)-\d+$/.test(word)) return true;
  const found = SUBCOMMANDS.find((one) => one.name === word || one.aliases.includes(word));
  if (found === undefined) return false;
  const most = { "": 0, "[word]": 1 }[found.usage] ?? Number.POSITIVE_INFINITY;
  return rest.length <= most;
}

/** A mention brings no trigger by which a form could open; a button does. */
async function formButton(form: string, asked: Asked, bot: Bot): Promise<Message> {
  const loaded = await here(bot, asked);
  const action = form === "screen" ? "open-timeline" : form === "sections" ? "open-postmortem" : `open-${form}`;
  const text = "That needs a form:";
  return {
    text: spoken([text]),
    blocks: [rich([text]), { type: "actions", elements: [button(action, "Open it", { i: loaded?.stream ?? "" })] }],
  };
}
