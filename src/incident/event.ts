import type { Instant } from "../shared/time.ts";

/**
 * The facts of an incident, past tense, version 1 of each. This is the contract that timeline, postmortem and insight read:
 * an event outlives the code that wrote it, so a body is only ever added to, and `readEvent` upcasts what is older.
 * People are Slack user ids; names of those who have none stand in `name`.
 */
export type IncidentEvent =
  | Fact<"Declared", Declared>
  | Fact<"Accepted", { readonly by: string }>
  | Fact<"Cancelled", { readonly reason: string }>
  | Fact<"ChannelOpened", { readonly channel: string; readonly name: string; readonly byHand: boolean }>
  | Fact<"ChannelRenamed", { readonly channel: string; readonly name: string }>
  | Fact<"ChannelLost", { readonly channel: string; readonly why: string }>
  | Fact<"ResponderJoined", { readonly user: string }>
  | Fact<"ResponderLeft", { readonly user: string }>
  | Fact<"AlertJoined", AlertJoined>
  | Fact<"AlertAcknowledged", { readonly alert: string; readonly by: Someone }>
  | Fact<"AlertUnacknowledged", { readonly alert: string }>
  | Fact<"AlertResolved", { readonly alert: string; readonly by: Someone; readonly mergedInto: string | null }>
  | Fact<"AlertReopened", { readonly alert: string; readonly by: Someone }>
  | Fact<"AlertReassigned", AlertReassigned>
  /** Slack says now who these people are whom PagerDuty had notified. */
  | Fact<"RespondersFound", { readonly users: readonly string[] }>
  | Fact<"PageAsked", { readonly page: string; readonly target: PageTarget; readonly why: string; readonly by: string }>
  | Fact<
      "PageSent",
      { readonly page: string; readonly alert: string; readonly url: string | null; readonly people: readonly string[] }
    >
  | Fact<
      "RoleAssigned",
      { readonly role: string; readonly user: string; readonly from: string | null; readonly by: string }
    >
  | Fact<"RoleReleased", { readonly role: string; readonly user: string; readonly by: string }>
  | Fact<"HandoverOffered", { readonly from: string; readonly to: string; readonly brief: string }>
  | Fact<"HandoverAccepted", { readonly from: string; readonly to: string }>
  | Fact<"HandoverDeclined", { readonly from: string; readonly to: string }>
  | Fact<"StatusChanged", { readonly from: Status; readonly to: Status; readonly undo: boolean }>
  | Fact<"SeverityChanged", { readonly from: string; readonly to: string; readonly undo: boolean }>
  | Fact<"TitleChanged", { readonly from: string; readonly to: string }>
  | Fact<"ImpactStated", { readonly text: string }>
  | Fact<"NoteAdded", { readonly text: string; readonly decision: boolean; readonly message: MessageRef | null }>
  | Fact<"MessageKept", MessageKept>
  | Fact<"MessageEdited", { readonly message: MessageRef; readonly text: string }>
  | Fact<"MessageRemoved", { readonly message: MessageRef }>
  | Fact<"EntryCorrected", { readonly version: number; readonly text: string }>
  | Fact<"EntryStruck", { readonly version: number; readonly why: string }>
  | Fact<"UpdateGiven", UpdateGiven>
  | Fact<"CustomerSentenceApproved", { readonly update: number; readonly by: string }>
  | Fact<"CustomerAffected", { readonly user: string; readonly customer: string }>
  | Fact<"MilestoneSet", { readonly milestone: Milestone; readonly at: Instant; readonly source: string }>
  | Fact<"Reminded", { readonly about: ReminderAbout }>
  | Fact<"ReminderSnoozed", { readonly about: ReminderAbout; readonly until: Instant }>
  | Fact<"Resolved", Resolved>
  | Fact<"Reopened", { readonly reason: string; readonly undo: boolean }>
  | Fact<"PostmortemStarted", { readonly owner: string; readonly due: Instant }>
  | Fact<"PostmortemSectionEdited", { readonly section: string; readonly text: string; readonly over: number }>
  | Fact<"PostmortemAnswered", { readonly question: string; readonly text: string }>
  | Fact<"QuestionAnswered", QuestionAnswered>
  | Fact<"EffectGaveUp", { readonly key: string; readonly kind: string; readonly why: string }>
  | Fact<"EffectRetried", { readonly key: string; readonly kind: string }>
  | Fact<"Masked", { readonly version: number; readonly why: string }>;

