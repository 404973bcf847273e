import type { Loaded } from "../flow/cache.ts";
import type { IncidentCommand } from "../incident/command.ts";
import { COMMANDER } from "../incident/rules.ts";
import { isRefusal } from "../shared/refusal.ts";
import { MINUTE } from "../shared/time.ts";
import { carry } from "./asked.ts";
import { delivery } from "./blocks/delivery.ts";
import { timelineMessage } from "./blocks/timeline.ts";
import type { Bot } from "./bot.ts";
import { declareFrom, readDeclare } from "./commands/declare.ts";
import { pageFormFor } from "./commands/paging.ts";
import { handoverFormFor, roleReply } from "./commands/people.ts";
import { openPostmortem, resolveFormFor } from "./commands/resolve.ts";
import { declareFormFor } from "./declare-form.ts";
import { customerForm } from "./forms/customer.ts";
import { detailsForm } from "./forms/details.ts";
import { screen } from "./forms/inputs.ts";
import { answerForm, sectionForm } from "./forms/postmortem.ts";
import { updateForm } from "./forms/update.ts";
import { wordsIn } from "./people-words.ts";
import { answerQuestion, platformMessage } from "./platform.ts";
import { draftFor, postmortemScreen, speechFor } from "./postmortem-screen.ts";
import { type Pressed, pressedIncident, showAnswer } from "./pressed.ts";
import { previewScreen } from "./preview-screen.ts";
import { type Line, type Message, rich, say, sentence, spoken } from "./text.ts";

type Action = (pressed: Pressed, bot: Bot) => Promise<void>;

const SNOOZE = 15 * MINUTE;

