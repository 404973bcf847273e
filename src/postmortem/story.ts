import type { EventType, IncidentEvent, Someone } from "../incident/event.ts";
import { fold } from "../incident/evolve.ts";
import type { Incident } from "../incident/incident.ts";
import { COMMANDER, type Rules } from "../incident/rules.ts";
import type { Instant } from "../shared/time.ts";
import { readableOf } from "../timeline/amendment.ts";
import { type Entry, entriesOf } from "../timeline/entry.ts";
import { type Milestones, milestonesOf } from "../timeline/milestones.ts";
import { slackUserOf } from "../timeline/person.ts";

/** What the record of the incident itself does not hold and the catalog may know. */
export type DraftFacts = {
  readonly services: readonly {
    readonly name: string;
    readonly owner: string | null;
    readonly runbook: string | null;
  }[];
  /** What was changed shortly before, the latest first. */
  readonly changes: readonly {
    readonly service: string;
    readonly what: string;
    readonly at: Instant;
    readonly by: string | null;
  }[];
};

/** Everything a draft is drawn from, read once. */
export type Story = {
  readonly incident: Incident;
  /** Events that nobody has masked or struck. */
  readonly events: readonly IncidentEvent[];
  /** Key entries that still stand, oldest first. */
  readonly entries: readonly Entry[];
  readonly keys: ReadonlySet<number>;
  /** As last stated and corrected. */
  readonly impact: Entry | undefined;
  readonly milestones: Milestones;
  /** From when durations count: the earliest of started, detected and declared. */
  readonly began: Instant;
  readonly tenures: readonly Tenure[];
  readonly witnesses: Readonly<Record<Witness, Someone | null>>;
  readonly rules: Rules;
  readonly facts: DraftFacts;
};

/** Somebody held a role, from one event until another. */
export type Tenure = {
  readonly role: string;
  readonly user: string;
  readonly from: Instant;
  readonly to: Instant | null;
  readonly seq: number;
};

export type Witness =
  | "commander"
  | "firstCommander"
  | "comms"
  | "scribe"
  | "resolver"
  | "acknowledger"
  | "declarer"
  | "owner";

/** Undefined before the first event. */
export function storyOf(events: readonly IncidentEvent[], rules: Rules, facts: DraftFacts): Story | undefined {
  const readable = readableOf(events);
  const incident = fold(readable);
  if (incident === undefined) return undefined;
  const milestones = milestonesOf(events);
  const entries = entriesOf(events);
  const struck = new Set(entries.flatMap((entry) => (entry.struck ? [entry.seq] : [])));
  const tenures = tenuresOf(readable);
  const known = [milestones.started?.at, milestones.detected?.at, incident.declaredAt];
  return {
    incident,
    events: readable.filter((event) => !struck.has(event.version)),
    entries: entries.filter((entry) => entry.key),
    keys: new Set(entries.flatMap((entry) => (entry.key ? [entry.seq] : []))),
    impact: entries.findLast((entry) => entry.key && entry.kind === "impact"),
    milestones,
    began: Math.min(...known.filter((at) => at !== undefined)),
    tenures,
    witnesses: witnessesOf(readable, incident, tenures),
    rules,
    facts,
  };
}

/** Of one type, among those that stand. */
export function eventsOf<Type extends EventType>(story: Story, type: Type): readonly EventOf<Type>[] {
  return story.events.filter((event): event is EventOf<Type> => event.type === type);
}

type EventOf<Type extends EventType> = Extract<IncidentEvent, { type: Type }>;

function tenuresOf(events: readonly IncidentEvent[]): readonly Tenure[] {
  const held: Tenure[] = [];
  const end = (role: string, at: Instant) => {
    const index = held.findLastIndex((one) => one.role === role && one.to === null);
    const open = held[index];
    if (open !== undefined) held[index] = { ...open, to: at };
  };
  for (const { type, body, occurredAt: from, version: seq } of events) {
    if (type === "RoleReleased") end(body.role, from);
    if (type !== "RoleAssigned" && type !== "HandoverAccepted") continue;
    const [role, user] = type === "RoleAssigned" ? [body.role, body.user] : [COMMANDER, body.to];
    end(role, from);
    held.push({ role, user, from, to: null, seq });
  }
  return held;
}

function witnessesOf(
  events: readonly IncidentEvent[],
  incident: Incident,
  tenures: readonly Tenure[],
): Story["witnesses"] {
  const slack = (user: string | null | undefined): Someone | null =>
    user === null || user === undefined ? null : { user, name: null };
  const acknowledged = events.find((event) => event.type === "AlertAcknowledged" && isKnown(event.body.by));
  return {
    commander: slack(incident.roles[COMMANDER]),
    firstCommander: slack(tenures.find((tenure) => tenure.role === COMMANDER)?.user),
    comms: slack(incident.roles["comms"]),
    scribe: slack(incident.roles["scribe"]),
    resolver: slack(slackUserOf(incident.resolution?.by ?? "")),
    acknowledger: acknowledged?.type === "AlertAcknowledged" ? acknowledged.body.by : null,
    declarer: slack(incident.declaredBy),
    owner: slack(incident.postmortem?.owner),
  };
}

function isKnown(by: Someone): boolean {
  return by.user !== null || by.name !== null;
}
