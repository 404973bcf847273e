import type { Carried } from "../../flow/carry-out.ts";
import { person } from "../../flow/look-up.ts";
import type { Declare } from "../../incident/command.ts";
import { TITLE_MAX, titleOf } from "../../incident/decide-declare.ts";
import { readSeverity, severityRule } from "../../incident/rules.ts";
import { isRefusal, type Refusal, refuse } from "../../shared/refusal.ts";
import { MINUTE, sayDuration } from "../../shared/time.ts";
import { type Answer, type Asked, answer, carry, refused } from "../asked.ts";
import type { Bot, ResolvedTarget } from "../bot.ts";
import { button } from "../button.ts";
import { declareFormFor } from "../declare-form.ts";
import { wordsIn } from "../people-words.ts";
import { context, type Line, type Message, rich, sentence, spoken } from "../text.ts";
import type { Subcommand } from "./table.ts";

export type DeclareWords = {
  readonly title: string;
  readonly severity: string | undefined;
  readonly private: boolean;
  readonly drill: boolean;
  readonly triage: boolean;
  readonly services: readonly string[];
};

/** A second identical declare within this time is taken for the first one retyped. */
const RETYPED_WITHIN = 2 * MINUTE;
const FLAGS = new Set(["private", "drill", "triage"]);

export const declareCommand: Subcommand = {
  name: "declare",
  aliases: [],
  usage: "<title> [sev1..4] [private] [drill] [triage] [service:x]",
  help: "Opens an incident: its channel, its card, the page.",
  async run(asked, bot) {
    const words = readDeclare(await wordsIn(asked.text, bot), bot);
    if (isRefusal(words)) return refused(words);
    if (words.title === "") return { form: await declareFormFor({ ...words, user: asked.user }, bot) };
    return declareFrom(words, asked, bot, { again: false });
  },
};

/**
 * Reads what follows `declare`. Options are bare words at the end, since phones turn `--` into a dash; both are accepted.
 * An option in the middle of the title is part of the title.
 */
export function readDeclare(text: string, bot: Pick<Bot, "rules">): DeclareWords | Refusal {
  const words = text.split(/\s+/).filter((word) => word !== "");
  const services: string[] = [];
  const flags = new Set<string>();
  let severity: string | undefined;
  while (words.length > 0) {
    const last = words.at(-1) ?? "";
    const bare = last.replace(/^[-–—]+/, "").toLowerCase();
    const service = /^service:(.+)$/i.exec(last.replace(/^[-–—]+/, ""))?.[1];
    const pair = words.length > 1 ? `${words.at(-2) ?? ""}${last}` : "";
    if (service !== undefined) services.unshift(service.replace(/^"|"$/g, ""));
    else if (FLAGS.has(bare)) flags.add(bare);
    else if (/^sev-?\d$/.test(bare) || /^[-–—]*sev\d$/i.test(pair)) {
      const isPair = !bare.startsWith("sev");
      const read = readSeverity(isPair ? pair : bare, bot.rules);
      const said = isPair ? `sev ${bare}` : last;
      if (read === undefined) {
        return refuse("severity", `There is no severity "${said}". Known: ${severityNames(bot)}.`);
      }
      severity = read;
      if (isPair) words.pop();
    } else break;
    words.pop();
  }
  // "Checkout is down — sev1": the dash belonged to the option.
  while (/^[-–—]+$/.test(words.at(-1) ?? "")) words.pop();
  const title = words.join(" ").replace(/^"(.*)"$/, "$1");
  return {
    title,
    severity,
    private: flags.has("private"),
    drill: flags.has("drill"),
    triage: flags.has("triage"),
    services,
  };
}

/** Declares what a command, a mention or the form asked for. */
export async function declareFrom(
  words: DeclareWords,
  asked: Asked,
  bot: Bot,
  how: { readonly again: boolean },
): Promise<Answer> {
  if (!how.again) {
    const before = await declaredJustNow(words.title, asked, bot);
    if (before !== undefined) return before;
  }
  const stream = `incident/${bot.newId()}`;
  const wish = await declareWish(words, asked.user, asked.via, bot);
  const reply = (carried: Carried) => declaredReply(carried, wish.targets, bot);
  return carry(bot, asked, stream, wish.command, reply, tellWhenOpen(asked, stream));
}

