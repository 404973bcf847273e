import type { EventType, IncidentEvent } from "../incident/event.ts";
import { COMMANDER, type Rules } from "../incident/rules.ts";
import { type Instant, MINUTE, sayDuration } from "../shared/time.ts";
import { readableOf } from "../timeline/amendment.ts";
import { type Milestones, milestonesOf } from "../timeline/milestones.ts";
import { wordsOf } from "../timeline/words.ts";
import { commandGaps } from "./command-gaps.ts";
import { type HerringPlayed, lookAtHerring } from "./debrief-herring.ts";
import { hasWords } from "./question.ts";
import type { Cause, Herring } from "./scenario.ts";
import { promisesOf } from "./update-promises.ts";

/** A drill as it went: the incident's own record, and what only the drill knows. */
export type DrillRecord = {
  /** None where no incident was opened. */
  readonly events: readonly IncidentEvent[];
  /** Channels of further incidents that were opened meanwhile. */
  readonly others: readonly { readonly name: string; readonly openedAt: Instant }[];
  readonly rules: Rules;
  readonly cause: Cause;
  readonly herrings: readonly Herring[];
  readonly firstAlertAt: Instant;
  /** When the trainee resolved it, or stopped the drill. */
  readonly endedAt: Instant;
  /** When nothing was wrong any more, whatever anybody wrote. */
  readonly recoveredAt: Instant | undefined;
  /** Which symptoms were asked for, in the order of time. */
  readonly asked: readonly { readonly name: string; readonly at: Instant }[];
  readonly nameOf: (user: string) => string;
};

/** One thing that the record shows, with the time that it speaks of. */
export type Finding = { readonly at: Instant; readonly says: string };

export type Debrief = {
  readonly times: readonly Finding[];
  readonly well: readonly Finding[];
  readonly worthALook: readonly Finding[];
  /** What was behind it all, now that it may be told. */
  readonly behind: readonly string[];
};

/** Of what was stopped before, there is nothing to say. */
const TOO_SHORT = 3 * MINUTE;
/** Without somebody in command for longer than this, people begin to work at cross purposes. */
const LONG_WITHOUT_COMMAND = 5 * MINUTE;
/** Shorter incidents do without a scribe. */
const LONG_ENOUGH_FOR_ROLES = 15 * MINUTE;
/** How much later than it was the record may say that the impact is over. */
const SOON_AFTER = 5 * MINUTE;

/** Looks back at a drill: how long things took, what went well, and what is worth another look, each with its time. */
export function debrief(record: DrillRecord): Debrief {
  const drill = { ...record, events: readableOf(record.events) };
  const behind = [drill.cause.says, ...drill.herrings.map(({ says }) => says)];
  const declared = find(drill.events, "Declared");
  if (declared === undefined) {
    const nobody = { at: drill.endedAt, says: "No incident had been opened when the drill was stopped" };
    return { times: [], well: [], worthALook: [nobody], behind };
  }
  const lasted = drill.endedAt - drill.firstAlertAt;
  if (lasted < TOO_SHORT && find(drill.events, "Resolved") === undefined) {
    const says = `It still failed when the drill was stopped, ${sayDuration(lasted)} after the first alert: too early to look back`;
    return { times: [], well: [], worthALook: [{ at: drill.endedAt, says }], behind };
  }
  const story: Story = { ...drill, declared, milestones: milestonesOf(drill.events) };
  const findings = [
    ...lookAtCommand(story),
    ...lookAtSeverity(story),
    ...lookAtUpdates(story),
    ...lookAtCause(story),
    ...lookAtEnd(story),
    ...lookAtRoles(story),
    ...lookAtCustomers(story),
    ...lookAtDecisions(story),
    ...lookAtOthers(story),
    ...drill.herrings.flatMap((herring) => told(lookAtHerring(herring, playedOf(story)))),
  ];
  const of = (kind: Looked["kind"]) =>
    findings
      .filter((finding) => finding.kind === kind)
      .map(({ at, says }) => ({ at, says }))
      .sort((a, b) => a.at - b.at);
  const began = { at: drill.firstAlertAt, says: "First alert" };
  return { times: [began, ...of("time")], well: of("well"), worthALook: of("look"), behind };
}

