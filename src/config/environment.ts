import { z } from "zod";
import { LOG_LEVELS, type LogLevel } from "../log.ts";
import type { ConfigProblem } from "./problem.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** The message of each rule says what is expected, so that every line of a report reads alike. */
const schema = z.object({
  SLACK_BOT_TOKEN: z
    .string()
    .regex(/^xoxb-[\w-]+$/, "a bot token (xoxb-…)")
    .optional(),
  SLACK_APP_TOKEN: z
    .string()
    .regex(/^xapp-[\w-]+$/, "an app-level token (xapp-…)")
    .optional(),
  SLACK_SIGNING_SECRET: z
    .string()
    .regex(/^\S{8,}$/, "the signing secret from Slack's Basic Information")
    .optional(),
  SLACK_API_URL: httpUrl().optional(),
  PAGERDUTY_API_TOKEN: z
    .string()
    .regex(/^\S{8,}$/, "a REST API key of PagerDuty")
    .optional(),
  PAGERDUTY_FROM_EMAIL: z.email("the e-mail address of a PagerDuty user").optional(),
  PAGERDUTY_API_URL: httpUrl().default("https://api.pagerduty.com"),
  PAGERDUTY_WEBHOOK_SECRETS: z
    .string()
    .transform((text) => text.split(",").map((secret) => secret.trim()))
    .refine(
      (secrets) => secrets.every((secret) => /^\S{8,}$/.test(secret)),
      "secrets of at least 8 characters, separated by commas",
    )
    .default([]),
  CHANGES_WEBHOOK_SECRET: z
    .string()
    .regex(/^\S{8,}$/, "a secret of at least 8 characters")
    .optional(),
  DATABASE_URL: z
    .string()
    .regex(/^(?:file:.+|postgres(?:ql)?:\/\/.+)$/, "file:<path> or postgres://<user>@<host>/<database>")
    .default("file:./data/pitwall.db"),
  CATALOG_PATH: z
    .string()
    .transform((text) => text.split(":").filter((folder) => folder.trim() !== ""))
    .default([]),
  PITWALL_CONFIG: z.string().optional(),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, "a host name or address")
    .default("127.0.0.1"),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, "a number from 0 to 65535")
    .transform(Number)
    .refine((port) => port <= 65_535, "a number from 0 to 65535")
    .default(3000),
  LOG_LEVEL: z.enum(LOG_LEVELS, `one of ${LOG_LEVELS.join(", ")}`).default("info" satisfies LogLevel),
  PUBLIC_URL: httpUrl().optional(),
});

export type Settings = z.output<typeof schema>;

/** Every variable that is read; `.env.example` names the same. */
export const ENVIRONMENT_KEYS: readonly string[] = Object.keys(schema.shape);

/** Those whose values never appear in any output: the database's address may hold a password. */
const SECRETS: ReadonlySet<string> = new Set([
  "SLACK_BOT_TOKEN",
  "SLACK_APP_TOKEN",
  "SLACK_SIGNING_SECRET",
  "PAGERDUTY_API_TOKEN",
  "PAGERDUTY_WEBHOOK_SECRETS",
  "CHANGES_WEBHOOK_SECRET",
  "DATABASE_URL",
]);

/** An empty variable counts as one that is not set, as a copied `.env.example` has many. */
export function readEnvironment(env: Environment): {
  readonly settings: Settings | undefined;
  readonly problems: readonly ConfigProblem[];
} {
  const given = Object.fromEntries(ENVIRONMENT_KEYS.map((key) => [key, env[key]?.trim() || undefined]));
  const read = schema.safeParse(given);
  if (read.success) return { settings: read.data, problems: [] };
  const problems = read.error.issues.map((issue) => {
    const key = String(issue.path[0]);
    return { key, ...whatIsWrong(key, given[key] ?? ""), expected: issue.message };
  });
  return { settings: undefined, problems };
}

/** The values that must not be shown, wherever they were put by mistake. */
export function secretValues(env: Environment): readonly string[] {
  return [...SECRETS]
    .flatMap((key) => (env[key] ?? "").split(","))
    .map((value) => value.trim())
    .filter((value) => value.length >= 8);
}

function whatIsWrong(key: string, value: string): Pick<ConfigProblem, "value" | "wrong"> {
  if (!SECRETS.has(key)) return { value: JSON.stringify(value), wrong: "is not accepted" };
  const kind = SLACK_TOKENS.find(({ begins }) => value.startsWith(begins))?.kind;
  return { wrong: kind === undefined ? "does not look like one" : `is ${kind}` };
}

const SLACK_TOKENS = [
  { begins: "xoxb-", kind: "a bot token, or part of one" },
  { begins: "xoxp-", kind: "a user token" },
  { begins: "xoxe", kind: "a token that expires" },
  { begins: "xapp-", kind: "an app-level token, or part of one" },
] as const;

function httpUrl() {
  return z
    .url({ protocol: /^https?$/, error: "an address that begins with https:// or http://" })
    .transform((url) => url.replace(/\/+$/, ""));
}
