import type { Result, Wish } from "../flow/carry-out.ts";
import type { LookUp } from "../flow/look-up.ts";
import type { Rules } from "../incident/rules.ts";
import type { Instant } from "../shared/time.ts";
import type { PagerDutyEvent, PagerDutyIncident } from "./event.ts";
import type { Facts, GroupRules, Route } from "./group.ts";

/** One alert as the ledger counts it. */
export type CountedAlert = NonNullable<Wish["alerts"]>[number];

export type IntakeParts = {
  readonly carryOut: (wish: Wish) => Promise<Result>;
  readonly lookUp: LookUp;
  readonly rules: Rules;
  readonly routes: readonly Route[];
  readonly grouping: GroupRules;
  readonly newId: () => string;
  readonly alertsOf: (stream: string) => Promise<readonly CountedAlert[]>;
  readonly alertOf: (stream: string, incident: string) => Promise<CountedAlert | undefined>;
  /** The alerts of every open incident by service and policy: in a storm they are thousands, and each new one asks. */
  readonly alertGroups: (alertKey: string | null) => Promise<
    readonly {
      readonly stream: string;
      readonly service: string;
      readonly policy: string | null;
      readonly lastAt: Instant;
      readonly hasAlertKey: boolean;
    }[]
  >;
  /** An alert was counted and is told nowhere: what shows the count is out of date. */
  readonly counted: (stream: string) => Promise<void>;
  /** What the catalog knows of a PagerDuty service. */
  readonly facts: Facts & {
    readonly nameOf: (service: { readonly id: string; readonly name: string }) => string;
    readonly tierOf: (service: { readonly id: string; readonly name: string }) => string | null;
    /** The id of the PagerDuty service behind a name in the catalog. */
    readonly serviceOf: (name: string) => string | undefined;
  };
  /** The key under which monitoring sent the first alert of a PagerDuty incident. */
  readonly alertKeyOf: (incident: string) => Promise<string | null>;
  /** The Slack user behind a PagerDuty user; null when there is none, undefined when nobody can say now. */
  readonly slackUserOf: (pagerDutyUser: string) => Promise<string | null | undefined>;
};

/** What PagerDuty tells of an incident as a whole. */
export type IncidentTold = Extract<PagerDutyEvent, { readonly incident: PagerDutyIncident }> & {
  /** Something newer was heard of its alert before. */
  readonly late: boolean;
};