type Event<Type extends EventType> = Extract<IncidentEvent, { readonly type: Type }>;
type Story = DrillRecord & { readonly declared: Event<"Declared">; readonly milestones: Milestones };
type Looked = Finding & { readonly kind: "time" | "well" | "look" };

function time(story: Story, at: Instant, says: string): Looked {
  return { kind: "time", at, says: `${says}, ${sayDuration(at - story.firstAlertAt)} after the first alert` };
}

function well(at: Instant, says: string): Looked {
  return { kind: "well", at, says };
}

function look(at: Instant, says: string): Looked {
  return { kind: "look", at, says };
}

function lookAtCommand(story: Story): readonly Looked[] {
  const { events, declared, endedAt, nameOf } = story;
  const first = events.find((event) => event.type === "RoleAssigned" && event.body.role === COMMANDER);
  const gaps = commandGaps(events, endedAt).filter(({ from, to }) => to - from > LONG_WITHOUT_COMMAND);
  const looked = gaps.map(({ from, to }) =>
    look(from, `Nobody was in command for ${sayDuration(to - from)}${to === endedAt ? ", to the end" : ""}`),
  );
  if (first?.type !== "RoleAssigned") return looked;
  const name = nameOf(first.body.user);
  const handover = find(events, "HandoverAccepted");
  return [
    ...looked,
    time(story, first.occurredAt, `${name} in command`),
    ...(first.occurredAt - declared.occurredAt <= LONG_WITHOUT_COMMAND
      ? [well(first.occurredAt, `${name} took command ${sayDuration(first.occurredAt - declared.occurredAt)} in`)]
      : []),
    ...(handover === undefined
      ? []
      : [well(handover.occurredAt, `Command was handed over to ${nameOf(handover.body.to)} and accepted`)]),
  ];
}

function lookAtSeverity(story: Story): readonly Looked[] {
  const { events, declared, endedAt } = story;
  const stated =
    declared.body.via !== "pagerduty" && !declared.body.unsure ? declared : find(events, "SeverityChanged");
  if (stated === undefined) {
    const { severity } = declared.body;
    return [look(endedAt, `The severity was left at the ${severity} it was opened with; nobody said whether it fits`)];
  }
  const severity = stated.type === "Declared" ? stated.body.severity : stated.body.to;
  return [
    time(story, stated.occurredAt, `Severity set to ${severity}`),
    ...(stated.occurredAt - declared.occurredAt <= 10 * MINUTE
      ? [well(stated.occurredAt, `The severity was set early, to ${severity}`)]
      : []),
  ];
}

function lookAtUpdates(story: Story): readonly Looked[] {
  const { events, rules, endedAt } = story;
  const updates = all(events, "UpdateGiven");
  const [first] = updates;
  const promises = promisesOf(events, rules, endedAt);
  const late = promises.filter(({ lateBy }) => lateBy > 0);
  const looked = late.map(({ dueAt, lateBy, kept, because }) =>
    look(
      dueAt,
      kept
        ? `An update was due (${because}); it came ${sayDuration(lateBy)} later`
        : `An update was due (${because}); none came in the ${sayDuration(lateBy)} that followed`,
    ),
  );
  if (first === undefined) {
    if (looked.length > 0) return looked;
    return [
      look(endedAt, "No update was sent. None was due yet; people outside the channel knew nothing all the same"),
    ];
  }
  return [
    time(story, first.occurredAt, "First update"),
    ...looked,
    ...(late.length === 0 ? [well(first.occurredAt, sayUpdates(updates.length))] : []),
  ];
}

function sayUpdates(count: number): string {
  if (count === 1) return "The update came before it was due";
  return `${count === 2 ? "Both" : `All ${count}`} updates came before they were due`;
}

function lookAtCause(story: Story): readonly Looked[] {
  const { events, cause, endedAt, milestones } = story;
  const identified = all(events, "StatusChanged").find(({ body }) => body.to === "identified");
  const named = events.find((event) => hasWords(wordsOf(event) ?? "", cause.words));
  const said = identified === undefined ? [] : [time(story, identified.occurredAt, "Status Identified")];
  if (named === undefined) {
    const at = identified?.occurredAt ?? endedAt;
    const so = identified === undefined ? "" : ", though the status said Identified";
    return [...said, look(at, `The record does not name the cause${so}`)];
  }
  const mitigated = milestones.mitigated?.at ?? endedAt;
  if (named.type === "Resolved")
    return [...said, look(named.occurredAt, "The cause was written down only when it was resolved")];
  return [
    ...said,
    time(story, named.occurredAt, "Cause named"),
    ...(named.occurredAt <= mitigated
      ? [well(named.occurredAt, "The cause was written down before it was mended")]
      : []),
  ];
}