/** The command, with whom it pages if the severity says so. */
export async function declareWish(
  words: DeclareWords,
  user: string,
  via: Declare["via"],
  bot: Bot,
): Promise<{ readonly command: Declare; readonly targets: readonly ResolvedTarget[] }> {
  const targets = words.drill || words.triage ? [] : ((await bot.paging?.targetsFor(words.services)) ?? []);
  return {
    targets,
    command: {
      type: "declare",
      title: words.title,
      severity: words.severity,
      mode: words.drill ? "drill" : "live",
      private: words.private,
      triage: words.triage,
      services: words.services,
      by: user,
      via,
      invite: [],
      pages: targets.flatMap((one) => (one.ok ? [{ page: bot.newId(), target: one.target }] : [])),
      alert: null,
      // A title holds less than some people type at once, and nothing that was typed is lost.
      ...([...words.title].length > TITLE_MAX ? { note: words.title } : {}),
    },
  };
}

async function declaredJustNow(title: string, asked: Asked, bot: Bot): Promise<Answer | undefined> {
  const now = bot.clock.now();
  const rows = await bot.lookUp.open(person(asked.user));
  const same = rows.find(
    (row) =>
      row.declaredBy === asked.user &&
      now - row.openedAt < RETYPED_WITHIN &&
      folded(row.title) === folded(titleOf(title)),
  );
  if (same === undefined || title.trim() === "") return undefined;
  const where: Line = same.channel === undefined ? ["Its channel is being opened."] : [{ channel: same.channel }];
  const lines: Line[] = [
    [`You declared ${same.ref} ${sayDuration(now - same.openedAt)} ago with this title. `, ...where],
  ];
  return answer({
    text: spoken(...lines),
    blocks: [
      rich(...lines),
      {
        type: "actions",
        elements: [button("declare-another", "Declare another", { i: same.stream, x: asked.text.slice(0, 1_500) })],
      },
    ],
  });
}

/** The truth at this moment: stored, being paged, being opened. */
export function declaredReply(
  carried: Carried,
  targets: readonly ResolvedTarget[],
  bot: Pick<Bot, "rules" | "paging">,
): Message {
  const { incident, added } = carried;
  const lines: Line[] = [
    [
      { bold: incident.ref },
      ` declared: ${incident.severity}${incident.unsure ? " (not sure)" : ""} · ${incident.title}`,
    ],
  ];
  if (incident.status === "triage") lines.push(["Waits in triage: no channel yet, nobody is paged."]);
  else lines.push(["Opening its channel …"]);
  const paged = Object.values(incident.pages);
  const pages =
    severityRule(incident.severity, bot.rules)?.page === true &&
    incident.mode === "live" &&
    incident.status !== "triage";
  if (paged.length > 0) lines.push([`Paging ${paged.map((page) => page.target.name).join(", ")} …`]);
  else if (pages && bot.paging === undefined) lines.push(["Nobody is paged: PagerDuty is not set up."]);
  else if (pages && incident.services.length === 0)
    lines.push(sentence("Nobody is paged yet: no service was named. `/incident page checkout` does it."));
  if (added.some(({ type }) => type === "NoteAdded"))
    lines.push([`A title holds ${TITLE_MAX} characters; the whole is on the timeline.`]);
  for (const target of targets) if (!target.ok) lines.push([`Not paged: ${target.name} (${target.why})`]);
  return { text: spoken(...lines), blocks: [rich(...lines.slice(0, 1)), context(...lines.slice(1))] };
}

/** The second message that a person needs: the link, when there is a channel to link to. */
function tellWhenOpen(asked: Pick<Asked, "responseUrl" | "user">, stream: string) {
  const { responseUrl } = asked;
  return {
    also: ({ incident }: Carried) =>
      responseUrl === undefined || incident.status === "triage" ? [] : [tellEffect(stream, { responseUrl })],
  };
}

/** Told at most once and never on a path that matters: it cannot be asked whether a response_url was used. */
export function tellEffect(stream: string, to: { readonly responseUrl?: string; readonly view?: string }) {
  return {
    key: `${stream}/1/tell-opened`,
    kind: "tell-opened",
    mode: "act" as const,
    lane: "",
    priority: 10,
    body: to,
    needs: `${stream}/1/open-channel`,
    patience: MINUTE,
  };
}

function folded(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

function severityNames(bot: Pick<Bot, "rules">): string {
  return bot.rules.severities.map((one) => one.name).join(", ");
}
