import type { ModalView } from "@slack/types";
import type { Loaded } from "../flow/cache.ts";
import type { Carried, Wish } from "../flow/carry-out.ts";
import { person } from "../flow/look-up.ts";
import type { IncidentCommand } from "../incident/command.ts";
import { TITLE_MAX } from "../incident/decide-declare.ts";
import type { Json } from "../shared/json.ts";
import { MINUTE, sayDuration } from "../shared/time.ts";
import type { Bot } from "./bot.ts";
import type { Tag } from "./button.ts";
import { type DeclareWords, declaredReply, declareWish, tellEffect } from "./commands/declare.ts";
import { declaredScreen, NOT_SURE } from "./forms/declare.ts";
import { PROGRESS } from "./forms/details.ts";
import { screen } from "./forms/inputs.ts";
import type { Values } from "./forms/values.ts";
import { draftFor, postmortemScreen } from "./postmortem-screen.ts";
import { say, sentence } from "./text.ts";

/** A form that somebody sent. */
export type Submitted = {
  readonly user: string;
  readonly tag: Tag;
  readonly values: Values;
  /** Its own id: the view, its hash and its values, so that a form corrected after an error is not taken for a copy. */
  readonly delivery: string;
  readonly viewId: string;
  /** The form on which it lies, if any. */
  readonly beneath: string | undefined;
};

/** What the form turns into. */
export type Shown =
  /** `beneath`: what the form below then shows; without it all of them close. */
  | { readonly close: true; readonly beneath?: ModalView }
  | { readonly errors: Readonly<Record<string, string>> }
  | { readonly update: ModalView };

type Submit = (submitted: Submitted, bot: Bot) => Promise<Shown>;

/** Every form, by its `callback_id`. */
export const SUBMITS: Readonly<Record<string, Submit>> = {
  declare: submitDeclare,
  details: onIncident(async (loaded, submitted, bot) => {
    const { values } = submitted;
    const wanted: IncidentCommand[] = [];
    const title = values.text("title");
    if (title !== "") wanted.push({ type: "setTitle", to: title });
    const severity = values.choice("severity");
    if (severity !== undefined && severity !== loaded.incident.severity)
      wanted.push({ type: "setSeverity", to: severity });
    const status = PROGRESS.find((one) => one === values.choice("status"));
    if (status !== undefined && status !== loaded.incident.status) wanted.push({ type: "setStatus", to: status });
    const impact = values.text("impact");
    if (impact !== "" && impact !== loaded.incident.impact) wanted.push({ type: "stateImpact", text: impact });
    for (const [index, command] of wanted.entries()) {
      const shown = await send(
        loaded,
        { ...submitted, delivery: `${submitted.delivery}:${index}` },
        command,
        bot,
        "title",
      );
      if ("errors" in shown) return shown;
    }
    return { close: true };
  }),
  update: onIncident(async (loaded, submitted, bot) => {
    const { values } = submitted;
    const next = values.choice("next");
    return send(
      loaded,
      submitted,
      {
        type: "giveUpdate",
        text: values.text("text"),
        by: submitted.user,
        impact: values.text("impact"),
        status: PROGRESS.find((one) => one === values.choice("status")),
        severity: values.choice("severity"),
        next: next === undefined ? undefined : next === "none" ? null : Number(next) * MINUTE,
        customerSentence: values.text("sentence") || null,
        announce: values.choices("audience").includes("announce"),
      },
      bot,
      "text",
    );
  }),
  resolve: onIncident(async (loaded, submitted, bot) => {
    const { values } = submitted;
    const ended = values.time("ended");
    if (ended !== undefined && ended > bot.clock.now() + MINUTE)
      return { errors: { ended: "That is in the future. When did the impact end?" } };
    if (ended !== undefined && ended < loaded.incident.declaredAt - 30 * 24 * 60 * MINUTE)
      return { errors: { ended: "That is more than a month before it was declared." } };
    const due = values.date("due");
    return send(
      loaded,
      submitted,
      {
        type: "resolve",
        what: values.text("what"),
        by: submitted.user,
        impactEndedAt: ended,
        resolveAlerts: values.choices("alerts").includes("resolve"),
        owner: values.user("owner"),
        due: due === undefined ? undefined : Date.parse(`${due}T17:00:00Z`),
      },
      bot,
      "what",
    );
  }),
  handover: onIncident(async (loaded, submitted, bot) => {
    const to = submitted.values.user("to");
    if (to === undefined) return { errors: { to: "Choose a person." } };
    const brief = submitted.values.text("brief");
    return send(loaded, submitted, { type: "offerHandover", to, by: submitted.user, brief }, bot, "to");
  }),
  page: onIncident(async (loaded, submitted, bot) => {
    const name = submitted.values.choice("service") ?? "";
    const [target] = (await bot.paging?.targetsFor([name])) ?? [];
    if (target === undefined || !target.ok)
      return { errors: { service: target?.why ?? "PagerDuty is not set up here." } };
    const why = submitted.values.text("why") || loaded.incident.title;
    return send(
      loaded,
      submitted,
      { type: "page", page: bot.newId(), target: target.target, why, by: submitted.user },
      bot,
      "service",
    );
  }),
  customer: onIncident((loaded, submitted, bot) =>
    send(
      loaded,
      submitted,
      { type: "affectCustomer", user: submitted.user, customer: submitted.values.text("customer") },
      bot,
      "customer",
    ),
  ),
  answer: onIncident(async (loaded, submitted, bot) => {
    const text = submitted.values.text("text");
    if (text === "") return { errors: { text: "A word or two will do." } };
    const command = { type: "answerOpenQuestion", question: submitted.tag.x ?? "", text } as const;
    return backToSections(await send(loaded, submitted, command, bot, "text"), submitted, bot);
  }),
  "edit-section": onIncident(async (loaded, submitted, bot) => {
    const text = submitted.values.text("text");
    const { x: section = "", v: over = 0 } = submitted.tag;
    const now = draftFor(loaded, bot).sections.find((one) => one.id === section)?.revision ?? 0;
    if (now > over)
      return {
        errors: { text: "Somebody changed this section meanwhile. Copy your text, and open the section again." },
      };
    const command = { type: "editSection", section, text, over } as const;
    return backToSections(await send(loaded, submitted, command, bot, "text"), submitted, bot);
  }),
};

