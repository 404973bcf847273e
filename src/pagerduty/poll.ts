import { type Clock, DAY, type Instant, MINUTE } from "../shared/time.ts";
import type { Failure, PagerDutyClient } from "./client.ts";
import type { PagerDutyEvent } from "./event.ts";
import { incidentById, listIncidentsCreated, listOpenIncidents } from "./operations.ts";
import { changesSince, type Known, learnt } from "./reconcile.ts";
import type { ListedIncident } from "./rest-incident.ts";

export type Poll = { readonly ok: true; readonly events: readonly PagerDutyEvent[]; readonly known: Known } | Failure;

/** PagerDuty itself repeats its webhooks for so long: what came and went before that is history. */
const missed = 2 * DAY;

/** What came and went between two looks burns still, for all that people know; what ended longer ago does not. */
const justNow = 15 * MINUTE;

/** How far back a round looks again for incidents that came and went: PagerDuty's listings may lag. */
const overlap = 2 * MINUTE;

/** A resolved incident is kept in mind so long: seen anew, its reopening would pass for the old triggering. */
const remembered = 30 * DAY;

/**
 * One look at PagerDuty: all open incidents, those created since the last look, and what became of the ones that we took
 * for open. Pure in what it concludes; the caller stores `known` together with the events.
 */
export async function pollOnce(
  client: PagerDutyClient,
  known: Known,
  since: Instant | null,
  now: Instant,
): Promise<Poll> {
  const open = await listOpenIncidents(client);
  if (!open.ok) return open;
  const listed = new Map(open.data.map((incident) => [incident.id, incident]));
  if (since !== null) {
    const range = { since: isoOf(Math.max(since - overlap, now - missed)), until: isoOf(now + overlap) };
    const recent = await listIncidentsCreated(client, range);
    if (!recent.ok) return recent;
    for (const incident of recent.data) if (!listed.has(incident.id)) listed.set(incident.id, incident);
  }
  for (const { id, status } of known.values()) {
    if (status === "resolved" || listed.has(id)) continue;
    const gone = await incidentById(client, id);
    // PagerDuty forgets nothing, but a token may lose sight of a team: that one stays as it was.
    if (gone.ok) listed.set(id, gone.data);
    else if (gone.kind !== "refused") return gone;
  }
  return conclude(known, [...listed.values()], now);
}

function conclude(known: Known, listed: readonly ListedIncident[], now: Instant): Poll {
  const over = new Set(listed.filter((incident) => isOver(incident, now)).map(({ id }) => id));
  const events = changesSince(known, listed).map((event): PagerDutyEvent => {
    return event.type === "triggered" && over.has(event.incident.id) ? { ...event, isOver: true } : event;
  });
  const next = new Map(events.reduce(learnt, known));
  for (const incident of listed) next.set(incident.id, incident);
  for (const [id, { status, createdAt }] of next) {
    if (status === "resolved" && (createdAt ?? now) < now - remembered) next.delete(id);
  }
  return { ok: true, events, known: next };
}

function isOver({ status, statusChangedAt }: ListedIncident, now: Instant): boolean {
  return status === "resolved" && (statusChangedAt ?? now) < now - justNow;
}

function isoOf(at: Instant): string {
  // PagerDuty takes ISO 8601; Date is used for nothing but writing it.
  return new Date(at).toISOString();
}

export type Poller = {
  readonly stop: () => Promise<void>;
  /** Settles when the poller has stopped; rejects with what `report` threw. */
  readonly finished: Promise<void>;
};

/**
 * Looks every `everyMs` and hands over what happened. `report` is awaited, and what it was told counts as known only once
 * it returned, so a crash in between tells the same events again under the same ids.
 */
export function startPolling({
  client,
  clock,
  everyMs,
  known: initial,
  since: lookedBefore,
  report,
  looked,
  failed,
}: {
  readonly client: PagerDutyClient;
  readonly clock: Clock;
  readonly everyMs: number;
  /** Undefined at the very first look, which is reported though nothing may have happened. */
  readonly known: Known | undefined;
  /** When an earlier run looked last: what came and went since is told, too. */
  readonly since: Instant | null;
  readonly report: (events: readonly PagerDutyEvent[], known: Known) => Promise<void>;
  /** Everything that happened before this instant was reported. */
  readonly looked: (at: Instant) => Promise<void>;
  readonly failed: (failure: Failure) => void;
}): Poller {
  const stop = new AbortController();

  async function run(): Promise<void> {
    let known = initial ?? new Map();
    let first = initial === undefined;
    let since = lookedBefore;
    while (!stop.signal.aborted) {
      const now = clock.now();
      const poll = await pollOnce(client, known, since, now);
      if (poll.ok) {
        if (poll.events.length > 0 || first) await report(poll.events, poll.known);
        await looked(now);
        first = false;
        known = poll.known;
        since = now;
      } else {
        failed(poll);
      }
      const wait = !poll.ok && poll.kind === "later" ? Math.max(everyMs, poll.retryAfterMs) : everyMs;
      await clock.sleep(wait, stop.signal);
    }
  }

  const finished = run();
  return {
    finished,
    stop: () => {
      stop.abort();
      return finished;
    },
  };
}
