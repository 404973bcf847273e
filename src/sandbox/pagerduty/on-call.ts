import type { Instant } from "../../shared/time.ts";
import type { Company, Layer, Policy, Schedule, Target } from "./company.ts";

/** Somebody's turn. Start and end are null for a person who stands in a policy directly: always. */
type Shift = { readonly user: string; readonly start: Instant | null; readonly end: Instant | null };

export type OnCall = Shift & { readonly policy: string; readonly level: number; readonly schedule: string | null };

/** Every shift of every level of the policies that touches the time between the two instants. */
export function onCallsBetween(company: Company, policies: readonly Policy[], from: Instant, to: Instant): OnCall[] {
  return policies.flatMap((policy) =>
    policy.levels.flatMap((level, index) =>
      level.targets.flatMap((target) =>
        shiftsOfTarget(company, target, from, to).map((shift) => ({
          ...shift,
          policy: policy.id,
          level: index + 1,
          schedule: target.type === "schedule" ? target.id : null,
        })),
      ),
    ),
  );
}

/** Whom one level of a policy would wake at this instant. Levels count from 1. */
export function peopleOnLevel(company: Company, policy: Policy, level: number, at: Instant): string[] {
  const targets = policy.levels[level - 1]?.targets ?? [];
  return [...new Set(targets.flatMap((target) => shiftsOfTarget(company, target, at, at).map((shift) => shift.user)))];
}

function shiftsOfTarget(company: Company, target: Target, from: Instant, to: Instant): Shift[] {
  if (target.type === "user") return [{ user: target.id, start: null, end: null }];
  const schedule = company.schedules.find((candidate) => candidate.id === target.id);
  return schedule === undefined ? [] : shiftsOf(schedule, from, to);
}

type Turn = { readonly user: string; readonly start: Instant; readonly end: Instant };

/** The final schedule between two instants: at any moment the uppermost source that has somebody. */
export function shiftsOf(schedule: Schedule, from: Instant, to: Instant): Turn[] {
  const sources = [...(schedule.overrides ?? []).map((override) => [override]), ...[...schedule.layers].reverse()].map(
    (source): readonly Turn[] => (isTurns(source) ? source : turnsOf(source, from, to)),
  );
  const edges = sources.flatMap((turns) => turns.flatMap((turn) => [turn.start, turn.end]));
  const cuts = [...new Set([from, ...edges.filter((edge) => edge > from && edge <= to)])].sort((a, b) => a - b);
  const shifts: Turn[] = [];
  for (const cut of cuts) {
    const turn = uppermostAt(sources, cut);
    if (turn === undefined) continue;
    const last = shifts.at(-1);
    if (last !== undefined && last.user === turn.user && last.end >= turn.start) {
      shifts[shifts.length - 1] = { ...last, end: Math.max(last.end, turn.end) };
    } else {
      shifts.push(turn);
    }
  }
  return shifts;
}

function isTurns(source: readonly Turn[] | Layer): source is readonly Turn[] {
  return Array.isArray(source);
}

/** The turn that counts at `at`, cut where something above it begins or ended. */
function uppermostAt(sources: readonly (readonly Turn[])[], at: Instant): Turn | undefined {
  for (const [depth, turns] of sources.entries()) {
    const turn = turns.find((candidate) => candidate.start <= at && at < candidate.end);
    if (turn === undefined) continue;
    const above = sources.slice(0, depth).flat();
    const start = Math.max(turn.start, ...above.map((other) => other.end).filter((end) => end <= at));
    const end = Math.min(turn.end, ...above.map((other) => other.start).filter((begin) => begin > at));
    return { user: turn.user, start, end };
  }
  return undefined;
}

function turnsOf(layer: Layer, from: Instant, to: Instant): Turn[] {
  const turns: Turn[] = [];
  const layerEnd = layer.end ?? Number.POSITIVE_INFINITY;
  let index = Math.max(0, Math.floor((from - layer.start) / layer.turn));
  for (let start = layer.start + index * layer.turn; start <= to && start < layerEnd; start += layer.turn, index += 1) {
    const user = layer.users[index % layer.users.length];
    if (user !== undefined) turns.push({ user, start, end: Math.min(start + layer.turn, layerEnd) });
  }
  return turns;
}
