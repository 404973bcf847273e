import type { IncidentCommand } from "../incident/command.ts";
import { decide } from "../incident/decide.ts";
import { address } from "../incident/effect.ts";
import { effectsOfAll } from "../incident/effects-of.ts";
import type { IncidentEvent, NewIncidentEvent } from "../incident/event.ts";
import { evolve } from "../incident/evolve.ts";
import { type MaybeIncident, seriesOf } from "../incident/incident.ts";
import { type Rules, rankOf } from "../incident/rules.ts";
import { claimsOf, summaryOf } from "../incident/summary.ts";
import { untold } from "../incident/untold.ts";
import type { AlertRow, Appended, Batch, Claim, Ledger, NewEffect, Settle } from "../ledger/ledger.ts";
import { type Json, mapTexts, storable } from "../shared/json.ts";
import { isRefusal, type Refusal, refuse } from "../shared/refusal.ts";
import { type Clock, SECOND } from "../shared/time.ts";
import type { Cache, Loaded } from "./cache.ts";
import { oneAtATime } from "./one-at-a-time.ts";

/** A command on its way in, and what must be written in the same append as its events. */
export type Wish = {
  readonly stream: string;
  readonly command: IncidentCommand;
  /** `slack:U1`, `pagerduty:P1`, `cli:root`, `pitwall`. */
  readonly actor: string;
  /** What brought it about: an inbox id or an effect key. */
  readonly cause: string;
  /** A command, button or form of a person: a second copy of it gets the first answer. */
  readonly delivery?: { readonly id: string; readonly source: string; readonly reply: (carried: Carried) => Json };
  /** A stored event or webhook that is worked off hereby. */
  readonly finishes?: string;
  /** The effect whose outcome this is. */
  readonly settle?: Settle;
  readonly alerts?: readonly AlertRow[];
  readonly claims?: readonly Claim[];
  /** Effects that the edge asks for beside those of the rules, such as telling the person when the channel is there. */
  readonly also?: (carried: Carried) => readonly NewEffect[];
};

export type Carried = Loaded & {
  /** What happened just now; empty when the wish was met already. */
  readonly added: readonly IncidentEvent[];
};

export type Result =
  | ({ readonly outcome: "done" } & Carried)
  | { readonly outcome: "refused"; readonly refusal: Refusal }
  /** The same delivery was carried out before; `reply` is what was answered then. */
  | { readonly outcome: "repeated"; readonly reply: Json }
  /** Somebody else settled this effect: nothing was written. */
  | { readonly outcome: "lost-lease" };

const TRIES = 5;
const GIVE_UP_AFTER = 2 * SECOND;

/**
 * The one function by which anything changes an incident: read, decide, append; on conflict again.
 * Commands for one incident go one at a time within the process, so that conflicts come from other processes alone.
 */
