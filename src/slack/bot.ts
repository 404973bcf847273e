import type { Answer } from "../catalog/answer-shape.ts";
import type { Loaded } from "../flow/cache.ts";
import type { Result, Wish } from "../flow/carry-out.ts";
import type { LookUp } from "../flow/look-up.ts";
import type { People } from "../flow/people.ts";
import type { PageTarget } from "../incident/event.ts";
import type { Rules } from "../incident/rules.ts";
import type { Logger } from "../log.ts";
import type { DraftFacts } from "../postmortem/story.ts";
import type { Clock } from "../shared/time.ts";
import type { Asked } from "./asked.ts";
import type { Call } from "./call.ts";
import type { Ask } from "./perform/asking.ts";

/** What the Slack side is given: everything that it may use of the rest. */
export type Bot = {
  readonly carryOut: (wish: Wish) => Promise<Result>;
  readonly lookUp: LookUp;
  readonly people: People;
  readonly rules: Rules;
  readonly clock: Clock;
  readonly log: Logger;
  readonly newId: () => string;
  /** Reads for handlers of stored events, under the limiter. */
  readonly ask: Ask;
  /** For people who wait: opens modals and posts answers at once, fails fast, repeats nothing. */
  readonly callNow: Call;
  readonly me: () => Promise<string>;
  readonly paging: Paging | undefined;
  readonly platform: Platform;
  readonly deliveryOf: (stream: string) => Promise<readonly DeliveryRow[]>;
  /** Somebody deleted the card: it is put anew. */
  readonly cardGone: (stream: string) => Promise<void>;
  readonly cardOf: (stream: string) => Promise<{ readonly channel: string; readonly ts: string } | undefined>;
  /** The postmortem as Markdown, names resolved. */
  readonly postmortemOf: (loaded: Loaded) => Promise<string>;
  readonly draftFacts: (loaded: Loaded) => DraftFacts;
  /** Alerts of the incident that are open in PagerDuty, those only counted included. */
  readonly openAlerts: (stream: string) => Promise<number>;
  readonly announcements: string;
};

/** What the Slack side needs of PagerDuty; absent when it is not set up. */
export type Paging = {
  /** Whom a service's or team's name would wake, for the preview and the page. */
  targetsFor(names: readonly string[]): Promise<readonly ResolvedTarget[]>;
  /** One person by name, over the first of these services that PagerDuty knows: it pages over no other way. */
  targetOf(
    person: { readonly name: string; readonly email: string },
    services: readonly string[],
  ): Promise<ResolvedTarget>;
  onCall(name: string | undefined): Promise<OnCallAnswer>;
};
export type OnCallAnswer = {
  readonly lines: readonly OnCallLine[];
  /** Why nothing is known of some: PagerDuty gave no answer, and none is remembered. */
  readonly away: string | undefined;
};
export type ResolvedTarget =
  /** `zone`: where those live who are woken, an IANA name; undefined when it is not one and the same. */
  | {
      readonly ok: true;
      readonly target: PageTarget;
      readonly wakes: readonly string[];
      readonly zone: string | undefined;
    }
  | { readonly ok: false; readonly name: string; readonly why: string };
export type OnCallLine = {
  readonly service: string;
  readonly people: readonly string[];
  readonly until: number | undefined;
  readonly asOf: number;
};

/** The catalog's answers and the facts that forms show. */
export type Platform = {
  answer(question: string): Promise<Answer>;
  /** All services: those of the teams of the person with this address first, each part by name. */
  services(email: string | undefined): readonly { readonly name: string; readonly owner: string | undefined }[];
  serviceFacts(names: readonly string[]): readonly {
    readonly name: string;
    readonly known: boolean;
    readonly owner: string | undefined;
    readonly runbook: string | undefined;
    readonly dashboard: string | undefined;
  }[];
  /** A reply is posted where it says; undefined when the person has the answer already. */
  record(recorded: {
    readonly question: string;
    readonly answer: Answer;
    readonly asked: Asked;
    readonly reply: { readonly channel: string; readonly thread: string | undefined } | undefined;
  }): Promise<void>;
};
export type DeliveryRow = {
  readonly key: string;
  readonly kind: string;
  readonly state: "waiting" | "done" | "gave-up" | "cancelled" | "dropped";
  readonly attempts: number;
  readonly error: string | undefined;
  readonly notBefore: number;
  readonly settledAt: number | undefined;
};
