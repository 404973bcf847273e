import type { IncidentEvent } from "./event.ts";

/** An event as it lies in the ledger. */
export type RawEvent = {
  readonly type: string;
  readonly version: number;
  readonly occurredAt: number;
  readonly recordedAt: number;
  readonly actor: string;
  readonly body: unknown;
};

type Upcast = (body: never) => unknown;

/** Every type that was ever written, with what brings an old body to the present shape. */
const KNOWN: Readonly<Record<IncidentEvent["type"], Upcast | null>> = {
  Declared: null,
  Accepted: null,
  Cancelled: null,
  ChannelOpened: null,
  ChannelRenamed: null,
  ChannelLost: null,
  ResponderJoined: null,
  ResponderLeft: null,
  AlertJoined: null,
  AlertAcknowledged: null,
  AlertUnacknowledged: null,
  AlertResolved: null,
  AlertReopened: null,
  AlertReassigned: null,
  RespondersFound: null,
  PageAsked: null,
  PageSent: null,
  RoleAssigned: null,
  RoleReleased: null,
  HandoverOffered: null,
  HandoverAccepted: null,
  HandoverDeclined: null,
  StatusChanged: null,
  SeverityChanged: null,
  TitleChanged: null,
  ImpactStated: null,
  NoteAdded: null,
  MessageKept: null,
  MessageEdited: null,
  MessageRemoved: null,
  EntryCorrected: null,
  EntryStruck: null,
  UpdateGiven: null,
  CustomerSentenceApproved: null,
  CustomerAffected: null,
  MilestoneSet: null,
  Reminded: null,
  ReminderSnoozed: null,
  Resolved: null,
  Reopened: null,
  PostmortemStarted: null,
  PostmortemSectionEdited: null,
  PostmortemAnswered: null,
  QuestionAnswered: null,
  EffectGaveUp: null,
  EffectRetried: null,
  Masked: null,
};

/** Checks and upcasts a stored event, in one place. Throws on a type that this release does not know. */
export function readEvent(raw: RawEvent): IncidentEvent {
  if (!Object.hasOwn(KNOWN, raw.type))
    throw new Error(`Unknown event ${raw.type}: written by a newer release of Pitwall?`);
  if (typeof raw.body !== "object") throw new Error(`Event ${raw.type} ${raw.version} has no body`);
  const upcast = KNOWN[raw.type as IncidentEvent["type"]];
  const body = upcast === null ? raw.body : upcast(raw.body as never);
  const { version, occurredAt, recordedAt, actor, type } = raw;
  return { type, version, occurredAt, recordedAt, actor, body } as IncidentEvent;
}
