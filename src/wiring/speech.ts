import type { Loaded } from "../flow/cache.ts";
import type { People } from "../flow/people.ts";
import type { Instant } from "../shared/time.ts";
import type { DatedSpeech } from "../timeline/markdown.ts";

/** For files and the command line: names as they are known, times in UTC. */
export async function speechOf(loaded: Loaded, people: Pick<People, "names">): Promise<DatedSpeech> {
  const ids = new Set(loaded.incident.members);
  for (const event of loaded.events) {
    for (const found of JSON.stringify([event.actor, event.body]).matchAll(/\b[UW][A-Z0-9]{4,}\b/g)) ids.add(found[0]);
  }
  return {
    name: await people.names([...ids]),
    time: (at) => isoOf(at).slice(11, 16),
    day: (at) => isoOf(at).slice(0, 10),
    zone: "UTC",
  };
}

export function isoOf(at: Instant): string {
  return new Date(at).toISOString();
}