function lookAtEnd(story: Story): readonly Looked[] {
  const { milestones, recoveredAt, endedAt } = story;
  const { mitigated, resolved } = milestones;
  const looked: Looked[] = [];
  if (recoveredAt !== undefined) looked.push(time(story, recoveredAt, "Nothing failed any more"));
  if (mitigated !== undefined) looked.push(time(story, mitigated.at, "Mitigated, by the record"));
  if (resolved === undefined) {
    looked.push(
      look(endedAt, recoveredAt === undefined ? "It still failed when the drill was stopped" : "It was not resolved"),
    );
  } else looked.push(time(story, resolved.at, "Resolved"));
  if (recoveredAt === undefined) {
    if (resolved !== undefined)
      looked.push(look(resolved.at, "It was resolved while it still failed: the graphs had not recovered"));
    return looked;
  }
  if (mitigated !== undefined && mitigated.at < recoveredAt - MINUTE) {
    const early = sayDuration(recoveredAt - mitigated.at);
    looked.push(look(mitigated.at, `It was called mitigated ${early} before it had recovered`));
  } else if ((mitigated?.at ?? endedAt) - recoveredAt > SOON_AFTER) {
    const later = sayDuration((mitigated?.at ?? endedAt) - recoveredAt);
    looked.push(look(recoveredAt, `Customers could work again; the record says so only ${later} later`));
  } else if (mitigated !== undefined) {
    looked.push(well(mitigated.at, "The record has the end of the impact as it was"));
  }
  return looked;
}

function lookAtRoles({ events, declared, endedAt, nameOf }: Story): readonly Looked[] {
  const given = all(events, "RoleAssigned").filter(({ body }) => body.role !== COMMANDER);
  if (given.length > 0) {
    return given.map(({ occurredAt, body }) => well(occurredAt, `${nameOf(body.user)} became ${body.role}`));
  }
  if (endedAt - declared.occurredAt <= LONG_ENOUGH_FOR_ROLES) return [];
  return [look(endedAt, "No role but the commander's was given: whoever wrote things down did it beside other work")];
}

function lookAtCustomers({ events, endedAt }: Story): readonly Looked[] {
  const approved = find(events, "CustomerSentenceApproved");
  if (approved !== undefined) return [well(approved.occurredAt, "Customers were told, with the commander's approval")];
  const written = all(events, "UpdateGiven").find(({ body }) => body.customerSentence !== null);
  if (written === undefined) return [look(endedAt, "Customers were never told anything")];
  return [look(written.occurredAt, "A sentence for customers was written and never approved, so nobody could use it")];
}

function lookAtDecisions({ events }: Story): readonly Looked[] {
  const decision = all(events, "NoteAdded").find(({ body }) => body.decision);
  return decision === undefined ? [] : [well(decision.occurredAt, "What was decided is on the record")];
}

function lookAtOthers({ others }: Story): readonly Looked[] {
  return others.map(({ name, openedAt }) =>
    look(openedAt, `#${name} was opened beside it: what was done there is not looked at here`),
  );
}

function playedOf({ events, asked, endedAt }: Story): HerringPlayed {
  const written = events.flatMap((event) => {
    const words = wordsOf(event);
    return words === null ? [] : [{ at: event.occurredAt, words }];
  });
  return { asked, written, endedAt };
}

function told(finding: ReturnType<typeof lookAtHerring>): readonly Looked[] {
  return finding.map(({ isWell, at, says }) => (isWell ? well(at, says) : look(at, says)));
}

function all<Type extends EventType>(events: readonly IncidentEvent[], type: Type): readonly Event<Type>[] {
  return events.filter((event): event is Event<Type> => event.type === type);
}

function find<Type extends EventType>(events: readonly IncidentEvent[], type: Type): Event<Type> | undefined {
  return all(events, type)[0];
}
