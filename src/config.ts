import { type Environment, readEnvironment, type Settings, secretValues } from "./config/environment.ts";
import { readConfigFile } from "./config/file.ts";
import { type ConfigProblem, type ConfigProblems, isConfigProblems, withoutSecrets } from "./config/problem.ts";
import type { FileSettings } from "./config/schema.ts";
import type { Rules } from "./incident/rules.ts";
import type { LogLevel } from "./log.ts";
import { type GroupRules, type Route, readRoutes } from "./pagerduty/group.ts";

/** Everything that an operator may set, from the environment and `pitwall.yaml`, with every default filled in. */
export type Config = {
  /** Undefined where no tokens are set: most of the command line works without. */
  readonly slack: SlackAccess | undefined;
  readonly pagerduty: PagerDutyAccess | undefined;
  /** Signs what is posted to `/webhooks/changes`; undefined: nothing is accepted there. */
  readonly changesSecret: string | undefined;
  readonly http: { readonly host: string; readonly port: number; readonly publicUrl: string | undefined };
  /** `file:<path>` or `postgres://…` */
  readonly databaseUrl: string;
  readonly catalogPaths: readonly string[];
  readonly logLevel: LogLevel;
  readonly rules: Rules;
  /** A channel is `#name` or an id. `name` is the template for the channels of incidents: `{number}`, `{slug}`. */
  readonly channels: {
    readonly announcements: string;
    readonly triage: string;
    readonly operators: string;
    readonly name: string;
  };
  /** The template of the call's address: `{ref}`, `{number}`. */
  readonly call: { readonly url: string } | undefined;
  /** The first that matches decides; when none does, a person is asked. */
  readonly routes: readonly Route[];
  readonly grouping: GroupRules;
  readonly platform: { readonly defaultChannel: string; readonly uninvitedIn: readonly string[] };
  readonly workspace: { readonly language: "en"; readonly timezone: string };
};

export type SlackAccess = {
  readonly botToken: string;
  /** Undefined: Slack's own. */
  readonly apiUrl: string | undefined;
} & (
  | { readonly mode: "socket"; readonly appToken: string }
  | { readonly mode: "http"; readonly signingSecret: string }
);

export type PagerDutyAccess = {
  readonly apiToken: string;
  /** In whose name is paged when the person who acts has no PagerDuty user. */
  readonly fromEmail: string;
  readonly apiUrl: string;
  /** Several while one is replaced; empty: webhooks are not accepted. */
  readonly webhookSecrets: readonly string[];
  /** Milliseconds between two looks at PagerDuty. */
  readonly poll: number;
};

export type BotConfig = Config & { readonly slack: SlackAccess };

export type ConfigSource = {
  readonly env: Environment;
  /** The text of a file, undefined when there is none; throws when it cannot be read. */
  readonly readFile: (path: string) => string | undefined;
};

/** For commands that do without Slack. Returns all problems at once. */
export function readConfig(source: ConfigSource): Config | ConfigProblems {
  return read(source, []);
}

/** For the bot: what is missing to reach Slack is a problem like the others, reported together with them. */
export function readBotConfig(source: ConfigSource): BotConfig | ConfigProblems {
  const config = read(source, missingForSlack(source.env));
  if (isConfigProblems(config)) return config;
  if (!config.slack) throw new Error("Slack's tokens were found to be complete, yet gave no access.");
  return { ...config, slack: config.slack };
}

function read({ env, readFile }: ConfigSource, missing: readonly ConfigProblem[]): Config | ConfigProblems {
  const environment = readEnvironment(env);
  const file = readYaml(env, readFile);
  const problems = [...environment.problems, ...missing, ...missingForPagerDuty(env), ...file.problems];
  if (environment.settings && file.settings && problems.length === 0) {
    return configOf(environment.settings, file.settings);
  }
  return withoutSecrets(problems, secretValues(env));
}

