import { z } from "zod";
import { defaultRules, type RoleRule, type SeverityRule } from "../incident/rules.ts";
import type { WrittenMatch } from "../pagerduty/group.ts";
import { readPattern } from "../pagerduty/pattern.ts";
import { MINUTE, SECOND } from "../shared/time.ts";
import { readDuration } from "./duration.ts";

// The message of each rule says what is expected; that of a mapping lists its keys, of which the nearest is offered.
const LENGTH = "a length of time such as 15s, 30m or 4h";
const YES_NO = "true or false";
const CHANNEL = "a channel such as #incidents, or its id";

const flag = z.boolean(YES_NO);
const word = z.string("a word of small letters").regex(/^[a-z][a-z0-9_-]{0,30}$/, "a word of small letters");
const channel = z
  .string(CHANNEL)
  .regex(/^(?:#?[\p{Ll}\p{Lo}\p{N}_-]{1,80}|[CG][A-Z0-9]{8,})$/u, CHANNEL)
  .transform((name) => (/^(?:#|[CG][A-Z0-9]{8,}$)/.test(name) ? name : `#${name}`));

const workspace = mapping({
  language: z.enum(["en"], "en, the only one so far").default("en"),
  timezone: z
    .string("a time zone such as Europe/Berlin")
    .refine(isTimeZone, "a time zone such as Europe/Berlin")
    .default("UTC"),
});

const channels = mapping({
  announcements: channel.default("#incidents"),
  triage: channel.default("#incident-triage"),
  operators: channel.default("#pitwall"),
  name: template(["number", "slug"], "letters, digits and -, with {number} and perhaps {slug}")
    .regex(/^(?:[\p{Ll}\p{Lo}\p{N}_-]|\{\w+\})+$/u, {
      error: "letters, digits and -, with {number} and perhaps {slug}",
      abort: true,
    })
    .refine((name) => name.includes("{number}"), "{number} in it, since two channels cannot share a name")
    .default("inc-{number}-{slug}"),
});

const severity = mapping({
  name: z.string("a short name such as SEV1").regex(/^[\w-]{1,20}$/, "a short name such as SEV1"),
  says: z.string("a sentence of at most 75 characters").max(75, "a sentence of at most 75 characters").optional(),
  page: flag.optional(),
  announce: flag.optional(),
  update_every: z.union([z.literal("none"), duration(MINUTE)], `${LENGTH}, or none`).optional(),
  postmortem: flag.optional(),
}).transform(severityRule);

const role = mapping({
  name: word,
  title: z
    .string("a title such as Scribe")
    .min(1, "a title such as Scribe")
    .max(75, "at most 75 characters")
    .optional(),
  aliases: z.array(word, "a list of words").optional(),
  instructions: z.string("a text").max(1_000, "at most 1000 characters").optional(),
}).transform(roleRule);

const call = mapping({
  url: template(["ref", "number"], "an address that begins with https://, perhaps with {ref}").regex(
    /^https:\/\/\S+$/,
    "an address that begins with https://, perhaps with {ref}",
  ),
});

const PATTERN = "a text, a list of texts, or a /pattern/";
const matcher = z
  .preprocess(
    (given) => (typeof given === "string" || typeof given === "number" ? [String(given)] : given),
    z.array(z.string(PATTERN), PATTERN).min(1, PATTERN),
  )
  .superRefine(refuseUnsafePatterns)
  .optional();
const route = mapping({
  match: mapping({
    service: matcher,
    priority: matcher,
    urgency: matcher,
    title: matcher,
    policy: matcher,
    team: matcher,
    tier: matcher,
  } satisfies Record<keyof WrittenMatch, unknown>),
  do: z.enum(["declare", "ask", "ignore"], "declare, ask or ignore"),
  severity: z.string("the name of a severity").optional(),
});

const GROUP_BY = ["service", "system", "policy", "dependency", "alert_key", "none"] as const;
const pagerduty = mapping({
  poll: duration(5 * SECOND).default(15 * SECOND),
  group: mapping({
    by: z.enum(GROUP_BY, `one of ${GROUP_BY.join(", ")}`).default("system"),
    window: duration(MINUTE).default(30 * MINUTE),
  }).prefault({}),
  routes: z.array(route, "a list of routes").default([]),
});

const platform = mapping({
  default_channel: channel.default("#ask-platform"),
  uninvited_in: z.array(channel, "a list of channels").default([]),
});

/** The shape of `pitwall.yaml`, with every default. */
export const fileSchema = mapping({
  workspace: workspace.prefault({}),
  channels: channels.prefault({}),
  severities: z
    .array(severity, "a list of severities, the worst first")
    .min(2, "at least two severities, the worst first")
    .max(9, "at most nine severities")
    .default([...defaultRules.severities]),
  roles: z
    .array(role, "a list of roles")
    .max(20, "at most twenty roles")
    .default([...defaultRules.roles]),
  call: call.optional(),
  pagerduty: pagerduty.prefault({}),
  platform: platform.prefault({}),
});

export type FileSettings = z.output<typeof fileSchema>;

function mapping<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  const known = Object.keys(shape).join(", ");
  return z.strictObject(shape, {
    error: (issue) => (issue.code === "unrecognized_keys" ? known : `a mapping with ${known}`),
  });
}

function duration(least: number) {
  return z.string(LENGTH).transform((text, context): number => {
    const ms = readDuration(text);
    if (ms !== undefined && ms >= least) return ms;
    context.addIssue({ code: "custom", message: ms === undefined ? LENGTH : `at least ${least / SECOND}s` });
    return z.NEVER;
  });
}

/** A text with names in braces, all of them known. */
function template(names: readonly string[], expected: string) {
  return z
    .string(expected)
    .refine((text) => [...text.matchAll(/\{([^}]*)\}/g)].every(([, name]) => names.includes(name ?? "")), {
      error: `no names in braces but ${names.map((name) => `{${name}}`).join(" and ")}`,
      abort: true,
    });
}

/** Alert titles come from outside: a pattern that could take for ever on some title is not accepted. */
function refuseUnsafePatterns(texts: readonly string[], context: z.core.$RefinementCtx): void {
  for (const text of texts) {
    const pattern = readPattern(text);
    if (!("problem" in pattern)) continue;
    context.addIssue({
      code: "custom",
      message: "a short and plain pattern",
      params: { reason: `cannot be used (${pattern.problem})` },
    });
  }
}

type Given<Rule> = { readonly [Key in keyof Rule]?: Rule[Key] | undefined };

/** What is left out is taken from the severity that has this name by default, or is the quiet choice. */
function severityRule(
  given: { name: string; update_every?: number | "none" | undefined } & Omit<
    Given<SeverityRule>,
    "name" | "updateEvery"
  >,
): SeverityRule {
  const usual = defaultRules.severities.find(({ name }) => name === given.name);
  return {
    name: given.name,
    says: given.says ?? usual?.says ?? "",
    page: given.page ?? usual?.page ?? false,
    announce: given.announce ?? usual?.announce ?? true,
    updateEvery: given.update_every === "none" ? undefined : (given.update_every ?? usual?.updateEvery),
    postmortem: given.postmortem ?? usual?.postmortem ?? false,
  };
}

function roleRule(given: { name: string } & Omit<Given<RoleRule>, "name">): RoleRule {
  const usual = defaultRules.roles.find(({ name }) => name === given.name);
  return {
    name: given.name,
    title: given.title ?? usual?.title ?? given.name,
    aliases: given.aliases ?? usual?.aliases ?? [],
    instructions: given.instructions ?? usual?.instructions ?? "",
  };
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
