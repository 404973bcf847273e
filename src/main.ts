import { randomInt } from "node:crypto";
import { ulid } from "ulid";
import type { BotConfig } from "./config.ts";
import { watchCatalog } from "./files/watch-catalog.ts";
import { flowOver } from "./flow/flow.ts";
import { OPERATOR } from "./flow/look-up.ts";
import { settling } from "./flow/outcome.ts";
import { peopleOver } from "./flow/people.ts";
import { surfaceKey } from "./incident/effect.ts";
import type { Ledger } from "./ledger/ledger.ts";
import { LedgerError } from "./ledger/ledger-error.ts";
import { openLedger } from "./ledger/open.ts";
import { runWorker, type Worker } from "./ledger/worker.ts";
import { type Logger, slackLog } from "./log.ts";
import type { PagerDutyEvent } from "./pagerduty/event.ts";
import { pagerDutyIntake } from "./pagerduty/intake.ts";
import { onCallDesk } from "./pagerduty/on-call.ts";
import { alertKeyOf } from "./pagerduty/operations.ts";
import { performersInPagerDuty } from "./pagerduty/perform.ts";
import { hideSecrets } from "./secrets.ts";
import { type Json, mapTexts } from "./shared/json.ts";
import type { Clock } from "./shared/time.ts";
import { slackApp } from "./slack/app.ts";
import type { Bot } from "./slack/bot.ts";
import { callingAtOnce, callingSlack } from "./slack/call.ts";
import { channelDirectory, fetchingPeople } from "./slack/directory.ts";
import { certain, identityOf } from "./slack/identity.ts";
import { interestIn, type SlackEvent } from "./slack/interest.ts";
import { limiterOn } from "./slack/limiter.ts";
import { asking } from "./slack/perform/asking.ts";
import { performersIn } from "./slack/perform/perform.ts";
import { puttingMessages } from "./slack/perform/put-message.ts";
import { replying, tellingOpened } from "./slack/perform/reply.ts";
import { healthRoutes } from "./web/health.ts";
import { serve } from "./web/server.ts";
import { isFrozen } from "./wiring/freeze.ts";
import { holdWorkerLease } from "./wiring/lease.ts";
import { pagingOver } from "./wiring/paging.ts";
import { performing, remind } from "./wiring/perform.ts";
import { alertFacts, platformOver } from "./wiring/platform.ts";
import { pollPagerDuty } from "./wiring/poll.ts";
import { draftFactsFrom, postmortemText } from "./wiring/postmortem.ts";
import { purgeDaily } from "./wiring/purge.ts";
import { cardFactsFrom, digest, openAlertsOf, placeIn, recountOn, slackUsers } from "./wiring/slack-facts.ts";
import { pagerDutyWebhook } from "./wiring/webhook.ts";

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
  options: { readonly clock: Clock; readonly realClock: Clock; readonly log: Logger },
): Promise<RunningBot> {
  const { clock, log } = options;
  const { rules } = config;
  let worker: Worker | undefined;
  const newId = () => ulid(clock.now());
  const random = () => randomInt(2 ** 30) / 2 ** 30;
  const logger = slackLog(log);

  const opened = await openLedger(config.databaseUrl);
  // What our own appends ask for is due at once; those of other processes are noticed by the database.
  const ledger: Ledger = {
    ...opened,
    append: async (batch) => {
      const appended = await opened.append(batch);
      worker?.wake();
      return appended;
    },
  };
  const lease = await holdWorkerLease(ledger, options.realClock, log);
  if (lease === undefined) {
    await ledger.close();
    throw new LedgerError(
      "in-use",
      "Another Pitwall is running on this database: stop it first, or give this one another DATABASE_URL.",
    );
  }
  let frozen = await isFrozen(ledger);
  const catalog = await watchCatalog(config.catalogPaths, {
    clock,
    onTrouble: (error) => log.warn("The catalog could not be read again", { error }),
  });
  const flow = flowOver({ ledger, rules, clock, random, mask: hideSecrets });

  const { botToken: token, apiUrl } = config.slack;
  const call = callingSlack({ token, apiUrl, logger });
  const limiter = limiterOn(clock);
  const callNow = callingAtOnce(callingSlack({ token, apiUrl, logger, timeout: 2_500 }), limiter);
  const identity = identityOf(call, {
    load: () => ledger.meta("slack.identity"),
    save: (text) => ledger.setMeta("slack.identity", text),
  });
  const whoAmI = certain(identity);
  const me = async () => (await whoAmI()).userId;
  const ask = asking({ call, limiter, clock });
  const put = puttingMessages(ask, clock, digest);
  const directory = fetchingPeople(call);
  const people = peopleOver(ledger, clock, directory.fetch, directory.findByEmail);

  // Its library is large, and loaded only where it is used.
  const pagerdutyAt = async (timeoutMs?: number) => {
    if (config.pagerduty === undefined) return undefined;
    const { pagerDutyClient } = await import("./pagerduty/client.ts");
    const { apiUrl: url, apiToken } = config.pagerduty;
    return pagerDutyClient({ url, token: apiToken, ...(timeoutMs === undefined ? {} : { timeoutMs }) });
  };
  const client = await pagerdutyAt();
  // Look-ups for people who wait, and on the way of a page: without an answer soon they do without.
  const clientNow = await pagerdutyAt(1_200);
  const onCall = clientNow === undefined ? undefined : onCallDesk({ client: clientNow, clock });
  const users = slackUsers(clientNow, people, config.pagerduty?.fromEmail ?? "");
  const placeOf = placeIn(ledger);
  const callUrl = (ref: string) => config.call?.url.replaceAll("{ref}", ref);

  const bot: Bot = {
    ...flow,
    people,
    rules,
    clock,
    log,
    newId,
    ask,
    callNow,
    me,
    paging:
      clientNow === undefined || onCall === undefined
        ? undefined
        : pagingOver({ catalog: catalog.current, client: clientNow, onCall }),
    platform: platformOver({
      catalog: catalog.current,
      onCall,
      questions: flow.questions,
      clock,
      defaultChannel: config.platform.defaultChannel,
      newId,
    }),
    deliveryOf: (stream) => ledger.effectsOf(stream),
    cardGone: async (stream) => {
      await ledger.touchSurface(surfaceKey(stream, "card"), { now: clock.now(), forgetRef: true });
      worker?.wake();
    },
    cardOf: (stream) => placeOf(`${stream}/card`),
    postmortemOf: (loaded) =>
      postmortemText(loaded, { rules, catalog: catalog.current(), people, zone: config.workspace.timezone }),
    draftFacts: (loaded) => draftFactsFrom(catalog.current(), loaded),
    openAlerts: async (stream) => (await openAlertsOf(ledger, stream)).length,
    announcements: config.channels.announcements,
  };

  const slack = slackApp({
    bot,
    access: config.slack,
    identity: whoAmI,
    logger,
    stored: {
      interestIn: (body) => interestIn(body["event"] as SlackEvent, bot),
      take: async (id, body) =>
        void (await ledger.takeIn({
          id,
          source: "slack",
          body: mapTexts(body as Json, hideSecrets),
          receivedAt: clock.now(),
        })),
      wake: () => worker?.wake(),
    },
    isFrozen: () => frozen,
    realClock: options.realClock,
  });
  const intake = pagerDutyIntake({
    ...flow,
    rules,
    routes: config.routes,
    grouping: config.grouping,
    newId,
    alertsOf: (stream) => ledger.alerts(stream),
    alertOf: (stream, incident) => ledger.alert(stream, "pagerduty", incident),
    alertGroups: (alertKey) => ledger.alertGroups(alertKey),
    counted: (stream) => recountOn(ledger, clock, stream),
    facts: alertFacts(catalog.current),
    alertKeyOf: async (incident) => {
      const asked = clientNow === undefined ? undefined : await alertKeyOf(clientNow, incident);
      return asked?.ok === true ? asked.data : null;
    },
    slackUserOf: users.slackUserOf,
  });

  const performers = {
    ...performersIn({
      ask,
      put,
      lookUp: flow.lookUp,
      rules,
      people,
      me: async () => (await identity())?.userId,
      placeOf,
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
      client,
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
  const settle = settling({ ledger, clock, carryOut: flow.carryOut });

  const pagerdutySecrets = config.pagerduty?.webhookSecrets ?? [];
  const web = await serve({
    host: config.http.host,
    port: config.http.port,
    failed: (error) => log.error("A request failed", { error }),
    routes: {
      ...healthRoutes({
        probe: () => ledger.probe(),
        slackConnections: () => slack.connections(),
        counts: () => ledger.effectCounts(),
        wasDue: async (at) => (await ledger.nextDue(at)) === at,
        now: () => clock.now(),
        isFrozen: () => frozen,
      }),
      ...(slack.requestListener === undefined ? {} : { "POST /slack/events": slack.requestListener }),
      ...(pagerdutySecrets.length === 0
        ? {}
        : {
            "POST /webhooks/pagerduty": pagerDutyWebhook({
              ledger,
              clock,
              log,
              secrets: pagerdutySecrets,
              wake: () => worker?.wake(),
            }),
          }),
    },
  }).catch(async (error: unknown) => {
    await lease.drop();
    await catalog.close();
    await ledger.close();
    throw error;
  });

  const begin = () =>
    runWorker({
      ledger,
      clock,
      owner: lease.owner,
      log,
      perform: performing(performers),
      settle: (effect, outcome, as) => settle(effect, as, "done" in outcome ? outcome.result : undefined),
      deliver: (row) =>
        row.source === "pagerduty"
          ? intake(row.body as unknown as PagerDutyEvent, row.id)
          : slack.replay(row.body as Parameters<typeof slack.replay>[0]),
    });
  async function workOnceConfirmed(): Promise<void> {
    if (!frozen || (await isFrozen(ledger)) || !frozen) return;
    frozen = false;
    log.info("The restored record is confirmed");
    worker = begin();
  }
  if (frozen) log.warn("Frozen after a restore: nothing is sent until pitwall restore --confirm");
  else worker = begin();
  const stopWatching = ledger.onForeignChange(() => {
    worker?.wake();
    workOnceConfirmed().catch((error: unknown) => log.error("The database could not be read", { error }));
  });
  const poller =
    client === undefined || config.pagerduty === undefined
      ? undefined
      : pollPagerDuty({ client, clock, log, ledger, access: config.pagerduty, wake: () => worker?.wake() });
  const stopPurging = purgeDaily(ledger, clock, log);
  let stopping: Promise<void> | undefined;
  slack.start();
  log.info("Pitwall is running", {
    url: web.url,
    mode: config.slack.mode,
    open: (await flow.lookUp.open(OPERATOR)).length,
  });

  return {
    url: web.url,
    busy: () => [...(worker?.idle() !== false ? [] : ["the bot's worker"]), ...(slack.busy() ? ["a listener"] : [])],
    connected: () => slack.connections()?.open !== 0,
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };

  async function stop(): Promise<void> {
    await slack.stop();
    await poller?.stop();
    await stopPurging();
    stopWatching();
    await web.close();
    await worker?.stop();
    await catalog.close();
    await lease?.drop();
    await ledger.close();
  }
}
