import type { IncidentEvent } from "../incident/event.ts";

/** The words of a person that an event holds: what a correction replaces. Null where the whole sentence is ours. */
export function wordsOf(event: IncidentEvent): string | null {
  if (event.type === "Resolved") return event.body.what;
  const spoken =
    event.type === "ImpactStated" ||
    event.type === "NoteAdded" ||
    event.type === "MessageKept" ||
    event.type === "UpdateGiven";
  return spoken ? event.body.text : null;
}
