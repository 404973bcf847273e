import type { BodyOf } from "../src/incident/event.ts";

// Free of vitest: the benchmarks tell the same incidents.

export function declaredBody(change: Partial<BodyOf<"Declared">> = {}): BodyOf<"Declared"> {
  return {
    ref: "INC-7",
    series: "INC",
    number: 7,
    title: "Checkout returns 500s",
    severity: "SEV2",
    unsure: false,
    mode: "live",
    private: false,
    triage: false,
    services: ["checkout"],
    by: "U1",
    via: "command",
    invite: [],
    ...change,
  };
}

/** An alert that nobody was notified of by name. */
export function alertBody(change: Partial<BodyOf<"AlertJoined">> = {}): BodyOf<"AlertJoined"> {
  return {
    alert: "P1",
    service: "checkout",
    title: "5xx",
    url: null,
    people: [],
    urgency: "high",
    priority: null,
    ...change,
  };
}
