import type { Answer as PlatformAnswer } from "../catalog/answer-shape.ts";
import { type Answer, type Asked, answer, here } from "./asked.ts";
import type { Bot } from "./bot.ts";
import { button } from "./button.ts";
import { markdownBlocks, markdownLines } from "./markdown.ts";
import { typed, withoutUsers } from "./people-words.ts";
import { type Line, type Message, say, sentence, spoken } from "./text.ts";

const EXAMPLES = ["who owns checkout?", "how do I roll back payments?", "where is the runbook of search?"];
const LATER: Readonly<Record<string, string>> = { mine: "mine", gaps: "gaps", changes: "changes" };

/** `/platform <question>`: answered in private, with a button that shares it. */
export async function runPlatform(asked: Asked, bot: Bot): Promise<Answer> {
  const text = typed(withoutUsers(asked.text));
  const [word = ""] = text.toLowerCase().split(/\s+/);
  if (text === "" || word === "help") return answer(platformHelp());
  if (LATER[word] !== undefined)
    return answer(
      say(sentence(`\`/platform ${word}\` is not there yet. Ask in plain words: \`/platform ${EXAMPLES[0]}\``)),
    );
  const question = word === "service" ? `what is ${text.slice("service".length).trim()}` : text;
  return answer(await answerQuestion(question, asked, bot, { share: true }));
}

/** Answers whoever waits for it, and records what was asked and how it was answered. */
export async function answerQuestion(
  question: string,
  asked: Asked,
  bot: Bot,
  how: { readonly share: boolean },
): Promise<Message> {
  const answered = await bot.platform.answer(question);
  await onTimeline(question, answered, asked, bot);
  await bot.platform.record({ question, answer: answered, asked, reply: undefined });
  return platformMessage(question, answered, how);
}

/** Answers in a thread: recorded first, posted by an effect, so that a crash neither loses nor doubles it. */
export async function answerTo(
  question: string,
  asked: Asked,
  reply: { readonly channel: string; readonly thread: string | undefined },
  bot: Bot,
): Promise<void> {
  const answered = await bot.platform.answer(question);
  await onTimeline(question, answered, asked, bot);
  await bot.platform.record({ question, answer: answered, asked, reply });
}

/** A question in an incident's channel is evidence: what responders had to ask. */
async function onTimeline(question: string, answered: PlatformAnswer, asked: Asked, bot: Bot): Promise<void> {
  const loaded = await here(bot, asked);
  if (loaded === undefined) return;
  const { text, answerable, sources } = answered;
  await bot.carryOut({
    stream: loaded.stream,
    actor: `slack:${asked.user}`,
    command: { type: "recordQuestion", question, answer: text, answerable, sources },
    cause: asked.delivery,
    // A second copy of the delivery must not become a second entry.
    delivery: { id: `${asked.delivery}:timeline`, source: "slack", reply: () => null },
  });
}

export function platformMessage(question: string, answered: PlatformAnswer, how: { readonly share: boolean }): Message {
  const lines = markdownLines(answered.text);
  const options = answered.options.slice(0, 3);
  const share = how.share && answered.answerable;
  return {
    text: spoken(...lines),
    blocks: [
      ...markdownBlocks(answered.text),
      ...(options.length === 0
        ? []
        : [
            {
              type: "actions" as const,
              block_id: "options",
              elements: options.map((option, index) => button(`ask-option-${index}`, option, { i: "", x: option })),
            },
          ]),
      ...(share
        ? [
            {
              type: "actions" as const,
              block_id: "share",
              elements: [button("share-answer", "Share to channel", { i: "", x: question.slice(0, 1_500) })],
            },
          ]
        : []),
    ],
  };
}

function platformHelp(): Message {
  return say(
    ["Ask in plain words, for example:"],
    ...EXAMPLES.map((example): Line => [{ code: `/platform ${example}` }]),
  );
}
