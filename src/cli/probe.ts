import { realClock } from "../clock.ts";
import { isConfigProblems, problemLines } from "../config/problem.ts";
import { type BotConfig, readBotConfig } from "../config.ts";
import { createLog, slackLog } from "../log.ts";
import type { Person } from "../probe/person.ts";
import type { ProbeLive } from "../probe/probe-live.ts";
import { type Call, callingSlack } from "../slack/call.ts";
import { readOptions } from "./args.ts";
import { manifestFor } from "./manifest.ts";
import { exitCodeOf, sayReport } from "./probe-report.ts";
import { readFile } from "./settings.ts";
import { misused } from "./stop.ts";
import { type Command, plain, sayJson, type Terminal } from "./terminal.ts";

/** Whatever keeps it from trying is told from what it found out. */
const COULD_NOT = 2;

export const probe: Command = async (args, terminal) => {
  const options = readOptions(args, {
    live: { type: "boolean" },
    channel: { type: "string" },
    bursts: { type: "boolean" },
    "with-a-person": { type: "string" },
    json: { type: "boolean" },
  });
  if (options.live !== true) throw misused("it makes channels in your real workspace, and archives them: say --live.");
  const channel = (options.channel ?? "pitwall-probe").replace(/^#/, "");
  if (!/^[a-z0-9][a-z0-9_-]{0,49}$/.test(channel))
    throw misused("--channel takes at most 50 small letters, digits and dashes.");
  const config = readBotConfig({ env: terminal.env, readFile });
  if (isConfigProblems(config)) return couldNot(terminal, ...problemLines(config));

  const clock = realClock();
  // Slack's library complains of every refusal, and refusals are what is looked for.
  const write = config.logLevel === "debug" ? terminal.note : () => {};
  const logger = slackLog(createLog({ level: "debug", clock, write }));
  const { botToken, apiUrl } = config.slack;
  const call = callingSlack({ token: botToken, apiUrl, logger });
  const [{ probeLive }, { probes }] = await Promise.all([
    import("../probe/probe-live.ts"),
    import("../probe/probes.ts"),
  ]);
  const who = options["with-a-person"];
  const person = who === undefined ? undefined : await personOf(who, { call, config, clock, logger, terminal });
  if (person !== undefined && "couldNot" in person) return couldNot(terminal, person.couldNot);

  const stop = new AbortController();
  const onSignal = () => stop.abort();
  process.once("SIGINT", onSignal);
  terminal.note(
    `Trying ${probes.length} things in new channels #${channel}-…, about 90 s. Ctrl-C stops and cleans up.`,
  );
  try {
    const report = await probeLive({
      call,
      clock,
      probes,
      channel,
      scopes: manifestFor({ mode: "socket" }).oauth_config.scopes.bot,
      bursts: options.bursts === true,
      person,
      onTried: ({ name, verdict }) => terminal.note(`${name}: ${verdict}`),
      signal: stop.signal,
    });
    if ("couldNot" in report) return couldNot(terminal, report.couldNot);
    await (options.json === true ? sayJson(terminal, report) : terminal.say(sayReport(report)));
    return exitCodeOf(report);
  } finally {
    process.removeListener("SIGINT", onSignal);
    await person?.desk.close();
  }
};

function couldNot(terminal: Terminal, ...lines: readonly string[]): number {
  for (const line of lines) terminal.note(`pitwall probe: ${plain(line)}`);
  return COULD_NOT;
}

async function personOf(
  who: string,
  parts: Pick<ProbeLive, "call" | "clock"> & {
    readonly config: BotConfig;
    readonly logger: ReturnType<typeof slackLog>;
    readonly terminal: Terminal;
  },
): Promise<Person | { readonly couldNot: string }> {
  const { call, config, clock, logger, terminal } = parts;
  if (config.slack.mode !== "socket") return { couldNot: "--with-a-person needs SLACK_APP_TOKEN" };
  const id = await userOf(who, call);
  if (id === undefined) return { couldNot: `--with-a-person: Slack knows nobody by ${who}` };
  const { openDesk } = await import("../probe/desk.ts");
  const { appToken, botToken, apiUrl } = config.slack;
  terminal.note("No bot may run with this app meanwhile: it would get part of what is meant for the probe.");
  try {
    const desk = await openDesk({ appToken, botToken, apiUrl, clock, logger });
    return { id, desk, tell: (line) => terminal.note(`>> ${line}`) };
  } catch (error) {
    return { couldNot: `Socket Mode does not open: ${error instanceof Error ? error.message : String(error)}` };
  }
}

async function userOf(who: string, call: Call): Promise<string | undefined> {
  if (/^[UW][A-Z0-9]{3,}$/.test(who)) return who;
  const found = await call<{ user: { id: string } }>("users.lookupByEmail", { email: who });
  return found.ok ? found.data.user.id : undefined;
}
