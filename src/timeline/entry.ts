import type { BodyOf, IncidentEvent } from "../incident/event.ts";
import type { Instant } from "../shared/time.ts";
import { type Amendment, amendmentsOf, readableOf } from "./amendment.ts";
import { type Background, backgroundOf } from "./background.ts";
import { type Line, line, type Speech, sayLine } from "./line.ts";
import { person } from "./person.ts";
import { tell } from "./tell.ts";
import type { EntryKind } from "./told.ts";
import { wordsOf } from "./words.ts";

/** An event as people read it. */
export type Entry = {
  /** The version of its event. */
  readonly seq: number;
  readonly kind: EntryKind;
  readonly text: Line;
  /** What a person said, alone and as corrected, where the event holds anybody's words. */
  readonly words: string | null;
  readonly actor: string;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  /** Where it came from: `slack`, `pagerduty`, `cli` or `pitwall`. */
  readonly source: string;
  /** Key entries are those that a postmortem shows. */
  readonly key: boolean;
  /** Taken off the timeline by a person, or its message was deleted in Slack. */
  readonly struck: boolean;
  /** Its words are not those first recorded. */
  readonly amended: boolean;
  readonly files: BodyOf<"MessageKept">["files"];
  /** The message in Slack. */
  readonly link: string | null;
};

/** One entry for each event, by the time when it happened; what happened at one time stays in the order of its recording. */
export function entriesOf(events: readonly IncidentEvent[]): readonly Entry[] {
  const amendments = amendmentsOf(events);
  const background = backgroundOf(readableOf(events));
  return events
    .map((event) => entryOf(event, amendments.get(event.version), background))
    .sort((a, b) => a.occurredAt - b.occurredAt || a.seq - b.seq);
}

/** The entry as `incident timeline --json` prints it; `iso` writes ISO 8601 in UTC. */
export function entryJson(entry: Entry, speech: Speech, iso: (at: Instant) => string) {
  return {
    seq: entry.seq,
    kind: entry.kind,
    text: sayLine(entry.text, speech),
    actor: entry.actor,
    occurredAt: iso(entry.occurredAt),
    recordedAt: iso(entry.recordedAt),
    source: entry.source,
    key: entry.key,
    struck: entry.struck,
  };
}

function entryOf(event: IncidentEvent, amendment: Amendment | undefined, background: Background): Entry {
  const base = {
    seq: event.version,
    actor: event.actor,
    occurredAt: event.occurredAt,
    recordedAt: event.recordedAt,
    source: event.actor.split(":")[0] ?? event.actor,
    words: null,
    key: false,
    struck: amendment?.struck === true,
    amended: false,
    files: [],
    link: null,
  };
  if (typeof amendment?.masked === "string") {
    return { ...base, kind: "masked", text: line`Text removed: ${amendment.masked}` };
  }
  if (amendment?.removed === true && event.type === "MessageKept") {
    const text = line`A message of ${person(event.body.author)}, since deleted in Slack`;
    return { ...base, kind: "message", text, struck: true };
  }
  if (amendment?.removed === true) {
    return {
      ...base,
      kind: "note",
      text: line`A note of ${person(event.actor)}, since deleted in Slack`,
      struck: true,
    };
  }

  const first = wordsOf(event);
  const words = first === null ? null : (amendment?.words ?? first);
  const told = tell(event, words ?? "", background);
  const corrected = first === null && typeof amendment?.words === "string";
  return {
    ...base,
    kind: told.kind,
    text: corrected ? line`${told.text} (corrected: ${amendment.words})` : told.text,
    words,
    key: told.key && !base.struck && !background.undone.has(event.version),
    amended: typeof amendment?.words === "string",
    ...(event.type === "MessageKept" ? { files: event.body.files, link: event.body.permalink } : {}),
  };
}
