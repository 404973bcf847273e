import { once } from "node:events";
import type { AddressInfo } from "node:net";
import type { Clock } from "../../shared/time.ts";
import type { Onlooker } from "../exchange.ts";
import { openAccount } from "./account.ts";
import { acme } from "./acme.ts";
import type { PageSent } from "./change.ts";
import type { Company, Service, User } from "./company.ts";
import { type Attempt, openDeliveries } from "./deliveries.ts";
import { type ChangeEvent, openEventsApi } from "./events-api.ts";
import { type Fault, openFaults } from "./faults.ts";
import { newId } from "./id.ts";
import type { Incident, Urgency } from "./incident.ts";
import { peopleOnLevel } from "./on-call.ts";
import { openRateLimit } from "./rate-limit.ts";
import { referencesOf } from "./reference.ts";
import { pagerDutyServer, type RecordedCall } from "./server.ts";
import { envelopeOf, pingEnvelope } from "./webhook-event.ts";

export type Options = {
  readonly clock: Clock;
  /** Absent: a free one. */
  readonly port?: number;
  /** Who and what there is. Absent: the example company. */
  readonly seed?: Company;
  /** Where webhooks go. Absent: nowhere until `sendsWebhooksTo` is called. */
  readonly webhook?: { readonly url: string; readonly secrets: readonly string[] };
  /** How long a receiver has to answer a webhook, in real milliseconds. */
  readonly webhookDeadline?: number;
  /** REST calls that one token may make in a minute. */
  readonly rateLimit?: number;
};

export type AlertOptions = {
  readonly urgency?: Urgency;
  /** The name of a priority. PagerDuty seldom knows one this early. */
  readonly priority?: string;
  readonly details?: Readonly<Record<string, unknown>>;
  /** Alerts with the same key join while the first is open. */
  readonly key?: string;
};

/** An incident, its id, or its number. */
export type Which = { readonly id: string } | string | number;

export type PagerDuty = Awaited<ReturnType<typeof startPagerDuty>>;

