// What the page asks of the world beside the workspace, and sees of it: the rest of `protocol.ts`.

export type FaultName = "slow" | "limited" | "failing" | "lost-replies" | "refused";

export type PagedIncident = {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly service: string;
  readonly status: "triggered" | "acknowledged" | "resolved";
  readonly urgency: "high" | "low";
  /** Names of people. */
  readonly assigned: readonly string[];
  /** Epoch ms. */
  readonly at: number;
};

export type WorldState = {
  readonly clock: { readonly now: number; readonly pace: 0 | 1 };
  readonly bot: { readonly connected: boolean };
  /** Absent where there is no PagerDuty beside the workspace. */
  readonly pagerduty?: {
    readonly services: readonly { readonly name: string; readonly onCall: readonly string[] }[];
    readonly people: readonly string[];
    /** Open ones first, then the newest resolved ones, fifty at most. */
    readonly incidents: readonly PagedIncident[];
    /** Webhooks that are under way or wait for their next attempt. */
    readonly held: boolean;
  };
  readonly faults: {
    readonly slack: readonly { readonly name: FaultName; readonly left: number }[];
    readonly pagerduty: readonly { readonly name: FaultName; readonly left: number }[];
  };
  readonly scenarios?: {
    readonly known: readonly {
      readonly name: string;
      readonly title: string;
      readonly says: string;
      readonly isDrill: boolean;
    }[];
    readonly playing?: ScenarioSeen;
  };
};

export type ScenarioSeen = {
  readonly name: string;
  readonly title: string;
  readonly isDrill: boolean;
  readonly state: "playing" | "paused" | "over" | "failed";
  readonly step: number;
  readonly steps: number;
  /** The next step in a line, or why it failed. */
  readonly says: string;
  /** In a drill, what can be asked of the simulated world. */
  readonly questions?: readonly string[];
  /** After a drill: Markdown lines. */
  readonly debrief?: readonly string[];
};

export type WorldDeed =
  | { readonly do: "advance"; readonly ms: number }
  | {
      readonly do: "trigger";
      readonly service: string;
      readonly title: string;
      readonly urgency: "high" | "low";
      readonly as?: string;
    }
  | { readonly do: "acknowledge" | "resolve"; readonly incident: string; readonly who: string }
  | { readonly do: "merge"; readonly into: string; readonly incidents: readonly string[]; readonly who: string }
  | { readonly do: "storm"; readonly count: number }
  | { readonly do: "fault"; readonly of: "slack" | "pagerduty"; readonly name: FaultName; readonly times: number }
  | { readonly do: "mend" }
  | { readonly do: "disconnect" }
  | { readonly do: "play"; readonly scenario: string }
  | { readonly do: "pause" | "resume" | "step" | "stop" }
  /** Asks the simulated world of a drill. */
  | { readonly do: "ask"; readonly question: string };

export type CallSeen = {
  readonly number: number;
  readonly from: "bot" | "slack" | "pagerduty" | "bot-to-pagerduty";
  /** A Web API method, an event or interaction, a webhook, or a REST operation. */
  readonly name: string;
  /** Workspace time, epoch ms. */
  readonly at: number;
  /** How long it took, in real milliseconds; absent while it is under way. */
  readonly took?: number;
  readonly ok: boolean;
  readonly error?: string;
  /** Where in the blocks Slack found fault, as JSON pointers with what is wrong. */
  readonly pointers?: readonly { readonly pointer: string; readonly says: string }[];
  readonly sent: unknown;
  readonly answered: unknown;
};

export type CallsPage = {
  /** The newest two hundred after the number asked for. */
  readonly calls: readonly CallSeen[];
  /** What is left in this minute, only of methods that were called. */
  readonly budgets: readonly { readonly method: string; readonly left: number; readonly of: number }[];
};
