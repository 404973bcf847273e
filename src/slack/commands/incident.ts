import { type Answer, type Asked, answer, here } from "../asked.ts";
import { panel } from "../blocks/panel.ts";
import type { Bot } from "../bot.ts";
import { button } from "../button.ts";
import { declareFormFor } from "../declare-form.ts";
import { wordsIn } from "../people-words.ts";
import { context, cut, type Line, type Message, rich, say, sentence, spoken } from "../text.ts";
import { declareCommand } from "./declare.ts";
import { LATER } from "./later.ts";
import { deliveryCommand, listCommand, showIncident } from "./list.ts";
import { onCallCommand, pageCommand } from "./paging.ts";
import { handoverCommand, leadCommand, roleCommand } from "./people.ts";
import { impactCommand, mitigatedCommand, severityCommand, statusCommand, titleCommand } from "./progress.ts";
import { decisionCommand, noteCommand, timelineCommand } from "./record.ts";
import { cancelCommand, postmortemCommand, reopenCommand, resolveCommand } from "./resolve.ts";
import type { Subcommand } from "./table.ts";
import { updateCommand } from "./update.ts";

const help: Subcommand = {
  name: "help",
  aliases: [],
  usage: "[word]",
  help: "This list.",
  run: async (asked) => answer(helpMessage(asked.text.trim().toLowerCase())),
};

/** Every subcommand of /incident, in the order of the help. */
export const SUBCOMMANDS: readonly Subcommand[] = [
  declareCommand,
  listCommand,
  leadCommand,
  handoverCommand,
  roleCommand,
  statusCommand,
  mitigatedCommand,
  severityCommand,
  impactCommand,
  titleCommand,
  updateCommand,
  noteCommand,
  decisionCommand,
  timelineCommand,
  pageCommand,
  onCallCommand,
  resolveCommand,
  reopenCommand,
  cancelCommand,
  postmortemCommand,
  deliveryCommand,
  help,
];

/** Everything typed after `/incident` or `@pitwall`. */
export async function runIncident(asked: Asked, bot: Bot): Promise<Answer> {
  const text = asked.text.trim();
  if (text === "") return bare(asked, bot);
  const [first = "", ...rest] = text.split(/\s+/);
  const word = first.replace(/^[-–—]+/, "").toLowerCase();
  const found = SUBCOMMANDS.find((one) => one.name === word || one.aliases.includes(word));
  if (found !== undefined) return found.run({ ...asked, text: text.slice(first.length).trim() }, bot);
  if (/^#?(?:inc|sec|drill)-?\d+$/.test(word) || (/^#?\d+$/.test(word) && rest.length === 0))
    return showIncident(word, asked, bot);
  const later = LATER[word];
  const title = await wordsIn(text, bot);
  if (later !== undefined) {
    const line = sentence(`\`/incident ${word}\` is not there yet. ${later}`);
    // "Search is slow" is a title all the same.
    return answer(rest.length === 0 ? say(line) : orDeclare(line, title));
  }
  const near = SUBCOMMANDS.find((one) => [one.name, ...one.aliases].some((name) => withinOne(name, word)));
  if (near !== undefined) return answer(didYouMean(near.name, title));
  // Any other text is a title: the form opens with it, and nothing is declared by a slip of the finger.
  return { form: await declareFormFor({ title, user: asked.user }, bot) };
}

async function bare(asked: Asked, bot: Bot): Promise<Answer> {
  const loaded = await here(bot, asked);
  if (loaded !== undefined) return { form: panel(loaded) };
  return { form: await declareFormFor({ title: "", user: asked.user }, bot) };
}

/** One letter off: perhaps the command was meant, perhaps it is a title all the same. */
function didYouMean(name: string, title: string): Message {
  return orDeclare(sentence(`Did you mean \`/incident ${name}\`? Nothing was done.`), title);
}

function orDeclare(line: Line, title: string): Message {
  const declaring = button("open-declare", "Declare it as an incident", { i: "", x: cut(title, 1_500) });
  return { text: spoken(line), blocks: [rich(line), { type: "actions", elements: [declaring] }] };
}

function helpMessage(word: string): Message {
  const shown =
    word === "" ? SUBCOMMANDS : SUBCOMMANDS.filter((one) => one.name === word || one.aliases.includes(word));
  if (shown.length === 0) return say(sentence(`There is no \`/incident ${word}\`. \`/incident help\` lists all.`));
  const lines = shown.map(
    (one): Line => [{ code: `/incident ${one.name}${one.usage === "" ? "" : ` ${one.usage}`}` }, ` ${one.help}`],
  );
  const foot: Line = [
    "Each also works as a mention, and so in threads. React with 📌 to keep a message on the timeline. ",
    ...sentence("Questions about the platform: `/platform who owns checkout?`"),
  ];
  return { text: spoken(...lines), blocks: [rich(...lines), context(foot)] };
}

/** Whether one letter was added, left out, changed or swapped with its neighbour. */
export function withinOne(a: string, b: string): boolean {
  if (a === b) return true;
  if (Math.abs(a.length - b.length) > 1 || Math.min(a.length, b.length) < 3) return false;
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start += 1;
  const [restA, restB] = [a.slice(start), b.slice(start)];
  if (a.length === b.length) {
    const swapped = restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2);
    return swapped || restA.slice(1) === restB.slice(1);
  }
  return restA.slice(1) === restB || restA === restB.slice(1);
}