/** A small strict PagerDuty on loopback. People and services are named by name, as one speaks of them. */
export async function startPagerDuty({
  clock,
  port = 0,
  seed = acme,
  webhook,
  webhookDeadline,
  rateLimit = 960,
}: Options) {
  const references = referencesOf(seed);
  const onlookers: Onlooker[] = [];
  const watchers: (() => void)[] = [];
  const onlooker: Onlooker = (exchange) => onlookers.forEach((tell) => tell(exchange));
  const changed = (): void => watchers.forEach((tell) => tell());
  const deliveries = openDeliveries(clock, {
    onlooker,
    changed,
    ...(webhookDeadline === undefined ? {} : { deadline: webhookDeadline }),
  });
  const account = openAccount(seed, clock, (change) => {
    deliveries.publish(change.type, change.incident.id, envelopeOf(change, references));
    changed();
  });
  const events = openEventsApi(account);
  const faults = openFaults();
  const calls: RecordedCall[] = [];
  const parts = { clock, account, references, deliveries, events, faults, calls, onlooker };
  const server = pagerDutyServer({ ...parts, rateLimit: openRateLimit(clock, rateLimit) });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  if (webhook !== undefined) deliveries.subscribe(webhook.url, webhook.secrets);

  function serviceNamed(name: string): Service {
    return found(seed.services, name, (service) => service.name === name || service.id === name);
  }

  function actor(name: string) {
    const user: User = found(seed.users, name, (one) => one.name === name || one.id === name);
    return { kind: "user" as const, id: user.id };
  }

  function the(which: Which): Incident {
    const wanted = typeof which === "object" ? which.id : which;
    return found(account.incidents, String(wanted), ({ id, number }) => id === wanted || number === wanted);
  }

  function nameOf(userId: string): string {
    return account.userById(userId).name;
  }

  function priorityNamed(name: string): string {
    return found(seed.priorities, name, (priority) => priority.name === name).id;
  }

  function triggers(service: string, title: string, options: AlertOptions = {}): Incident {
    const { urgency, details = {}, key = newId("Q").toLowerCase() } = options;
    const priority = options.priority === undefined ? undefined : priorityNamed(options.priority);
    return copy(events.trigger(serviceNamed(service), { title, key, details, urgency, priority }));
  }

  async function close(): Promise<void> {
    account.close();
    deliveries.close();
    server.close();
    server.closeAllConnections();
    await deliveries.idle();
  }

  return {
    url,
    /** A token that may do everything. */
    token: seed.tokens.find(({ kind }) => kind === "account")?.value ?? "",
    /** Monitoring finds something. The incident is a copy: look again with `incident`. */
    triggers,
    /** A person opens an incident by hand. */
    opens: (service: string, title: string, urgency: Urgency, who: string): Incident =>
      copy(account.open({ service: serviceNamed(service), title, urgency, actor: actor(who) })),
    /** Monitoring finds `count` things at once, spread over the services given, or over all. */
    storm(count: number, { services = seed.services.map(({ name }) => name), title = "Alert" } = {}): Incident[] {
      return Array.from({ length: count }, (_, index) =>
        triggers(services[index % services.length] ?? "", `${title} ${index + 1}`),
      );
    },
    /** Monitoring no longer finds what it had sent under this key. */
    recovers: (service: string, key: string) => events.resolve(serviceNamed(service), key),
    acknowledges: (which: Which, who: string) => account.acknowledge(the(which), actor(who)),
    unacknowledges: (which: Which, who: string) => account.unacknowledge(the(which), actor(who)),
    resolves: (which: Which, who: string, note?: string) => account.resolve(the(which), actor(who), { note }),
    reopens: (which: Which, who: string) => account.reopen(the(which), "triggered", actor(who)),
    merges: (into: Which, sources: readonly Which[], who: string) =>
      account.merge(the(into), sources.map(the), actor(who)),
    reassigns: (which: Which, to: string, who: string) => account.reassign(the(which), [actor(to).id], actor(who)),
    escalates: (which: Which, level: number, who: string) => account.escalate(the(which), level, actor(who)),
    prioritises: (which: Which, priority: string | null, who: string) =>
      account.prioritise(the(which), priority === null ? null : priorityNamed(priority), actor(who)),
    notes: (which: Which, content: string, who: string) => void account.note(the(which), actor(who).id, content),
    asksForHelp: (which: Which, of: string, message: string, who: string) =>
      account.requestResponders(the(which), actor(who).id, message, [{ type: "user", id: actor(of).id }]),
    answersCall: (which: Which, who: string, answer: "accepted" | "declined") =>
      account.reply(the(which), actor(who).id, answer),
    /** The "send test event" of PagerDuty's website. */
    pings: () => deliveries.publish("pagey.ping", "ping", pingEnvelope(clock.now(), null)),

    /** The people that there are, by name. */
    people: (): string[] => seed.users.map(({ name }) => name),
    /** Services, and who is woken first for each at this time. */
    services: (): { readonly name: string; readonly onCall: readonly string[] }[] =>
      seed.services.map(({ name, policy }) => ({
        name,
        onCall: peopleOnLevel(seed, account.policyById(policy), 1, clock.now()).map(nameOf),
      })),
    nameOf,
    serviceOf: ({ service }: Incident): string => account.serviceById(service).name,
    incident: (which: Which): Incident => copy(the(which)),
    /** All, or those chosen: only these are copied. */
    incidents: (choose = (all: readonly Incident[]): readonly Incident[] => all): Incident[] =>
      choose(account.incidents).map(copy),
    pagesSent: (): readonly PageSent[] => [...account.pages],
    changes: (): readonly ChangeEvent[] => [...events.changes],
    /** Every call in order, each with what it was answered. */
    calls: (operation?: string): RecordedCall[] =>
      calls.filter((call) => operation === undefined || call.operation === operation),
    /** The calls that were answered with an error, other than those that were meant to go wrong. */
    refusals: (): RecordedCall[] => calls.filter(({ status, planned }) => status >= 400 && !planned),
    deliveries: (): readonly Attempt[] => [...deliveries.attempts],

    /** The next so many calls of an operation ("POST /incidents", or "any") go wrong. */
    breaks: (operation: string, fault: Fault, times = 1) => faults.plan(operation, fault, times),
    mends: faults.clear,
    /** Faults that are planned and have not struck yet. */
    faultsLeft: faults.left,
    /** Sends webhooks there from now on, beside the receivers there are already. */
    sendsWebhooksTo: (target: string, secrets: readonly string[]) => deliveries.subscribe(target, secrets).id,
    /** Signs with these secrets from now on. */
    signsWith(secrets: readonly string[]): void {
      for (const subscription of deliveries.subscriptions) subscription.secrets = secrets;
    },
    repeatsDeliveries: deliveries.repeat,
    holdsDeliveries: deliveries.hold,
    releasesDeliveries: deliveries.release,
    /** Whether webhooks are under way, wait for their next attempt or are held back. */
    hasUnfinishedDeliveries: deliveries.unfinished,
    /** Tells from now on of each webhook and each call when it is over, and that something changed. */
    watch(onExchange: Onlooker, onChange: () => void): void {
      onlookers.push(onExchange);
      watchers.push(onChange);
    },
    /** Resolves when no delivery is under way. One that waits for its next attempt, or is held back, does not count. */
    idle: deliveries.idle,
    /** What is under way, in words; with `stop` this is what the local workspace asks of its neighbours. */
    busy: (): string[] => (deliveries.active() === 0 ? [] : [`PagerDuty delivers ${deliveries.active()} webhook(s)`]),
    close,
    stop: close,
  };
}

function found<T>(all: readonly T[], name: string, is: (one: T) => boolean): T {
  const one = all.find(is);
  if (one === undefined) throw new Error(`PagerDuty has no ${name}`);
  return one;
}

function copy(incident: Incident): Incident {
  return structuredClone(incident);
}
