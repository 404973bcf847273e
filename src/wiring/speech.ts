import type { Loaded } from "../flow/cache.ts";
import type { People } from "../flow/people.ts";
import type { Instant } from "../shared/time.ts";
import type { DatedSpeech } from "../timeline/markdown.ts";

/** For files and the command line: names as they are known, times in the zone given (IANA), which is said beside them. */
export async function speechOf(loaded: Loaded, people: Pick<People, "names">, zone: string): Promise<DatedSpeech> {
  const ids = new Set(loaded.incident.members);
  for (const event of loaded.events) {
    for (const found of JSON.stringify([event.actor, event.body]).matchAll(/\b[UW][A-Z0-9]{4,}\b/g)) ids.add(found[0]);
  }
  const time = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  // Sweden writes dates as ISO 8601 does.
  const day = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short" });
  return { name: await people.names([...ids]), time: (at) => time.format(at), day: (at) => day.format(at), zone };
}

export function isoOf(at: Instant): string {
  return new Date(at).toISOString();
}
