import { existsSync } from "node:fs";
import type { Catalog } from "../catalog/catalog.ts";
import { realClock } from "../clock.ts";
import type { Config } from "../config.ts";
import { loadCatalog } from "../files/load-catalog.ts";
import type { Questions } from "../flow/questions.ts";
import type { OnCall } from "../pagerduty/on-call.ts";
import type { Clock } from "../shared/time.ts";
import { platformOver } from "../wiring/platform.ts";
import { readArgs } from "./args.ts";
import { configured } from "./catalog.ts";
import { linesOf } from "./lines.ts";
import { settings } from "./settings.ts";
import { failed, misused } from "./stop.ts";
import { type Command, plainText, sayJson } from "./terminal.ts";

/** What is asked at the command line teaches nobody what people in Slack stumble over. */
const NOT_RECORDED: Questions = { record: async () => {}, read: async () => undefined };

export const ask: Command = async (args, terminal) => {
  const { values, positionals } = readArgs(args, {
    catalog: { type: "string" },
    json: { type: "boolean" },
    stdin: { type: "boolean" },
  });
  const question = positionals.join(" ");
  if (values.stdin === true && (question !== "" || values.json !== true))
    throw misused("--stdin reads the questions from standard input, and answers with --json.");
  if (values.stdin !== true && question.trim() === "") throw misused("what is the question?");

  const config = settings(terminal);
  const catalog = await readCatalog(values.catalog === undefined ? configured(config.catalogPaths) : [values.catalog]);
  const clock = realClock();
  const { answer } = platformOver({
    catalog: () => catalog,
    onCall: await onCallOf(config, clock),
    questions: NOT_RECORDED,
    clock,
    defaultChannel: config.platform.defaultChannel,
    newId: () => "",
  });

  if (values.stdin === true) {
    for await (const line of linesOf(terminal.input)) await terminal.say(`${JSON.stringify(await answer(line))}\n`);
    return 0;
  }
  const answered = await answer(question);
  await (values.json === true ? sayJson(terminal, answered) : terminal.say(`${plainText(answered.text)}\n`));
  return 0;
};

function readCatalog(folders: readonly string[]): Promise<Catalog> {
  const missing = folders.filter((folder) => !existsSync(folder));
  if (missing.length > 0) throw failed(...missing.map((folder) => `There is no catalog in ${folder}.`));
  return loadCatalog(folders);
}

async function onCallOf({ pagerduty }: Config, clock: Clock): Promise<OnCall | undefined> {
  if (pagerduty === undefined) return undefined;
  const [{ pagerDutyClient }, { onCallDesk }] = await Promise.all([
    import("../pagerduty/client.ts"),
    import("../pagerduty/on-call.ts"),
  ]);
  return onCallDesk({ client: pagerDutyClient({ url: pagerduty.apiUrl, token: pagerduty.apiToken }), clock });
}
