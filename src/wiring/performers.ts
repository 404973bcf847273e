import type { Performer } from "../flow/performer.ts";
import { performersInPagerDuty } from "../pagerduty/perform.ts";
import type { Bot } from "../slack/bot.ts";
import { channelDirectory } from "../slack/directory.ts";
import { performersIn } from "../slack/perform/perform.ts";
import { replying, tellingOpened } from "../slack/perform/reply.ts";
import type { Base } from "./base.ts";
import type { PagerDutyCalls } from "./pagerduty-calls.ts";
import { remind } from "./perform.ts";
import type { SlackCalls } from "./slack-calls.ts";
import { cardFactsFrom, openAlertsOf, placeIn, type slackUsers } from "./slack-facts.ts";

/** How each kind of effect is carried out, in whichever world. */
export function performersOver(
  { config, clock, ledger, flow }: Base,
  worlds: {
    readonly bot: Bot;
    readonly slack: SlackCalls;
    readonly pagerduty: PagerDutyCalls;
    readonly users: ReturnType<typeof slackUsers>;
  },
): Readonly<Record<string, Performer>> {
  const { bot, slack, pagerduty, users } = worlds;
  const { ask, put, callNow, people } = slack;
  const callUrl = (ref: string) => config.call?.url.replaceAll("{ref}", ref);
  return {
    ...performersIn({
      ask,
      put,
      lookUp: flow.lookUp,
      rules: config.rules,
      people,
      me: async () => (await slack.identity())?.userId,
      placeOf: placeIn(ledger),
      channels: config.channels,
      channelNamed: channelDirectory(ask, clock),
      callUrl: ({ incident }) => callUrl(incident.ref),
      facts: (loaded) =>
        cardFactsFrom({
          ledger,
          loaded,
          services: bot.platform.serviceFacts(loaded.incident.services),
          callUrl: callUrl(loaded.incident.ref),
        }),
      draftFacts: bot.draftFacts,
    }),
    ...performersInPagerDuty({
      client: pagerduty?.client,
      lookUp: flow.lookUp,
      fromEmail: users.fromEmail,
      slackUserOf: users.slackUserOf,
      openAlerts: (stream) => openAlertsOf(ledger, stream),
      now: () => clock.now(),
    }),
    remind,
    reply: replying(flow.questions, put),
    "tell-opened": tellingOpened(flow.lookUp, callNow),
  };
}
