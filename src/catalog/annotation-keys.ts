/** Which annotation holds what. Companies have their own keys, so each can be replaced. */
export type AnnotationKeys = {
  readonly channel: string;
  readonly askChannel: string;
  readonly aliases: string;
  readonly tier: string;
  readonly slo: string;
  readonly pagerdutySchedule: string;
  readonly pagerdutyService: string;
};

export const DEFAULT_KEYS: AnnotationKeys = {
  channel: "pitwall.dev/slack-channel",
  askChannel: "pitwall.dev/slack-ask-channel",
  aliases: "pitwall.dev/aliases",
  tier: "pitwall.dev/tier",
  slo: "pitwall.dev/slo",
  pagerdutySchedule: "pitwall.dev/pagerduty-schedule-id",
  pagerdutyService: "pagerduty.com/service-id",
};