function onIncident(run: (loaded: Loaded, submitted: Submitted, bot: Bot) => Promise<Shown>): Submit {
  return async (submitted, bot) => {
    const loaded = await bot.lookUp.byStream(submitted.tag.i, person(submitted.user));
    if (loaded !== undefined) return run(loaded, submitted, bot);
    return {
      update: screen(
        "Pitwall",
        say(sentence("That incident is not there any more. `/incident list` shows what is open.")).blocks,
      ),
    };
  };
}

/** The list of sections on which the form lay shows what was written. */
async function backToSections(shown: Shown, submitted: Submitted, bot: Bot): Promise<Shown> {
  if (!("close" in shown) || submitted.beneath === undefined) return shown;
  const loaded = await bot.lookUp.byStream(submitted.tag.i, person(submitted.user));
  return loaded === undefined ? shown : { close: true, beneath: await postmortemScreen(loaded, submitted.user, bot) };
}

/** A refusal keeps the form and what was typed, and stands beside the field it is about. */
async function send(
  loaded: Loaded,
  submitted: Submitted,
  command: IncidentCommand,
  bot: Bot,
  field: string,
): Promise<Shown> {
  const result = await bot.carryOut({ stream: loaded.stream, command, ...common(submitted, () => ({ close: true })) });
  if (result.outcome === "refused") return { errors: { [field]: plainSentence(result.refusal.sentence) } };
  if (result.outcome === "repeated") return result.reply as unknown as Shown;
  return { close: true };
}

async function submitDeclare(submitted: Submitted, bot: Bot): Promise<Shown> {
  const { values, user } = submitted;
  const options = values.choices("options");
  const services = values.choices("services");
  const severity = values.choice("severity");
  const title = values.text("title") || `Something is wrong with ${services.join(", ") || "production"}`;
  if ([...title].length > TITLE_MAX)
    return { errors: { title: `At most ${TITLE_MAX} characters; the rest belongs into the first update.` } };
  const words: DeclareWords = {
    title,
    severity: severity === undefined || severity === NOT_SURE ? undefined : severity,
    private: options.includes("private"),
    drill: options.includes("drill"),
    triage: options.includes("triage"),
    services,
  };
  const before = await justDeclared(words, submitted, bot);
  if (before !== undefined) return before;
  const stream = `incident/${bot.newId()}`;
  const wish = await declareWish(words, user, "form", bot);
  const shownFor = (carried: Carried): Shown => ({
    update: {
      ...declaredScreen(carried.incident.ref, []),
      blocks: [...declaredReply(carried, wish.targets, bot).blocks],
    },
  });
  const result = await bot.carryOut({
    stream,
    command: wish.command,
    ...common(submitted, shownFor),
    also: ({ incident }) => (incident.status === "triage" ? [] : [tellEffect(stream, { view: submitted.viewId })]),
  });
  if (result.outcome === "refused") return { errors: { title: plainSentence(result.refusal.sentence) } };
  if (result.outcome === "repeated") return result.reply as unknown as Shown;
  if (result.outcome === "lost-lease") throw new Error("A person's form settles no effect");
  return shownFor(result);
}

/** The first answer was lost, and the same form is sent anew: he is shown what he has. */
async function justDeclared(words: DeclareWords, submitted: Submitted, bot: Bot): Promise<Shown | undefined> {
  const now = bot.clock.now();
  const rows = await bot.lookUp.open(person(submitted.user));
  const same = rows.find(
    (row) => row.declaredBy === submitted.user && row.title === words.title && now - row.openedAt < 2 * MINUTE,
  );
  if (same === undefined) return undefined;
  const where = same.channel === undefined ? [" Its channel is being opened."] : [" ", { channel: same.channel }];
  return {
    update: declaredScreen(same.ref, [
      [`You declared ${same.ref} ${sayDuration(now - same.openedAt)} ago with this title.`, ...where],
    ]),
  };
}

function common(submitted: Submitted, shown: (carried: Carried) => Shown): Pick<Wish, "actor" | "cause" | "delivery"> {
  return {
    actor: `slack:${submitted.user}`,
    cause: submitted.delivery,
    delivery: { id: submitted.delivery, source: "slack", reply: (carried) => shown(carried) as unknown as Json },
  };
}

/** Form errors are plain text: neither code nor mentions. */
function plainSentence(text: string): string {
  return text.replaceAll("`", "").replaceAll(/<@[UW][A-Z0-9]+>/g, "they");
}
