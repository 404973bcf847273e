import { randomInt } from "node:crypto";
import { ulid } from "ulid";
import type { BotConfig } from "./config.ts";
import { watchCatalog } from "./files/watch-catalog.ts";
import { flowOver } from "./flow/flow.ts";
import { OPERATOR } from "./flow/look-up.ts";
import { settling } from "./flow/outcome.ts";
import type { Ledger } from "./ledger/ledger.ts";
import type { Logger } from "./log.ts";
import type { PagerDutyEvent } from "./pagerduty/event.ts";
import { hideSecrets } from "./secrets.ts";
import { type Json, mapTexts } from "./shared/json.ts";
import type { Clock } from "./shared/time.ts";
import { slackApp } from "./slack/app.ts";
import { interestIn, type SlackEvent } from "./slack/interest.ts";
import { serve } from "./web/server.ts";
import type { Base } from "./wiring/base.ts";
import { botOver } from "./wiring/bot.ts";
import { intakeOver } from "./wiring/intake.ts";
import { openOwnLedger } from "./wiring/own-ledger.ts";
import { pagerDutyCallsFor } from "./wiring/pagerduty-calls.ts";
import { performing } from "./wiring/perform.ts";
import { performersOver } from "./wiring/performers.ts";
import { pollPagerDuty } from "./wiring/poll.ts";
import { purgeDaily } from "./wiring/purge.ts";
import { routesOver } from "./wiring/routes.ts";
import { slackCallsFor } from "./wiring/slack-calls.ts";
import { slackUsers } from "./wiring/slack-facts.ts";
import { type Work, workOn } from "./wiring/work.ts";

export type RunningBot = {
  /** Where its own HTTP server listens. */
  readonly url: string;
  /** What it is at, in words; empty when nothing is due now. */
  busy(): readonly string[];
  /** Whether Slack can reach it. */
  connected(): boolean;
  stop(): Promise<void>;
};

/**
 * Builds everything from the configuration and starts it: the only place that knows everyone. Nothing here waits for
 * Slack or PagerDuty, so that webhooks and health live while they are away.
 */
export async function startBot(
  config: BotConfig,
  options: {
    readonly clock: Clock;
    readonly realClock: Clock;
    readonly log: Logger;
    /** A database that no address leads to, such as one inside this process. */
    readonly openLedger?: (databaseUrl: string) => Promise<Ledger>;
  },
): Promise<RunningBot> {
  const { clock, realClock, log } = options;
  const { rules } = config;
  let awake: Pick<Work, "wake"> | undefined;
  const wake = () => awake?.wake();

  const own = await openOwnLedger(config.databaseUrl, {
    clock: realClock,
    log,
    appended: wake,
    ...(options.openLedger === undefined ? {} : { open: options.openLedger }),
  });
  const { ledger } = own;
  const work = await workOn(ledger, log);
  awake = work;
  const catalog = await watchCatalog(config.catalogPaths, {
    clock,
    onTrouble: (error) => log.warn("The catalog could not be read again", { error }),
  });
  const random = () => randomInt(2 ** 30) / 2 ** 30;
  const flow = flowOver({ ledger, rules, clock, random, mask: hideSecrets });
  const newId = () => ulid(clock.now());
  const base: Base = { config, clock, log, ledger, flow, catalog: catalog.current, newId, wake };

  const toSlack = slackCallsFor(base);
  const toPagerDuty = await pagerDutyCallsFor(config.pagerduty, clock);
  const users = slackUsers(toPagerDuty?.clientNow, toSlack.people, config.pagerduty?.fromEmail ?? "");
  const bot = botOver(base, toSlack, toPagerDuty);
  const slack = slackApp({
    bot,
    access: config.slack,
    identity: toSlack.whoAmI,
    logger: toSlack.logger,
    stored: {
      interestIn: (body) => interestIn(body["event"] as SlackEvent, bot),
      take: async (delivery, body) => {
        const masked = mapTexts(body as Json, hideSecrets) as Readonly<Record<string, Json>>;
        // An address that is a permission, by which the person is answered.
        const { response_url: address } = body as { readonly response_url?: string };
        const kept = address === undefined ? masked : { ...masked, response_url: address };
        await ledger.takeIn({ ...delivery, body: kept, receivedAt: clock.now() });
      },
      wake,
    },
    isFrozen: work.isFrozen,
    realClock,
  });
  const intake = intakeOver(base, toPagerDuty, users);
  const performers = performersOver(base, { bot, slack: toSlack, pagerduty: toPagerDuty, users });
  const settle = settling({ ledger, clock, carryOut: flow.carryOut });

  const web = await serve({
    host: config.http.host,
    port: config.http.port,
    failed: (error) => log.error("A request failed", { error }),
    routes: routesOver(base, slack, work.isFrozen),
  }).catch(async (error: unknown) => {
    await work.stop();
    await catalog.close();
    await own.close();
    throw error;
  });

  work.begin({
    clock,
    owner: own.owner,
    perform: performing(performers),
    settle: (effect, outcome, as) => settle(effect, as, "done" in outcome ? outcome.result : undefined),
    deliver: (row) =>
      row.source === "pagerduty"
        ? intake(row.body as unknown as PagerDutyEvent, row.id)
        : slack.replay(row.body as Parameters<typeof slack.replay>[0]),
  });
  const poller =
    toPagerDuty === undefined || config.pagerduty === undefined
      ? undefined
      : pollPagerDuty({ ...base, client: toPagerDuty.client, access: config.pagerduty });
  const stopPurging = purgeDaily(ledger, clock, log);
  slack.start();
  log.info("Pitwall is running", {
    url: web.url,
    mode: config.slack.mode,
    open: (await flow.lookUp.open(OPERATOR)).length,
  });

  let stopping: Promise<void> | undefined;
  async function stop(): Promise<void> {
    await slack.stop();
    await poller?.stop();
    await stopPurging();
    await web.close();
    await work.stop();
    await catalog.close();
    await own.close();
  }

  return {
    url: web.url,
    busy: () => [...(work.idle() ? [] : ["the bot's worker"]), ...(slack.busy() ? ["a listener"] : [])],
    connected: () => slack.connections()?.open !== 0,
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}
