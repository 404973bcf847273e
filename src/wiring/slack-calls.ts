import { peopleOver } from "../flow/people.ts";
import { slackLog } from "../log.ts";
import { callingAtOnce, callingSlack } from "../slack/call.ts";
import { fetchingPeople } from "../slack/directory.ts";
import { certain, identityOf } from "../slack/identity.ts";
import { limiterOn } from "../slack/limiter.ts";
import { asking } from "../slack/perform/asking.ts";
import { puttingMessages } from "../slack/perform/put-message.ts";
import type { Base } from "./base.ts";
import { digest } from "./slack-facts.ts";

/** A person waits three seconds at most: without an answer before, he is told so. */
const AT_ONCE_TIMEOUT = 2_500;

export type SlackCalls = ReturnType<typeof slackCallsFor>;

/** Every way of calling Slack, all under one limiter. */
export function slackCallsFor({ config, ledger, clock, log }: Pick<Base, "config" | "ledger" | "clock" | "log">) {
  const { botToken: token, apiUrl } = config.slack;
  const logger = slackLog(log);
  const limiter = limiterOn(clock);
  const call = callingSlack({ token, apiUrl, logger });
  const identity = identityOf(call, {
    load: () => ledger.meta("slack.identity"),
    save: (text) => ledger.setMeta("slack.identity", text),
  });
  const ask = asking({ call, limiter, clock });
  const directory = fetchingPeople(call);
  return {
    logger,
    ask,
    put: puttingMessages(ask, clock, digest),
    callNow: callingAtOnce(callingSlack({ token, apiUrl, logger, timeout: AT_ONCE_TIMEOUT }), limiter),
    people: peopleOver(ledger, clock, directory.fetch, directory.findByEmail),
    /** Undefined while Slack does not say who the bot is. */
    identity,
    whoAmI: certain(identity),
  };
}
