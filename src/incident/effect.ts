import type { Instant } from "../shared/time.ts";
import { DAY, HOUR, MINUTE, SECOND } from "../shared/time.ts";
import type { ReminderAbout } from "./event.ts";

/**
 * What must now be done outside, as data: this union is the port to Slack and PagerDuty. An act is done once for its event;
 * a surface is a thing that must look like the present. Text that quotes state is made when it is sent, so bodies hold
 * only what cannot be looked up then.
 */
export type Effect =
  | Act<"open-channel", Record<never, never>>
  | Act<"invite", { readonly users: readonly string[] }>
  | Act<"bookmark-call", Record<never, never>>
  /** Says the event of that version in the incident's channel. */
  | Act<"post", { readonly version: number }>
  /** One line for the event of that version in the timeline thread under the card. */
  | Act<"thread", { readonly version: number }>
  /** Tells one person, who may not be in the channel yet. */
  | Act<"direct-message", { readonly version: number; readonly user: string }>
  /** Finds out who these PagerDuty users are in Slack. */
  | Act<"find-people", { readonly users: readonly string[] }>
  | Act<"page", { readonly page: string }>
  /** Resolves in PagerDuty what is still open there for this incident. */
  | Act<"resolve-alerts", Record<never, never>>
  | Surface<"card", Record<never, never>>
  /** The card, wherever it stands now, is pinned: whoever deletes it takes its pin off, too. */
  | Surface<"pin-card", Record<never, never>>
  | Surface<"topic", Record<never, never>>
  | Surface<"announcement", Record<never, never>>
  | Surface<"triage-card", Record<never, never>>
  | Surface<"postmortem-card", Record<never, never>>
  | Surface<"remind", { readonly about: ReminderAbout }>;

export type EffectKind = Effect["kind"];
export type EffectOf<Kind extends EffectKind> = Extract<Effect, { kind: Kind }>;

type Act<Kind extends string, Body> = Common<Kind, Body> & { readonly mode: "act" };
type Surface<Kind extends string, Body> = Common<Kind, Body> & { readonly mode: "surface" };
type Common<Kind extends string, Body> = {
  readonly kind: Kind;
  readonly body: Body;
  /** Tells apart several of one kind for one event, or several surfaces of one kind. */
  readonly name?: string;
  readonly needs?: EffectKind;
  readonly notBefore?: Instant;
  /** Of an act that an earlier event asked for: it is done once all the same, and may only become more urgent. */
  readonly version?: number;
};

/** Who goes first when there is not room for all: first the page, then people who wait, decoration last. */
export type Urgency = "page" | "answer" | "channel" | "update" | "decoration";
const URGENCIES: readonly Urgency[] = ["page", "answer", "channel", "update", "decoration"];

type Handling = {
  readonly urgency: Urgency;
  /** Goes one at a time with others of its lane: `channel` is the incident's own channel, in order. */
  readonly lane: "" | "create-channel" | "channel";
  readonly patience: number;
  /** Surfaces: least time between two puts. */
  readonly gap?: number;
};

/** How each kind is treated, in one place. */
const HANDLING: Readonly<Record<EffectKind, Handling>> = {
  // A page that fails must be loud while it still helps: after five minutes a person is told to do it by hand.
  page: { urgency: "page", lane: "", patience: 5 * MINUTE },
  "resolve-alerts": { urgency: "update", lane: "", patience: HOUR },
  "open-channel": { urgency: "channel", lane: "create-channel", patience: 2 * HOUR },
  invite: { urgency: "channel", lane: "", patience: HOUR },
  "find-people": { urgency: "channel", lane: "", patience: DAY },
  card: { urgency: "channel", lane: "", patience: DAY, gap: SECOND },
  "triage-card": { urgency: "channel", lane: "", patience: DAY, gap: SECOND },
  announcement: { urgency: "update", lane: "", patience: DAY, gap: 3 * SECOND },
  "postmortem-card": { urgency: "update", lane: "", patience: DAY, gap: SECOND },
  post: { urgency: "update", lane: "channel", patience: 2 * HOUR },
  thread: { urgency: "decoration", lane: "channel", patience: HOUR },
  "direct-message": { urgency: "update", lane: "", patience: 2 * HOUR },
  // Each change of the topic posts a line in the channel.
  topic: { urgency: "decoration", lane: "", patience: HOUR, gap: MINUTE },
  "pin-card": { urgency: "decoration", lane: "", patience: HOUR },
  "bookmark-call": { urgency: "decoration", lane: "", patience: HOUR },
  remind: { urgency: "update", lane: "", patience: DAY },
};

/** An effect as the ledger keeps it. Loses the types, which the performer regains from `kind`. */
export type AddressedEffect = {
  readonly key: string;
  readonly kind: EffectKind;
  readonly mode: "act" | "surface";
  readonly lane: string;
  readonly priority: number;
  readonly body: Effect["body"];
  readonly needs?: string;
  readonly notBefore?: Instant;
  readonly gap?: number;
  readonly patience: number;
};

/** Key of a surface of this stream; there is one row for each. */
export function surfaceKey(stream: string, kind: EffectKind, name?: string): string {
  return name === undefined ? `${stream}/${kind}` : `${stream}/${kind}/${name}`;
}

/** Key of an act: unique for its event, so asking again for the same event asks for nothing. */
export function actKey(stream: string, version: number, kind: EffectKind, name?: string): string {
  return name === undefined ? `${stream}/${version}/${kind}` : `${stream}/${version}/${kind}/${name}`;
}

export function address(
  effect: Effect,
  about: {
    readonly stream: string;
    readonly version: number;
    readonly channel: string | undefined;
    readonly rank: number;
    /** Somebody declared it and waits for its channel. */
    readonly awaited?: boolean;
  },
): AddressedEffect {
  const { kind, mode, body, name, needs, notBefore, version = about.version } = effect;
  const { lane, patience, gap, ...handling } = HANDLING[kind];
  const urgency = kind === "open-channel" && about.awaited === true ? "answer" : handling.urgency;
  return {
    key: mode === "act" ? actKey(about.stream, version, kind, name) : surfaceKey(about.stream, kind, name),
    kind,
    mode,
    lane: lane === "channel" ? `post:${about.channel ?? about.stream}` : lane,
    // A change of severity must not let a later message of the channel overtake an earlier one.
    priority: URGENCIES.indexOf(urgency) * 10 + (lane === "channel" ? 0 : Math.min(about.rank, 9)),
    body,
    patience,
    ...(needs === undefined ? {} : { needs: surfaceKey(about.stream, needs) }),
    ...(notBefore === undefined ? {} : { notBefore }),
    ...(gap === undefined ? {} : { gap }),
  };
}
