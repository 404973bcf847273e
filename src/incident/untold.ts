import type { Effect, EffectKind } from "./effect.ts";
import { effectsOfAll } from "./effects-of.ts";
import type { IncidentEvent } from "./event.ts";
import { evolve } from "./evolve.ts";
import type { Incident, MaybeIncident } from "./incident.ts";
import type { Rules } from "./rules.ts";

const SAYS: ReadonlySet<EffectKind> = new Set(["post", "thread", "direct-message"]);

/**
 * What was to be said in the channel while there was none: once it opens it is asked for, in the order in which it happened. Each
 * bears the key that it would have had at once, so that it is said once, however often a channel opens.
 *
 * @param events all of the incident, of which the last append has opened its channel
 */
export function untold(
  events: readonly IncidentEvent[],
  now: Incident,
  rules: Rules,
): readonly { readonly version: number; readonly effect: Effect }[] {
  const found: { readonly version: number; readonly effect: Effect }[] = [];
  let incident: MaybeIncident;
  for (const together of appendsOf(events)) {
    for (const event of together) incident = evolve(incident, event);
    if (incident === undefined || incident.channel !== null) continue;
    const isTold = { ...incident, channel: now.channel };
    const effects = effectsOfAll(
      together.filter((event) => isStillNews(event, now)),
      isTold,
      rules,
    );
    found.push(...effects.filter(({ effect }) => SAYS.has(effect.kind)));
  }
  return found;
}

/** What was written down together, as an update is with what it changes. */
function appendsOf(events: readonly IncidentEvent[]): readonly (readonly IncidentEvent[])[] {
  const appends: IncidentEvent[][] = [];
  for (const event of events) {
    const last = appends.at(-1)?.at(-1);
    const isTogether =
      last?.recordedAt === event.recordedAt && last.actor === event.actor && event.type !== "ChannelOpened";
    if (isTogether) appends.at(-1)?.push(event);
    else appends.push([event]);
  }
  return appends;
}

function isStillNews(event: IncidentEvent, now: Incident): boolean {
  switch (event.type) {
    case "Reminded":
      return false;
    case "HandoverOffered":
      return now.handover?.to === event.body.to;
    case "EffectGaveUp":
      return now.troubles.some(({ key }) => key === event.body.key);
    case "AlertJoined":
      // The alert that opened the incident is what its card is about.
      return event.version > 2;
    default:
      return true;
  }
}
