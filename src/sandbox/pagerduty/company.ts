import type { Instant } from "../../shared/time.ts";

/** What a PagerDuty account is set up with: everything that is there before the first alert. */
export type Company = {
  readonly subdomain: string;
  readonly tokens: readonly Token[];
  readonly abilities: readonly string[];
  readonly teams: readonly Team[];
  readonly users: readonly User[];
  readonly schedules: readonly Schedule[];
  readonly policies: readonly Policy[];
  readonly services: readonly Service[];
  /** Most severe first. An account without any answers 402 when asked for them. */
  readonly priorities: readonly Priority[];
};

/** An account key sees everything and is nobody; a user key acts as its user; a read-only key may not write. */
export type Token =
  | { readonly value: string; readonly kind: "account" | "read-only" }
  | { readonly value: string; readonly kind: "user"; readonly user: string };

export type Team = { readonly id: string; readonly name: string };

export type User = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly timeZone: string;
  readonly teams: readonly string[];
};

/** Later layers win over earlier ones where both have somebody. Overrides win over every layer. */
export type Schedule = {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
  readonly layers: readonly Layer[];
  readonly overrides?: readonly Override[];
};

/** The users take turns of `turn` ms each, the first from `start` on. */
export type Layer = {
  readonly name: string;
  readonly start: Instant;
  readonly end?: Instant;
  readonly turn: number;
  readonly users: readonly string[];
};

export type Override = { readonly user: string; readonly start: Instant; readonly end: Instant };

export type Target = { readonly type: "user" | "schedule"; readonly id: string };

export type Policy = {
  readonly id: string;
  readonly name: string;
  readonly teams: readonly string[];
  readonly levels: readonly { readonly minutes: number; readonly targets: readonly Target[] }[];
  /** How many times the levels are gone through again when nobody answered. */
  readonly loops: number;
};

export type Service = {
  readonly id: string;
  readonly name: string;
  readonly policy: string;
  readonly teams: readonly string[];
  readonly urgency: "high" | "low";
  /** The key with which monitoring sends events to this service: 32 characters. */
  readonly routingKey: string;
  /** The id of the integration behind the routing key: the agent of what monitoring caused. */
  readonly integration: string;
  /** An acknowledged incident goes back to triggered after so many minutes. Absent: never. */
  readonly acknowledgedForMinutes?: number;
  /** Alerts within so many minutes of an open incident's first join it. Absent: each alert is an incident. */
  readonly groupsForMinutes?: number;
};

export type Priority = { readonly id: string; readonly name: string; readonly description: string };
