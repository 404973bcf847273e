import { surfaceKey } from "../incident/effect.ts";
import type { Bot } from "../slack/bot.ts";
import type { Base } from "./base.ts";
import type { PagerDutyCalls } from "./pagerduty-calls.ts";
import { pagingOver } from "./paging.ts";
import { platformOver } from "./platform.ts";
import { draftFactsFrom, postmortemText } from "./postmortem.ts";
import type { SlackCalls } from "./slack-calls.ts";
import { openAlertsOf, placeIn } from "./slack-facts.ts";

/** All that the Slack side may use of the rest. */
export function botOver(base: Base, slack: SlackCalls, pagerduty: PagerDutyCalls): Bot {
  const { config, clock, log, ledger, flow, catalog, newId, wake } = base;
  const { people, ask, callNow } = slack;
  const { rules } = config;
  const placeOf = placeIn(ledger);
  return {
    ...flow,
    people,
    rules,
    clock,
    log,
    newId,
    ask,
    callNow,
    me: async () => (await slack.whoAmI()).userId,
    paging:
      pagerduty === undefined
        ? undefined
        : pagingOver({ catalog, client: pagerduty.clientNow, onCall: pagerduty.onCall }),
    platform: platformOver({
      catalog,
      onCall: pagerduty?.onCall,
      questions: flow.questions,
      clock,
      defaultChannel: config.platform.defaultChannel,
      newId,
    }),
    deliveryOf: (stream) => ledger.effectsOf(stream),
    cardGone: async (stream) => {
      await ledger.touchSurface(surfaceKey(stream, "card"), { now: clock.now(), forgetRef: true });
      wake();
    },
    cardOf: (stream) => placeOf(surfaceKey(stream, "card")),
    postmortemOf: (loaded) =>
      postmortemText(loaded, { rules, catalog: catalog(), people, zone: config.workspace.timezone }),
    draftFacts: (loaded) => draftFactsFrom(catalog(), loaded),
    openAlerts: async (stream) => (await openAlertsOf(ledger, stream)).length,
    announcements: config.channels.announcements,
  };
}
