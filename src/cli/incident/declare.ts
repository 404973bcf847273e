import { ulid } from "ulid";
import { loadCatalog } from "../../files/load-catalog.ts";
import { severityRule, UNSURE_INDEX } from "../../incident/rules.ts";
import { isRefusal } from "../../shared/refusal.ts";
import type { ResolvedTarget } from "../../slack/bot.ts";
import { type DeclareWords, readDeclare } from "../../slack/commands/declare.ts";
import { pagingOver } from "../../wiring/paging.ts";
import { readArgs } from "../args.ts";
import { atDesk, type Desk } from "../desk.ts";
import { failed, misused } from "../stop.ts";
import type { Command } from "../terminal.ts";
import { write, written } from "./write.ts";

const flag = { type: "boolean" } as const;
const text = { type: "string" } as const;

const ALONE = "Nobody will be in its private channel, so nobody finds it: --as EMAIL declares it for somebody.";

export const declare: Command = async (args, terminal) => {
  const { values, positionals } = readArgs(args, {
    ...{ json: flag, as: text, private: flag, drill: flag, triage: flag, sev: text },
    ...{ sev1: flag, sev2: flag, sev3: flag, sev4: flag, service: { ...text, multiple: true } },
  });
  const { json, as, sev, service = [], ...flags } = values;
  // Options are bare words in Slack and so they are here, with dashes or without.
  const words = [
    ...positionals,
    ...Object.keys(flags),
    ...service.map((name) => `service:${name}`),
    ...(sev === undefined ? [] : [`sev${sev.replace(/^sev/i, "")}`]),
  ];
  return atDesk(terminal, async (desk) => {
    const asked = readDeclare(words.join(" "), desk.config);
    if (isRefusal(asked)) throw misused(asked.sentence);
    if (asked.title === "") throw misused("what is broken?");
    const by = as === undefined ? null : await userWith(as, desk);
    const targets = wakes(asked, desk) ? await targetsOf(asked.services, desk) : [];
    const carried = await write(desk, `incident/${ulid(desk.clock.now())}`, {
      type: "declare",
      title: asked.title,
      severity: asked.severity,
      mode: asked.drill ? "drill" : "live",
      private: asked.private,
      triage: asked.triage,
      services: asked.services,
      by,
      via: "cli",
      invite: [],
      pages: targets.flatMap((one) => (one.ok ? [{ page: ulid(desk.clock.now()), target: one.target }] : [])),
      alert: null,
    });
    const { ref, severity, title } = carried.incident;
    const says = [
      `${ref} declared: ${severity}${asked.severity === undefined ? " (not sure)" : ""} · ${title}`,
      ...(wakes(asked, desk) ? pageLines(asked, targets, desk) : []),
      ...(asked.private && by === null ? [ALONE] : []),
    ];
    return written(desk, terminal, carried, { isJson: json === true, says });
  });
};

/** Whether an incident like this pages. */
function wakes(asked: DeclareWords, { config: { rules } }: Desk): boolean {
  const severity = asked.severity ?? rules.severities[Math.min(UNSURE_INDEX, rules.severities.length - 1)]?.name;
  const pages = severity !== undefined && severityRule(severity, rules)?.page === true;
  return pages && !asked.drill && !asked.triage;
}

async function targetsOf(services: readonly string[], { config, clock }: Desk): Promise<readonly ResolvedTarget[]> {
  const { pagerduty, catalogPaths } = config;
  if (pagerduty === undefined || services.length === 0) return [];
  const [{ pagerDutyClient }, { onCallDesk }] = await Promise.all([
    import("../../pagerduty/client.ts"),
    import("../../pagerduty/on-call.ts"),
  ]);
  const client = pagerDutyClient({ url: pagerduty.apiUrl, token: pagerduty.apiToken });
  const catalog = await loadCatalog(catalogPaths);
  return pagingOver({ catalog: () => catalog, client, onCall: onCallDesk({ client, clock }) }).targetsFor(services);
}

function pageLines(asked: DeclareWords, targets: readonly ResolvedTarget[], { config }: Desk): readonly string[] {
  if (config.pagerduty === undefined) return ["Nobody is paged: PagerDuty is not set up."];
  if (asked.services.length === 0) return ["Nobody is paged: no service was named (service:checkout)."];
  return targets.map((one) => {
    if (!one.ok) return `Not paged: ${one.name} (${one.why}).`;
    return `Pages ${one.target.name}${one.wakes.length === 0 ? "" : ` (${one.wakes.join(", ")})`}.`;
  });
}

/** The Slack user with this address, known already or asked of Slack. */
async function userWith(email: string, { people, ledger, clock, config: { slack } }: Desk): Promise<string> {
  const known = await people.byEmail(email);
  if (known) return known.id;
  if (slack === undefined) throw failed(`Nobody with the address ${email} is known yet, and Slack is not set up.`);
  const [{ callingSlack }, { fetchingPeople }, { peopleOver }, { createLog, slackLog }] = await Promise.all([
    import("../../slack/call.ts"),
    import("../../slack/directory.ts"),
    import("../../flow/people.ts"),
    import("../../log.ts"),
  ]);
  const logger = slackLog(createLog({ level: "error", clock }));
  const directory = fetchingPeople(callingSlack({ token: slack.botToken, apiUrl: slack.apiUrl, logger }));
  const found = await peopleOver(ledger, clock, directory.fetch, directory.findByEmail).byEmail(email);
  if (found === undefined) throw failed(`Slack does not say now who has the address ${email}: try again.`);
  if (found === null) throw failed(`Slack knows nobody with the address ${email}.`);
  return found.id;
}
