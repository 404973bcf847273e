import type { Message } from "../sandbox/slack/model.ts";
import { type Instant, SECOND } from "../shared/time.ts";
import { milestonesOf } from "../timeline/milestones.ts";
import type { DrillRecord } from "./debrief.ts";
import { type IncidentRecord, openIncidentRecord } from "./incident-record.ts";
import { incidentChannel, incidentChannels } from "./places.ts";
import { symptomAsked } from "./question.ts";
import type { Run } from "./run.ts";
import type { Drill, Moment, Scenario, Step, Symptom } from "./scenario.ts";
import { isNow } from "./schedule.ts";
import { nameIn } from "./transcript.ts";

/** What a drill hears of the trainee: questions, and what the incident's record says. */
export type Trainee = {
  readonly moments: ReadonlyMap<Moment, Instant>;
  /** What colleagues are about to answer. */
  readonly answers: readonly Step[];
  /** What may be asked of the simulated world now, but for what one must think of oneself. */
  questions(): readonly string[];
  /** Throws in plain words where nobody can answer. */
  ask(question: string): void;
  /** Looks into the record, where something has changed since the last look. */
  look(): Promise<void>;
  /** What the debrief is made of; the drill's own times are the caller's. */
  record(): Promise<Pick<DrillRecord, "events" | "others" | "rules" | "asked" | "nameOf">>;
  leave(): Promise<void>;
};

/** Numbers of answers, beyond those of the steps. */
export const FIRST_ANSWER = 100_000;

/** How long somebody thinks who has no answer. */
const HESITATION = 10 * SECOND;

/** Watches what the trainee does in the workspace; `stirred` is called when something may have come of it. */
export async function watchTrainee(
  drill: Drill,
  run: Run,
  { scenario, stirred }: { readonly scenario: Scenario; readonly stirred: () => void },
): Promise<Trainee> {
  const { stage } = run;
  const { workspace } = stage.world.slack;
  const { clock } = stage.world;
  const reader: IncidentRecord = await openIncidentRecord(stage);
  const moments = new Map<Moment, Instant>();
  const asked: { readonly name: string; readonly at: Instant }[] = [];
  const answers: Step[] = [];
  const cast = castOf(scenario, drill);
  let changed = true;

  const known = (): readonly Symptom[] => drill.symptoms.filter((symptom) => isNow(symptom, { moments }));
  const questions = () =>
    known()
      .filter(({ listed }) => listed)
      .map(({ name }) => name);

  function answer(who: string, words: string, after: number, thread: Message | undefined): void {
    const number = FIRST_ANSWER + answers.length;
    const question = `question ${number}`;
    if (thread !== undefined) run.named.set(question, thread);
    moments.set(question, clock.now());
    answers.push({
      number,
      after,
      when: question,
      until: undefined,
      deed: {
        verb: "says",
        who,
        says: words,
        in: "incident",
        ...(thread === undefined ? {} : { thread: question }),
      },
    });
    stirred();
  }

  function answerSymptom({ name, who, answer: words, after }: Symptom, before: string, thread?: Message): void {
    const at = clock.now();
    asked.push({ name, at });
    if (!moments.has(`asked ${name}`)) moments.set(`asked ${name}`, at);
    answer(who, `${before}${words}`, after, thread);
  }

  /** A message in the incident's channel that mentions one of the simulated people. */
  function heard(message: Message): void {
    if (message.channel !== incidentChannel(run)?.id || workspace.users.get(message.user)?.isBot !== false) return;
    const mentioned = [...message.text.matchAll(/<@(\w+)>/g)]
      .map(([, id]) => workspace.users.get(id ?? "")?.name ?? "")
      .find((name) => cast.has(name) && name !== workspace.users.get(message.user)?.name);
    if (mentioned === undefined) return;
    const thread = message.thread_ts === undefined ? undefined : message;
    const symptom = symptomAsked(message.text.replaceAll(/<[^>]*>/g, " "), known());
    if (symptom !== undefined) answerSymptom(symptom, "", thread);
    else answer(mentioned, `I cannot tell that from here. ${sayQuestions(questions())}`, HESITATION, thread);
  }

  const unwatch = workspace.onChange(({ type, data }) => {
    if (type !== "message" && type !== "message_changed") return;
    changed = true;
    if (type === "message" && !run.isSpeaking()) heard(data as Message);
    stirred();
  });

  return {
    moments,
    answers,
    questions,
    ask(question) {
      const symptom = symptomAsked(question, known());
      if (symptom === undefined) throw new Error(`Nobody can say anything to that. ${sayQuestions(questions())}`);
      if (incidentChannel(run) === undefined) throw new Error("No incident is open yet: there is nobody to ask.");
      answerSymptom(symptom, `On "${question.trim()}": `);
    },
    async look() {
      if (!changed) return;
      changed = false;
      const channel = incidentChannel(run);
      if (channel === undefined) return;
      if (!moments.has("opened")) moments.set("opened", clock.now());
      const { mitigated, resolved } = milestonesOf(await reader.eventsIn(channel.id));
      if (mitigated !== undefined && !moments.has("mitigated")) moments.set("mitigated", clock.now());
      if (resolved !== undefined && !moments.has("resolved")) moments.set("resolved", clock.now());
    },
    async record() {
      const [channel, ...others] = incidentChannels(run);
      return {
        events: channel === undefined ? [] : await reader.eventsIn(channel.id),
        others: others.map(({ name, created }) => ({ name, openedAt: created * SECOND })),
        rules: stage.config.rules,
        asked,
        nameOf: (user) => nameIn(workspace, user) ?? user,
      };
    },
    async leave() {
      unwatch();
      await reader.close();
    },
  };
}

function sayQuestions(questions: readonly string[]): string {
  return `Ask for instance: ${questions.map((one) => `"${one}"`).join(", ")}.`;
}

/** The names of all whom the drill speaks for. */
function castOf({ steps }: Scenario, { symptoms }: Drill): ReadonlySet<string> {
  return new Set([
    ...symptoms.map(({ who }) => who),
    ...steps.flatMap(({ deed }) => ("who" in deed ? [deed.who] : [])),
  ]);
}
