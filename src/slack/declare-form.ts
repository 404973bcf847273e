import type { ModalView } from "@slack/types";
import { type IncidentRow, person } from "../flow/look-up.ts";
import { severityRule, UNSURE_INDEX } from "../incident/rules.ts";
import type { Instant } from "../shared/time.ts";
import type { Bot, ResolvedTarget } from "./bot.ts";
import { clockTime } from "./clock-words.ts";
import { declareForm, NOT_SURE } from "./forms/declare.ts";
import type { Line } from "./text.ts";

export type DeclareChoices = {
  readonly title: string;
  readonly user: string;
  readonly severity?: string | undefined;
  readonly services?: readonly string[];
  readonly private?: boolean;
  readonly drill?: boolean;
  readonly triage?: boolean;
  /** Message from which it was started. */
  readonly from?: string;
};

const OPTIONS = ["private", "drill", "triage"] as const;

/** The declare form as it stands with the choices made: whom it would page, where it is announced, what like it is open. */
export async function declareFormFor(choices: DeclareChoices, bot: Bot): Promise<ModalView> {
  const chosen = choices.services ?? [];
  return declareForm(bot.rules, {
    title: choices.title,
    services: await servicesFor(choices.user, bot),
    chosen,
    severity: choices.severity,
    options: OPTIONS.filter((option) => choices[option] === true),
    preview: await preview(choices, bot),
    similar: await similar(choices, bot),
    ...(choices.from === undefined ? {} : { from: choices.from }),
  });
}

/** The order is a courtesy, and not worth a form that opens too late for Slack. */
const PATIENCE = 500;

/** All services, those of this person's teams first. */
export async function servicesFor(user: string, bot: Bot): Promise<ReturnType<Bot["platform"]["services"]>> {
  const known = new AbortController();
  const person = await Promise.race([bot.people.get(user), bot.clock.sleep(PATIENCE, known.signal)]);
  known.abort("known");
  return bot.platform.services(person?.email);
}

async function preview(choices: DeclareChoices, bot: Bot): Promise<readonly Line[]> {
  const unsure = bot.rules.severities[UNSURE_INDEX]?.name ?? "";
  const name = choices.severity === undefined || choices.severity === NOT_SURE ? unsure : choices.severity;
  const rule = severityRule(name, bot.rules);
  if (choices.triage === true) return [["Pages nobody and opens no channel, until somebody declares it"]];
  const isQuiet = choices.private === true || choices.drill === true || rule?.announce !== true;
  const announced = isQuiet ? "announces nowhere" : `announces in ${bot.announcements}`;
  const pages = choices.drill !== true && rule?.page === true;
  return [[`${await willPage(choices.services ?? [], pages, bot)} · ${announced}`]];
}

async function willPage(services: readonly string[], pages: boolean, bot: Bot): Promise<string> {
  if (!pages) return "Pages nobody";
  if (bot.paging === undefined) return "Pages nobody: PagerDuty is not set up";
  if (services.length === 0) return "Pages nobody until you choose a service";
  const targets = await bot.paging.targetsFor(services);
  return `Pages ${targets.map((one) => woken(one, bot.clock.now())).join(", ")}`;
}

function woken(one: ResolvedTarget, now: Instant): string {
  if (!one.ok) return `not ${one.name}: ${one.why}`;
  const time = one.zone === undefined ? undefined : clockTime(now, one.zone);
  const where = time === undefined ? one.target.name : `${one.target.name}, ${time} for them`;
  return `${one.wakes.join(", ") || "on-call"} (${where})`;
}

/** Open incidents with a service or two words of the title in common. */
async function similar(choices: DeclareChoices, bot: Bot): Promise<readonly IncidentRow[]> {
  const words = wordsOf(choices.title);
  const rows = await bot.lookUp.open(person(choices.user));
  return rows.filter((row) => {
    if (row.status === "triage" || row.mode === "drill") return false;
    if (row.services.some((service) => (choices.services ?? []).includes(service))) return true;
    return [...wordsOf(row.title)].filter((word) => words.has(word)).length >= 2;
  });
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(
    text
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word.length > 2),
  );
}
