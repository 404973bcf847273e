import type { Loaded } from "../../flow/cache.ts";
import { sayDuration } from "../../shared/time.ts";
import { type Answer, answer, carry } from "../asked.ts";
import type { OnCallLine, Paging } from "../bot.ts";
import { pageForm } from "../forms/page.ts";
import { typed, withoutUsers, wordsIn } from "../people-words.ts";
import { type Line, type Message, say, sentence } from "../text.ts";
import { inIncident } from "./in-incident.ts";
import type { Subcommand } from "./table.ts";

const NOT_SET_UP =
  "PagerDuty is not set up here, so nobody can be paged from Slack. Set PAGERDUTY_API_TOKEN and PAGERDUTY_FROM_EMAIL; `pitwall doctor` checks them.";

const NOT_BY_NAME =
  "Nobody was paged: a person cannot be paged by name yet. `/incident oncall` shows which service to page for whom.";

export const pageCommand: Subcommand = {
  name: "page",
  aliases: ["escalate"],
  usage: "<service|team> [why]",
  help: "Wakes whoever is on call for it.",
  run: inIncident(async (loaded, asked, bot) => {
    const { paging } = bot;
    if (paging === undefined) return answer(say(sentence(NOT_SET_UP)));
    if (asked.text.trim().startsWith("<@")) return answer(say(sentence(NOT_BY_NAME)));
    const text = await wordsIn(asked.text, bot);
    const words = text.split(/\s+/).filter((word) => word !== "");
    const [name = ""] = words;
    if (name === "") return pageFormFor(loaded, paging);
    const [target] = await paging.targetsFor([name]);
    if (target === undefined || !target.ok) {
      return answer(
        say([
          `Nobody was paged: ${target?.why ?? `"${name}" is not known`}. `,
          ...sentence("`/incident oncall` shows who can be."),
        ]),
      );
    }
    const why = words.slice(1).join(" ") || loaded.incident.title;
    const command = { type: "page", page: bot.newId(), target: target.target, why, by: asked.user } as const;
    return carry(bot, asked, loaded.stream, command, () =>
      say([
        `Paging ${target.target.name}${target.wakes.length === 0 ? "" : ` (${target.wakes.join(", ")})`}. The card shows when they answer.`,
      ]),
    );
  }),
};

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
