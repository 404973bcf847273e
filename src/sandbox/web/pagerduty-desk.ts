import type { Fault } from "../pagerduty/faults.ts";
import type { Incident } from "../pagerduty/incident.ts";
import type { PagerDuty } from "../pagerduty/start.ts";
import type { Slack } from "../slack/start.ts";
import type { FaultName, PagedIncident, WorldDeed, WorldState } from "./world-protocol.ts";

export type PagerDutyDeed = Extract<
  WorldDeed,
  { readonly do: "trigger" | "acknowledge" | "resolve" | "merge" | "storm" }
>;

/** The PagerDuty beside the workspace, as its page shows and moves it. */
export type PagerDutyDesk = {
  seen(): NonNullable<WorldState["pagerduty"]>;
  /** Throws in plain words where the deed is not possible. */
  do(deed: PagerDutyDeed): void;
  faults(): WorldState["faults"]["pagerduty"];
  /** The next so many calls go wrong. */
  breaks(name: FaultName, times: number): void;
  mends(): void;
};

const SHOWN = 50;

const FAULTS: Readonly<Record<FaultName, Fault>> = {
  slow: { kind: "delay", ms: 3_000 },
  limited: { kind: "rate limit" },
  failing: { kind: "server error" },
  "lost-replies": { kind: "reply lost" },
  refused: { kind: "refusal", status: 400, code: 2001, message: "Invalid Input Provided" },
};

/** Puts a PagerDuty that runs beside the workspace onto its page. */
export function showPagerDuty({ plugs, front, workspace }: Slack, pagerDuty: PagerDuty): void {
  plugs.pagerduty = pagerDutyDesk(pagerDuty);
  const changed = (): void => workspace.changed("world", null);
  let left = 0;
  pagerDuty.watch((exchange) => {
    front.onlooker(exchange);
    const leftNow = pagerDuty.faultsLeft().reduce((sum, fault) => sum + fault.left, 0);
    if (leftNow !== left) changed();
    left = leftNow;
  }, changed);
}

function pagerDutyDesk(pagerDuty: PagerDuty): PagerDutyDesk {
  function open(id: string): Incident {
    const incident = pagerDuty.incident(id);
    if (incident.status === "resolved") throw new Error(`#${incident.number} is resolved already`);
    return incident;
  }

  function seenIncident(incident: Incident): PagedIncident {
    const { id, number, title, status, urgency, createdAt } = incident;
    const assigned = incident.assignees.map(({ user }) => pagerDuty.nameOf(user));
    return { id, number, title, service: pagerDuty.serviceOf(incident), status, urgency, assigned, at: createdAt };
  }

  return {
    seen: () => ({
      services: pagerDuty.services(),
      people: pagerDuty.people(),
      incidents: pagerDuty.incidents((all) => openFirst(all).slice(0, SHOWN)).map(seenIncident),
      held: pagerDuty.hasUnfinishedDeliveries(),
    }),
    do(deed) {
      switch (deed.do) {
        case "trigger":
          if (deed.as === undefined) pagerDuty.triggers(deed.service, deed.title, { urgency: deed.urgency });
          else pagerDuty.opens(deed.service, deed.title, deed.urgency, deed.as);
          return;
        case "acknowledge":
          pagerDuty.acknowledges(open(deed.incident), deed.who);
          return;
        case "resolve":
          pagerDuty.resolves(open(deed.incident), deed.who);
          return;
        case "merge": {
          const into = open(deed.into);
          const sources = [...new Set(deed.incidents)].map(open);
          if (sources.some(({ id }) => id === into.id)) throw new Error("An incident cannot be merged into itself");
          pagerDuty.merges(into, sources, deed.who);
          return;
        }
        case "storm":
          pagerDuty.storm(deed.count);
      }
    },
    faults: () =>
      pagerDuty.faultsLeft().flatMap(({ fault, left }) => {
        const name = nameOfFault(fault);
        return name === undefined ? [] : [{ name, left }];
      }),
    breaks: (name, times) => pagerDuty.breaks("any", FAULTS[name], times),
    mends: pagerDuty.mends,
  };
}

/** Open ones, the newest first, then the others by when they were resolved. */
function openFirst(incidents: readonly Incident[]): Incident[] {
  const open = incidents.filter(({ status }) => status !== "resolved").reverse();
  const resolved = incidents.filter(({ status }) => status === "resolved");
  return [...open, ...resolved.sort((a, b) => (b.resolvedAt ?? 0) - (a.resolvedAt ?? 0))];
}

function nameOfFault(fault: Fault): FaultName | undefined {
  return (Object.keys(FAULTS) as FaultName[]).find((name) => FAULTS[name].kind === fault.kind);
}