export function carryingOut(parts: {
  readonly ledger: Ledger;
  readonly cache: Cache;
  readonly rules: Rules;
  readonly clock: Clock;
  readonly random: () => number;
  readonly mask: (text: string) => string;
}): (wish: Wish) => Promise<Result> {
  const { ledger, cache, rules, clock, random, mask } = parts;
  const turn = oneAtATime();

  async function once(wish: Wish): Promise<Result | "again"> {
    const before = await cache.load(wish.stream);
    const command = storableCommand(wish.command, mask);
    const counter =
      command.type === "declare" && before === undefined
        ? { series: seriesOf(command), value: (await ledger.counter(seriesOf(command))) + 1 }
        : undefined;
    const now = clock.now();
    const decision = decide(before?.incident, command, { now, rules, number: counter?.value ?? 0 });
    if (isRefusal(decision)) return refused(wish, decision, now);
    const after = added(before, decision, wish.actor, now);
    if (after === undefined)
      return { outcome: "refused", refusal: refuse("no-incident", "There is no such incident.") };
    const carried: Carried = { ...after.loaded, stream: wish.stream, added: after.events };
    const appended = await ledger.append(batchOf(wish, carried, before?.version ?? 0, decision, counter, now));
    if (appended.ok) {
      // What only settles fits any version: then somebody else may have written in between.
      if (appended.version !== after.loaded.version) cache.forget(wish.stream);
      const loaded = { ...after.loaded, stream: wish.stream, chain: appended.chain };
      if (appended.version === loaded.version) cache.put(loaded);
      return { outcome: "done", ...loaded, added: after.events };
    }
    cache.forget(wish.stream);
    return unless(appended);
  }

  /** A refusal stores nothing, but what it answers must not stay undone. */
  async function refused(wish: Wish, refusal: Refusal, now: number): Promise<Result> {
    if (wish.settle !== undefined || wish.finishes !== undefined) {
      const { stream, actor, cause, settle, finishes } = wish;
      const loaded = await cache.load(stream);
      await ledger.append({
        stream,
        expected: loaded?.version ?? 0,
        recordedAt: now,
        actor,
        cause,
        events: [],
        ...(settle === undefined ? {} : { settle }),
        ...(finishes === undefined ? {} : { finishes }),
      });
    }
    return { outcome: "refused", refusal };
  }

  function batchOf(
    wish: Wish,
    carried: Carried,
    expected: number,
    events: readonly NewIncidentEvent[],
    counter: Batch["counter"] | undefined,
    now: number,
  ): Batch {
    const { incident, added: happened } = carried;
    const claims = [...(wish.claims ?? []), ...happened.flatMap(claimsOf)];
    const { delivery } = wish;
    const retried = happened.flatMap((event) => (event.type === "EffectRetried" ? [event.body.key] : []));
    return {
      stream: wish.stream,
      expected,
      recordedAt: now,
      actor: wish.actor,
      cause: wish.cause,
      events: events.map(({ type, occurredAt, body }) => ({ type, occurredAt, body: body as unknown as Json })),
      effects: [...effectsFor(carried), ...(wish.also?.(carried) ?? [])],
      claims,
      revive: retried,
      ...(happened.length === 0 ? {} : { summary: { stream: wish.stream, ...summaryOf(incident, rules) } }),
      ...(counter === undefined ? {} : { counter }),
      ...(wish.alerts === undefined ? {} : { alerts: wish.alerts }),
      ...(wish.settle === undefined ? {} : { settle: wish.settle }),
      ...(wish.finishes === undefined ? {} : { finishes: wish.finishes }),
      ...(delivery === undefined
        ? {}
        : { delivery: { id: delivery.id, source: delivery.source, reply: delivery.reply(carried) } }),
    };
  }

  /** Several events of one append can ask for the same surface; the last wish stands. */
  function effectsFor(carried: Carried): readonly NewEffect[] {
    const { incident, stream } = carried;
    const rank = rankOf(incident.severity, rules);
    const opened = carried.added.some((event) => event.type === "ChannelOpened");
    const before = opened ? untold(carried.events, incident, rules) : [];
    const asked = [...before, ...effectsOfAll(carried.added, incident, rules)].map(({ version, effect }) =>
      address(effect, { stream, version, channel: incident.channel?.id, rank, awaited: incident.declaredBy !== null }),
    );
    return [...new Map(asked.map((effect) => [effect.key, effect as NewEffect])).values()];
  }

  return (wish) => {
    const { command } = wish;
    return turn(command.type === "declare" ? seriesOf(command) : wish.stream, async () => {
      const started = clock.now();
      for (let attempt = 1; attempt <= TRIES && clock.now() - started < GIVE_UP_AFTER; attempt += 1) {
        const result = await once(wish);
        if (result !== "again") return result;
        await clock.sleep(random() * 20 * attempt);
      }
      // Nobody reads an answer to what was stored: it stays in the inbox and is tried again.
      if (wish.finishes !== undefined) throw new Error(`${wish.stream} was changed by others all the time`);
      const sentence =
        "Several people changed this at the same instant and your change did not get in. Please send it again.";
      return { outcome: "refused", refusal: refuse("conflict", sentence) };
    });
  };
}

/** What people wrote, fit to be stored: no NUL, no lone surrogates, no secrets. */
function storableCommand(command: IncidentCommand, mask: (text: string) => string): IncidentCommand {
  const cleaned = mapTexts(command as unknown as Json, (text) => mask(storable(text)));
  return cleaned as unknown as IncidentCommand;
}

function unless(appended: Exclude<Appended, { ok: true }>): Result | "again" {
  switch (appended.why) {
    case "delivery":
      return { outcome: "repeated", reply: appended.reply };
    case "settle":
      return { outcome: "lost-lease" };
    case "version":
    case "claim":
    case "counter":
      return "again";
  }
}

/** The incident as it will be once these events are written. */
function added(
  before: Loaded | undefined,
  decided: readonly NewIncidentEvent[],
  actor: string,
  now: number,
): { readonly loaded: Loaded; readonly events: readonly IncidentEvent[] } | undefined {
  let incident: MaybeIncident = before?.incident;
  let version = before?.version ?? 0;
  const events: IncidentEvent[] = [];
  for (const one of decided) {
    version += 1;
    const event = { ...one, version, recordedAt: now, actor } as IncidentEvent;
    incident = evolve(incident, event);
    events.push(event);
  }
  if (incident === undefined) return undefined;
  const loaded = {
    stream: before?.stream ?? "",
    incident,
    events: [...(before?.events ?? []), ...events],
    version,
    chain: before?.chain ?? "",
  };
  return { loaded, events };
}
