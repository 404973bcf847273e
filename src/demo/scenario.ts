import { z } from "zod";
import { nearest } from "../config/nearest.ts";
import { type Instant, MINUTE, SECOND } from "../shared/time.ts";
import { DEEDS, type Deed, text, VERBS, verbsIn } from "./deed.ts";
import { isProblems, type Mistake, mistakesOf, type Problems, readYaml } from "./scenario-file.ts";

/** What happens, in the order of time, as somebody wrote it down in `examples/acme/scenarios/`. */
export type Scenario = {
  readonly title: string;
  /** What it is about, in a line. */
  readonly says: string;
  readonly begins: Instant;
  /** IANA name of the zone in which the times of the transcript are read. */
  readonly zone: string;
  /** What happens by itself: in a drill all but what the trainee does. */
  readonly steps: readonly Step[];
  /** There when it is a drill: then the trainee's part is open. */
  readonly drill: Drill | undefined;
};

export type Step = {
  /** Its place among the steps, from 1; those of the rehearsal go on counting. */
  readonly number: number;
  /** How long after the beginning, or after what `when` names. */
  readonly after: number;
  readonly when: Moment | undefined;
  /** Once this has happened, the step does not. */
  readonly until: Moment | undefined;
  readonly deed: Deed;
};

/** Something that the trainee brings about: `opened`, `mitigated`, `resolved`, or `asked` and a symptom's name. */
export type Moment = string;

export type Drill = {
  readonly symptoms: readonly Symptom[];
  readonly cause: Cause;
  readonly herrings: readonly Herring[];
  /** A trainee's part, so that the drill can be played without one. */
  readonly rehearsal: readonly Step[];
};

/** What a simulated colleague knows, and says when asked. */
export type Symptom = {
  readonly name: string;
  /** Words and phrases by which a question is known to be meant for it. */
  readonly asked: readonly string[];
  readonly who: string;
  readonly answer: string;
  /** Whether the page offers it as a question; what one must think of oneself is not. */
  readonly listed: boolean;
  /** How long the colleague takes to answer. */
  readonly after: number;
  readonly when: Moment | undefined;
  readonly until: Moment | undefined;
};

export type Cause = {
  readonly says: string;
  /** Each a word or phrase by which what somebody wrote is known to name the cause. */
  readonly words: readonly string[];
};

/** What looks like the cause and is not. */
export type Herring = {
  readonly name: string;
  readonly says: string;
  readonly words: readonly string[];
  /** Symptoms that were asked for by somebody who believed in it, and those by which it is ruled out. */
  readonly followed: readonly string[];
  readonly cleared: readonly string[];
};

const clock = z.string("a time such as 4:30").regex(/^\d{1,4}:[0-5]\d$/, "minutes and seconds, such as 4:30");
const list = z.array(text, "a list of texts").min(1, "a list of texts");
const moment = text.regex(
  /^(?:opened|mitigated|resolved|asked \S.*)$/,
  "opened, mitigated, resolved or asked <symptom>",
);
const looseStep = z.looseObject({ at: clock, when: moment.optional(), until: moment.optional() });
const steps = z.array(looseStep, "a list of steps").min(1, "at least one step");

const common = {
  apiVersion: z.literal("pitwall.dev/v1", "pitwall.dev/v1"),
  title: text,
  says: text,
  begins: z.iso.datetime("a time such as 2026-11-23T13:02:00Z").transform((iso) => Date.parse(iso)),
  zone: text.refine(isTimeZone, "a time zone such as Europe/Berlin"),
  steps,
};

const symptom = z.strictObject({
  name: text,
  asked: list,
  who: text,
  answer: text,
  listed: z.boolean("true or false").default(true),
  after: clock.default("0:10"),
  when: moment.optional(),
  until: moment.optional(),
});

const herring = z.strictObject({
  name: text,
  says: text,
  words: list,
  followed: z.array(text, "a list of symptoms").default([]),
  cleared: z.array(text, "a list of symptoms").default([]),
});

const FILES = {
  Scenario: z.strictObject({ ...common, kind: z.literal("Scenario"), says: text.default("") }),
  Drill: z.strictObject({
    ...common,
    kind: z.literal("Drill"),
    symptoms: z.array(symptom, "a list of symptoms").min(1, "at least one symptom"),
    cause: z.strictObject({ says: text, words: list }),
    herrings: z.array(herring, "a list of red herrings").default([]),
    rehearsal: steps.default([]),
  }),
};

type DrillFile = z.infer<(typeof FILES)["Drill"]>;

