import type { IncidentEvent, MessageRef } from "../incident/event.ts";
import { sameMessage } from "../incident/incident.ts";

/** What later events say about an earlier one. The earlier one itself is never changed. */
export type Amendment = {
  /** The words as corrected, or as the kept message was edited in Slack. */
  readonly words: string | null;
  readonly struck: boolean;
  /** The kept message was deleted in Slack: its words are no longer shown. */
  readonly removed: boolean;
  /** Why its text was erased; its body may be gone and must not be read. */
  readonly masked: string | null;
};

const untouched: Amendment = { words: null, struck: false, removed: false, masked: null };

/** By the version of the event that is amended. The last word wins. */
export function amendmentsOf(events: readonly IncidentEvent[]): ReadonlyMap<number, Amendment> {
  const amendments = new Map<number, Amendment>();
  const amend = (version: number, change: Partial<Amendment>) =>
    amendments.set(version, { ...(amendments.get(version) ?? untouched), ...change });

  for (const event of events) if (event.type === "Masked") amend(event.body.version, { masked: event.body.why });
  const readable = events.filter((event) => typeof amendments.get(event.version)?.masked !== "string");
  for (const event of readable) {
    switch (event.type) {
      case "EntryCorrected":
        amend(event.body.version, { words: event.body.text });
        break;
      case "EntryStruck":
        amend(event.body.version, { struck: true });
        break;
      case "MessageEdited":
        for (const version of keptBefore(readable, event.version, event.body.message))
          amend(version, { words: event.body.text });
        break;
      case "MessageRemoved":
        for (const version of keptBefore(readable, event.version, event.body.message))
          amend(version, { removed: true });
        break;
    }
  }
  return amendments;
}

/** Events whose body may still be read. The first is always among them: without it there is no incident. */
export function readableOf(events: readonly IncidentEvent[]): readonly IncidentEvent[] {
  const masked = new Set(events.flatMap((event) => (event.type === "Masked" ? [event.body.version] : [])));
  return events.filter((event) => event.type === "Declared" || !masked.has(event.version));
}

function keptBefore(events: readonly IncidentEvent[], version: number, message: MessageRef): readonly number[] {
  return events.flatMap((event) => {
    if (event.version >= version) return [];
    if (event.type !== "MessageKept" && event.type !== "NoteAdded") return [];
    return event.body.message !== null && sameMessage(event.body.message, message) ? [event.version] : [];
  });
}
