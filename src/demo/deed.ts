import { z } from "zod";

/** One thing that monitoring or a person does, named after the word that stands for it in the file. */
export type Deed = {
  readonly [Verb in DeedVerb]: { readonly verb: Verb } & z.infer<(typeof DEEDS)[Verb]>;
}[DeedVerb];

export type DeedVerb = keyof typeof DEEDS;

export const text = z.string("a text").min(1, "a text");
const texts = z.array(text, "a list of texts").min(1, "a list of texts");
const who = text;
/** `#general`, `@pitwall` for the conversation with the bot, `incident` for the incident's channel. */
const place = text;

export const DEEDS = {
  /** Monitoring finds something; PagerDuty pages, or only notes it where the urgency is low. */
  alert: z.strictObject({ alert: text, service: text, urgency: z.enum(["high", "low"], "high or low").optional() }),
  /** So many alerts at once, over the services and with the titles in turn; `{service}` in a title is the service. */
  storm: z.strictObject({
    storm: z.int("a number of alerts").min(1, "at least 1").max(500, "at most 500"),
    services: texts,
    titles: texts,
  }),
  /** Monitoring no longer finds it; `everything` is all that this story has set off. */
  recovers: z.strictObject({ recovers: text }),
  /** Somebody brings something out, which everybody can read in `#deploys`. */
  changes: z.strictObject({ who, changes: text, says: text }),
  /** Takes the pages with these titles, in PagerDuty. */
  acknowledges: z.strictObject({ who, acknowledges: z.union([text, texts]) }),
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
    with: z.record(z.string(), z.union([text, texts])).default({}),
  }),
  closes: z.strictObject({ who, closes: z.literal("form", "form") }),
  /** Somebody wants to know something of the simulated world, as at the page's own field for it. */
  asks: z.strictObject({ asks: text }),
  /** Nobody does anything; says what is waited for. */
  waits: z.strictObject({ waits: text }),
};

export const VERBS = Object.keys(DEEDS) as readonly DeedVerb[];

/** The word that says what a step does. `changes` and `says` go together: then it is a change. */
export function verbsIn(step: object): readonly DeedVerb[] {
  const found = VERBS.filter((word) => word in step);
  return found.includes("changes") ? found.filter((word) => word !== "says") : found;
}

/** Whether monitoring finds something by it that wakes people. */
export function wakesPeople(deed: Deed): boolean {
  return deed.verb === "storm" || (deed.verb === "alert" && deed.urgency !== "low");
}