/** What every event carries beside its body. `version` counts from 1 in the stream. */
type Fact<Type extends string, Body> = {
  readonly type: Type;
  readonly version: number;
  /** When it happened, which may be long before it was written down. */
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  /** `slack:U1`, `pagerduty:P1`, `cli:root`, or `pitwall`. */
  readonly actor: string;
  readonly body: Body;
};

export type EventType = IncidentEvent["type"];
export type BodyOf<Type extends EventType> = Extract<IncidentEvent, { type: Type }>["body"];

/** An event that was decided and is not yet written down. */
export type NewIncidentEvent = {
  [Type in EventType]: { readonly type: Type; readonly occurredAt: Instant; readonly body: BodyOf<Type> };
}[EventType];

export type Status = "triage" | "investigating" | "identified" | "monitoring" | "resolved" | "cancelled";
export type Mode = "live" | "drill" | "retrospective";
export type Milestone = "started" | "detected" | "declared" | "acknowledged" | "mitigated" | "resolved";
export type ReminderAbout = "update" | "commander" | "page";
/** Somebody who acted outside Slack: a Slack user id where one is known, else only a name; both null for automation. */
export type Someone = { readonly user: string | null; readonly name: string | null };
export type MessageRef = { readonly channel: string; readonly ts: string };

export type Declared = {
  readonly ref: string;
  readonly series: Series;
  readonly number: number;
  readonly title: string;
  readonly severity: string;
  /** The person chose "not sure", and the severity is the higher of those in doubt. */
  readonly unsure: boolean;
  readonly mode: Mode;
  readonly private: boolean;
  readonly triage: boolean;
  /** Names in the catalog, as typed where the catalog does not know them. */
  readonly services: readonly string[];
  readonly by: string | null;
  readonly via: "command" | "form" | "mention" | "pagerduty" | "cli";
  /** People to invite besides the one who declared. */
  readonly invite: readonly string[];
};
/** `INC` public, `SEC` private (a gap in INC would give it away), `DRILL` drills. */
export type Series = "INC" | "SEC" | "DRILL";

export type AlertJoined = {
  /** The PagerDuty incident's id. */
  readonly alert: string;
  readonly service: string;
  readonly title: string;
  readonly url: string | null;
  /** Names of those whom PagerDuty has notified. */
  readonly people: readonly string[];
  readonly urgency: string;
  readonly priority: string | null;
  /** Slack users among them, to be brought in. */
  readonly invite?: readonly string[];
  /** PagerDuty users among them of whom nobody could say in time who they are in Slack: they are brought in later. */
  readonly unnamed?: readonly string[];
};

/** PagerDuty notifies other people now: it escalated, or somebody handed it on. */
export type AlertReassigned = {
  readonly alert: string;
  readonly people: readonly string[];
  readonly invite: readonly string[];
  /** As in `AlertJoined`. */
  readonly unnamed?: readonly string[];
};

export type PageTarget = {
  /** How people call it: `payments`, `checkout`, `@bo`. */
  readonly name: string;
  /** The PagerDuty service that is paged. */
  readonly service: string;
  /** The PagerDuty user asked for by name, in place of whoever is on call; empty when nobody was. */
  readonly users: readonly string[];
};

export type MessageKept = {
  readonly message: MessageRef;
  readonly author: string;
  readonly text: string;
  readonly files: readonly {
    readonly name: string;
    readonly type: string;
    readonly alt: string | null;
    readonly link: string | null;
  }[];
  readonly permalink: string | null;
};

export type UpdateGiven = {
  readonly text: string;
  /** For people outside; shown to them once the commander has approved it. */
  readonly customerSentence: string | null;
  readonly nextAt: Instant | null;
  /** Whether the announcement quotes it. */
  readonly announce: boolean;
};

export type Resolved = {
  /** What fixed it, in the words of a person. */
  readonly what: string;
  readonly impactEndedAt: Instant;
  /** Whether the open PagerDuty incidents are to be resolved with it. */
  readonly resolveAlerts: boolean;
};

export type QuestionAnswered = {
  readonly question: string;
  readonly answer: string;
  readonly answerable: boolean;
  readonly sources: readonly string[];
};
