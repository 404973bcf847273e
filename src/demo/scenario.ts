import { parseDocument } from "yaml";
import { z } from "zod";
import { type Instant, MINUTE, SECOND } from "../shared/time.ts";

/** What happens, in the order of time, as somebody wrote it down in `examples/acme/scenarios/`. */
export type Scenario = {
  readonly title: string;
  readonly begins: Instant;
  /** IANA name of the zone in which the times of the transcript are read. */
  readonly zone: string;
  readonly steps: readonly Step[];
};

export type Step = {
  /** Its place in the file, from 1. */
  readonly number: number;
  /** How long after the beginning. */
  readonly after: number;
  readonly deed: Deed;
};

/** One thing that monitoring or a person does, named after the word that stands for it in the file. */
export type Deed = {
  readonly [Verb in keyof typeof DEEDS]: { readonly verb: Verb } & z.infer<(typeof DEEDS)[Verb]>;
}[keyof typeof DEEDS];

const text = z.string("a text").min(1, "a text");
const who = text;
/** `#general`, `@pitwall` for the conversation with the bot, `incident` for the incident's channel. */
const place = text;
const clock = z.string("a time such as 4:30").regex(/^\d{1,4}:[0-5]\d$/, "minutes and seconds, such as 4:30");

const DEEDS = {
  /** Monitoring finds something; PagerDuty pages. */
  alert: z.strictObject({ alert: text, service: text }),
  /** Monitoring no longer finds it. */
  recovers: z.strictObject({ recovers: text }),
  /** Takes the pages with these titles, in PagerDuty. */
  acknowledges: z.strictObject({ who, acknowledges: z.union([text, z.array(text)]) }),
  types: z.strictObject({ who, types: text, in: place }),
  /** `thread` and `as` are names given to messages; `card` is the incident's pinned card. */
  says: z.strictObject({
    who,
    says: text,
    in: place,
    thread: text.optional(),
    as: text.optional(),
    image: z.strictObject({ name: text, shows: text }).optional(),
  }),
  reacts: z.strictObject({ who, reacts: text, to: text }),
  /** `in` may also be `form`. */
  clicks: z.strictObject({ who, clicks: text, in: place.optional() }),
  submits: z.strictObject({
    who,
    submits: text,
    with: z.record(z.string(), z.union([text, z.array(text)])).default({}),
  }),
  closes: z.strictObject({ who, closes: z.literal("form", "form") }),
  /** Nobody does anything; says what is waited for. */
  waits: z.strictObject({ waits: text }),
};

const VERBS = Object.keys(DEEDS) as (keyof typeof DEEDS)[];

const file = z.strictObject({
  apiVersion: z.literal("pitwall.dev/v1"),
  kind: z.literal("Scenario"),
  title: text,
  begins: z.iso.datetime("a time such as 2026-11-23T13:02:00Z").transform((iso) => Date.parse(iso)),
  zone: text.refine(isTimeZone, "a time zone such as Europe/Berlin"),
  steps: z.array(z.looseObject({ at: clock })).min(1),
});

/** Reads a scenario, or says in lines what is wrong with it. */
export function readScenario(source: string): Scenario | { readonly problems: readonly string[] } {
  const document = parseDocument(source);
  if (document.errors.length > 0)
    return { problems: document.errors.map(({ message }) => (message.split("\n")[0] ?? "").replace(/:$/, "")) };
  const read = file.safeParse(document.toJS());
  if (!read.success) return { problems: problemsOf(read.error) };
  const { title, begins, zone } = read.data;
  const steps = read.data.steps.map(({ at, ...rest }, index) => readStep(index + 1, afterOf(at), rest));
  const problems = steps.flatMap((step) => ("problem" in step ? [step.problem] : []));
  if (problems.length > 0) return { problems };
  return { title, begins, zone, steps: steps as readonly Step[] };
}

function readStep(number: number, after: number, rest: object): Step | { readonly problem: string } {
  const [verb, ...others] = VERBS.filter((word) => word in rest);
  const saying = (problem: string) => ({ problem: `step ${number}: ${problem}` });
  if (verb === undefined) return saying(`has none of the words ${VERBS.join(", ")}`);
  if (others.length > 0) return saying(`does two things at once: ${[verb, ...others].join(" and ")}`);
  const read = DEEDS[verb].safeParse(rest);
  if (!read.success) return saying(problemsOf(read.error).join("; "));
  return { number, after, deed: { verb, ...read.data } as Deed };
}

function problemsOf(error: z.ZodError): string[] {
  return error.issues.map(({ path, message }) => (path.length === 0 ? message : `${path.join(".")}: ${message}`));
}

function afterOf(at: string): number {
  const [minutes, seconds] = at.split(":").map(Number);
  return (minutes ?? 0) * MINUTE + (seconds ?? 0) * SECOND;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
