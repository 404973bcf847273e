import type { Instant } from "../shared/time.ts";
import type {
  AlertJoined,
  AlertReassigned,
  Declared,
  MessageKept,
  MessageRef,
  PageTarget,
  QuestionAnswered,
  ReminderAbout,
  Someone,
  Status,
} from "./event.ts";

/** What can be asked of an incident, in the imperative. `by` is the Slack user who asks; null is the bot or the command line. */
export type IncidentCommand =
  | Declare
  | { readonly type: "accept"; readonly by: string }
  | { readonly type: "cancel"; readonly reason: string }
  | { readonly type: "setStatus"; readonly to: "investigating" | "identified" | "monitoring"; readonly at?: Instant }
  | { readonly type: "setSeverity"; readonly to: string }
  | { readonly type: "setTitle"; readonly to: string }
  | { readonly type: "stateImpact"; readonly text: string }
  | { readonly type: "assignRole"; readonly role: string; readonly user: string; readonly by: string | null }
  | { readonly type: "releaseRole"; readonly role: string; readonly by: string }
  | { readonly type: "offerHandover"; readonly to: string; readonly by: string; readonly brief: string }
  | { readonly type: "answerHandover"; readonly by: string; readonly accept: boolean }
  | {
      readonly type: "addNote";
      readonly text: string;
      readonly decision: boolean;
      readonly message: MessageRef | null;
      readonly at?: Instant;
    }
  | ({ readonly type: "keepMessage"; readonly at: Instant } & MessageKept)
  | { readonly type: "dropMessage"; readonly message: MessageRef }
  | { readonly type: "editMessage"; readonly message: MessageRef; readonly text: string }
  | { readonly type: "removeMessage"; readonly message: MessageRef }
  | GiveUpdate
  | { readonly type: "approveSentence"; readonly update: number; readonly by: string }
  | { readonly type: "affectCustomer"; readonly user: string; readonly customer: string }
  | {
      readonly type: "page";
      readonly page: string;
      readonly target: PageTarget;
      readonly why: string;
      readonly by: string;
    }
  | ({ readonly type: "joinAlert"; readonly at: Instant } & AlertJoined)
  | { readonly type: "acknowledgeAlert"; readonly alert: string; readonly by: Someone; readonly at: Instant }
  | { readonly type: "unacknowledgeAlert"; readonly alert: string; readonly at: Instant }
  | {
      readonly type: "resolveAlert";
      readonly alert: string;
      readonly by: Someone;
      readonly byPerson: boolean;
      readonly mergedInto: string | null;
      /** Alerts of the incident that stay open in PagerDuty, those only counted included. */
      readonly stillOpen: number;
      readonly at: Instant;
    }
  | { readonly type: "reopenAlert"; readonly alert: string; readonly by: Someone; readonly at: Instant }
  | ({ readonly type: "reassignAlert"; readonly at: Instant } & AlertReassigned)
  | Resolve
  | { readonly type: "reopen"; readonly reason: string }
  | { readonly type: "undo"; readonly version: number }
  | { readonly type: "startPostmortem"; readonly owner: string; readonly due: Instant }
  | { readonly type: "editSection"; readonly section: string; readonly text: string; readonly over: number }
  | { readonly type: "answerOpenQuestion"; readonly question: string; readonly text: string }
  | ({ readonly type: "recordQuestion" } & QuestionAnswered)
  | { readonly type: "remind"; readonly about: ReminderAbout }
  | { readonly type: "snooze"; readonly about: ReminderAbout; readonly until: Instant }
  | { readonly type: "recordChannel"; readonly channel: string; readonly name: string; readonly byHand: boolean }
  | { readonly type: "recordChannelRenamed"; readonly channel: string; readonly name: string }
  | { readonly type: "recordChannelLost"; readonly channel: string; readonly why: string }
  | { readonly type: "recordJoined"; readonly user: string }
  | { readonly type: "recordLeft"; readonly user: string }
  | {
      readonly type: "recordPageSent";
      readonly page: string;
      readonly alert: string;
      readonly url: string | null;
      readonly people: readonly string[];
      /** Slack users among them, to be brought in. */
      readonly invite?: readonly string[];
      /** PagerDuty users among them who are still to be found in Slack. */
      readonly unnamed?: readonly string[];
    }
  | { readonly type: "recordFound"; readonly users: readonly string[] }
  | { readonly type: "recordGaveUp"; readonly key: string; readonly kind: string; readonly why: string }
  /** An effect is done, perhaps one that was given up before. */
  | { readonly type: "recordDone"; readonly key: string }
  | { readonly type: "retryEffect"; readonly key: string };

export type Declare = {
  readonly type: "declare";
  readonly title: string;
  /** Left open: "not sure", taken as the higher of those in doubt. */
  readonly severity: string | undefined;
  readonly mode: Declared["mode"];
  readonly private: boolean;
  readonly triage: boolean;
  readonly services: readonly string[];
  readonly by: string | null;
  readonly via: Declared["via"];
  readonly invite: readonly string[];
  /** Whom to wake if the severity pages. Keys are ids of the pages to be. */
  readonly pages: readonly { readonly page: string; readonly target: PageTarget }[];
  /** The alert that opens it, already known to PagerDuty, so that nobody is paged twice. */
  readonly alert: AlertJoined | null;
  readonly at?: Instant;
  /** What stands on the timeline from the start, such as a title that was too long. */
  readonly note?: string;
};

export type GiveUpdate = {
  readonly type: "giveUpdate";
  readonly text: string;
  /** Who gives it: the commander's own sentence for customers needs no approval. */
  readonly by: string | null;
  readonly impact: string | undefined;
  readonly status: Exclude<Status, "triage" | "resolved" | "cancelled"> | undefined;
  readonly severity: string | undefined;
  /** Milliseconds until the next one; undefined: what the severity says; null: none. */
  readonly next: number | null | undefined;
  readonly customerSentence: string | null;
  readonly announce: boolean;
};

export type Resolve = {
  readonly type: "resolve";
  readonly what: string;
  readonly by: string | null;
  readonly impactEndedAt: Instant | undefined;
  readonly resolveAlerts: boolean;
  /** Who writes the postmortem; undefined: the commander, else who resolves. */
  readonly owner: string | undefined;
  readonly due: Instant | undefined;
};
