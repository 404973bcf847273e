import type { IncidentEvent } from "../incident/event.ts";
import { evolve } from "../incident/evolve.ts";
import type { Incident, MaybeIncident } from "../incident/incident.ts";
import { readEvent } from "../incident/read-event.ts";
import type { Ledger, StoredEvent } from "../ledger/ledger.ts";

/** An incident with the events that tell it. */
export type Loaded = {
  readonly stream: string;
  readonly incident: Incident;
  readonly events: readonly IncidentEvent[];
  readonly version: number;
  /** The hash chain's head. */
  readonly chain: string;
};

export type Cache = {
  /** The present state: what is kept plus whatever was appended since, by whomever. */
  load(stream: string): Promise<Loaded | undefined>;
  put(loaded: Loaded): void;
  forget(stream: string): void;
};

/** Keeps the folds of the incidents used last. Each load still asks the ledger for newer events, so it is never stale. */
export function cacheOf(ledger: Ledger, size = 500): Cache {
  const kept = new Map<string, Loaded>();
  function put(loaded: Loaded): void {
    kept.delete(loaded.stream);
    kept.set(loaded.stream, loaded);
    const oldest = kept.size > size ? kept.keys().next().value : undefined;
    if (oldest !== undefined) kept.delete(oldest);
  }
  return {
    async load(stream) {
      const known = kept.get(stream);
      const newer = await ledger.read(stream, known?.version ?? 0);
      if (newer.length === 0) return known;
      const loaded = extended(stream, known, newer);
      put(loaded);
      return loaded;
    },
    put,
    forget: (stream) => void kept.delete(stream),
  };
}

function extended(stream: string, known: Loaded | undefined, newer: readonly StoredEvent[]): Loaded {
  let incident: MaybeIncident = known?.incident;
  const events: IncidentEvent[] = [];
  for (const stored of newer) {
    const event = readEvent(stored);
    incident = evolve(incident, event);
    events.push(event);
  }
  const last = newer.at(-1);
  if (incident === undefined || last === undefined) throw new Error(`${stream} holds no incident`);
  return {
    stream,
    incident,
    events: [...(known?.events ?? []), ...events],
    version: last.version,
    chain: last.chain,
  };
}