/** Every button, by its `action_id`. */
export const ACTIONS: Readonly<Record<string, Action>> = {
  "take-command": changing(
    (pressed) => ({ type: "assignRole", role: COMMANDER, user: pressed.asked.user, by: pressed.asked.user }),
    (carried, pressed, bot) => roleReply(carried, COMMANDER, pressed.asked.user, bot.rules),
  ),
  "accept-handover": changing(
    (pressed) => ({ type: "answerHandover", by: pressed.asked.user, accept: true }),
    (carried, pressed, bot) => roleReply(carried, COMMANDER, pressed.asked.user, bot.rules),
  ),
  "decline-handover": changing(
    (pressed) => ({ type: "answerHandover", by: pressed.asked.user, accept: false }),
    () => say(["Declined. Command stays where it is."]),
  ),
  undo: changing(
    (pressed) => ({ type: "undo", version: pressed.tag.v ?? 0 }),
    ({ incident }) => say([`Taken back: ${incident.ref} is ${incident.severity}, ${incident.status}.`]),
  ),
  reopen: changing(
    () => ({ type: "reopen", reason: "it is not over" }),
    ({ incident }) => say([`${incident.ref} is open again.`]),
  ),
  snooze: changing(
    (pressed, bot) => ({ type: "snooze", about: aboutOf(pressed.tag.x), until: bot.clock.now() + SNOOZE }),
    () => say(["You are reminded again in 15 min."]),
  ),
  "approve-sentence": changing(
    (pressed) => ({ type: "approveSentence", update: pressed.tag.v ?? 0, by: pressed.asked.user }),
    () => say(["Approved. Support sees it in the announcement and in /incident list."]),
  ),
  "accept-triage": changing(
    (pressed) => ({ type: "accept", by: pressed.asked.user }),
    ({ incident }) => say([`${incident.ref} declared. Opening its channel …`]),
  ),
  "dismiss-triage": changing(
    () => ({ type: "cancel", reason: "dismissed in triage" }),
    ({ incident }) => say([`${incident.ref} dismissed.`]),
  ),
  "retry-effect": changing(
    (pressed) => ({ type: "retryEffect", key: pressed.tag.x ?? "" }),
    () => say(["It is tried again. /incident delivery shows how it goes."]),
  ),
  "start-postmortem": onIncident(async (loaded, pressed, bot) =>
    showAnswer(pressed, await openPostmortem(loaded, pressed.asked, bot)),
  ),
  "open-postmortem": onIncident(async (loaded, pressed, bot) =>
    showAnswer(pressed, await openPostmortem(loaded, pressed.asked, bot)),
  ),
  "edit-sections": onIncident(async (loaded, pressed, bot) =>
    pressed.show(await postmortemScreen(loaded, pressed.asked.user, bot)),
  ),
  "preview-postmortem": onIncident(async (loaded, pressed, bot) =>
    pressed.show(previewScreen(loaded, await bot.postmortemOf(loaded))),
  ),
  "edit-section": onIncident(async (loaded, pressed, bot) => {
    const draft = draftFor(loaded, bot);
    const section = draft.sections.find((one) => one.id === pressed.tag.x);
    if (section === undefined) return;
    await pressed.show(sectionForm(loaded, section, draft, await speechFor(loaded, pressed.asked.user, bot)));
  }),
  "answer-question": onIncident(async (loaded, pressed, bot) => {
    const question = draftFor(loaded, bot).questions.find((one) => one.id === pressed.tag.x);
    if (question === undefined) return pressed.tell(say(["That question is answered by now. Thank you."]));
    return pressed.show(answerForm(loaded.stream, question, await speechFor(loaded, pressed.asked.user, bot)));
  }),
  "open-handover": onIncident((loaded, pressed) => showAnswer(pressed, handoverFormFor(loaded))),
  "open-update": onIncident((loaded, pressed, bot) =>
    pressed.show(updateForm(loaded, bot.rules, bot.clock.now(), pressed.asked.user)),
  ),
  "open-details": onIncident((loaded, pressed, bot) => pressed.show(detailsForm(loaded, bot.rules))),
  "open-resolve": onIncident(async (loaded, pressed, bot) =>
    pressed.show(await resolveFormFor(loaded, pressed.asked.user, bot)),
  ),
  "open-page": onIncident(async (loaded, pressed, bot) => {
    if (bot.paging === undefined)
      return pressed.tell(say(["PagerDuty is not set up here, so nobody can be paged from Slack."]));
    return showAnswer(pressed, await pageFormFor(loaded, bot.paging));
  }),
  "open-timeline": onIncident((loaded, pressed) =>
    pressed.show(screen(`Timeline ${loaded.incident.ref}`, timelineMessage(loaded).blocks)),
  ),
  "open-delivery": onIncident(async (loaded, pressed, bot) =>
    pressed.show(
      screen(`Sent for ${loaded.incident.ref}`, delivery(loaded, await bot.deliveryOf(loaded.stream)).blocks),
    ),
  ),
  "customer-affected": onIncident((loaded, pressed) => pressed.show(customerForm(loaded))),
  join: onIncident(async (loaded, pressed, bot) => pressed.tell(await join(loaded, pressed, bot))),
  "open-declare": async (pressed, bot) =>
    pressed.show(await declareFormFor({ title: pressed.tag.x ?? "", user: pressed.asked.user }, bot)),
  "declare-another": async (pressed, bot) => {
    const words = readDeclare(await wordsIn(pressed.tag.x ?? "", bot), bot);
    if (isRefusal(words)) return pressed.tell(say(sentence(words.sentence)));
    return showAnswer(pressed, await declareFrom(words, pressed.asked, bot, { again: true }));
  },
  "ask-option": async (pressed, bot) =>
    pressed.tell(await answerQuestion(pressed.tag.x ?? "", pressed.asked, bot, { share: true })),
  // By the response_url of the button, which reaches channels that the bot is not in.
  "share-answer": async (pressed, bot) => {
    const question = pressed.tag.x ?? "";
    const answered = platformMessage(question, await bot.platform.answer(question), { share: false });
    const asker: Line = [{ user: pressed.asked.user }, " asked: ", question];
    const shared = { text: `${spoken(asker)}\n${answered.text}`, blocks: [rich(asker), ...answered.blocks] };
    await pressed.share(shared, say(["Shared."]));
  },
};

function onIncident(run: (loaded: Loaded, pressed: Pressed, bot: Bot) => Promise<void>): Action {
  return async (pressed, bot) => {
    const loaded = await pressedIncident(pressed, bot);
    if (loaded !== undefined) await run(loaded, pressed, bot);
  };
}

/** A press that is a command at once. */
function changing(
  commandOf: (pressed: Pressed, bot: Bot) => IncidentCommand,
  reply: (carried: Parameters<Parameters<typeof carry>[4]>[0], pressed: Pressed, bot: Bot) => Message,
): Action {
  return onIncident(async (loaded, pressed, bot) => {
    const command = commandOf(pressed, bot);
    await showAnswer(
      pressed,
      await carry(bot, pressed.asked, loaded.stream, command, (carried) => reply(carried, pressed, bot)),
    );
  });
}

async function join(loaded: Loaded, pressed: Pressed, bot: Bot): Promise<Message> {
  const { channel, ref } = loaded.incident;
  if (channel === null) return say([`${ref} has no channel.`]);
  const invited = await bot.callNow("conversations.invite", { channel: channel.id, users: pressed.asked.user });
  if (invited.ok || (invited.kind === "refused" && invited.error === "already_in_channel"))
    return say(["You are in ", { channel: channel.id }, "."]);
  return say(["Slack did not let you be invited; open ", { channel: channel.id }, " and join there."]);
}

function aboutOf(text: string | undefined): "update" | "commander" | "page" {
  return text === "commander" || text === "page" ? text : "update";
}