function readYaml(env: Environment, readFile: ConfigSource["readFile"]): ReturnType<typeof readConfigFile> {
  const asked = env["PITWALL_CONFIG"]?.trim() || undefined;
  const path = asked ?? "./pitwall.yaml";
  let text: string | undefined;
  try {
    text = readFile(path);
  } catch (error) {
    const wrong = `cannot be read (${error instanceof Error && "code" in error ? String(error.code) : "unknown reason"})`;
    return { settings: undefined, problems: [{ key: path, wrong, expected: "a file that may be read" }] };
  }
  if (text === undefined && asked !== undefined) {
    const problem = { key: "PITWALL_CONFIG", wrong: `there is no file ${path}`, expected: "the path of a YAML file" };
    return { settings: undefined, problems: [problem] };
  }
  return readConfigFile(text ?? "", path.replace(/^\.\//, ""));
}

function configOf(settings: Settings, file: FileSettings): Config {
  return {
    slack: slackAccess(settings),
    pagerduty: pagerDutyAccess(settings, file.pagerduty.poll),
    changesSecret: settings.CHANGES_WEBHOOK_SECRET,
    http: { host: settings.HOST, port: settings.PORT, publicUrl: settings.PUBLIC_URL },
    databaseUrl: settings.DATABASE_URL,
    catalogPaths: settings.CATALOG_PATH,
    logLevel: settings.LOG_LEVEL,
    rules: { severities: file.severities, roles: file.roles },
    channels: file.channels,
    call: file.call,
    routes: readRoutes(file.pagerduty.routes).routes,
    grouping: file.pagerduty.group,
    platform: { defaultChannel: file.platform.default_channel, uninvitedIn: file.platform.uninvited_in },
    workspace: file.workspace,
  };
}

function slackAccess(settings: Settings): SlackAccess | undefined {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = settings;
  const apiUrl = settings.SLACK_API_URL;
  if (botToken === undefined) return undefined;
  if (appToken !== undefined) return { mode: "socket", botToken, appToken, apiUrl };
  if (signingSecret !== undefined) return { mode: "http", botToken, signingSecret, apiUrl };
  return undefined;
}

function pagerDutyAccess(settings: Settings, poll: number): PagerDutyAccess | undefined {
  const { PAGERDUTY_API_TOKEN: apiToken, PAGERDUTY_FROM_EMAIL: fromEmail } = settings;
  if (apiToken === undefined || fromEmail === undefined) return undefined;
  const { PAGERDUTY_API_URL: apiUrl, PAGERDUTY_WEBHOOK_SECRETS: webhookSecrets } = settings;
  return { apiToken, fromEmail, apiUrl, webhookSecrets, poll };
}

function missingForSlack(env: Environment): readonly ConfigProblem[] {
  const bot = { key: "SLACK_BOT_TOKEN", wrong: "is not set", expected: "a bot token (xoxb-…)" };
  const way = {
    key: "SLACK_APP_TOKEN",
    wrong: "is not set, and neither is SLACK_SIGNING_SECRET",
    expected: "an app-level token (xapp-…) for Socket Mode, or the signing secret for HTTP",
  };
  return [
    ...(isSet(env, "SLACK_BOT_TOKEN") ? [] : [bot]),
    ...(isSet(env, "SLACK_APP_TOKEN") || isSet(env, "SLACK_SIGNING_SECRET") ? [] : [way]),
  ];
}

/** PagerDuty is left out whole, or has both: most of its calls name the person in whose name they are made. */
function missingForPagerDuty(env: Environment): readonly ConfigProblem[] {
  const used = ["PAGERDUTY_API_TOKEN", "PAGERDUTY_FROM_EMAIL", "PAGERDUTY_WEBHOOK_SECRETS"].find((key) =>
    isSet(env, key),
  );
  if (used === undefined) return [];
  return [
    { key: "PAGERDUTY_API_TOKEN", wrong: `is not set, yet ${used} is`, expected: "a REST API key of PagerDuty" },
    {
      key: "PAGERDUTY_FROM_EMAIL",
      wrong: `is not set, yet ${used} is`,
      expected: "the e-mail address of a PagerDuty user, in whose name to page",
    },
  ].filter(({ key }) => !isSet(env, key));
}

function isSet(env: Environment, key: string): boolean {
  return (env[key]?.trim() ?? "") !== "";
}
