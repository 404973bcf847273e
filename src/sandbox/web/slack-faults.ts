import type { Fault, Switches } from "../slack/switches.ts";
import type { FaultName, WorldState } from "./world-protocol.ts";

const FAULTS: Readonly<Record<FaultName, Fault>> = {
  slow: { kind: "delay", ms: 3_000 },
  limited: { kind: "limited", retryAfter: 3 },
  failing: { kind: "failed", status: 500 },
  "lost-replies": { kind: "lost-reply" },
  refused: { kind: "refused", error: "fatal_error" },
};

/** The next so many calls go wrong, whatever they ask. */
export function breakSlack(switches: Switches, name: FaultName, times: number): void {
  switches.faults.push({ method: "*", fault: FAULTS[name], times });
}

export function mendSlack(switches: Switches): void {
  switches.faults = [];
}

export function slackFaults({ faults }: Switches): WorldState["faults"]["slack"] {
  return faults.flatMap(({ method, fault, times }) => {
    const name = (Object.keys(FAULTS) as FaultName[]).find((each) => FAULTS[each].kind === fault.kind);
    return method !== "*" || name === undefined || times < 1 ? [] : [{ name, left: times }];
  });
}
