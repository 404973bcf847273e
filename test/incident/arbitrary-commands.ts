import fc from "fast-check";
import type { IncidentCommand } from "../../src/incident/command.ts";
import { decide } from "../../src/incident/decide.ts";
import type { Decision } from "../../src/incident/decision.ts";
import type { IncidentEvent } from "../../src/incident/event.ts";
import { evolve } from "../../src/incident/evolve.ts";
import type { MaybeIncident } from "../../src/incident/incident.ts";
import { defaultRules } from "../../src/incident/rules.ts";
import { isRefusal } from "../../src/shared/refusal.ts";
import { type Instant, MINUTE } from "../../src/shared/time.ts";
import { T0 } from "../given.ts";
import { anyText } from "./arbitrary-events.ts";

export const PEOPLE = ["U1", "U2", "U3", "U4"] as const;
/** Stands for the version of the last event or update, which only the story knows. */
const LAST = -1;

const user = fc.constantFrom(...PEOPLE);
const userOrNull = fc.option(user, { nil: null });
const someone = fc.record({ user: userOrNull, name: fc.option(anyText, { nil: null }) });
const alert = fc.constantFrom("P1", "P2", "P3");
const page = fc.constantFrom("g1", "g2");
const key = fc.constantFrom("incident/x/2/page/g1", "incident/x/1/open-channel", "incident/x/card");
const severity = fc.constantFrom("SEV1", "SEV2", "SEV3", "SEV4", "SEV9");
const status = fc.constantFrom("investigating" as const, "identified" as const, "monitoring" as const);
const message = fc.record({ channel: fc.constant("C7"), ts: fc.constantFrom("1.0", "2.0") });
const version = fc.oneof({ weight: 2, arbitrary: fc.constant(LAST) }, fc.integer({ min: 1, max: 30 }));
const about = fc.constantFrom("update" as const, "commander" as const, "page" as const);
const target = fc.record({ name: anyText, service: fc.constant("PSVC"), users: fc.constant([]) });
/** From two hours before the story begins until long after it: the future too. */
const instant = fc.integer({ min: -120, max: 600 }).map((minutes) => T0 + minutes * MINUTE);
const maybeInstant = fc.option(instant, { nil: undefined });
const joining = fc.record({
  alert,
  service: fc.constantFrom("checkout", "search"),
  title: anyText,
  url: fc.option(anyText, { nil: null }),
  people: fc.array(anyText, { maxLength: 2 }),
  urgency: fc.constantFrom("high", "low"),
  priority: fc.option(fc.constant("P1"), { nil: null }),
});

type CommandType = IncidentCommand["type"];
type Fields<Type extends CommandType> = fc.Arbitrary<Omit<Extract<IncidentCommand, { type: Type }>, "type">>;

