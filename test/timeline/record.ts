import type { BodyOf, EventType, IncidentEvent } from "../../src/incident/event.ts";
import { MINUTE } from "../../src/shared/time.ts";
import type { DatedSpeech } from "../../src/timeline/markdown.ts";
import { declaredBody } from "../bodies.ts";
import { T0 } from "../given.ts";

/** The minute after T0 at which it happened, who, what. */
export type Happened = {
  [Type in EventType]: readonly [minute: number, actor: string, type: Type, body: BodyOf<Type>];
}[EventType];

/** Events as a ledger would hand them out: counted from 1, written down when they happened or later, never earlier. */
export function record(...happened: readonly Happened[]): readonly IncidentEvent[] {
  let recordedAt = T0;
  return happened.map(([minute, actor, type, body], index) => {
    const occurredAt = T0 + minute * MINUTE;
    recordedAt = Math.max(recordedAt, occurredAt);
    return { type, version: index + 1, occurredAt, recordedAt, actor, body } as IncidentEvent;
  });
}

export const ANA = "slack:U1";
export const BO = "slack:U2";
export const CY = "slack:U3";
export const PAGERDUTY = "pagerduty:webhook";

const names: Readonly<Record<string, string>> = { U1: "ana", U2: "bo", U3: "cy" };

/** UTC, in English. */
export const speech: DatedSpeech = {
  name: (user) => names[user] ?? user,
  time: (at) => new Date(at).toISOString().slice(11, 16),
  day: (at) => new Date(at).toISOString().slice(0, 10),
  zone: "UTC",
};

export const declared = declaredBody({ via: "form" });
