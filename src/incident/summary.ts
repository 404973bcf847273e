import type { Instant } from "../shared/time.ts";
import type { IncidentEvent } from "./event.ts";
import { commanderOf, type Incident, isOpen } from "./incident.ts";
import { type Rules, rankOf } from "./rules.ts";

/** One row an incident: what lists show and what finds it again, written in the same append as its events. */
export type IncidentSummary = {
  readonly ref: string;
  readonly series: string;
  readonly number: number;
  readonly title: string;
  readonly status: string;
  readonly open: boolean;
  readonly severityRank: number;
  readonly private: boolean;
  readonly mode: string;
  readonly channel: string | undefined;
  readonly openedAt: Instant;
  readonly changedAt: Instant;
  readonly version: number;
  readonly data: SummaryData;
};

export type SummaryData = {
  readonly severity: string;
  readonly unsure: boolean;
  readonly commander: string | null;
  readonly declaredBy: string | null;
  readonly services: readonly string[];
  readonly channelName: string | null;
  readonly customerSentence: string | null;
  /** Who may see it while it is private. */
  readonly members: readonly string[];
};

export function summaryOf(incident: Incident, rules: Rules): IncidentSummary {
  return {
    ref: incident.ref,
    series: incident.series,
    number: incident.number,
    title: incident.title,
    status: incident.status,
    open: isOpen(incident),
    severityRank: rankOf(incident.severity, rules),
    private: incident.private,
    mode: incident.mode,
    channel: incident.channel?.id,
    openedAt: incident.declaredAt,
    changedAt: incident.changedAt,
    version: incident.version,
    data: {
      severity: incident.severity,
      unsure: incident.unsure,
      commander: commanderOf(incident) ?? null,
      declaredBy: incident.declaredBy,
      services: incident.services,
      channelName: incident.channel?.name ?? null,
      customerSentence: incident.customerSentence,
      members: incident.members,
    },
  };
}

/** What only one incident can have: its channel and its PagerDuty incidents. */
export function claimsOf(event: IncidentEvent): readonly { readonly kind: string; readonly value: string }[] {
  switch (event.type) {
    case "ChannelOpened":
      return [{ kind: "channel", value: event.body.channel }];
    case "AlertJoined":
      return [{ kind: "alert", value: event.body.alert }];
    default:
      return [];
  }
}