/** How often each command comes, and with what. A new command does not compile before it is here. */
const commands: { readonly [Type in CommandType]: readonly [weight: number, fields: Fields<Type>] } = {
  declare: [
    1,
    fc.record({
      title: anyText.map((text) => `Checkout ${text}`),
      severity: fc.option(fc.constantFrom("SEV1", "SEV2", "SEV3", "SEV4"), { nil: undefined }),
      mode: fc.oneof(
        { weight: 4, arbitrary: fc.constant("live" as const) },
        fc.constantFrom("drill" as const, "retrospective" as const),
      ),
      private: fc.integer({ max: 3, min: 0 }).map((die) => die === 0),
      triage: fc.integer({ max: 3, min: 0 }).map((die) => die === 0),
      services: fc.array(fc.constantFrom("checkout", "search"), { maxLength: 3 }),
      by: userOrNull,
      via: fc.constantFrom("command" as const, "pagerduty" as const),
      invite: fc.array(user, { maxLength: 2 }),
      pages: fc.array(fc.record({ page, target }), { maxLength: 1 }),
      alert: fc.option(joining, { nil: null }),
    }),
  ],
  accept: [4, fc.record({ by: user })],
  cancel: [1, fc.record({ reason: anyText })],
  setStatus: [4, fc.record({ to: status, at: instant })],
  setSeverity: [3, fc.record({ to: severity })],
  setTitle: [1, fc.record({ to: anyText })],
  stateImpact: [1, fc.record({ text: anyText })],
  assignRole: [
    4,
    fc.record({ role: fc.constantFrom("commander", "ic", "scribe", "comms", "king"), user, by: userOrNull }),
  ],
  releaseRole: [2, fc.record({ role: fc.constantFrom("commander", "scribe"), by: user })],
  offerHandover: [4, fc.record({ to: user, by: user, brief: anyText })],
  answerHandover: [4, fc.record({ by: user, accept: fc.boolean() })],
  addNote: [1, fc.record({ text: anyText, decision: fc.boolean(), message: fc.option(message, { nil: null }) })],
  keepMessage: [
    2,
    fc.record({
      at: instant,
      message,
      author: user,
      text: anyText,
      files: fc.constant([]),
      permalink: fc.constant(null),
    }),
  ],
  dropMessage: [2, fc.record({ message })],
  editMessage: [1, fc.record({ message, text: anyText })],
  removeMessage: [1, fc.record({ message })],
  giveUpdate: [
    3,
    fc.record({
      text: anyText,
      by: userOrNull,
      impact: fc.option(anyText, { nil: undefined }),
      status: fc.option(status, { nil: undefined }),
      severity: fc.option(severity, { nil: undefined }),
      next: fc.constantFrom(undefined, null, 15 * MINUTE),
      customerSentence: fc.option(anyText, { nil: null }),
      announce: fc.boolean(),
    }),
  ],
  approveSentence: [4, fc.record({ update: version, by: user })],
  affectCustomer: [1, fc.record({ user, customer: anyText })],
  page: [2, fc.record({ page, target, why: anyText, by: user })],
  joinAlert: [3, fc.tuple(joining, instant).map(([body, at]) => ({ ...body, at }))],
  acknowledgeAlert: [3, fc.record({ alert, by: someone, at: instant })],
  unacknowledgeAlert: [2, fc.record({ alert, at: instant })],
  resolveAlert: [
    3,
    fc.record({
      alert,
      by: someone,
      byPerson: fc.boolean(),
      mergedInto: fc.option(alert, { nil: null }),
      stillOpen: fc.constantFrom(0, 0, 1),
      at: instant,
    }),
  ],
  reassignAlert: [
    3,
    fc.record({
      alert,
      people: fc.array(anyText, { maxLength: 1 }),
      invite: fc.array(user, { maxLength: 1 }),
      at: instant,
    }),
  ],
  reopenAlert: [2, fc.record({ alert, by: someone, at: instant })],
  resolve: [
    2,
    fc.record({
      what: anyText,
      by: userOrNull,
      impactEndedAt: maybeInstant,
      resolveAlerts: fc.boolean(),
      owner: fc.option(user, { nil: undefined }),
      due: maybeInstant,
    }),
  ],
  reopen: [3, fc.record({ reason: anyText })],
  undo: [6, fc.record({ version })],
  startPostmortem: [1, fc.record({ owner: user, due: instant })],
  editSection: [1, fc.record({ section: fc.constantFrom("summary", "impact"), text: anyText, over: version })],
  answerOpenQuestion: [1, fc.record({ question: fc.constant("well:what"), text: anyText })],
  recordQuestion: [
    1,
    fc.record({
      question: anyText,
      answer: anyText,
      answerable: fc.boolean(),
      sources: fc.array(anyText, { maxLength: 1 }),
    }),
  ],
  remind: [5, fc.record({ about })],
  snooze: [1, fc.record({ about, until: instant })],
  recordChannel: [
    6,
    fc.record({ channel: fc.constantFrom("C7", "C8"), name: fc.constant("inc-7"), byHand: fc.boolean() }),
  ],
  recordChannelRenamed: [1, fc.record({ channel: fc.constantFrom("C7", "C8"), name: anyText })],
  recordChannelLost: [1, fc.record({ channel: fc.constantFrom("C7", "C8"), why: anyText })],
  recordJoined: [2, fc.record({ user })],
  recordFound: [2, fc.record({ users: fc.array(user, { maxLength: 2 }) })],
  recordLeft: [1, fc.record({ user })],
  recordPageSent: [3, fc.record({ page, alert, url: fc.constant(null), people: fc.array(anyText, { maxLength: 1 }) })],
  recordGaveUp: [2, fc.record({ key, kind: fc.constantFrom("page", "open-channel", "card"), why: anyText })],
  recordDone: [1, fc.record({ key: fc.constantFrom("incident/x/card", "incident/x/2/page/g1") })],
  retryEffect: [2, fc.record({ key })],
};

function commandOf(type: CommandType): fc.Arbitrary<IncidentCommand> {
  // fast-check makes records without a prototype, which nothing that comes out of JSON lacks.
  return (commands[type][1] as fc.Arbitrary<object>).map(
    (fields) => structuredClone({ type, ...fields }) as IncidentCommand,
  );
}
const types = Object.keys(commands) as readonly CommandType[];
const anyCommand = fc.oneof(...types.map((type) => ({ weight: commands[type][0], arbitrary: commandOf(type) })));

/** One command after another, and how long after, up to the hours in which reminders fall due. */
type Step = { readonly wait: number; readonly command: IncidentCommand };
const wait = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 12 * MINUTE }) },
  fc.integer({ min: 0, max: 120 * MINUTE }),
);
const anyStep: fc.Arbitrary<Step> = fc.record({ wait, command: anyCommand });

/** What one command did. */
export type Turn = {
  readonly before: MaybeIncident;
  readonly command: IncidentCommand;
  readonly now: Instant;
  readonly decision: Decision;
  readonly events: readonly IncidentEvent[];
  readonly after: MaybeIncident;
};

/** A life of an incident under the rules of `decide`, from its declaration on. */
export const anyStory: fc.Arbitrary<readonly Turn[]> = fc
  .tuple(commandOf("declare"), fc.array(anyStep, { maxLength: 40, size: "max" }))
  .map(([declare, later]) => play([{ wait: 0, command: declare }, ...later]));

function play(steps: readonly Step[]): readonly Turn[] {
  let now = T0;
  let incident: MaybeIncident;
  return steps.map((step) => {
    now += step.wait;
    const before = incident;
    const command = withVersion(step.command, before);
    const decision = decide(before, command, { now, rules: defaultRules, number: 7 });
    const events = isRefusal(decision)
      ? []
      : decision.map(
          (one, index) =>
            ({
              ...one,
              version: (before?.version ?? 0) + index + 1,
              recordedAt: now,
              actor: "slack:U1",
            }) as IncidentEvent,
        );
    for (const event of events) incident = evolve(incident, event);
    return { before, command, now, decision, events, after: incident };
  });
}

function withVersion(command: IncidentCommand, incident: MaybeIncident): IncidentCommand {
  switch (command.type) {
    case "undo":
      return command.version === LAST ? { ...command, version: incident?.version ?? 0 } : command;
    case "approveSentence":
      return command.update === LAST ? { ...command, update: incident?.update?.version ?? 0 } : command;
    case "editSection":
      return command.over === LAST ? { ...command, over: 0 } : command;
    default:
      return command;
  }
}
