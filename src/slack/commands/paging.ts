import type { Loaded } from "../../flow/cache.ts";
import { sayDuration } from "../../shared/time.ts";
import { type Answer, answer, carry } from "../asked.ts";
import type { Bot, OnCallLine, Paging, ResolvedTarget } from "../bot.ts";
import { pageForm } from "../forms/page.ts";
import { firstUser, typed, withoutFirstUser, withoutUsers, wordsIn } from "../people-words.ts";
import { type Line, type Message, say, sentence } from "../text.ts";
import { inIncident } from "./in-incident.ts";
import type { Subcommand } from "./table.ts";

const NOT_SET_UP =
  "PagerDuty is not set up here, so nobody can be paged from Slack. Set PAGERDUTY_API_TOKEN and PAGERDUTY_FROM_EMAIL; `pitwall doctor` checks them.";

export const pageCommand: Subcommand = {
  name: "page",
  aliases: ["escalate"],
  usage: "<service|team|@user> [why]",
  help: "Wakes whoever is on call for it, or that person.",
  run: inIncident(async (loaded, asked, bot) => {
    const { paging } = bot;
    if (paging === undefined) return answer(say(sentence(NOT_SET_UP)));
    const user = asked.text.trim().startsWith("<@") ? firstUser(asked.text) : undefined;
    const text = await wordsIn(user === undefined ? asked.text : withoutFirstUser(asked.text), bot);
    const words = text.split(/\s+/).filter((word) => word !== "");
    const name = user === undefined ? (words.shift() ?? "") : `<@${user}>`;
    if (name === "") return pageFormFor(loaded, paging);
    const [target] = await (user === undefined
      ? paging.targetsFor([name])
      : personNamed(user, loaded, paging, bot).then((one) => [one]));
    if (target === undefined || !target.ok) {
      return answer(
        say([
          `Nobody was paged: ${target?.why ?? `"${name}" is not known`}. `,
          ...sentence("`/incident oncall` shows who can be."),
        ]),
      );
    }
    const why = words.join(" ") || loaded.incident.title;
    const command = { type: "page", page: bot.newId(), target: target.target, why, by: asked.user } as const;
    return carry(bot, asked, loaded.stream, command, () =>
      say([
        `Paging ${target.target.name}${target.wakes.length === 0 ? "" : ` (${target.wakes.join(", ")})`}. The card shows when they answer.`,
      ]),
    );
  }),
};

async function personNamed(user: string, { incident }: Loaded, paging: Paging, bot: Bot): Promise<ResolvedTarget> {
  const person = await bot.people.get(user);
  if (person?.email === undefined)
    return { ok: false, name: user, why: "Slack does not tell that person's address, by which PagerDuty knows people" };
  return paging.targetOf({ name: person.name, email: person.email }, incident.services);
}

export const onCallCommand: Subcommand = {
  name: "oncall",
  aliases: ["on-call"],
  usage: "[service|team]",
  help: "Who is on call now.",
  async run(asked, bot) {
    if (bot.paging === undefined) return answer(say(sentence(NOT_SET_UP)));
    const name = typed(withoutUsers(asked.text)) || undefined;
    const { lines, away } = await bot.paging.onCall(name);
    if (lines.length === 0 && away !== undefined) return answer(notAnswering(away));
    if (lines.length === 0)
      return answer(
        say(
          name === undefined
            ? ["PagerDuty knows no service."]
            : [`PagerDuty knows no service or team "${name}". `, ...sentence("`/incident oncall` shows all.")],
        ),
      );
    return answer(onCallMessage(lines, bot.clock.now()));
  },
};

/** The form, once it is known who can be paged. */
export async function pageFormFor(loaded: Loaded, paging: Paging): Promise<Answer> {
  const { lines, away } = await paging.onCall(undefined);
  if (lines.length > 0) return { form: pageForm(loaded, lines) };
  return answer(away === undefined ? say(["PagerDuty shows nobody who could be paged."]) : notAnswering(away));
}

/** Not knowing who is on call is no reason not to page: the page goes to the service, and waits until PagerDuty is back. */
function notAnswering(why: string): Message {
  return say(
    sentence(
      `PagerDuty does not answer now, so it is not known who is on call (${why}). \`/incident page <service>\` pages as soon as it does.`,
    ),
  );
}

function onCallMessage(lines: readonly OnCallLine[], now: number): Message {
  const oldest = Math.min(...lines.map((line) => line.asOf));
  const age = now - oldest;
  return say(
    ...lines
      .slice(0, 30)
      .map(
        (line): Line => [
          { bold: `${line.service} ` },
          line.people.join(", ") || "nobody",
          ...(line.until === undefined ? [] : [" until ", { at: line.until, as: "day-time" as const }]),
        ],
      ),
    ...(age > 120_000 ? [[`As of ${sayDuration(age)} ago: PagerDuty does not answer now.`]] : []),
  );
}