/** Reads a scenario or a drill, or says in lines what is wrong with it. */
export function readScenario(source: string): Scenario | Problems {
  const yaml = readYaml(source);
  if (isProblems(yaml)) return yaml;
  const kind: unknown = yaml.value["kind"];
  if (kind !== "Scenario" && kind !== "Drill")
    return yaml.problems([{ path: ["kind"], says: "kind: Scenario or Drill" }]);
  const read = FILES[kind].safeParse(yaml.value);
  if (!read.success) return yaml.problems(mistakesOf(read.error));
  const { title, says, begins, zone } = read.data;

  const mistakes: Mistake[] = [];
  const played = stepsOf(read.data.steps, "steps", 0, mistakes);
  if (read.data.kind === "Scenario") {
    mistakes.push(...onlyInDrills(read.data.steps));
    if (mistakes.length > 0) return yaml.problems(mistakes);
    return { title, says, begins, zone, steps: played, drill: undefined };
  }
  const { symptoms, cause, herrings } = read.data;
  const rehearsal = stepsOf(read.data.rehearsal, "rehearsal", played.length, mistakes);
  mistakes.push(...unknownSymptoms(read.data));
  if (mistakes.length > 0) return yaml.problems(mistakes);
  const drill: Drill = {
    symptoms: symptoms.map((one) => ({ ...one, after: afterOf(one.after), when: one.when, until: one.until })),
    cause,
    herrings,
    rehearsal,
  };
  return { title, says, begins, zone, steps: played, drill };
}

function stepsOf(
  raw: readonly z.infer<typeof looseStep>[],
  part: "steps" | "rehearsal",
  before: number,
  mistakes: Mistake[],
): readonly Step[] {
  return raw.flatMap(({ at, when, until, ...rest }, index) => {
    const deed = readDeed(rest);
    if ("mistakes" in deed) {
      mistakes.push(
        ...deed.mistakes.map(({ path, says }) => ({
          path: [part, index, ...path],
          says: `${part === "steps" ? "step" : "rehearsal"} ${index + 1}: ${says}`,
        })),
      );
      return [];
    }
    return [{ number: before + index + 1, after: afterOf(at), when, until, deed: deed.deed }];
  });
}

function readDeed(rest: object): { readonly deed: Deed } | { readonly mistakes: readonly Mistake[] } {
  const [verb, ...others] = verbsIn(rest);
  const wrong = (says: string) => ({ mistakes: [{ path: [], says }] });
  if (verb === undefined) {
    const meant = Object.keys(rest).flatMap((key) => nearest(key, VERBS) ?? [])[0];
    const hint = meant === undefined ? "" : `; did you mean ${meant}?`;
    return wrong(`has none of the words ${VERBS.join(", ")}${hint}`);
  }
  if (others.length > 0) return wrong(`does two things at once: ${[verb, ...others].join(" and ")}`);
  const read = DEEDS[verb].safeParse(rest);
  if (!read.success) return { mistakes: mistakesOf(read.error, Object.keys(DEEDS[verb].shape)) };
  return { deed: { verb, ...read.data } as Deed };
}

/** In a scenario there is no trainee: what waits for one would never come, and nobody is there to ask. */
function onlyInDrills(raw: readonly z.infer<typeof looseStep>[]): readonly Mistake[] {
  return raw.flatMap((step, index) =>
    ["when", "until", "asks"]
      .filter((word) => word in step)
      .map((word) => ({ path: ["steps", index, word], says: `step ${index + 1}: ${word}: only in a drill` })),
  );
}

/** Where something is asked for that no symptom is called. */
function unknownSymptoms({ symptoms, herrings, steps: world, rehearsal }: DrillFile): readonly Mistake[] {
  const known = new Set(symptoms.map(({ name }) => name));
  const check = (name: string | undefined, path: readonly (string | number)[]): readonly Mistake[] =>
    name === undefined || known.has(name)
      ? []
      : [{ path, says: `${path.at(-1)}: no symptom is called "${name}"; there are ${[...known].join(", ")}` }];
  const askedIn = (one: { readonly when?: string | undefined; readonly until?: string | undefined }) =>
    (["when", "until"] as const).map((word) => [word, one[word]?.match(/^asked (.+)$/)?.[1]] as const);
  const inSteps = ([part, all]: readonly [string, readonly z.infer<typeof looseStep>[]]) =>
    all.flatMap((step, index) => askedIn(step).flatMap(([word, name]) => check(name, [part, index, word])));
  return [
    ...inSteps(["steps", world]),
    ...inSteps(["rehearsal", rehearsal]),
    ...symptoms.flatMap((one, index) => askedIn(one).flatMap(([word, name]) => check(name, ["symptoms", index, word]))),
    ...herrings.flatMap(({ followed, cleared }, index) => [
      ...followed.flatMap((name) => check(name, ["herrings", index, "followed"])),
      ...cleared.flatMap((name) => check(name, ["herrings", index, "cleared"])),
    ]),
  ];
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
